"""The page itself: its head, what it holds, the sections, and the reports that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.cite import series_of
from kzsearch.render.page.changes import changes
from kzsearch.render.page.figures import figures
from kzsearch.render.page.recommendations import recommendations
from kzsearch.render.page.style import STYLE
from kzsearch.render.page.tags import Html, table, tag, together
from kzsearch.render.page.tiers import tiers
from kzsearch.types.figures import Measure
from kzsearch.types.timelines import YearState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzsearch.types import ReportRecord
    from kzsearch.types.country_page import CountryPage

_SHA = 12  # characters that tell files apart


def render_page(page: CountryPage) -> Iterator[str]:
    """Yield a page of HTML that needs nothing but itself: no other file, no network, no script.

    Args:
        page: What it shows.
    """
    sections = (
        ("tiers", "Tiers", tiers(page.tiers, page.corpus)),
        ("figures", "Figures", figures(page.country, page.figures, page.findings)),
        ("changes", "What changed", changes(page.comparisons, page.not_compared)),
        (
            "recommendations",
            "Recommendations",
            recommendations(page.recommendations, page.no_recommendations),
        ),
        ("reports", "The reports", _reports(page)),
    )
    yield "<!DOCTYPE html>\n"
    yield '<html lang="en">\n'
    yield _head(page).source + "\n<body>\n"
    links = [tag("a", title, href=f"#{name}") for name, title, _ in sections]
    header = tag("header", tag("h1", page.country), tag("p", _subject(page)), _in_short(page))
    yield together([header, tag("nav", *links, aria_label="Sections")]).source + "\n<main>\n"
    for name, title, body in sections:
        yield tag("section", tag("h2", title), body, id=name).source + "\n"
    yield "</main>\n"
    yield tag("footer", tag("p", "Made by kzsearch from the files named above. ", _HOW)).source
    yield "\n</body>\n</html>\n"


_HOW = (
    "The sentences are the reports' own; themes, figures and changes were read from them by rules and models, "
    "and each row names the lines that it was read from."
)


def _head(page: CountryPage) -> Html:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{page.country}: {_years(page.reports)}"),
        Html(f"<style>{STYLE}</style>"),
    )


def _years(reports: tuple[ReportRecord, ...]) -> str:
    return ", ".join(map(str, sorted({report.year for report in reports})))


def _subject(page: CountryPage) -> str:
    by_series: dict[str, list[ReportRecord]] = {}
    for report in page.reports:
        by_series.setdefault(series_of(report).name, []).append(report)
    return "; ".join(f"{name} {_years(tuple(reports))}" for name, reports in by_series.items())


def _in_short(page: CountryPage) -> Html:
    """Return the page in a few lines."""
    lines = []
    placed = [year for year in page.tiers if year.state is YearState.STATED and year.tier]
    if placed and placed[-1].tier:
        lines.append(("Tier", f"{placed[-1].tier.value} in {placed[-1].year}"))
    known = sum(figure.measure is not Measure.UNCLASSIFIED for figure in page.figures)
    if page.figures:
        lines.append(("Figures", f"{known}, and {len(page.figures) - known} unclassified"))
    for comparison in page.comparisons[-1:]:
        new = sum(not row.earlier for row in comparison.rows)
        gone = sum(not row.later for row in comparison.rows)
        lines.append(
            (
                "Changes",
                f"{new} sentences new in {comparison.later_year}, {gone} of {comparison.earlier_year} dropped",
            )
        )
    for found in page.recommendations[:1]:
        repeated = sum(len(row.years) > 1 for row in found.rows)
        lines.append(("Recommendations", f"{len(found.rows)}, of which {repeated} in more than one report"))
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", said)) for name, said in lines))


def _reports(page: CountryPage) -> Html:
    rows = [
        tag(
            "tr",
            tag("th", report.report_id, scope="row"),
            tag("td", f"{series_of(report).name} {report.year}"),
            tag("td", f"{page.corpus}/{report.source}"),
            tag("td", tag("code", report.sha256[:_SHA])),
        )
        for report in page.reports
    ]
    return table(["Report", "Series and year", "File", "sha256 begins"], rows, "reports")

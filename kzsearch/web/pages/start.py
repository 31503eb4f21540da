"""The first page: the box, and below it the reports of the index by country."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kzsearch.cite import is_inferred, series_of
from kzsearch.render.page.tags import Child, Html, tag
from kzsearch.web.pages.addresses import Asked, report_address
from kzsearch.web.pages.frame import notes
from kzsearch.web.pages.searching import box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types import ReportRecord

_INFERRED = "*"


def start_page(reports: Sequence[ReportRecord], asked: Asked, told: Sequence[str]) -> list[Html]:
    """Return what the first page shows.

    Args:
        reports: The reports of the index.
        asked: The filters and the mode that stay in the box.
        told: What the reader should know of the index.
    """
    return [
        tag("h1", "What do the reports say?"),
        tag("p", _extent(reports), class_="lead"),
        box(asked, large=True),
        notes(told),
        tag("section", tag("h2", "The reports"), *_by_country(reports), class_="reports-list"),
    ]


def _extent(reports: Sequence[ReportRecord]) -> str:
    """Return what there is to search, in a line."""
    if not reports:
        return "The index holds no report."
    countries = {report.country.name for report in reports}
    years = sorted({report.year for report in reports})
    when = f"{years[0]} to {years[-1]}" if len(years) > 1 else f"{years[0]}"
    count = "1 report" if len(reports) == 1 else f"{len(reports):,} reports"
    of = next(iter(countries)) if len(countries) == 1 else f"{len(countries)} countries"
    return f"{count} on {of}, {when}. Every answer is a sentence of a report, with its citation."


def _by_country(reports: Sequence[ReportRecord]) -> list[Html]:
    if not reports:
        return []
    ordered = sorted(reports, key=lambda one: (one.country.name, one.series != "tip", one.series, one.year))
    rows = []
    for (country, alpha3, _), group in groupby(
        ordered, key=lambda one: (one.country.name, one.country.alpha3, one.series)
    ):
        of_country = list(group)
        rows.append(
            tag(
                "li",
                tag("h3", country),
                tag("p", series_of(of_country[0]).name, class_="note"),
                tag("ul", *map(_year, of_country), class_="years"),
                tag("p", *_beyond(alpha3, of_country), class_="beyond"),
            )
        )
    parts = [tag("ul", *rows, class_="countries")]
    if any(is_inferred(report, "year") or is_inferred(report, "country") for report in reports):
        parts.append(
            tag("p", f"{_INFERRED} inferred from the text; the report’s page says from what", class_="note")
        )
    return parts


def _year(report: ReportRecord) -> Html:
    inferred = _INFERRED if is_inferred(report, "year") or is_inferred(report, "country") else ""
    tier = [tag("small", f" {report.tier.value}")] if report.tier else []
    link = tag("a", f"{report.year}{inferred}", *tier, href=report_address(report.report_id))
    return tag("li", link)


def _beyond(alpha3: str, reports: Sequence[ReportRecord]) -> list[Child]:
    """Return the ways to what is made of the reports on a country."""
    pages = ["figures", "recommendations", "timeline"]
    if len({report.year for report in reports}) > 1:
        pages.insert(0, "compare")
    found: list[Child] = []
    for page in pages:
        asked = Asked(f"/{page}", (("country", alpha3),))
        if reports[0].series != "tip":
            asked = asked.with_("series", reports[0].series)
        found += [" · " if found else "", tag("a", page.capitalize(), href=asked.href)]
    return found

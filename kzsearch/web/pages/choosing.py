"""Which reports a page is about: the country and the series that the address names, and a form for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzsearch.cite import series_of
from kzsearch.domain.series import TIP
from kzsearch.errors import QueryError
from kzsearch.render.page.tags import Child, Html, tag
from kzsearch.search.query import parse_filters
from kzsearch.web.pages.frame import hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzsearch.types import ReportRecord
    from kzsearch.web.pages.addresses import Asked


class Line(NamedTuple):
    """The reports of one country and series.

    Attributes:
        country: The country's name.
        alpha3: Its code.
        series: Code of the series.
        reports: The reports, by year.
    """

    country: str
    alpha3: str
    series: str
    reports: tuple[ReportRecord, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of its reports."""
        return tuple(dict.fromkeys(report.year for report in self.reports))


def chosen_line(asked: Asked, reports: Sequence[ReportRecord]) -> Line | None:
    """Return the reports that an address names, or None where it has to be asked which country is meant.

    Args:
        asked: The address.
        reports: The reports of the index.

    Raises:
        QueryError: The index has no such report.
    """
    named = parse_filters(named_countries=asked.all("country")[-1:], named_series=asked.all("series")[-1:])
    held = {report.country.alpha3 for report in reports}
    if not held:
        raise QueryError("the index holds no report", "kzsearch add takes one")
    if not named.countries and len(held) > 1:
        return None
    alpha3 = named.countries[0] if named.countries else next(iter(held))
    of_country = [report for report in reports if report.country.alpha3 == alpha3]
    if not of_country:
        raise QueryError(
            "the index holds no report on this country", "the first page lists the reports that there are"
        )
    all_series = {report.series for report in of_country}
    usual = TIP.code if TIP.code in all_series else min(all_series)
    series = named.series[0] if named.series else usual
    line = sorted(
        (one for one in of_country if one.series == series), key=lambda one: (one.year, one.report_id)
    )
    if not line:
        raise QueryError(
            f"the index holds no report of the series {series} on this country",
            f"it holds {', '.join(sorted(all_series))}",
        )
    return Line(line[-1].country.name, alpha3, series, tuple(line))


def chooser(
    asked: Asked, reports: Sequence[ReportRecord], line: Line | None, *fields: Html, kept: Iterable[str] = ()
) -> Html:
    """Return the form that chooses country and series, or nothing where there is nothing to choose.

    Args:
        asked: The address.
        reports: The reports of the index.
        line: What is chosen.
        fields: Further fields of the form.
        kept: Names of values that stay as they are.
    """
    countries = sorted({(report.country.name, report.country.alpha3) for report in reports})
    of_country = {
        report.series: series_of(report).name
        for report in reports
        if line is None or report.country.alpha3 == line.alpha3
    }
    shown: list[Child] = []
    if len(countries) > 1:
        shown.append(
            select(
                "country", "Country", [(code, name) for name, code in countries], line.alpha3 if line else ""
            )
        )
    if len(of_country) > 1 and line:
        shown.append(select("series", "Series", sorted(of_country.items()), line.series))
    shown += fields
    if not shown:
        return Html("")
    stays = [pair for pair in asked.pairs if pair[0] in set(kept)]
    button = tag("button", "Show", type="submit")
    return tag("form", *shown, hidden(stays), button, action=asked.path, method="get", class_="chooser")


def select(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: str, identity: str = ""
) -> Html:
    """Return a field that chooses one of several values, with its label."""
    identity = identity or f"choose-{name}"
    shown = [
        tag("option", said, value=value, selected="selected" if value == chosen else "")
        for value, said in options
    ]
    return tag(
        "div",
        tag("label", label, for_=identity),
        tag("select", *shown, id=identity, name=name),
        class_="field",
    )


def first_choose(
    title: str, asked: Asked, reports: Sequence[ReportRecord], kept: Iterable[str] = ()
) -> list[Html]:
    """Return a page that asks which country is meant."""
    return [
        tag("h1", title),
        tag("p", "Choose a country.", class_="lead"),
        chooser(asked, reports, None, kept=kept),
    ]

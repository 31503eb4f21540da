"""The recommendations: a matrix of themes by year, then each with its wordings and what later reports say on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.page.places import Addresses, nowhere
from kzsearch.render.page.redline import redline
from kzsearch.render.page.tags import Child, Html, Link, cited, table, tag, together
from kzsearch.render.recommendations import again, when
from kzsearch.types.comparison import Change, CitedSentence
from kzsearch.types.recommendations import Recommendation, Recommendations, Telling

if TYPE_CHECKING:
    from collections.abc import Sequence


def recommendations(
    found: Sequence[Recommendations], why_not: Sequence[str], to: Addresses = nowhere
) -> Html:
    """Return the section on recommendations.

    Args:
        found: The recommendations of each series that makes any.
        why_not: Why there are none of a series.
        to: Where citations lead.
    """
    parts = [_of_series(one, f"{one.series}-", to, heading=len(found) > 1) for one in found]
    lines = [tag("p", f"{line[:1].upper()}{line[1:]}.", class_="none") for line in why_not]
    return together([*parts, *lines])


def _of_series(found: Recommendations, prefix: str, to: Addresses, *, heading: bool) -> Html:
    parts = [tag("h3", f"Series {found.series}")] if heading else []
    parts += [
        _matrix(found, prefix),
        *(tag("p", f"{line[:1].upper()}{line[1:]}.", class_="note") for line in found.notes),
        tag(
            "ol",
            *(
                _row(row, f"recommendation-{prefix}{number}", to, "h4" if heading else "h3")
                for number, row in enumerate(found.rows, 1)
            ),
            class_="recommendations",
        ),
    ]
    return together(parts)


def _matrix(found: Recommendations, prefix: str) -> Html:
    """Return how many recommendations of each theme each report makes, with the numbers they have in the list."""
    rows = []
    for theme, by_year in found.matrix.items():
        cells = [_cell(found, theme, year, count, prefix) for year, count in by_year.items()]
        rows.append(tag("tr", tag("th", theme, scope="row"), *cells))
    totals = [sum(by_year[year] for by_year in found.matrix.values()) for year in found.years]
    rows.append(
        tag("tr", tag("th", "all", scope="row"), *(tag("td", total, class_="number") for total in totals))
    )
    return table(["Theme", *map(str, found.years)], rows, "matrix")


def _cell(found: Recommendations, theme: str, year: int, count: int, prefix: str) -> Html:
    if not count:
        return tag("td", "–", class_="number")
    links: list[Child] = []
    for number, row in enumerate(found.rows, 1):
        if row.theme == theme and year in row.years:
            links += [
                ", " if links else " no. ",
                tag("a", number, href=f"#recommendation-{prefix}{number}"),
            ]
    return tag("td", tag("strong", count), tag("small", *links), class_="number some")


def _row(row: Recommendation, name: str, to: Addresses, heading: str) -> Html:
    parts = [
        tag(heading, f"{', '.join(row.themes)}: {when(row)}"),
        *(_telling(one, to) for one in row.tellings),
    ]
    if row.bearing:
        parts.append(tag("p", "What later reports say that bears on it:", class_="note"))
        said = [
            tag("li", tag("q", one.sentence.text), cited(_link(one.sentence, to)), class_="fact")
            for one in row.bearing
        ]
        parts.append(tag("ul", *said, class_="bearing"))
    return tag("li", *parts, id=name)


def _telling(told: Telling, to: Addresses) -> Html:
    lead = tag("b", again(told), class_="badge") if told.words else tag("b", told.year, class_="badge")
    repeated = told.words and told.change is not Change.CARRIED
    words = redline(told.words) if repeated else together([told.text])
    return tag("div", lead, tag("p", words), cited(*(_link(item, to) for item in told.items)), class_="fact")


def _link(sentence: CitedSentence, to: Addresses) -> Link:
    return Link(sentence.citation, to(sentence.passage_id, sentence.span))

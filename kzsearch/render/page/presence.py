"""A concept's presence by year: how many passages of each report speak of it, and the best sentence of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.page.gaps import rows_with_gaps
from kzsearch.render.page.marks import number
from kzsearch.render.page.places import Addresses, nowhere
from kzsearch.render.page.tags import Html, Link, cited, table, tag
from kzsearch.types.timelines import PresenceYear, YearState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types import Hit

_WIDE, _HIGH = 120, 10


def presence(years: Sequence[PresenceYear], to: Addresses = nowhere) -> Html:
    """Return the table of a concept's presence in the reports on one country.

    Args:
        years: By year, the missing ones included.
        to: Where citations lead.
    """
    most = max((year.passages or 0 for year in years), default=0)
    rows = rows_with_gaps(years, lambda year: _row(year, most, to))
    return table(["Report", "Passages", "The best sentence"], rows, "presence")


def _row(year: PresenceYear, most: int, to: Addresses) -> Html:
    count = year.passages or 0
    of = f" of {year.report.passages} passages" if year.report is not None else " passages"
    words = f", {year.word_for_word} word for word" if year.word_for_word else ""
    if year.state is YearState.SILENT:
        reached = (
            f"its nearest passage reaches {year.reached or 0:.2f}, and {year.threshold or 0:.2f} is needed"
        )
        told, said = "silent", [tag("span", reached, class_="note")]
    else:
        told = f"{count}{of}{words}"
        said = [
            part
            for mention in year.best[:1]
            for part in (tag("q", mention.hit.sentence_text), cited(_link(mention.hit, to)))
        ]
    return tag(
        "tr",
        tag("th", year.year, scope="row"),
        tag("td", _bar(count, most), tag("span", told)),
        tag("td", *said),
        class_="fact",
    )


def _link(hit: Hit, to: Addresses) -> Link:
    span = hit.best_sentence.sentence.span if hit.best_sentence else hit.passage.span
    return Link(hit.citation, to(hit.passage.passage_id, span))


def _bar(count: int, most: int) -> Html:
    if not count or not most:
        return Html("")
    bar = tag("rect", class_="bar", x="0", y="0", width=number(_WIDE * count / most), height=str(_HIGH))
    return tag(
        "svg",
        bar,
        class_="presence-bar",
        viewBox=f"0 0 {_WIDE} {_HIGH}",
        width=str(_WIDE),
        height=str(_HIGH),
        aria_hidden="true",
    )

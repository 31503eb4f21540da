"""What changed from one report to the next: counts by section, then every sentence with its citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.domain.series import TIP
from kzsearch.render.comparison import by_section, count_rows, joined, said, tally
from kzsearch.render.page.redline import redline
from kzsearch.render.page.tags import Html, cited, table, tag, together
from kzsearch.types.comparison import Aligned, Change, Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence


def changes(comparisons: Sequence[Comparison], why_not: Sequence[str]) -> Html:
    """Return the section on what changed.

    Args:
        comparisons: Each report with the one before it.
        why_not: Why reports could not be compared.
    """
    lines = [tag("p", f"{_sentence(line)}.", class_="none") for line in why_not]
    return together([*lines, *_overview(comparisons), *(_comparison(one) for one in comparisons)])


def _overview(comparisons: Sequence[Comparison]) -> list[Html]:
    """Return a line for each comparison that leads to it, where there are several."""
    if len(comparisons) == 1:
        return []
    lines = [
        tag("li", tag("a", _heading(one), href=f"#{_name(one)}"), f": {tally(one.counts)}")
        for one in comparisons
    ]
    return [tag("ul", *lines, class_="overview")] if lines else []


def _heading(comparison: Comparison) -> str:
    series = "" if comparison.series == TIP.code else f" ({comparison.series})"
    return f"From {comparison.earlier_year} to {comparison.later_year}{series}"


def _name(comparison: Comparison) -> str:
    return f"{comparison.earlier}-to-{comparison.later}"


def _sentence(line: str) -> str:
    return line[:1].upper() + line[1:]


def _comparison(comparison: Comparison) -> Html:
    columns, rows = count_rows(comparison)
    counts = [
        tag(
            "tr",
            tag("th", str(row[columns[0]]), scope="row"),
            *(tag("td", str(row[column] or "–"), class_="number") for column in columns[1:]),
        )
        for row in rows
    ]
    parts = [
        tag("h3", _heading(comparison), id=_name(comparison)),
        tag("p", f"{_sentence(tally(comparison.counts))}."),
        table(map(_sentence, columns), counts, "counts"),
        *(tag("p", f"{_sentence(line)}.", class_="note") for line in comparison.notes),
    ]
    for name, of_section in by_section(comparison):
        parts += [
            tag("h4", f"{name}, {comparison.earlier_year} to {comparison.later_year}"),
            tag("ul", *map(_row, of_section), class_="changes"),
        ]
    return together(parts)


def _row(row: Aligned) -> Html:
    sentences = (*row.earlier, *row.later)
    plain = row.change is Change.CARRIED or not row.words
    words = together([joined(row.later or row.earlier)]) if plain else redline(row.words)
    return tag(
        "li",
        tag("b", said(row), class_="badge"),
        tag("p", words),
        cited(*(sentence.citation for sentence in sentences)),
        class_=f"fact {row.change.value}",
    )

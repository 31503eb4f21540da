"""Reports compared: counts first, then row by row, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import starmap
from typing import TYPE_CHECKING

from kzsearch.render.cells import cells
from kzsearch.render.markup import escape
from kzsearch.render.paragraphs import Page
from kzsearch.render.printable import one_line
from kzsearch.render.records import Views
from kzsearch.render.redline import markdown_redline, plain_redline, styled_redline
from kzsearch.render.styles import Style, Styled
from kzsearch.render.tables import markdown_table, text_table
from kzsearch.types.comparison import Aligned, Change, CitedSentence, Comparison

if TYPE_CHECKING:
    from collections.abc import Iterable

_COLUMNS = (
    *("country", "series", "earlier_report", "later_report", "section", "section_label", "change"),
    *("figures_changed", "moved", "similarity", "earlier_text", "later_text", "words"),
    *("earlier_citation", "later_citation", "earlier_spans", "later_spans"),
)
_SHORT = ("change", "later_report", "section", "words", "earlier_citation", "later_citation")
_INDENT = "   "
_SHORTEST_NAME = 12
_STYLES = {
    Change.CARRIED: Style.PLAIN,
    Change.FIGURES: Style.MATCH,
    Change.REWORDED: Style.MATCH,
    Change.NEW: Style.ADDED,
    Change.DROPPED: Style.DIM,
}


def comparison_views(comparisons: Iterable[Comparison]) -> Views:
    """Return how comparisons are printed: `json` a record a comparison, `jsonl` and `csv` one a row of it.

    Args:
        comparisons: The comparisons; each is printed before the next is asked for.
    """
    return Views(
        whole=(comparison.to_dict() for comparison in comparisons),
        rows=(_named(comparison) | row.to_dict() for comparison, row in _rows(comparisons)),
        flat=starmap(_flat, _rows(comparisons)),
        columns=_COLUMNS,
        short=_SHORT,
        markdown=_markdown(comparisons),
        text=partial(_text, comparisons),
    )


def _rows(comparisons: Iterable[Comparison]) -> Iterator[tuple[Comparison, Aligned]]:
    return ((comparison, row) for comparison in comparisons for row in comparison.rows)


def _named(comparison: Comparison) -> dict[str, object]:
    return {
        "country": comparison.country,
        "series": comparison.series,
        "earlier_report": comparison.earlier,
        "later_report": comparison.later,
    }


def _flat(comparison: Comparison, row: Aligned) -> dict[str, object]:
    return _named(comparison) | {
        "section": row.section.value,
        "section_label": row.section_label,
        "change": row.change.value,
        "figures_changed": row.figures_changed,
        "moved": row.moved,
        "similarity": row.similarity,
        "earlier_text": joined(row.earlier),
        "later_text": joined(row.later),
        "words": plain_redline(row.words) or joined((*row.earlier, *row.later)),
        "earlier_citation": "; ".join(sentence.citation for sentence in row.earlier),
        "later_citation": "; ".join(sentence.citation for sentence in row.later),
        "earlier_spans": [list(sentence.span) for sentence in row.earlier] or None,
        "later_spans": [list(sentence.span) for sentence in row.later] or None,
    }


def joined(sentences: Sequence[CitedSentence]) -> str:
    """Return the text of sentences."""
    return " ".join(sentence.text for sentence in sentences)


def title_of(comparison: Comparison) -> str:
    """Return the country and the two years."""
    return f"{one_line(comparison.country)} {comparison.earlier_year} to {comparison.later_year}"


def tally(counts: Mapping[Change, int]) -> str:
    """Return how many sentences there are of each kind, in words."""
    names = {Change.FIGURES: "figures changed"}
    return ", ".join(f"{count} {names.get(change, change.value)}" for change, count in counts.items())


def by_section(comparison: Comparison) -> list[tuple[str, list[Aligned]]]:
    """Return the rows under the names of their sections, in order."""
    found: dict[str, list[Aligned]] = {}
    for row in comparison.rows:
        found.setdefault(one_line(row.section_name), []).append(row)
    return list(found.items())


def count_rows(comparison: Comparison, width: int | None = None) -> tuple[list[str], list[dict[str, object]]]:
    """Return the columns and the rows of the counts by section; headings of another outline are cut to fit."""
    columns = ["section", *(change.value for change in Change)]
    room = None if width is None else max(_SHORTEST_NAME, width - sum(len(name) + 2 for name in columns[1:]))
    rows: list[dict[str, object]] = [
        {"section": _cut(one_line(name), room)} | {change.value: counts[change] for change in Change}
        for name, counts in comparison.sections
    ]
    if len(rows) > 1:
        rows.append({"section": "all"} | {change.value: count for change, count in comparison.counts.items()})
    return columns, rows


def _cut(name: str, room: int | None) -> str:
    if room is None or cells(name) <= room:
        return name
    while cells(name) >= room:
        name = name[:-1]
    return f"{name.rstrip()}…"


def said(row: Aligned) -> str:
    """Return what became of a sentence, in words."""
    words = "figures changed" if row.change is Change.FIGURES else row.change.value
    if row.change is Change.REWORDED and row.figures_changed:
        words += ", figures changed"
    if len(row.earlier) > 1 or len(row.later) > 1:
        words += f", {len(row.earlier)} to {len(row.later)} sentences"
    if row.moved:
        words += f", moved from {one_line(row.earlier[0].section_name)}"
    return words


def _text(comparisons: Iterable[Comparison], page: Page) -> Iterator[str]:
    for number, comparison in enumerate(comparisons):
        if number:
            yield "\n"
        yield from page.paragraph(
            Styled(f"{title_of(comparison)}: {tally(comparison.counts)}", base=Style.HEADING)
        )
        yield "\n"
        for line in text_table(*count_rows(comparison, page.width), page.width):
            yield f"{line}\n"
        for name, rows in by_section(comparison):
            yield "\n"
            yield from page.paragraph(Styled(name, base=Style.SECTION))
            for row in rows:
                yield "\n"
                yield from _text_row(row, page)


def _text_row(row: Aligned, page: Page) -> Iterator[str]:
    yield from page.paragraph(Styled(said(row), base=_STYLES[row.change]))
    words = styled_redline(row.words) if row.words else Styled(one_line(joined((*row.earlier, *row.later))))
    yield from page.paragraph(words, indent=_INDENT)
    for sentence in (*row.earlier, *row.later):
        yield from page.paragraph(Styled(one_line(sentence.citation), base=Style.CITATION), indent=_INDENT)


def _markdown(comparisons: Iterable[Comparison]) -> Iterator[str]:
    for number, comparison in enumerate(comparisons):
        if number:
            yield "\n"
        yield f"## {escape(title_of(comparison))}\n\n{escape(tally(comparison.counts))}\n\n"
        yield from (f"{line}\n" for line in markdown_table(*count_rows(comparison)))
        for name, rows in by_section(comparison):
            yield f"\n### {escape(name)}\n"
            for row in rows:
                yield from _markdown_row(row)


def _markdown_row(row: Aligned) -> Iterator[str]:
    words = markdown_redline(row.words) if row.words else escape(joined((*row.earlier, *row.later)))
    yield f"\n- *{escape(said(row))}*: {words}\n"
    for sentence in (*row.earlier, *row.later):
        yield f"  - {escape(sentence.citation)}\n"

"""Tables of any columns: for `reports`, `verify` and all other records that are not hits.

`render_table` in `kzsearch.render` chooses the form. A table that is too wide for the screen becomes blocks of
`column: value`, because columns cut off would hide data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kzsearch.render.cells import cells, pad, wrap
from kzsearch.render.machine import json_text
from kzsearch.render.markup import escape_inline
from kzsearch.render.printable import one_line
from kzsearch.render.screen import console, printed, wrapped

_GAP = "  "
_NARROWEST = 12  # cells that a column of longer text needs to be readable

TableRow = Mapping[str, object]
"""The values of a row by column."""


def text_table(columns: Sequence[str], rows: Sequence[TableRow], width: int | None) -> list[str]:
    """Return the lines of an aligned table, header first; nothing for no rows."""
    if not rows:
        return []
    body = [[cell(row.get(column)) for column in columns] for row in rows]
    widths = _widths(columns, body)
    if width is not None and sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        return _blocks(columns, body, width)
    right = numeric(columns, rows)
    return [
        _GAP.join(
            pad(text, wide, right=column in right)
            for column, text, wide in zip(columns, line, widths, strict=True)
        ).rstrip()
        for line in [list(columns), *body]
    ]


def terminal_lines(
    columns: Sequence[str], rows: Sequence[TableRow], *, width: int | None, colour: bool
) -> Iterator[str]:
    """Yield the lines of a table whose cells fold to the width; nothing for no rows."""
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    screen = console(width=width, colour=colour)
    body = [[cell(row.get(column)) for column in columns] for row in rows]
    needed = sum(min(wide, _NARROWEST) for wide in _widths(columns, body)) + len(_GAP) * len(columns)
    if needed > screen.width:
        blocks = (Text(line) for line in _blocks(columns, body, None))
        yield from (printed(screen, wrapped(line, screen)) for line in blocks)
        return
    right = numeric(columns, rows)
    table = Table(box=None, padding=(0, len(_GAP), 0, 0), pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(column), justify="right" if column in right else "left", overflow="fold")
    for line in body:
        table.add_row(*map(Text, line))
    yield from printed(screen, [table]).splitlines(keepends=True)


def markdown_table(columns: Sequence[str], rows: Sequence[TableRow]) -> list[str]:
    """Return the lines of a Markdown table; nothing for no rows."""
    if not rows:
        return []
    right = numeric(columns, rows)
    return [
        _pipes([escape_inline(column) for column in columns]),
        _pipes(["---:" if column in right else "---" for column in columns]),
        *(_pipes([escape_inline(cell(row.get(column))) for column in columns]) for row in rows),
    ]


def cell(value: object) -> str:
    """Return a value as people read it, on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, (Mapping, list, tuple)):
        return one_line(json_text(value))
    return one_line(str(value))


def numeric(columns: Sequence[str], rows: Sequence[TableRow]) -> set[str]:
    """Return the columns that hold only numbers, which are aligned to the right."""
    return {
        column
        for column in columns
        if all(
            value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
            for value in (row.get(column) for row in rows)
        )
    }


def _widths(columns: Sequence[str], body: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(cells, column)) for column in zip(columns, *body, strict=True)]


def _blocks(columns: Sequence[str], body: Sequence[Sequence[str]], width: int | None) -> list[str]:
    lines: list[str] = []
    for texts in body:
        if lines:
            lines.append("")
        for column, text in zip(columns, texts, strict=True):
            lines.extend(wrap(f"{column}: {text}".rstrip(), width))
    return lines


def _pipes(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"

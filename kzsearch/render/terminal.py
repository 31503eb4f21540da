"""Hits on a terminal: as in plain text, wrapped, with colour and the matching words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.cells import margin
from kzsearch.render.explain import COLUMNS, explanation_notes, explanation_rows
from kzsearch.render.plain import INDENT
from kzsearch.render.printable import one_line
from kzsearch.render.screen import console, printed, wrapped
from kzsearch.render.tables import text_table
from kzsearch.render.wording import (
    SEPARATOR,
    Part,
    headed,
    headline,
    neighbour_label,
    paragraphs,
    rank_mark,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.text import Text

    from kzsearch.types import Hit, Passage, Span

_HEADING_STYLES = {1: "bold underline", 2: "bold cyan"}
_MATCH_STYLE = "bold yellow"
_PART_STYLES = {Part.PLACE: "bold", Part.SECTION: "cyan", Part.PARAGRAPH: "bold"}


def terminal_hits(hits: Iterable[Hit], *, width: int | None, colour: bool, batch: bool) -> Iterator[str]:
    """Yield a piece of text a hit, headings and blank lines included."""
    from rich.text import Text

    screen = console(width=width, colour=colour)
    first = True
    for headings, hit in headed(hits, batch=batch):
        lines = [] if first else [Text()]
        for heading in headings:
            lines += [*wrapped(Text(heading.text, style=_HEADING_STYLES[heading.level]), screen), Text()]
        lines += _hit_lines(hit, screen)
        yield printed(screen, lines)
        first = False


def _hit_lines(hit: Hit, screen: Console) -> list[Text]:
    from rich.text import Text

    indent = margin(INDENT, screen.width)
    lines = wrapped(_headline(hit), screen, mark=rank_mark(hit))
    for passage in hit.before:
        lines += _neighbour_lines(passage, "before", screen)
    if hit.before or hit.after:
        lines += wrapped(Text(neighbour_label(hit.passage, "passage"), style="dim"), screen, indent)
    lines += _body(hit.passage, hit.highlights, "", screen)
    for passage in hit.after:
        lines += _neighbour_lines(passage, "after", screen)
    lines += wrapped(Text(one_line(hit.citation), style="italic"), screen, indent)
    if hit.explanation is not None:
        room = screen.width - len(indent)
        table = text_table(COLUMNS, explanation_rows(hit.explanation), room)
        for line in [*table, *explanation_notes(hit.explanation, hit.best_sentence)]:
            lines += wrapped(Text(line, style="dim"), screen, indent)
    return lines


def _headline(hit: Hit) -> Text:
    from rich.text import Text

    line = Text()
    for part, text in headline(hit):
        if line:
            line.append(SEPARATOR, style="dim")
        line.append(text, style=_PART_STYLES.get(part, "dim"))
    return line


def _neighbour_lines(passage: Passage, where: str, screen: Console) -> list[Text]:
    from rich.text import Text

    label = Text(neighbour_label(passage, where), style="dim")
    return wrapped(label, screen, margin(INDENT, screen.width)) + _body(passage, (), "dim", screen)


def _body(passage: Passage, highlights: Iterable[Span], style: str, screen: Console) -> list[Text]:
    from rich.text import Text

    lines: list[Text] = []
    for paragraph, spans in paragraphs(passage, highlights):
        text = Text(paragraph, style=style)
        for span in spans:
            text.stylize(_MATCH_STYLE, *span)
        lines += wrapped(text, screen, margin(INDENT, screen.width))
    return lines

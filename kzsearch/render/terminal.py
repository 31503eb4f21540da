"""Hits on a terminal with whole passages: as in plain text, wrapped, with colour and the matching words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.brief import address, folded_line
from kzsearch.render.cells import margin
from kzsearch.render.folding import Folded
from kzsearch.render.plain import INDENT
from kzsearch.render.screen import console, printed, wrapped
from kzsearch.render.styles import linked
from kzsearch.render.tables import text_table
from kzsearch.render.wording import (
    SEPARATOR,
    SIGNAL_COLUMNS,
    Body,
    Heading,
    Label,
    Line,
    Part,
    Signals,
    below,
    headed,
    headline,
    rank_mark,
    separated,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console
    from rich.text import Text

    from kzsearch.types import Hit

_HEADING_STYLES = {1: "bold underline", 2: "bold cyan"}
_MATCH_STYLE = "bold yellow"
_PART_STYLES = {Part.PLACE: "bold", Part.SECTION: "cyan", Part.PARAGRAPH: "bold"}


def terminal_hits(
    hits: Iterable[Hit | Folded], *, width: int | None, colour: bool, batch: bool, links: str | None = None
) -> Iterator[str]:
    """Yield a piece of text a hit, headings and blank lines included."""
    screen = console(width=width, colour=colour)
    return separated(
        folded_line(item, width=screen.width, colour=colour)
        if isinstance(item, Folded)
        else _block(headings, item, screen, links)
        for headings, item in headed(hits, batch=batch)
    )


def _block(headings: Sequence[Heading], hit: Hit, screen: Console, links: str | None) -> str:
    from rich.text import Text

    done = ""
    lines: list[Text] = []
    for heading in headings:
        lines += [*wrapped(Text(heading.text, style=_HEADING_STYLES[heading.level]), screen), Text()]
    lines += wrapped(_headline(hit), screen, mark=rank_mark(hit))
    for piece in below(hit):
        match piece:
            case Label():
                texts = [Text(f"[{piece.where}: {piece.passage_id}]", style="dim")]
            case Body():
                texts = [Text(text, style="dim" if piece.neighbour else "") for text, _ in piece.paragraphs]
                for text, (_, spans) in zip(texts, piece.paragraphs, strict=True):
                    for span in spans:
                        text.stylize(_MATCH_STYLE, *span)
            case Signals():
                room = screen.width - len(margin(INDENT, screen.width))
                texts = [Text(line, style="dim") for line in text_table(SIGNAL_COLUMNS, piece.rows, room)]
            case Line():
                texts = [Text(piece.text, style="italic" if piece.citation else "dim")]
        below_it = [line for text in texts for line in wrapped(text, screen, INDENT)]
        if isinstance(piece, Line) and piece.citation and links:
            citation = printed(screen, below_it).splitlines()
            link = linked(citation, address(hit, links), hit.passage.passage_id)
            done += printed(screen, lines) + "".join(f"{line}\n" for line in link)
            lines = []
        else:
            lines += below_it
    return done + printed(screen, lines)


def _headline(hit: Hit) -> Text:
    from rich.text import Text

    line = Text()
    for part, text in headline(hit):
        if line:
            line.append(SEPARATOR, style="dim")
        line.append(text, style=_PART_STYLES.get(part, "dim"))
    return line

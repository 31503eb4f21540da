"""A changed wording: what went and what came, marked for plain text, a terminal and Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from kzsearch.render.markup import escape_inline
from kzsearch.render.printable import one_line
from kzsearch.render.styles import Piece as StyledPiece
from kzsearch.render.styles import Style, Styled, styled
from kzsearch.types.comparison import Mark, Piece

_STYLES = {
    (Mark.REMOVED, False): Style.REMOVED,
    (Mark.REMOVED, True): Style.FIGURE_REMOVED,
    (Mark.ADDED, False): Style.ADDED,
    (Mark.ADDED, True): Style.FIGURE_ADDED,
}


def styled_redline(pieces: Sequence[Piece]) -> Styled:
    """Return a wording for text and terminal: `[-went-] {+came+}` as `wdiff` has it, in colour where there is any."""
    parts: list[StyledPiece] = []
    for piece in pieces:
        parts += [(" ", Style.PLAIN)] if parts else []
        parts.append((_marked(piece), _STYLES.get((piece.mark, piece.figure), Style.PLAIN)))
    return styled(parts)


def plain_redline(pieces: Sequence[Piece]) -> str:
    """Return a wording with `[-went-] {+came+}`, for a cell."""
    return styled_redline(pieces).text


def markdown_redline(pieces: Sequence[Piece]) -> str:
    """Return a wording with what went struck through and what came in bold."""
    marks = {Mark.SAME: "", Mark.REMOVED: "~~", Mark.ADDED: "**"}
    return " ".join(
        f"{marks[piece.mark]}{escape_inline(one_line(piece.text))}{marks[piece.mark]}" for piece in pieces
    )


def _marked(piece: Piece) -> str:
    text = one_line(piece.text)
    if piece.mark is Mark.REMOVED:
        return f"[-{text}-]"
    return f"{{+{text}+}}" if piece.mark is Mark.ADDED else text

"""A changed wording: what went struck through, what came underlined, figures that changed in bold."""

from __future__ import annotations

from collections.abc import Sequence

from kzsearch.render.page.tags import Child, Html, tag, together
from kzsearch.types.comparison import Mark, Piece

_ELEMENTS = {Mark.REMOVED: "del", Mark.ADDED: "ins"}


def redline(pieces: Sequence[Piece]) -> Html:
    """Return a wording with its changes marked."""
    return _marked(pieces)


def one_side(pieces: Sequence[Piece], mark: Mark) -> Html:
    """Return the wording of one side, with the words marked that the other has not.

    Args:
        pieces: The words of both sides.
        mark: What words of this side alone are: removed, of the earlier, or added, of the later.
    """
    return _marked([piece for piece in pieces if piece.mark in (Mark.SAME, mark)])


def _marked(pieces: Sequence[Piece]) -> Html:
    children: list[Child] = []
    for piece in pieces:
        children += [" "] if children else []
        name = _ELEMENTS.get(piece.mark)
        words: Child = tag("strong", piece.text) if piece.figure and name else piece.text
        children.append(words if name is None else tag(name, words))
    return together(children)

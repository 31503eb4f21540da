"""Text made to fit into a number of lines: whole where it fits, else with an ellipsis where something is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzsearch.render.cells import cells, fold
from kzsearch.render.styles import Line, Style, Styled
from kzsearch.types import Span

ELLIPSIS = "…"
_BEGINNING, _END = f"{ELLIPSIS} ", f" {ELLIPSIS}"
# Lines that break between words hold this share of their cells, so that a window's length can be estimated.
_FILLED = 0.93


def broken(text: str, room: int | None, *, start: int = 0, first: int | None = None) -> list[Span]:
    """Return the lines of a text as spans of it, broken between words; only a longer word is cut.

    Args:
        text: The text, without line feeds.
        room: Cells of a line, or None for one line.
        start: Where to begin.
        first: Cells of the first line, if it has fewer.
    """
    if room is None:
        return [Span(start, len(text.rstrip()))]
    lines: list[Span] = []
    begun: Span | None = None
    space = max(1, room if first is None else first)
    for word in re.compile(r"[^ ]+").finditer(text, start):
        if begun and cells(text[begun.start : word.end()]) <= space:
            begun = Span(begun.start, word.end())
            continue
        if begun:
            lines.append(begun)
            space = room
        place = word.start()
        *full, _ = pieces = fold(word[0], space)
        for piece in full:
            lines.append(Span(place, place + len(piece)))
            place += len(piece)
        space = room if full else space
        begun = Span(place, place + len(pieces[-1]))
    return [*lines, begun] if begun else lines


def fitted(styled: Styled, room: int | None, rows: int | None) -> tuple[list[Line], bool]:
    """Return the lines of a text, and whether they are all of it.

    A text that is too long is cut to a window that holds as many of its marked words as possible.

    Args:
        styled: The text.
        room: Cells of a line, or None for one line.
        rows: Lines at most, or None for no limit.
    """
    text = styled.text
    whole = broken(text, room)
    if room is None or rows is None or len(whole) <= rows:
        return [styled.pieces(*span) for span in whole], True
    start = _window(styled, room, rows)
    lines = broken(text, room, start=start, first=room - len(_BEGINNING) if start else None)[:rows]
    ended = lines[-1].end >= len(text.rstrip())
    if not ended:
        taken = len(_END) + (len(_BEGINNING) if start and len(lines) == 1 else 0)
        last = lines.pop()
        lines.append(broken(text[: last.end], max(1, room - taken), start=last.start)[0])
    shown = [styled.pieces(*span) for span in lines]
    if start:
        shown[0].insert(0, (_BEGINNING, Style.DIM))
    if not ended:
        shown[-1].append((_END, Style.DIM))
    return shown, False


def shortened(styled: Styled, room: int | None, rows: int | None) -> list[Line]:
    """Return the lines of a text, without its middle where it is too long; its end says more than its beginning."""
    lines = broken(styled.text, room)
    if room is not None and rows is not None:
        whole, kept = styled, min(len(styled.text), rows * room)
        while len(lines) > rows:
            kept -= max(1, room // 10)
            head = max(0, kept) // 3
            tail = len(whole.text) - (max(0, kept) - head)
            styled = whole.without(head, tail, ELLIPSIS)
            lines = broken(styled.text, room)
    return [styled.pieces(*span) for span in lines]


def _window(styled: Styled, room: int, rows: int) -> int:
    """Return where the window begins that holds most of the marked words, with some text on both sides of them."""
    text = styled.text
    length = max(1, int(rows * room * _FILLED) - len(_BEGINNING) - len(_END))
    marked = [(span, text[slice(*span)].casefold()) for span, _ in styled.marks]
    most, best = (-1, -1), [0]
    for word in re.finditer(r"[^ ]+", text):
        start = word.start()
        inside = [name for span, name in marked if start <= span.start and span.end <= start + length]
        held = len(set(inside)), len(inside)
        if held > most:
            most, best = held, []
        if held == most:
            best.append(start)
    return _most_readable(text, best, length)


def _most_readable(text: str, starts: Sequence[int], length: int) -> int:
    """Return one of several beginnings: the sentence's own, else one that lets it end, else one at a clause."""
    if starts[0] == 0:
        return 0
    to_the_end = [start for start in starts if start + length >= len(text)]
    if to_the_end:
        return to_the_end[0]
    clauses = [start for start in starts if text[start - 2 : start - 1] in (";", ",", ":")] or starts
    return clauses[len(clauses) // 2]

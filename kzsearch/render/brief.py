"""The default view of hits: the best sentence of each, on so few lines that five hits fit on one screen.

A hit is its headline, its best sentence behind a mark, a neighbouring sentence where one fits, and the citation of
the best sentence. Plain text and a terminal show the same lines; a terminal adds colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from kzsearch.render.clipping import broken, fitted, shortened
from kzsearch.render.folding import Folded, told
from kzsearch.render.printable import one_line, printable
from kzsearch.render.styles import Line, Style, Styled, linked, painted, styled
from kzsearch.render.tables import text_table
from kzsearch.render.wording import (
    BEST_SENTENCE,
    SEPARATOR,
    SIGNAL_COLUMNS,
    Part,
    Signals,
    below,
    headed,
    headline,
    rank_mark,
    separated,
)
from kzsearch.render.wording import Line as Remark
from kzsearch.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzsearch.render.wording import Heading
    from kzsearch.types import Hit

_MARK, _INDENT = " > ", "   "
_NARROW_MARK = "> "
_NARROW = 30  # cells below which a line has no room for an indent
# Five hits of six lines, the lines between them and the line on the others are 36: room on 40 for the command, a note
# or two and the prompt. Narrower lines are more, so that a hit keeps the room of six lines of 80 cells.
_ROWS = 6
_ROOM = 80
_PART_STYLES = {Part.PLACE: Style.STRONG, Part.SECTION: Style.SECTION, Part.PARAGRAPH: Style.STRONG}


class _Page(NamedTuple):
    """How to print.

    Attributes:
        width: Cells of a line, or None.
        rows: Lines of a hit, or None.
        colour: Whether there is colour.
        links: URI of the corpus folder, or None.
    """

    width: int | None
    rows: int | None
    colour: bool
    links: str | None

    @property
    def mark(self) -> str:
        """What a line of the best sentence begins with."""
        return _NARROW_MARK if self.width is not None and self.width < _NARROW else _MARK

    @property
    def indent(self) -> str:
        """What the other lines below a headline begin with."""
        return "" if self.width is not None and self.width < _NARROW else _INDENT

    def room(self, beginning: str) -> int | None:
        """Return the cells that a line has after its beginning."""
        return None if self.width is None else max(1, self.width - len(beginning))


def brief_hits(
    hits: Iterable[Hit | Folded], *, width: int | None, colour: bool, batch: bool, links: str | None = None
) -> Iterator[str]:
    """Yield a piece of text a hit, headings and blank lines included."""
    rows = None if width is None else max(_ROWS, -(-_ROWS * _ROOM // width))
    page = _Page(width, rows, colour, links)
    return separated(
        folded_line(item, width=width, colour=colour)
        if isinstance(item, Folded)
        else _block(headings, item, page)
        for headings, item in headed(hits, batch=batch)
    )


def folded_line(item: Folded, *, width: int | None, colour: bool) -> str:
    """Return the line on the hits that are not shown."""
    line = Styled(told(item), base=Style.DIM)
    return "".join(f"{painted(line.pieces(*span), colour=colour)}\n" for span in broken(line.text, width))


def address(hit: Hit, links: str | None) -> str | None:
    """Return the URI of a hit's file, from that of the corpus folder."""
    return None if links is None else f"{links}/{quote(hit.report.source)}"


def _block(headings: Sequence[Heading], hit: Hit, page: _Page) -> str:
    lines: list[str] = []
    for heading in headings:
        style = Style.HEADING if heading.level == 1 else Style.SECTION
        title = Styled(heading.text, base=style)
        lines += [*_printed(page, [title.pieces(*span) for span in broken(title.text, page.width)]), ""]
    rows = page.rows
    # Neither headline nor citation takes the two lines, or the third, that are the sentence's.
    rank = rank_mark(hit)
    head = shortened(_headline(hit), page.room(rank), None if rows is None else rows // 3)
    cited = shortened(
        Styled(one_line(hit.citation), base=Style.CITATION),
        page.room(page.indent),
        None if rows is None else rows - rows // 3 - len(head),
    )
    body = _body(hit, page, None if rows is None else rows - len(head) - len(cited))
    citation = linked(_printed(page, cited), address(hit, page.links), hit.passage.passage_id)
    begun = [rank, *[page.indent and " " * len(rank)] * (len(head) - 1)]
    lines += [start + line for start, line in zip(begun, _printed(page, head), strict=True)]
    lines += body + [page.indent + line for line in citation]
    return "".join(f"{line}\n" for line in [*lines, *_explained(hit, page)])


def _headline(hit: Hit) -> Styled:
    pieces: Line = []
    for place, (part, text) in enumerate(headline(hit)):
        if place:
            pieces.append((SEPARATOR, Style.DIM))
        pieces.append((text, _PART_STYLES.get(part, Style.DIM)))
    return styled(pieces)


def _body(hit: Hit, page: _Page, rows: int | None) -> list[str]:
    """Return the lines of the best sentence, and of a neighbour where there is room for all of it."""
    shown, whole = fitted(_sentence(hit), page.room(page.mark), rows)
    mark = painted([(page.mark, Style.STRONG)], colour=page.colour)
    best = [mark + line for line in _printed(page, shown)]
    if not whole:
        return best
    for text, follows in _neighbours(hit):
        room = page.room(page.indent)
        beside = Styled(text, base=Style.DIM)
        spans = broken(text, room)
        if rows is None or len(spans) <= rows - len(best):
            other = [page.indent + line for line in _printed(page, [beside.pieces(*span) for span in spans])]
            return best + other if follows else other + best
    return best


def _sentence(hit: Hit) -> Styled:
    """Return the best sentence with the words in it that match; where none does, all of it stands out."""
    best = hit.best_sentence
    text = hit.passage.text if best is None else best.text
    within = Span(0, len(text)) if best is None else best.sentence.within
    marks = []
    if hit.passage.text[slice(*within)] == text:
        for span in hit.highlights:
            start, end = max(span.start, within.start), min(span.end, within.end)
            if start < end and (start, end) != within:
                marks.append((Span(start - within.start, end - within.start), Style.MATCH))
    return Styled(_flat(text), marks, Style.PLAIN if marks else Style.STRONG)


def _neighbours(hit: Hit) -> Iterator[tuple[str, bool]]:
    """Yield the sentence after the best one and the one before it, each with whether it follows."""
    sentences, best = hit.passage.sentences, hit.best_sentence
    if best is None or best.sentence not in sentences:
        return
    place = sentences.index(best.sentence)
    for other in (place + 1, place - 1):
        if 0 <= other < len(sentences):
            text = _flat(hit.passage.text[slice(*sentences[other].within)])
            if text.strip():
                yield text, other > place


def _explained(hit: Hit, page: _Page) -> Iterator[str]:
    """Yield the lines on how the score comes about, where they are asked for."""
    for piece in below(hit):
        texts: list[str] = []
        if isinstance(piece, Signals):
            texts = text_table(SIGNAL_COLUMNS, piece.rows, page.room(page.indent))
        elif isinstance(piece, Remark) and not piece.citation and not piece.text.startswith(BEST_SENTENCE):
            line = Styled(piece.text)
            texts = [line.text[slice(*span)] for span in broken(line.text, page.room(page.indent))]
        for text in texts:
            yield painted([(page.indent, Style.PLAIN), (text, Style.DIM)], colour=page.colour).rstrip()


def _printed(page: _Page, lines: Iterable[Line]) -> list[str]:
    return [painted(line, colour=page.colour) for line in lines]


def _flat(text: str) -> str:
    """Return text on one line, character for character, so that spans stay valid."""
    return printable(text).replace("\n", " ")

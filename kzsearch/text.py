"""Offset-safe cleaning, folding and sentence splitting.

Cleaning is the one definition of what a passage's text is, so that anyone can check a span: invisible
characters go, white space becomes one space, and a line break after a word's hyphen is closed.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kzsearch.types import Span

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_GAP = re.compile(rf"[\s{_INVISIBLE}]+")
# Nearly every gap is a single space, which stays as it is.
_ODD_GAP = re.compile(rf"[\s{_INVISIBLE}]{{2,}}|[^\S ]|[{_INVISIBLE}]")
_LINE_END = re.compile(r"\r\n?|\n")
_LINE_ENDS = frozenset("\n\r\u2028\u2029\x85\f\v")

_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛ʼ`´′", "'") | dict.fromkeys("“”„‟«»″", '"') | {"‐": "-", "‑": "-"})
_FOLDED = {**_QUOTES, **dict.fromkeys(map(ord, _INVISIBLE))}
_ODD_SPACES = re.compile(r"\s{2,}|[^\S ]")
_COMBINING = re.compile("[\u0300-\u036f]")
# Replaced one by one: a translation looks each character of a text up, and few texts have any of these.
_REPLACED = [(chr(code), kept or "") for code, kept in _FOLDED.items()]
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)

# "do so.The government": a full stop after a word of three letters or more, glued to a capitalised word.
_GLUED = re.compile(r"(?<=[a-z]{3}[.!?])(?=[A-Z“][a-z ])|(?<=[a-z]{3}[.!?][”\"])(?=[A-Z][a-z ])")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# The splitter's time grows with the square of some texts (quotation marks, apostrophes), so that it is given
# no more than this many characters at a time. The longest paragraph seen in a report has 3,400.
_WINDOW = 4_000
_OPENING = 600  # characters; the longest first sentence of a section seen is near 300
_CLOSERS = "\"'”’)]»"


class Clean(NamedTuple):
    """Clean text with the source offset of each of its characters."""

    text: str
    offsets: list[int]


def clean(source: str, span: Span) -> Clean:
    """Clean a stretch of source text.

    Args:
        source: The source text.
        span: The stretch.

    Returns:
        The clean text, without white space at its ends, and for each of its characters the offset in
        `source` that it came from.
    """
    start = leading.end() if (leading := _GAP.match(source, *span)) else span.start
    end = span.end
    while end > start and _GAP.match(source, end - 1, end):
        end -= 1
    text: list[str] = []
    offsets: list[int] = []
    position = start
    for gap in _ODD_GAP.finditer(source, start, end):
        text.append(source[position : gap.start()])
        offsets.extend(range(position, gap.start()))
        position = gap.end()
        if _is_space(source, gap.start(), position):
            text.append(" ")
            offsets.append(gap.start())
    text.append(source[position:end])
    offsets.extend(range(position, end))
    return Clean("".join(text), offsets)


def _is_space(source: str, start: int, end: int) -> bool:
    """Whether the gap parts two words, rather than standing within one."""
    gap = source[start:end]
    if not _LINE_ENDS.intersection(gap):
        return any(character.isspace() for character in gap)
    if gap[0] == "\u00ad":
        return False
    hyphenated = start >= 2 and source[start - 1] in "-\u2010" and source[start - 2].isalnum()  # noqa: PLR2004
    return not (hyphenated and end < len(source) and source[end].isalnum())


def squeeze(text: str) -> str:
    """Return text in the form in which a passage and its source are compared (design, invariant 1)."""
    return clean(text, Span(0, len(text))).text


class Folded(NamedTuple):
    """Folded text with, for each of its characters, the span of the character it came from."""

    text: str
    starts: list[int]
    ends: list[int]


def fold(text: str) -> Folded:
    """Fold text for exact search: case, white space, quotation marks and accents' encoding, nothing else."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        if cluster[0] in _INVISIBLE:
            continue
        is_space = cluster.isspace()
        if is_space and pieces and pieces[-1] == " ":
            ends[-1] = match.end()
            continue
        folded = " " if is_space else unicodedata.normalize("NFC", cluster).translate(_QUOTES).casefold()
        pieces += folded
        starts += [match.start()] * len(folded)
        ends += [match.end()] * len(folded)
    return Folded("".join(pieces), starts, ends)


_folded_before = lru_cache(maxsize=100)(fold)  # of a phrase, which is looked for in one text after the other


def find_exact(text: str, phrase: str, *, whole: bool = True) -> list[Span]:
    """Return where the very words of a phrase stand in a text.

    Case, white space and the shape of quotation marks do not matter; a word matches a whole word only.

    Args:
        text: The text to look in.
        phrase: The words to look for.
        whole: Whether the last word is a whole word too; else it is the beginning of one, which the span ends with.

    Returns:
        Spans of `text`, in order, not overlapping.
    """
    wanted = fold(phrase).text.strip()
    if not wanted:
        return []
    folded = fold(text)
    matches = _as_words(wanted, whole=whole).finditer(folded.text)
    return [Span(folded.starts[match.start()], folded.ends[match.end() - 1]) for match in matches]


def count_exact(text: str, phrase: str, within: int, *, whole: bool = True) -> int:
    """Return how many times a phrase begins in the first part of a text: those that `find_exact` finds there.

    Args:
        text: The text to look in.
        phrase: The words to look for.
        within: Where the first part ends.
        whole: As of `find_exact`.
    """
    if _COMBINING.search(text) or not unicodedata.is_normalized("NFC", text):
        return sum(span.start < within for span in find_exact(text, phrase, whole=whole))
    # No character goes together with the one before it, so that all are folded at once, and no places are kept.
    wanted = _folded_before(phrase).text.strip()
    folded = _folded_plain(text)
    if not wanted or wanted not in folded:
        return 0
    end = len(folded if within >= len(text) else _folded_plain(text[:within]))
    return sum(match.start() < end for match in _as_words(wanted, whole=whole).finditer(folded))


def _folded_plain(text: str) -> str:
    for character, kept in _REPLACED:
        text = text.replace(character, kept)
    text = text.casefold().replace("\n", " ")
    return text if text.isprintable() and "  " not in text else _ODD_SPACES.sub(" ", text)


def _as_words(wanted: str, *, whole: bool) -> re.Pattern[str]:
    """Return a pattern of folded words that matches whole words, or whole words and the rest of the last."""
    before = r"(?<!\w)" if _is_word(wanted[0]) else ""
    after = r"\w*" if not whole else r"(?!\w)" if _is_word(wanted[-1]) else ""
    return re.compile(before + re.escape(wanted) + after)


def find_begun(text: str, phrase: str) -> Span | None:
    """Return the end of a text where it is the beginning of a phrase that goes on in the text after it.

    Args:
        text: The text to look in.
        phrase: The words to look for, folded as `find_exact` folds them.

    Returns:
        The longest such end, of whole words, or None.
    """
    wanted = fold(phrase).text.strip()
    folded = fold(text)
    held = folded.text.rstrip()
    for gap in reversed([match.start() for match in re.finditer(" ", wanted)]):
        start = len(held) - gap
        begins_word = start <= 0 or not (_is_word(held[start - 1]) and _is_word(held[start]))
        if start >= 0 and begins_word and held.endswith(wanted[:gap]):
            return Span(folded.starts[start], folded.ends[len(held) - 1])
    return None


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def sentences(text: str) -> list[Span]:
    """Split clean text into sentences.

    Args:
        text: One paragraph of clean text.

    Returns:
        Spans of the sentences without white space at their ends, in order; together they hold every
        character of the text that is not white space.
    """
    glued = (match.start() for match in _GLUED.finditer(text))
    cuts = sorted({0, len(text), *_sentence_starts(text), *glued})
    cased = any(map(str.isupper, text))
    spans: list[Span] = []
    for start, end in itertools.pairwise(cuts):
        piece = strip(text, Span(start, end))
        if piece.start == piece.end:
            continue
        if spans and _continues(text, spans[-1], piece, cased=cased):
            spans[-1] = Span(spans[-1].start, piece.end)
        else:
            spans.append(piece)
    return spans


def first_sentence(text: str) -> str:
    """Return the first sentence of a paragraph of clean text, or as much of it as tells what it is about."""
    opening = text[:_OPENING]
    spans = sentences(opening)
    return opening[slice(*spans[0])] if spans else opening


def _sentence_starts(text: str) -> Iterator[int]:
    """Yield where the splitter has sentences begin, the text given to it window by window.

    The last sentence of a window may go on behind it, so that the next window begins with it.
    """
    from sentencex import get_sentence_boundaries

    language = "ru" if len(_CYRILLIC.findall(text)) * 2 > len(text) else "en"
    start = 0
    while True:
        window = text[start : start + _WINDOW]
        starts = [start + bound["start_index"] for bound in get_sentence_boundaries(language, window)]
        yield from starts[1:]
        if start + _WINDOW >= len(text):
            return
        start = starts[-1] if starts and starts[-1] > start else start + _WINDOW


def strip(text: str, span: Span) -> Span:
    """Return the span without white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _continues(text: str, before: Span, piece: Span, *, cased: bool) -> bool:
    """Whether the splitter cut inside a sentence.

    It did where the rest has no letter or digit, begins in lower case (unless the whole text is in lower
    case), or is the number that `No.` announces.
    """
    first = text[piece.start]
    return (
        (cased and first.islower())
        or not any(c.isalnum() for c in text[piece.start : piece.end])
        or (
            text[before.start : before.end].rstrip(_CLOSERS).endswith(("No.", "Nos.", "Art.", "Arts."))
            and first.isdigit()
        )
    )


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins, counting lines as editors do.

    A line ends at a line feed, a carriage return, or both together.
    """
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def line_of(starts: Sequence[int], offset: int) -> int:
    """Return the number, from 1, of the line in which an offset lies, given where the lines begin."""
    return bisect_right(starts, offset)


def ends_sentence(line: str) -> bool:
    """Whether a line ends where a sentence, an item or a lead-in may end."""
    return line.rstrip().rstrip(_CLOSERS).endswith((".", "!", "?", ":", ";", "…"))

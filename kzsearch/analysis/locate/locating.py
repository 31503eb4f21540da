"""The way of a quote: checked, looked for word for word and with differences, and at last by its meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from kzsearch.analysis.locate.candidates import holding_exactly, likely
from kzsearch.analysis.locate.differences import Text
from kzsearch.analysis.locate.evidence import Sources, place
from kzsearch.analysis.locate.finding import Found, find_all, quoted
from kzsearch.analysis.locate.headings import find_without_headings
from kzsearch.analysis.locate.nearest import nearest_in_meaning
from kzsearch.analysis.locate.pieces import join_pieces, pieces_of
from kzsearch.analysis.locate.stretches import Stretch, stretches_around
from kzsearch.analysis.locate.words import words_of
from kzsearch.errors import QueryError
from kzsearch.text import sentences, squeeze
from kzsearch.types import Filters
from kzsearch.types.locating import Located, Place

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

MAX_WORDS = 5_000
_ANY = Filters()
_HINT = 'give the words of a quote: kzsearch locate "identified 24 trafficking victims"'
_BRACKETED_LETTERS = re.compile(r"\[(\w{1,3})\](?=\w)")
_MISSING_MORE = 2  # words of a quote
_MOST_PIECES = 20  # sentences of a quote that are looked for apart
_JOINED = 12  # places of one piece from which the other pieces are looked for


def check_quote(quote: str) -> str:
    """Return a quote as it is compared: white space squeezed, hyphens at line ends closed.

    Raises:
        QueryError: It is empty, one word alone, too long, or no valid text.
    """
    if not isinstance(quote, str):
        raise QueryError(f"the quote is a {type(quote).__name__}, not text", _HINT)
    if "\x00" in quote or any("\ud800" <= character <= "\udfff" for character in quote):
        raise QueryError("the quote is not valid text", "type it again, in UTF-8")
    text = unicodedata.normalize("NFC", squeeze(quote))
    if not text:
        raise QueryError("the quote is empty", _HINT)
    words = text.split(maxsplit=MAX_WORDS + 1)
    if len(words) > MAX_WORDS or len(text) > 20 * MAX_WORDS:
        raise QueryError(
            f"the quote has {len(text.split()):,} words; at most {MAX_WORDS:,} are looked for",
            "locate a paragraph at a time",
        )
    found = words_of(text)
    if not found:
        raise QueryError("the quote has no letter or digit", _HINT)
    if len(found) == 1:
        word = text[found[0].start : found[0].end]
        raise QueryError(
            f"one word is no quote: {word!r}", f"kzsearch search --mode exact {word!r} finds where it stands"
        )
    return text


class Locator:
    """Locates quotes in an open index; what it reads for one quote serves the next.

    Args:
        index: An open index.
        filters: Which reports and sections count.
    """

    def __init__(self, index: OpenIndex, filters: Filters = _ANY) -> None:
        self._index = index
        self._filters = filters
        self._sources = Sources(index.corpus)

    def locate(self, quote: str) -> Located:
        """Return where a quote comes from.

        Raises:
            QueryError: The quote makes no sense.
            IndexFolderError: The index is damaged.
            ModelError: The model cannot be had, which is asked where no report holds the words.
        """
        # `[t]he` is `the`, with a letter that the quoter says was another.
        text = _BRACKETED_LETTERS.sub(r"\1", check_quote(quote))
        self._sources.begin()
        found = self._best(list(self._found(text)))
        if not found or found[0].edits:
            # Sentences that the report has apart may agree better, each by itself, than all of them in one place.
            apart = self._best(list(self._found_apart(text)))
            found = apart if apart and (not found or apart[0].edits < found[0].edits) else found
        places = self._places(found)
        if places:
            return Located(quote, places[0].kind, tuple(places))
        return nearest_in_meaning(self._index, quote, text, self._filters)

    def _found(self, text: str) -> Iterator[Found]:
        pieces = pieces_of(text)
        if len(pieces) == 1:
            yield from self._found_piece(pieces[0])
            return
        # A report may have the ellipsis itself.
        whole = list(self._found_piece(text))
        yield from whole
        if all(found.edits for found in whole):
            yield from self._joined(pieces, marked=True)

    def _found_apart(self, text: str) -> Iterator[Found]:
        """Yield the places of a quote whose sentences stand in one report in order, but not together."""
        pieces = [text[slice(*span)] for span in sentences(text)]
        if 1 < len(pieces) <= _MOST_PIECES and all(len(words_of(piece)) > 1 for piece in pieces):
            yield from self._joined(pieces, marked=False)

    def _joined(self, pieces: Sequence[str], *, marked: bool) -> Iterator[Found]:
        anchor = max(range(len(pieces)), key=lambda number: len(pieces[number]))
        for found in self._best(list(self._found_piece(pieces[anchor])))[:_JOINED]:
            joined = join_pieces(self._index.store, pieces, anchor, found, self._is_known, marked=marked)
            if joined is not None:
                yield joined

    def _found_piece(self, text: str) -> Iterator[Found]:
        quote = quoted(text)
        store = self._index.store
        keys = {
            *holding_exactly(store, text, self._filters),
            *likely(store, text, quote.words, self._filters),
        }
        missing = [
            (sum(word.key not in around.places for word in quote.words), around)
            for around in stretches_around(store, keys, len(quote.words))
        ]
        fewest = min((count for count, _ in missing), default=0)
        # Where many more words are missing than elsewhere, the quote is looked for only if it is nowhere else.
        for likely_ones in (True, False):
            found = [
                one
                for count, around in missing
                if (count <= fewest + _MISSING_MORE) is likely_ones
                for one in self._in_stretch(quote, around)
            ]
            yield from found
            if found:
                return

    def _in_stretch(self, quote: Text, around: Stretch) -> Iterator[Found]:
        found = list(find_all(quote, around, self._is_known))
        yield from found
        if all(one.edits for one in found):
            yield from find_without_headings(quote, around, self._is_known)

    @staticmethod
    def _best(found: Sequence[Found]) -> list[Found]:
        """Return the places at which fewest words differ, each once, those with fewest differences first."""
        fewest = min((one.edits for one in found), default=0)
        unique = {
            (one.stretch.passages[0].report_id, one.stretch.keys[0], one.start, one.end): one
            for one in found
            if one.edits == fewest
        }
        return sorted(unique.values(), key=lambda one: (len(one.differences), one.stretch.keys[0], one.start))

    def _places(self, found: Sequence[Found]) -> list[Place]:
        reports = {
            report.report_id: report
            for report in self._index.store.reports({one.stretch.passages[0].report_id for one in found})
        }
        label = self._index.corpus_label
        places = [
            place(one, reports[one.stretch.passages[0].report_id], self._sources, label) for one in found
        ]
        order = list(type(places[0].kind)) if places else []
        return sorted(places, key=lambda one: (order.index(one.kind), one.report.report_id, one.span))

    def _is_known(self, word: str) -> bool:
        return word in self._vocabulary or self._index.is_word(word)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(self._index.store.vocabulary())


def locate(index: OpenIndex, quote: str, filters: Filters = _ANY) -> Located:
    """Return where a quote comes from: the places of all reports that hold its words, or what is nearest in meaning.

    Args:
        index: An open index.
        quote: The quote.
        filters: Which reports and sections count.

    Raises:
        KzsearchError: The quote makes no sense, or the index cannot be read.
    """
    return Locator(index, filters).locate(quote)

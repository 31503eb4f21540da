"""The addresses of the pages: of reports, passages and sentences for good, and of a search with all that it asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlencode

from kzsearch.types import Hit, Passage, Sentence, Span


def report_address(report_id: str, place: str = "") -> str:
    """Return the address of a report's page.

    Args:
        report_id: The report.
        place: The id of a passage, or of one of its sentences, as `sentence_name` gives it.
    """
    return f"/reports/{_safe(report_id)}{f'#{_safe(place)}' if place else ''}"


def passage_address(passage_id: str) -> str:
    """Return the address of a passage's own page."""
    return f"/passages/{_safe(passage_id)}"


def sentence_address(passage_id: str, number: int) -> str:
    """Return the address of the page of one sentence.

    Args:
        passage_id: Its passage.
        number: Its number in the passage, from 1.
    """
    return f"{passage_address(passage_id)}/sentences/{number}"


def sentence_name(passage_id: str, number: int) -> str:
    """Return what a sentence is called within the page of its report."""
    return f"{passage_id}-s{number}"


def in_report(passage: Passage, sentence: Sentence | None = None) -> str:
    """Return the address of a passage within its report, or of one of its sentences."""
    place = passage.passage_id
    if sentence in passage.sentences:
        place = sentence_name(place, passage.sentences.index(sentence) + 1)
    return report_address(passage.report_id, place)


class Places:
    """Where passages and their sentences stand in the pages of their reports."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        """Take the passages of reports, as `Index.show` gives them."""
        self._passages: Mapping[str, Passage] = {hit.passage.passage_id: hit.passage for hit in hits}

    def address(self, passage_id: str, span: Span | None = None) -> str:
        """Return the address of a passage, and in it of the sentence in which a span of the source begins."""
        passage = self._passages.get(passage_id)
        if passage is None:
            return passage_address(passage_id)
        if span is None:
            return in_report(passage)
        within = (one for one in passage.sentences if one.span.start <= span.start < one.span.end)
        return in_report(passage, next(within, None))


class Asked(NamedTuple):
    """What a page was asked for: the part of its address that follows the question mark.

    Attributes:
        path: The page.
        pairs: Names and values in order; a name may come several times.
    """

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a name that are not empty."""
        return tuple(value for key, value in self.pairs if key == name and value.strip())

    def one(self, name: str, otherwise: str = "") -> str:
        """Return the last value of a name."""
        return next(reversed(self.all(name)), otherwise)

    def with_(self, name: str, value: str) -> Asked:
        """Return the same with one more value."""
        return Asked(self.path, (*self.pairs, (name, value)))

    def without(self, name: str, value: str | None = None) -> Asked:
        """Return the same without a value of a name, or without any."""
        kept = (pair for pair in self.pairs if pair[0] != name or value not in (None, pair[1]))
        return Asked(self.path, tuple(kept))

    def changed(self, name: str, value: str) -> Asked:
        """Return the same with one value of a name in place of all."""
        return self.without(name).with_(name, value)

    @property
    def href(self) -> str:
        """The address."""
        pairs = [(name, value) for name, value in self.pairs if value.strip()]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def _safe(text: str) -> str:
    return quote(text, safe="")

"""Where a number stands in the source text of its report."""

from __future__ import annotations

from pathlib import Path

from kzsearch.errors import ReportError
from kzsearch.reading import read_source
from kzsearch.text import clean
from kzsearch.types import ReportRecord, Sentence, Source, Span


class NumberPlaces:
    """Finds numbers of a report in its source text.

    Where a sentence is as long in the source as it is clean, its offsets are the same, and the file is not read.
    """

    def __init__(self, corpus: Path, report: ReportRecord) -> None:
        self._corpus = corpus
        self._report = report
        self._source: Source | None = None
        self._gone = False

    def of(self, sentence: Sentence, text: str, number: Span) -> Span | None:
        """Return the span of a number in the source text, or None where the file has changed or is gone.

        Args:
            sentence: The number's sentence.
            text: Its clean text.
            number: The number in that text.
        """
        start, end = sentence.span
        if end - start == len(text):
            return Span(start + number.start, start + number.end)
        source = self._read()
        if source is None:
            return None
        cleaned = clean(source.text, sentence.span)
        at = cleaned.text.find(text)
        if at < 0:
            return None
        offsets = cleaned.offsets[at + number.start : at + number.end]
        return Span(offsets[0], offsets[-1] + 1)

    def _read(self) -> Source | None:
        if self._source is None and not self._gone:
            try:
                source = read_source(self._corpus, self._report.source)
            except ReportError:
                self._gone = True
                return None
            self._gone = source.sha256 != self._report.sha256
            self._source = None if self._gone else source
        return self._source

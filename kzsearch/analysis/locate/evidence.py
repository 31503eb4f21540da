"""A place found in a stretch to the record that cites it: span, lines and page, compared with the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kzsearch import cite
from kzsearch.analysis.locate.differences import kind_of
from kzsearch.analysis.locate.finding import Found
from kzsearch.errors import ReportError
from kzsearch.text import clean, line_of, line_starts, squeeze
from kzsearch.types import Passage, ReportRecord, Sentence, Source, Span
from kzsearch.types.locating import Place

_KEPT = 64  # sources, of a few hundred kilobytes at most
_FILES = 12  # files read for one quote; the others are cited from the index, unverified


class _Part(NamedTuple):
    """What a quote takes of one passage."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    within: Span
    span: Span
    exact: bool
    lines: tuple[int, int]


class Sources:
    """The files of a corpus, read when they are first asked for; some are kept.

    Args:
        corpus: The corpus folder.
    """

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._kept: dict[str, Source | None] = {}
        self._reads = 0

    def begin(self) -> None:
        """Begin another quote, which may read files of its own."""
        self._reads = 0

    def of(self, report: ReportRecord) -> Source | None:
        """Return a report's file, or None where it is not there or cannot be read, or too many were read already."""
        if report.source not in self._kept:
            if self._reads >= _FILES or not (self._corpus / report.source).exists():
                return None
            from kzsearch.reading import read_source

            self._reads += 1
            if len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            try:
                self._kept[report.source] = read_source(self._corpus, report.source)
            except ReportError:
                self._kept[report.source] = None
        return self._kept[report.source]


def place(found: Found, report: ReportRecord, sources: Sources, corpus_label: str) -> Place:
    """Return the record of a place.

    Args:
        found: The place in its stretch.
        report: The report.
        sources: The files.
        corpus_label: Name of the corpus folder, under which a citation shows the file.
    """
    source = sources.of(report)
    parts = list(_parts(found, source))
    sections = [
        list(of)
        for _, of in groupby(parts, key=lambda part: (part.passage.section, part.passage.section_label))
    ]
    sentences = [sentence for part in parts for sentence in part.sentences]
    lines = (parts[0].lines[0], parts[-1].lines[1])
    joined = {
        "line": lines[1] > lines[0],
        "paragraph": len(
            {(part.passage.section, sentence.paragraph) for part in parts for sentence in part.sentences}
        )
        > 1,
        "passage": len(parts) > 1,
        "section": len(sections) > 1,
    }
    return Place(
        kind=kind_of(found.differences),
        report=report,
        passages=tuple(part.passage for part in parts),
        text=found.stretch.text[found.start : found.end],
        similarity=found.similarity,
        differences=found.differences,
        joined=tuple(name for name, is_so in joined.items() if is_so),
        span=Span(parts[0].span.start, parts[-1].span.end),
        span_is_exact=parts[0].exact and parts[-1].exact,
        lines=lines,
        page=sentences[0].page,
        citation="; ".join(_cited(report, of, corpus_label) for of in sections),
        verified=None if source is None else all(_holds(source, part) for part in parts),
    )


def _parts(found: Found, source: Source | None) -> Iterator[_Part]:
    stretch = found.stretch
    starts = line_starts(source.text) if source else []
    for number in stretch.passages_of(found.start, found.end):
        passage, begin = stretch.passages[number], stretch.starts[number]
        within = Span(max(0, found.start - begin), min(len(passage.text), found.end - begin))
        touched = tuple(
            sentence
            for sentence in passage.sentences
            if sentence.within.start < within.end and sentence.within.end > within.start
        )
        if not touched:
            continue
        # A mark before an item of a list belongs to no sentence.
        within = Span(max(within.start, touched[0].within.start), min(within.end, touched[-1].within.end))
        start = _source_offset(passage, touched[0], within.start, source)
        end = _source_offset(passage, touched[-1], within.end - 1, source)
        span = Span(
            touched[0].span.start if start is None else start,
            touched[-1].span.end if end is None else end + 1,
        )
        exact = start is not None and end is not None
        lines = (touched[0].lines[0], touched[-1].lines[1])
        if exact and source is not None:
            lines = (line_of(starts, span.start), line_of(starts, span.end - 1))
        yield _Part(passage, touched, within, span, exact, lines)


def _source_offset(passage: Passage, sentence: Sentence, offset: int, source: Source | None) -> int | None:
    """Return where a character of a passage stands in the source text, or None where that cannot be told.

    Args:
        passage: The passage.
        sentence: The sentence that holds the character, or is next to it.
        offset: The character in the passage's text.
        source: The file, where it is there.
    """
    within = min(max(offset, sentence.within.start), sentence.within.end - 1) - sentence.within.start
    if source is not None:
        cleaned = clean(source.text, sentence.span)
        if cleaned.text == passage.text[slice(*sentence.within)]:
            return cleaned.offsets[within]
        return None
    # As long in the source as it is clean: nothing was taken out.
    same_length = len(range(*sentence.span)) == len(range(*sentence.within))
    return sentence.span.start + within if same_length else None


def _holds(source: Source, part: _Part) -> bool:
    """Whether the file holds the words of a part at its span."""
    words = squeeze(part.passage.text[slice(*part.within)])
    printed = squeeze(source.text[slice(*part.span)])
    return part.exact and printed == words


def _cited(report: ReportRecord, parts: Sequence[_Part], corpus_label: str) -> str:
    """Return the citation of what a quote takes of one section."""
    sentences = tuple(sentence for part in parts for sentence in part.sentences)
    excerpt = replace(
        parts[0].passage,
        paragraph=sentences[0].paragraph,
        lines=(parts[0].lines[0], parts[-1].lines[1]),
        page=sentences[0].page,
        sentences=sentences,
    )
    return cite.citation(report, excerpt, corpus_label=corpus_label)

"""The comparison of each passage of an index with the files on disk, to the character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kzsearch.errors import ReportError
from kzsearch.reading import read_source
from kzsearch.text import Clean, clean, line_of, line_starts, squeeze
from kzsearch.types import Passage, ReportRecord, Span, Store


class State(StrEnum):
    """The state of a passage in its file.

    `intact`: its span holds its text. `moved`: its text is at another place of the file. `changed`: some of its
    sentences are in the file. `gone`: none is, or the file cannot be read.
    """

    INTACT = "intact"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage compared with its file.

    Attributes:
        passage_id: The passage.
        state: Its state.
        source: The file, relative to the corpus.
        span: The span that the index states.
        found: The span of its text now, or None.
        line: The line on which its text begins now, or None.
        detail: Why the file is another one or cannot be read; or empty.
    """

    passage_id: str
    state: State
    source: str
    span: Span
    found: Span | None
    line: int | None
    detail: str = ""


def verify(store: Store, corpus: Path) -> Iterator[Finding]:
    """Compare every passage of an index with the files.

    Args:
        store: The index.
        corpus: The corpus folder.

    Yields:
        A finding for each passage, in order.
    """
    for report in store.reports():
        yield from _verify_report(report, store.report_passages(report.report_id), corpus)


def _verify_report(report: ReportRecord, passages: list[Passage], corpus: Path) -> Iterator[Finding]:
    try:
        source = read_source(corpus, report.source)
    except ReportError as error:
        for passage in passages:
            yield Finding(
                passage.passage_id, State.GONE, report.source, passage.span, None, None, error.message
            )
        return
    detail = "" if source.sha256 == report.sha256 else "the file is not the one that was indexed"
    squeezed: Clean | None = None
    starts = line_starts(source.text)
    for passage in passages:
        wanted = squeeze(passage.text)
        state = State.INTACT
        found: Span | None = passage.span
        if squeeze(source.text[slice(*passage.span)]) != wanted:
            squeezed = squeezed or clean(source.text, Span(0, len(source.text)))
            state, found = _look(passage, wanted, squeezed)
        line = line_of(starts, found.start) if found else None
        yield Finding(passage.passage_id, state, report.source, passage.span, found, line, detail)


def _look(passage: Passage, wanted: str, squeezed: Clean) -> tuple[State, Span | None]:
    """Find a passage that is not at its span: the whole, or else its first sentence that is in the file."""
    sentences = (squeeze(passage.text[slice(*sentence.within)]) for sentence in passage.sentences)
    for state, text in ((State.MOVED, wanted), *((State.CHANGED, sentence) for sentence in sentences)):
        if places := _places(squeezed, text):
            return state, min(places, key=lambda span: abs(span.start - passage.span.start))
    return State.GONE, None


def _places(squeezed: Clean, wanted: str) -> list[Span]:
    found = []
    at = squeezed.text.find(wanted) if wanted else -1
    while at >= 0:
        found.append(Span(squeezed.offsets[at], squeezed.offsets[at + len(wanted) - 1] + 1))
        at = squeezed.text.find(wanted, at + 1)
    return found

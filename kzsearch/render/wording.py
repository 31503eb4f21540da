"""What plain text, terminal and Markdown say of a hit: its headings, its headline, and what is below the headline."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kzsearch.cite import is_inferred, paragraphs_name, section_name, series_of
from kzsearch.render.folding import Folded
from kzsearch.render.printable import one_line, printable
from kzsearch.types import BestSentence, Explanation, Hit, Passage, ReportRecord, SectionOrigin, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Shown = TypeVar("Shown", Hit, Hit | Folded)

SEPARATOR = " · "
SIGNAL_COLUMNS = ("signal", "raw", "scaled", "weight", "contribution")
BEST_SENTENCE = "best sentence: "
_INFERRED = " (inferred)"


class Part(Enum):
    """What one part of a headline says."""

    PLACE = auto()
    SERIES = auto()
    SECTION = auto()
    TIER = auto()
    SCORE = auto()
    PARAGRAPH = auto()
    ID = auto()


class Heading(NamedTuple):
    """A line above hits. `level` 1 is a query or a report, 2 a section."""

    level: int
    text: str


class Label(NamedTuple):
    """The line above a passage that is shown with its neighbours; `where` is before, passage or after."""

    where: str
    passage_id: str


class Body(NamedTuple):
    """The paragraphs of a passage, each with its highlights; `neighbour` where the passage is not the hit's own."""

    paragraphs: list[tuple[str, list[Span]]]
    neighbour: bool


class Line(NamedTuple):
    """The citation of a hit, or a note that explains its score."""

    text: str
    citation: bool = False


class Signals(NamedTuple):
    """What each signal adds to a hit's score, a row a signal."""

    rows: list[dict[str, object]]


def separated(blocks: Iterable[str]) -> Iterator[str]:
    """Yield blocks of lines with an empty line between them."""
    first = True
    for block in blocks:
        yield block if first else f"\n{block}"
        first = False


def headed(hits: Iterable[Shown], *, batch: bool) -> Iterator[tuple[tuple[Heading, ...], Shown]]:
    """Yield each hit with the headings that go above it.

    Args:
        hits: Hits of one or more queries, or passages without a query; a line on folded hits has no heading.
        batch: Whether there are several queries, so that the first one is named too.
    """
    previous: Hit | None = None
    for hit in hits:
        if isinstance(hit, Folded):
            yield (), hit
            continue
        if hit.query is None:
            yield tuple(_show_headings(previous, hit)), hit
        else:
            yield tuple(_query_headings(previous, hit, batch=batch)), hit
        previous = hit


def query_heading(query: str, line: int | None) -> str:
    """Return the heading of a query, with the line of standard input that holds it."""
    return f"Query{'' if line is None else f' {line}'}: {one_line(query)}"


def rank_mark(hit: Hit) -> str:
    """Return `1. `, or nothing for a passage without a rank."""
    return "" if hit.rank is None else f"{hit.rank}. "


def headline(hit: Hit) -> list[tuple[Part, str]]:
    """Return the parts of a hit's first line, after its rank."""
    identity = (Part.ID, one_line(hit.passage.passage_id))
    if hit.query is None:
        # Report, tier and section stand in the headings above.
        return [(Part.PARAGRAPH, paragraphs_name(*hit.passage.paragraphs)), identity]
    parts = [
        (Part.PLACE, place(hit.report)),
        (Part.SERIES, one_line(hit.series)),
        (Part.SECTION, section_title(hit.passage)),
        (Part.TIER, tier_name(hit.report)),
    ]
    parts = [(part, text) for part, text in parts if text]
    if hit.also_in:
        parts.append((Part.TIER, f"also in {one_line(', '.join(hit.also_in))}"))
    if hit.score is not None:
        parts.append((Part.SCORE, f"score {hit.score:.4f}"))
    return [*parts, identity]


def below(hit: Hit) -> Iterator[Label | Body | Line | Signals]:
    """Yield what a view shows below a hit's headline, in order."""
    for passage in hit.before:
        yield from _neighbour(passage, "before")
    if hit.before or hit.after:
        yield Label("passage", one_line(hit.passage.passage_id))
    yield Body(list(_paragraphs(hit.passage, hit.highlights)), neighbour=False)
    for passage in hit.after:
        yield from _neighbour(passage, "after")
    yield Line(one_line(hit.citation), citation=True)
    if hit.explanation is not None:
        yield Signals(_signal_rows(hit.explanation))
        yield from map(Line, _notes(hit.explanation, hit.best_sentence))


def place(report: ReportRecord) -> str:
    """Return `Kazakhstan 2023`, each part marked if it was inferred from the running text."""
    country = one_line(report.country.name) + (_INFERRED if is_inferred(report, "country") else "")
    return f"{country} {report.year}" + (_INFERRED if is_inferred(report, "year") else "")


def section_title(passage: Passage) -> str:
    """Return a passage's section, marked if no heading states it."""
    mark = _INFERRED if passage.section_origin is SectionOrigin.INFERRED else ""
    return one_line(section_name(passage)) + mark


def tier_name(report: ReportRecord) -> str:
    """Return the tier placement; nothing for a series without tiers."""
    if report.tier is None:
        return "tier not stated" if series_of(report).has_tiers else ""
    return report.tier.value


def _neighbour(passage: Passage, where: str) -> Iterator[Label | Body]:
    yield Label(where, one_line(passage.passage_id))
    yield Body(list(_paragraphs(passage, ())), neighbour=True)


def _paragraphs(passage: Passage, highlights: Iterable[Span]) -> Iterator[tuple[str, list[Span]]]:
    """Yield each paragraph of a passage, printable, with the highlights in it."""
    spans = _merged(highlights, len(passage.text))
    start = 0
    for line in printable(passage.text).split("\n"):
        end = start + len(line)
        if line.strip():
            yield (
                line,
                [
                    Span(max(first, start) - start, min(last, end) - start)
                    for first, last in spans
                    if first < end and last > start
                ],
            )
        start = end + 1


def _merged(spans: Iterable[Span], length: int) -> list[Span]:
    """Return spans in order, inside a text of this length, none empty, overlapping or touching."""
    result: list[Span] = []
    for start, end in sorted(spans):
        span = Span(max(0, start), min(end, length))
        if span.start >= span.end:
            continue
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def _signal_rows(explanation: Explanation) -> list[dict[str, object]]:
    """Return a row a signal."""
    return [
        dict(zip(SIGNAL_COLUMNS, (part.signal, part.raw, part.scaled, part.weight, part.amount), strict=True))
        for part in explanation.contributions
    ]


def _notes(explanation: Explanation, best: BestSentence | None) -> list[str]:
    """Return the notes below the signals: the words that matched, the best sentence, how the query was read."""
    notes = []
    if explanation.matched_terms:
        notes.append(f"matched: {one_line(', '.join(explanation.matched_terms))}")
    if best is not None:
        notes.append(f"{BEST_SENTENCE}{one_line(best.text)}")
    if explanation.condition:
        notes.append(f"only passages with: {one_line(explanation.condition)}")
    if explanation.asked:
        notes.append(f"only asks: {one_line(explanation.asked)}")
    for written, meant in explanation.named.items():
        notes.append(f"named: {one_line(written)} as {one_line(meant)}")
    for written, used in explanation.corrections.items():
        notes.append(f"corrected: {one_line(written)} to {one_line(used)}")
    for written, added in explanation.expansions.items():
        notes.append(f"expanded: {one_line(written)} to {one_line(', '.join(added))}")
    return notes


def _query_headings(previous: Hit | None, hit: Hit, *, batch: bool) -> Iterator[Heading]:
    if previous is None:
        changed = batch
    else:
        # The same query may be asked twice in a batch: then the ranks begin again.
        again = hit.rank is not None and previous.rank is not None and hit.rank <= previous.rank
        other_line = previous.query_line != hit.query_line
        changed = again or other_line or previous.query != hit.query
    if changed:
        yield Heading(1, query_heading(hit.query or "", hit.query_line))


def _show_headings(previous: Hit | None, hit: Hit) -> Iterator[Heading]:
    same_report = (
        previous is not None and previous.query is None and previous.report.report_id == hit.report.report_id
    )
    if not same_report:
        of = (place(hit.report), one_line(hit.series), tier_name(hit.report), one_line(hit.report.report_id))
        yield Heading(1, SEPARATOR.join(filter(None, of)))
    if previous is None or not same_report or _section_key(previous.passage) != _section_key(hit.passage):
        yield Heading(2, section_title(hit.passage))


def _section_key(passage: Passage) -> tuple[str, str, str]:
    return passage.section, passage.section_label, passage.section_origin

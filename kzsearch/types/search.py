"""The records that answer a query: a hit, and in a batch the miss of a query that has none."""

from __future__ import annotations

from dataclasses import dataclass, field

from kzsearch.types import notebook
from kzsearch.types.fields import explanation_fields, finite, neighbour_fields, scores_fields, sentence_fields
from kzsearch.types.index import Passage, ReportRecord
from kzsearch.types.signals import BestSentence, Explanation, Scores
from kzsearch.types.words import Span

_SHOWN_OF_A_TEXT = 60  # characters in a `repr`, so that it stays on one line


def _beginning(text: str) -> str:
    """Return the beginning of a text on one line, quoted, with what cannot be printed by its code."""
    words = " ".join(text.split())
    return repr(words if len(words) <= _SHOWN_OF_A_TEXT else f"{words[: _SHOWN_OF_A_TEXT - 1]}…")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query; or, where `query` is None, a passage shown by its id.

    Attributes:
        query: The query, or None.
        rank: From 1, or None.
        score: Higher is better, or None.
        scores: The signals.
        passage: The passage.
        report: Its report.
        highlights: Spans of the passage's text that matched, in order, not overlapping.
        citation: For a footnote: of the best sentence, or of the whole passage where there is none.
        best_sentence: The sentence that answers the query best; None without a query.
        before: Neighbouring passages before it in the same section (`--context`).
        after: The same after it.
        also_in: Report ids of other years that carry nearly the same passage and are not shown.
        series: Name of the report's series, where the index holds more than one.
        explanation: Present with `--explain`.
        weak: Whether the passage does not reach the index's threshold by itself; False where no threshold counts.
        query_line: In a batch, the line of standard input that holds the query, from 1.
        saved: Name of the saved search that found it.
    """

    query: str | None
    rank: int | None
    score: float | None
    scores: Scores
    passage: Passage
    report: ReportRecord
    highlights: tuple[Span, ...]
    citation: str
    best_sentence: BestSentence | None = None
    before: tuple[Passage, ...] = ()
    after: tuple[Passage, ...] = ()
    also_in: tuple[str, ...] = ()
    series: str = ""
    explanation: Explanation | None = field(default=None)
    weak: bool = False
    query_line: int | None = None
    saved: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the hit as plain values, always with the same fields in the same order: a record of `jsonl`.

        `query_line`, `saved`, `explanation`, `before`, `after` and `also_in` follow only where the hit has them.
        """
        passage, report = self.passage, self.report
        fields: dict[str, object] = {
            "query": self.query,
            "rank": self.rank,
            "score": finite(self.score),
            "scores": scores_fields(self.scores),
            "passage_id": passage.passage_id,
            "report_id": report.report_id,
            "country": report.country.name,
            "year": report.year,
            "tier": None if report.tier is None else report.tier.value,
            "section": passage.section.value,
            "section_label": passage.section_label,
            "section_origin": passage.section_origin.value,
            "paragraph": passage.paragraph,
            "text": passage.text,
            "highlights": [list(span) for span in self.highlights],
            "source": report.source,
            "span": list(passage.span),
            "lines": list(passage.lines),
            "page": passage.page,
            "citation": self.citation,
            "indexed_sha256": report.sha256,
            "best_sentence": None if self.best_sentence is None else sentence_fields(self.best_sentence),
            "weak": self.weak,
        }
        if self.query_line is not None:
            fields["query_line"] = self.query_line
        if self.saved:
            fields["saved"] = self.saved
        if self.explanation is not None:
            fields["explanation"] = explanation_fields(self.explanation)
        if self.before or self.after:
            fields["before"] = [neighbour_fields(passage) for passage in self.before]
            fields["after"] = [neighbour_fields(passage) for passage in self.after]
        if self.also_in:
            fields["also_in"] = list(self.also_in)
        return fields

    def __repr__(self) -> str:
        rank = "" if self.rank is None else f" {self.rank}"
        score = "" if self.score is None else f" {self.score:.4f}"
        return f"<Hit{rank}{score} {self.passage.passage_id}: {_beginning(self.sentence_text)}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the passage with its best sentence marked, and the citation."""
        best = None if self.best_sentence is None else self.best_sentence.sentence.within
        rank = "" if self.rank is None else f"{self.rank}. "
        score = "" if self.score is None else f" · score {self.score:.4f}"
        place = f"{self.report.country.name} {self.report.year} · {self.passage.section_label}"
        head = f"{rank}{place}{score}"
        return notebook.passage(head, self.passage.passage_id, self.passage.text, best, self.citation)

    @property
    def sentence_text(self) -> str:
        """The text of the best sentence; without a query, of the first sentence."""
        if self.best_sentence is not None:
            return self.best_sentence.text
        sentences = self.passage.sentences
        return self.passage.text[slice(*sentences[0].within)] if sentences else self.passage.text


@dataclass(frozen=True, slots=True)
class Miss:
    """A query of a batch that has no hit.

    Attributes:
        query: The query; the beginning of a line that is no query and is very long.
        query_line: The line of standard input that holds it, from 1.
        reason: Why there is no hit, or what is wrong with the line.
        nearest: The passage that came nearest, or None.
    """

    query: str
    query_line: int
    reason: str
    nearest: Hit | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the miss as plain values: a record of `jsonl`, told from a hit by `hits`, which is 0."""
        nearest = None
        if self.nearest is not None:
            nearest = {
                "passage_id": self.nearest.passage.passage_id,
                "score": finite(self.nearest.score),
                "citation": self.nearest.citation,
                "text": self.nearest.sentence_text,
            }
        return {
            "query": self.query,
            "query_line": self.query_line,
            "hits": 0,
            "reason": self.reason,
            "nearest": nearest,
        }

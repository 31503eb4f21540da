"""The records of search: candidates, their scores, hits and their explanations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kzsearch.types.index import Passage, ReportRecord, Sentence
from kzsearch.types.words import Span


class Candidate(NamedTuple):
    """A passage that one signal proposes, by its key."""

    key: int
    score: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The signals of a hit; None where the mode did not ask for the signal.

    Attributes:
        lexical: BM25, higher is better, 0 where no query term occurs.
        dense: Cosine of query and passage.
        sentence: Cosine of query and the passage's best sentence.
    """

    lexical: float | None = None
    dense: float | None = None
    sentence: float | None = None


class Candidates(NamedTuple):
    """The passages that some signal proposes.

    Attributes:
        scores: Every signal of each, by key.
        complete: Whether every passage that a signal can find is among them.
    """

    scores: Mapping[int, Scores]
    complete: bool


@dataclass(frozen=True, slots=True)
class Contribution:
    """One signal's part in a hit's score: `raw` as measured, `scaled` to 0..1, times `weight`."""

    signal: str
    raw: float
    scaled: float
    weight: float

    @property
    def amount(self) -> float:
        """What the signal adds to the score."""
        return self.scaled * self.weight


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons for a hit's rank.

    Attributes:
        contributions: The summands of the score: the signals, then the preferences for names in the query (`country`,
            `year`, `tier`, `series`, `section`), the loss of a list, the change by a cross-encoder.
        matched_terms: Words of the passage that the query's terms matched, in order, each once.
        corrections: Words of the query, and the word of the corpus that was looked for instead of each.
        expansions: Words of the query, and what was looked for besides.
        named: Names of reports or sections in the query, and what each was taken for. They are a preference, and are
            left out of BM25 and vectors.
        asked: The query's words that only ask, left out too.
    """

    contributions: tuple[Contribution, ...]
    matched_terms: tuple[str, ...]
    corrections: Mapping[str, str] = field(default_factory=dict)
    expansions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""


@dataclass(frozen=True, slots=True)
class BestSentence:
    """The sentence of a hit that answers the query best; the hit is cited by it.

    In exact mode it is the sentence in which the phrase begins, in lexical mode the sentence whose query words weigh
    most, in dense mode the sentence nearest in meaning. In hybrid mode words and meaning both count.

    Attributes:
        sentence: The sentence.
        text: Its text.
        citation: For a footnote.
        score: Its cosine with the query, or the weight of the query's words in it as a share of all; None in
            exact mode, and where a query only names a report.
    """

    sentence: Sentence
    text: str
    citation: str
    score: float | None


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

"""The records of ranking: candidates, their signals, the best sentence, the reasons for a rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kzsearch.types.index import Sentence


class Candidate(NamedTuple):
    """A passage that one signal proposes, by its key."""

    key: int
    score: float


class Scores(NamedTuple):
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
        condition: What a passage must hold by the operators of the query; empty where it has none.
    """

    contributions: tuple[Contribution, ...]
    matched_terms: tuple[str, ...]
    corrections: Mapping[str, str] = field(default_factory=dict)
    expansions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""
    condition: str = ""


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

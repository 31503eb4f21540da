"""The records that the layers hand to one another, and the protocols at the seams.

Every record is frozen and slotted. Offsets are half-open and count characters of the source text: the
decoded file without its byte-order mark, line ends untouched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]
    """One unit vector, shape (dimension,)."""
    Matrix = NDArray[np.float32]
    """Unit vectors, shape (count, dimension)."""
    Keys = NDArray[np.int64]
    """Numbers of passages or sentences in an index, shape (count,)."""


class Section(StrEnum):
    """The parts of a report, in the order in which users name them."""

    OVERVIEW = "overview"
    RECOMMENDATIONS = "recommendations"
    PROSECUTION = "prosecution"
    PROTECTION = "protection"
    PREVENTION = "prevention"
    PROFILE = "profile"
    OTHER = "other"


class SectionOrigin(StrEnum):
    """How a section's beginning is known."""

    HEADING = "heading"
    INFERRED = "inferred"


class Origin(StrEnum):
    """Where a fact about a report came from, the strongest first."""

    OPTION = "option"
    TABLE = "table"
    HEADER = "header"
    FILE_NAME = "file name"
    TIER_LINE = "tier line"
    TEXT = "text"


class Tier(StrEnum):
    """The placements that the reports use."""

    TIER_1 = "Tier 1"
    TIER_2 = "Tier 2"
    TIER_2_WATCH_LIST = "Tier 2 Watch List"
    TIER_3 = "Tier 3"
    SPECIAL_CASE = "Special Case"


class BlockKind(StrEnum):
    """What a reader knows of a block from the file's own markup or layout."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"


class PassageKind(StrEnum):
    """What a passage is: running text, or a list beside it, which ranks behind."""

    TEXT = "text"
    REFERENCES = "references"
    CONTENTS = "contents"
    ACRONYMS = "acronyms"


class Mode(StrEnum):
    """The ways to search."""

    HYBRID = "hybrid"
    DENSE = "dense"
    LEXICAL = "lexical"
    EXACT = "exact"


class Span(NamedTuple):
    """Half-open character offsets into the source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a report, with where it came from.

    Attributes:
        value: The fact, normalised (`2023`, `Kazakhstan`, `Tier 2`).
        origin: Where it came from.
        evidence: The words it was read from; empty when they are the value itself.
    """

    value: str
    origin: Origin
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or area.

    Attributes:
        name: The short name that kzsearch prints, as the current reports spell it.
        alpha3: ISO 3166-1 alpha-3 code, capitals; `XKX` for Kosovo, which ISO lacks.
    """

    name: str
    alpha3: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or list item as a reader found it.

    Attributes:
        kind: What the file's markup or layout says it is.
        span: Where it stands, white space and list marker or heading marks excluded.
    """

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read.

    Attributes:
        path: Path relative to the corpus folder, with forward slashes.
        sha256: Of the file's bytes, hexadecimal.
        encoding: Python codec name that turns the bytes after the mark into `text`.
        bom_bytes: Length of the byte-order mark, 0 to 4.
        text: The source text that every span counts in.
        body: Where the report stands; what lies outside is front matter.
        header: What the file's front matter or header states, keys in lower case.
        blocks: The body's blocks in order.
        page_starts: Offset at which each page begins; empty for formats without pages.
        extracted: Whether `text` was extracted from the file (a web page, a PDF), so that its bytes are not
            the file's.
        notes: What the user should know of how the file was read.
    """

    path: str
    sha256: str
    encoding: str
    bom_bytes: int
    text: str
    body: Span
    header: Mapping[str, str]
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...] = ()
    extracted: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One country narrative of one year.

    Attributes:
        report_id: `kaz-2023`: alpha-3 code in lower case and report year; `kaz-2023-hr` in another series
            than the Trafficking in Persons Report, by the series' code.
        country: The country.
        year: The report year (not the reporting period before it).
        tier: The tier placement, or None where nothing says it.
        facts: Every known fact by name: country, year, tier, title, publisher, licence, url, series, published,
            site.
        source: The file.
        notes: What the user should know, such as two origins that disagree.
        series: Code of its series.
    """

    report_id: str
    country: Country
    year: int
    tier: Tier | None
    facts: Mapping[str, Fact]
    source: Source
    notes: tuple[str, ...] = ()
    series: str = "tip"


@dataclass(frozen=True, slots=True)
class SectionPart:
    """One section of a report.

    Attributes:
        section: Which section.
        label: The heading as printed, or the section's name where it was inferred.
        origin: Whether a heading or a cue opened it.
        evidence: The heading or cue.
        blocks: The paragraphs and items of its text; headings are not among them.
        kind: Whether it is running text.
        first_paragraph: Number of its first block within the section, where it is not the section's beginning.
    """

    section: Section
    label: str
    origin: SectionOrigin
    evidence: str
    blocks: tuple[Block, ...]
    kind: PassageKind = PassageKind.TEXT
    first_paragraph: int = 1


@dataclass(frozen=True, slots=True)
class Outline:
    """How a report divides.

    Attributes:
        parts: The sections in order of the source.
        headings: Spans of the headings.
        wrapper: Spans of what is in the file but not in the report (banners, source notes, another
            country's lines).
    """

    parts: tuple[SectionPart, ...]
    headings: tuple[Span, ...]
    wrapper: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage.

    Attributes:
        span: In the source text.
        within: The same sentence in the passage's text.
        paragraph: Number of its paragraph within the section, from 1.
        lines: Its first and last line in the file, from 1.
        page: Page of its first character, from 1, or None.
    """

    span: Span
    within: Span
    paragraph: int
    lines: tuple[int, int]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one section: what is encoded, found and cited.

    Attributes:
        passage_id: `kaz-2023-protection-03`.
        report_id: Its report.
        section: Its section.
        section_label: The section's heading as printed.
        section_origin: Whether a heading or a cue opened the section.
        paragraph: Number, from 1, of its first paragraph within the section.
        text: Clean text; paragraphs are parted by a line feed.
        span: In the source text.
        lines: First and last line of the span in the file, from 1.
        page: Page of its first character, from 1, or None.
        sentences: Its sentences in order.
        kind: Whether it is running text.
    """

    passage_id: str
    report_id: str
    section: Section
    section_label: str
    section_origin: SectionOrigin
    paragraph: int
    text: str
    span: Span
    lines: tuple[int, int]
    page: int | None
    sentences: tuple[Sentence, ...]
    kind: PassageKind = PassageKind.TEXT

    @property
    def paragraphs(self) -> tuple[int, int]:
        """Numbers of its first and last paragraph within the section."""
        return self.paragraph, self.sentences[-1].paragraph if self.sentences else self.paragraph

    @property
    def pages(self) -> tuple[int, int] | None:
        """Pages of its first character and of its last sentence, or None."""
        if self.page is None:
            return None
        return self.page, (self.sentences[-1].page if self.sentences else None) or self.page


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """What an index keeps of a report: all but its text.

    Attributes are those of `Report` and `Source`, with `passages` the number of its passages and `words`
    the number of its words.
    """

    report_id: str
    country: Country
    year: int
    tier: Tier | None
    facts: Mapping[str, Fact]
    source: str
    sha256: str
    encoding: str
    bom_bytes: int
    passages: int
    words: int
    notes: tuple[str, ...] = ()
    series: str = "tip"


@dataclass(frozen=True, slots=True)
class YearRange:
    """Report years from `first` to `last`, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search may look at. Fields are ANDed, values within a field ORed; empty means no restriction.

    Attributes:
        years: Ranges of report years.
        sections: Sections.
        labels: Headings of sections of another outline, as printed; with `sections` one field, so that either fits.
        countries: Alpha-3 codes, capitals.
        tiers: Tier placements.
        series: Codes of series.
        also: Further filters, each of which must let a passage through too.
    """

    years: tuple[YearRange, ...] = ()
    sections: tuple[Section, ...] = ()
    countries: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    series: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    also: tuple[Filters, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is restricted."""
        return any(getattr(self, name) for name in self.__slots__)

    def within(self, others: Filters) -> Filters:
        """Return the filters that let through what both these and others do."""
        return replace(self, also=(*self.also, others)) if others else self


class PassageMetadata(NamedTuple):
    """What filters and preferences look at in a passage.

    Attributes:
        year: Report year.
        country: Alpha-3 code.
        section: Section.
        tier: Tier placement of the report, or None where nothing says it.
        series: Code of the report's series.
        kind: Whether it is running text.
    """

    year: int
    country: str
    section: Section
    tier: Tier | None = None
    series: str = "tip"
    kind: PassageKind = PassageKind.TEXT


class Coverage(NamedTuple):
    """Which reports an index holds: each thing that a query may name, with no word on how they go together.

    Attributes:
        years: Report years.
        countries: Countries.
        tiers: Tier placements, None among them where a report has none.
        series: Codes of series.
        names: Alpha-3 code by every folded name (`kzsearch.countries.fold`) of the countries, and by the longer
            names of other countries that hold one of them.
        lists: Whether some passages are lists beside the text.
        passages: How many passages there are.
    """

    years: frozenset[int]
    countries: frozenset[Country]
    tiers: frozenset[Tier | None]
    series: frozenset[str]
    names: Mapping[str, str]
    lists: bool = False
    passages: int = 0


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
        complete: Whether nothing was left out that the filters allow.
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
    """Why a hit stands where it stands.

    Attributes:
        contributions: What adds up to the score: the signals, then what it gained besides (`country`, `year`,
            `tier`, `series` and `section` for what the query names).
        matched_terms: Words of the passage that the query's terms matched, in order, each once.
        corrections: What the query wrote, and the word of the corpus that was looked for instead.
        expansions: What the query wrote, and what was looked for besides.
        named: What the query wrote of a report, and what it was taken for; it took no part in words and meaning.
        asked: The query's words that only ask, and took no part either.
    """

    contributions: tuple[Contribution, ...]
    matched_terms: tuple[str, ...]
    corrections: Mapping[str, str] = field(default_factory=dict)
    expansions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""


@dataclass(frozen=True, slots=True)
class BestSentence:
    """The sentence of a hit that answers the query best, which is what the hit is cited by.

    In exact mode it is the one in which the phrase begins, in lexical mode the one whose words weigh most, and
    otherwise the one nearest to the query in meaning.

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
    """A passage that answers a query, or (`query` None) one that is merely shown.

    Attributes:
        query: The query, or None.
        rank: From 1, or None.
        score: Higher is better, or None.
        scores: The signals.
        passage: The passage.
        report: Its report.
        highlights: Spans of the passage's text that matched, in order, not overlapping.
        citation: For a footnote: the best sentence's, or the passage's own where it is merely shown.
        best_sentence: What of the passage answers the query best; None where it is merely shown.
        before: Neighbouring passages before it in the same section (`--context`).
        after: The same after it.
        also_in: Report ids of other years that carry nearly the same passage and are not shown.
        series: Name of the report's series, where the index holds more than one.
        explanation: Present when asked for.
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


class Embedder(Protocol):
    """Turns text into unit vectors. One instance serves one model."""

    @property
    def name(self) -> str:
        """The model's name as the user would say it."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digest of everything that decides a vector: weights, tokenizer, prompts, pooling."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Longest input that the model reads, special tokens included."""
        ...

    def count_tokens(self, text: str) -> int:
        """Return the tokens of a passage as encoded: prompt and special tokens included."""
        ...

    @property
    def query_prompt(self) -> str:
        """What the model wants before a query."""
        ...

    @property
    def passage_prompt(self) -> str:
        """What the model wants before a passage."""
        ...

    def encode_query(self, text: str) -> Vector:
        """Return the unit vector of a query, shape (dimension,)."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each query in order, the same bits as one at a time."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each text in order, each independent of its neighbours."""
        ...


class Store(Protocol):
    """What search needs of an index. Another engine can fill this in.

    A key is the store's own number of a passage. Keys grow in the order of passage ids as built, and those of one
    report follow one another. Filters are applied before anything is scored.
    """

    def coverage(self) -> Coverage:
        """Return which reports the index holds, as far as a query may name them."""
        ...

    def labels(self) -> list[str]:
        """Return the headings of sections of another outline, each once, in the order of the alphabet."""
        ...

    def reports(self, report_ids: Collection[str] | None = None) -> list[ReportRecord]:
        """Return every report, or those named, by report id."""
        ...

    def report_passages(self, report_id: str) -> list[Passage]:
        """Return a report's passages in order."""
        ...

    def keys(self, filters: Filters, limit: int | None = None) -> list[int]:
        """Return the keys of the passages that the filters allow, in order: all of them, or the first."""
        ...

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        """Return the passages with these keys, in order; a key that no passage has is left out."""
        ...

    def metadata(self, keys: Sequence[int]) -> dict[int, PassageMetadata]:
        """Return the metadata of these passages, which costs less than the passages themselves."""
        ...

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many passages each term occurs, compared by stem."""
        ...

    def vocabulary(self) -> list[str]:
        """Return every word of the corpus in lower case, the most frequent first."""
        ...

    def candidates(
        self, terms: Sequence[str] | None, vector: Vector | None, filters: Filters, limit: int
    ) -> Candidates:
        """Return the passages that some signal proposes, with every signal of each.

        Args:
            terms: Words and phrases for BM25; None leaves BM25 out.
            vector: A query's unit vector for the cosines; None leaves them out.
            filters: What may be found.
            limit: How many passages each signal proposes at most.
        """
        ...

    def exact(self, phrase: str, filters: Filters, limit: int) -> list[Candidate]:
        """Return passages that hold the phrase word for word, scored by how often, best first, ties by key."""
        ...

    def sentence_cosines(self, vector: Vector, keys: Sequence[int]) -> dict[int, list[float]]:
        """Return the cosine of each passage's sentences with the vector, in order."""
        ...

    def matched(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, dict[str, tuple[Span, ...]]]:
        """Return where in each passage's text each term occurs, compared by stem."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...

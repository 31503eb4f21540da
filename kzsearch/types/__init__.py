"""The records that the layers hand to one another, and the protocols of models and stores.

Every record is frozen and slotted. Offsets are half-open and count characters of the source text: the
decoded file without its byte-order mark, line ends untouched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.types.filters import Filters, YearRange
from kzsearch.types.index import Coverage, Passage, PassageMetadata, ReportRecord, Sentence
from kzsearch.types.reading import Block, Outline, Report, SectionPart, Source
from kzsearch.types.seams import Embedder, EncodeQueries, Kind, Signals, Store
from kzsearch.types.search import Hit, Miss
from kzsearch.types.signals import BestSentence, Candidate, Candidates, Contribution, Explanation, Scores
from kzsearch.types.words import (
    BlockKind,
    Country,
    Fact,
    Mode,
    Origin,
    PassageKind,
    Section,
    SectionOrigin,
    Span,
    Tier,
)

if TYPE_CHECKING:
    from kzsearch.types.words import Keys, Matrix, Vector  # noqa: TC004  numpy's types, for annotations only

__all__ = [
    "BestSentence",
    "Block",
    "BlockKind",
    "Candidate",
    "Candidates",
    "Contribution",
    "Country",
    "Coverage",
    "Embedder",
    "EncodeQueries",
    "Explanation",
    "Fact",
    "Filters",
    "Hit",
    "Keys",
    "Kind",
    "Matrix",
    "Miss",
    "Mode",
    "Origin",
    "Outline",
    "Passage",
    "PassageKind",
    "PassageMetadata",
    "Report",
    "ReportRecord",
    "Scores",
    "Section",
    "SectionOrigin",
    "SectionPart",
    "Sentence",
    "Signals",
    "Source",
    "Span",
    "Store",
    "Tier",
    "Vector",
    "YearRange",
]

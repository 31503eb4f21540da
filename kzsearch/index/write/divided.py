"""A report divided into passages, as it goes into an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kzsearch import chunker
from kzsearch.errors import ReportError
from kzsearch.sections.outline import outline

if TYPE_CHECKING:
    from kzsearch.types import Embedder, Kind, Passage, Report

KINDS: Final[tuple[Kind, ...]] = ("passages", "sentences")
MAX_PASSAGES: Final = 2_000
"""Most passages of one report. A million characters of prose make some seven hundred; of noise, five thousand, and
each takes the model as long."""


@dataclass(frozen=True, slots=True)
class DividedReport:
    """A report divided into passages.

    Attributes:
        report: The report.
        passages: Its passages.
        contexts: For each passage, the words put before it when it is encoded and indexed.
    """

    report: Report
    passages: tuple[Passage, ...]
    contexts: tuple[str, ...]

    @property
    def report_id(self) -> str:
        """The report's id."""
        return self.report.report_id

    def texts(self, kind: str) -> list[str]:
        """Return the texts to encode: of the `passages` or of the `sentences`."""
        if kind == "passages":
            return [
                f"{context} {passage.text}"
                for context, passage in zip(self.contexts, self.passages, strict=True)
            ]
        return [
            passage.text[slice(*sentence.within)]
            for passage in self.passages
            for sentence in passage.sentences
        ]

    def size(self, kind: str) -> int:
        """Return how many vectors of a kind the report has."""
        return len(self.passages) if kind == "passages" else sum(len(p.sentences) for p in self.passages)


def divide(report: Report, embedder: Embedder) -> DividedReport:
    """Return a report divided into passages.

    Raises:
        ReportError: There are none, or more than `MAX_PASSAGES`.
    """
    body = report.source.text[slice(*report.source.body)]
    most = MAX_PASSAGES * embedder.max_tokens
    # A token has at least one character. Dividing a million characters of noise takes far longer than counting.
    if len(body) > most and embedder.count_tokens(body) > most:
        raise _too_many(report, f"more than {MAX_PASSAGES:,}")
    divided = outline(
        report.source.text, report.source.blocks, report.country, report.year, series=report.series
    )
    passages = tuple(chunker.split(report, divided, embedder.count_tokens, embedder.max_tokens))
    if not passages:
        raise ReportError(
            f"{report.source.path} has no text of a report on {report.country.name}.",
            "See that it is that country's report, and that its text is there.",
        )
    if len(passages) > MAX_PASSAGES:
        raise _too_many(report, f"{len(passages):,}")
    contexts = tuple(chunker.context(report, passage.section, passage.section_label) for passage in passages)
    return DividedReport(report, passages, contexts)


def _too_many(report: Report, count: str) -> ReportError:
    return ReportError(
        f"{report.source.path} divides into {count} passages; at most {MAX_PASSAGES:,} are indexed.",
        "Divide it into several files.",
    )

"""What kzsearch and the process that reads files tell each other: records as JSON, checked when they arrive."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self, TypeVar

from kzsearch import errors
from kzsearch.errors import KzsearchError
from kzsearch.reading.facts.table import CorpusRow
from kzsearch.types import Report, Source

Message = TypeVar("Message")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file before it is read.

    Attributes:
        row: What the corpus table says of it.
        stated: What the user's options say of it, by name of the fact.
        table: Whether there is a corpus table.
    """

    row: CorpusRow | None
    stated: Mapping[str, str]
    table: bool


@dataclass(frozen=True, slots=True)
class Request:
    """The wish to have a file read; its bytes follow.

    Attributes:
        name: The file's path relative to the corpus folder.
        size: How many bytes follow.
        seconds: How long reading it may take.
        known: What is known of it, where its reports are wanted; None where the source alone is.
    """

    name: str
    size: int
    seconds: float
    known: Known | None


class Told(NamedTuple):
    """An error as it travels: the name of its class, message and hint."""

    kind: str
    message: str
    hint: str

    @classmethod
    def of(cls, error: KzsearchError) -> Self:
        """Return what travels of an error."""
        return cls(type(error).__name__, error.message, error.hint)

    def error(self) -> KzsearchError:
        """Return the error."""
        made: KzsearchError = getattr(errors, self.kind)(self.message, self.hint)
        return made


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of reading a file.

    Attributes:
        text: The source text, once: each report of an annual report has the whole of it.
        sources: The file's one source without its text, where the source alone was wanted.
        reports: The file's reports, likewise without their text.
        problems: The errors of the file's parts that are no report.
        error: The error, where no part is a report.
        last: Whether the process ends now, so that the next file gets a new one.
    """

    text: str = ""
    sources: tuple[Source, ...] = ()
    reports: tuple[Report, ...] = ()
    problems: tuple[Told, ...] = ()
    error: Told | None = None
    last: bool = False

    @classmethod
    def of_source(cls, source: Source) -> Self:
        """Return the answer that holds a source."""
        return cls(source.text, (replace(source, text=""),))

    @classmethod
    def of_reports(cls, reports: Sequence[Report], problems: Sequence[KzsearchError]) -> Self:
        """Return the answer that holds one file's reports."""
        text = reports[0].source.text if reports else ""
        bare = tuple(replace(report, source=replace(report.source, text="")) for report in reports)
        return cls(text, (), bare, tuple(map(Told.of, problems)))

    def whole_sources(self) -> tuple[Source, ...]:
        """Return the sources with their text."""
        return tuple(replace(source, text=self.text) for source in self.sources)

    def whole_reports(self) -> tuple[Report, ...]:
        """Return the reports with their text."""
        return tuple(
            replace(report, source=replace(report.source, text=self.text)) for report in self.reports
        )


def encode(message: Request | Answer) -> bytes:
    """Return a message as JSON, in which a lone surrogate stays what it is."""
    import msgspec

    return json.dumps(msgspec.to_builtins(message)).encode("ascii")


def decode(content: bytes, kind: type[Message]) -> Message:
    """Return the message that `encode` wrote down.

    Raises:
        ValueError: It is none of this kind; what is wrong is named by its path.
    """
    import msgspec

    return msgspec.convert(json.loads(content), kind)

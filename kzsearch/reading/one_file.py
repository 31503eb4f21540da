"""One file's bytes to the reports in it. Runs in the process that `sandbox` keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kzsearch.errors import KzsearchError, ReportError
from kzsearch.reading.divide import split
from kzsearch.reading.facts import file_name
from kzsearch.reading.facts.gather import gather
from kzsearch.reading.facts.table import TABLE_NAME
from kzsearch.reading.files.parsing import parse

if TYPE_CHECKING:
    from kzsearch.reading.wire import Known
    from kzsearch.types import Report, Source

MAX_CHARACTERS: Final = 1_000_000
"""Longest report; the longest seen, of a hundred pages, has 220,000."""

MAX_BLOCKS: Final = 20_000


def reports_in(
    stored: bytes, name: str, known: Known
) -> tuple[tuple[Report, ...], tuple[KzsearchError, ...]]:
    """Return the reports in a file, and the errors of those of its parts that are no report.

    Args:
        stored: The file's bytes.
        name: Its path relative to the corpus folder.
        known: What is known of it already.

    Raises:
        ReportError: There is no report in it.
    """
    source = parse(stored, name)
    of_one_country = (
        "country" in known.stated
        or (known.row is not None and known.row.country is not None)
        or "country" in source.header
        or file_name.country_of(name) is not None
    )
    sources = (source,) if of_one_country else split(source)
    reports: list[Report] = []
    problems: list[KzsearchError] = []
    for part in sources:
        try:
            _check_size(part)
            report = gather(part, known.row, known.stated)
        except KzsearchError as error:
            problems.append(error)
            continue
        if known.table and known.row is None:
            report = replace(report, notes=(*report.notes, f"{TABLE_NAME} has no row for this file"))
        reports.append(report)
    if not reports:
        raise problems[0]
    return tuple(reports), tuple(problems)


def _check_size(source: Source) -> None:
    for count, most, what in (
        (source.body.end - source.body.start, MAX_CHARACTERS, "characters"),
        (len(source.blocks), MAX_BLOCKS, "paragraphs"),
    ):
        if count > most:
            raise ReportError(
                f"{source.path} has a report of {count:,} {what}; at most {most:,} are read.",
                "Divide it into several files.",
            )

"""A temporary file of divided reports, so that a build holds only one report's text in memory at a time."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kzsearch.errors import KzsearchError
from kzsearch.index.write.divided import DividedReport
from kzsearch.reading.sandbox import fault

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from kzsearch.types import Report


@dataclass(frozen=True, slots=True)
class SpooledReport:
    """A divided report in the temporary file.

    Attributes:
        report_id: The report.
        sha256: Of its file.
        load: Reads it from the file.
        sizes: How many vectors of each kind the report has.
    """

    report_id: str
    sha256: str
    load: Callable[[], DividedReport]
    sizes: dict[str, int]

    def size(self, kind: str) -> int:
        """Return how many vectors of a kind the report has."""
        return self.sizes[kind]


class Spool:
    """A temporary file of divided reports.

    Args:
        stream: The file, open for reading and writing.
        divide: Divides a report into passages.
    """

    def __init__(self, stream: IO[bytes], divide: Callable[[Report], DividedReport]) -> None:
        self._stream = stream
        self._divide = divide
        self.reports: dict[str, SpooledReport] = {}

    def take(self, report: Report) -> Report:
        """Divide a report and put it into the file.

        Returns:
            The report without its text.

        Raises:
            KzsearchError: It cannot be divided. Any other exception becomes such an error too, so that the other
                reports are indexed.
        """
        light = replace(report, source=replace(report.source, text="", blocks=(), page_starts=(), header={}))
        try:
            divided = replace(self._divide(report), report=light)
        except (KzsearchError, OSError):
            raise
        except Exception as error:
            raise fault(report.source.path, error) from error
        place = self._stream.seek(0, 2)
        pickle.dump(divided, self._stream, pickle.HIGHEST_PROTOCOL)
        sizes = {kind: divided.size(kind) for kind in ("passages", "sentences")}
        self.reports[divided.report_id] = SpooledReport(
            divided.report_id, divided.sha256, lambda: self._load(place), sizes
        )
        return light

    def _load(self, place: int) -> DividedReport:
        self._stream.seek(place)
        divided: DividedReport = pickle.load(self._stream)  # noqa: S301  a nameless file that this process wrote
        return divided

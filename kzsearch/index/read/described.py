"""What filters and preferences compare of each passage: the facts of its report, its section, its kind.

The facts come from a small table with a row a report, sections and kinds from a file with a byte a passage, so
that a filter of a million passages costs milliseconds. Plain Python serves where little is asked: importing numpy
takes longer than a whole query by words.
"""

from __future__ import annotations

import sys
from bisect import bisect
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kzsearch.errors import IndexFolderError
from kzsearch.index.format.manifest import REBUILD
from kzsearch.index.read.records import to_tier
from kzsearch.index.read.rows import guarded
from kzsearch.index.read.sentence_starts import following
from kzsearch.types import Country, Coverage, PassageKind, PassageMetadata, Section

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kzsearch.index.read.connections import Connections
    from kzsearch.types import Filters, Keys, Tier

_SECTIONS, _KINDS = tuple(Section), tuple(PassageKind)
_LOW = 4  # bits of the section
# So many passages are gone through in plain Python sooner than numpy is imported.
_FEW = 20_000
_ONE_BY_ONE = 2  # times that a query asks for reports
_REPORTS = "SELECT first, passages, year, alpha3, tier, series FROM described"
_REPORT_OF = f"{_REPORTS} WHERE first <= ? ORDER BY first DESC LIMIT 1"
_WITHOUT_A_REPORT = "the index's database is damaged: passages without a report"


def write(connection: sqlite3.Connection, path: Path) -> None:
    """Write the file of a filled database, and into it the table with a row a report.

    Args:
        connection: The database.
        path: The file.
    """
    connection.execute(
        "INSERT INTO described SELECT min(key), count(*), year, country, alpha3, tier, series "
        "FROM passages JOIN reports USING (report_id) GROUP BY report_id ORDER BY min(key)"
    )
    with path.open("wb") as stream:
        rows = connection.execute("SELECT section, kind FROM passages ORDER BY key")
        while part := rows.fetchmany(_FEW):
            stream.write(bytes(_code(section, kind) for section, kind in part))


@cache
def _code(section: str, kind: str) -> int:
    return _SECTIONS.index(Section(section)) | _KINDS.index(PassageKind(kind)) << _LOW


class _Report(NamedTuple):
    """A report's passages, by their keys, and what filters compare of it."""

    first: int
    passages: int
    year: int
    country: str
    tier: Tier | None
    series: str


_tier = cache(to_tier)  # of a few values, which tens of thousands of reports have


def _report(row: tuple[int, int, int, str, str | None, str]) -> _Report:
    first, passages, year, country, tier, series = row
    return _Report(first, passages, year, country, _tier(tier), series)


class _Wanted(NamedTuple):
    """The values that filters allow, None where any is."""

    year: frozenset[int] | None = None
    country: frozenset[str] | None = None
    tier: frozenset[Tier] | None = None
    series: frozenset[str] | None = None
    section: frozenset[Section] | None = None


class Described:
    """What is known of the passages of one generation, read when it is first asked; several threads may ask at once.

    Args:
        connections: To the generation's database.
        path: The file of sections and kinds.
        passages: How many passages there must be.
    """

    def __init__(self, connections: Connections, path: Path, passages: int) -> None:
        self._connections = connections
        self._path = path
        self._passages = passages
        self._asked = 0

    @cached_property
    def _reports(self) -> list[_Report]:
        with self._connections.one() as connection, guarded():
            rows = connection.execute(f"{_REPORTS} ORDER BY first").fetchall()
        if sum(row[1] for row in rows) != self._passages:
            raise IndexFolderError(_WITHOUT_A_REPORT, REBUILD)
        return list(map(_report, rows))

    @cached_property
    def _firsts(self) -> list[int]:
        return [report.first for report in self._reports]

    @cached_property
    def _codes(self) -> bytes:
        try:
            codes = self._path.read_bytes()
        except OSError:
            codes = b""
        if len(codes) != self._passages:
            raise IndexFolderError(f"{self._path.name} of the index is damaged", REBUILD)
        return codes

    def coverage(self) -> Coverage:
        """Return which reports the index holds."""
        with self._connections.one() as connection, guarded():

            def each(columns: str) -> Iterator[Any]:
                return connection.execute(f"SELECT DISTINCT {columns} FROM described")

            lists = connection.execute("SELECT EXISTS (SELECT 1 FROM passages WHERE kind <> 'text')")
            return Coverage(
                years=frozenset(year for (year,) in each("year")),
                countries=frozenset(Country(name, alpha3) for name, alpha3 in each("country, alpha3")),
                tiers=frozenset(to_tier(tier) for (tier,) in each("tier")),
                series=frozenset(series for (series,) in each("series")),
                names=dict(connection.execute("SELECT name, alpha3 FROM country_names")),
                lists=bool(lists.fetchone()[0]),
                passages=self._passages,
            )

    def metadata(self, keys: Iterable[int]) -> dict[int, PassageMetadata]:
        """Return the metadata of these passages, in order; a key that no passage has is left out."""
        wanted = [key for key in sorted(keys) if 0 <= key < self._passages]
        codes = self._codes
        found = {}
        try:
            for key, report in zip(wanted, self._reports_of(wanted), strict=True):
                code = codes[key]
                section, kind = _SECTIONS[code & (1 << _LOW) - 1], _KINDS[code >> _LOW]
                _, _, year, country, tier, series = report
                found[key] = PassageMetadata(year, country, section, tier, series, kind)
        except IndexError:
            raise IndexFolderError(f"{self._path.name} of the index is damaged", REBUILD) from None
        return found

    def _reports_of(self, keys: Sequence[int]) -> list[_Report]:
        """Return the report of each passage.

        A process that answers one query asks for a few hundred; to read tens of thousands of reports takes longer.
        """
        self._asked += 1
        if self._asked > _ONE_BY_ONE or self._passages <= _FEW or "_reports" in vars(self):
            reports, firsts = self._reports, self._firsts
            return [reports[bisect(firsts, key) - 1] for key in keys]
        with self._connections.one() as connection, guarded():
            rows = [connection.execute(_REPORT_OF, [key]).fetchone() for key in keys]
        if any(row is None or key >= row[0] + row[1] for key, row in zip(keys, rows, strict=True)):
            raise IndexFolderError(_WITHOUT_A_REPORT, REBUILD)
        return list(map(_report, rows))

    def allowed(self, filters: Filters) -> Sequence[int] | Keys | None:
        """Return the keys that filters allow, in order; None where this part of an index does not know them.

        Headings of other outlines and conditions on words are the database's.
        """
        wanted = _wanted(filters, frozenset(report.year for report in self._reports))
        if wanted is None:
            return None
        chosen = self._reports
        for field in ("year", "country", "tier", "series"):
            values = getattr(wanted, field)
            if values is not None:
                place = _Report._fields.index(field)
                chosen = [report for report in chosen if report[place] in values]
        codes = None if wanted.section is None else frozenset(map(_SECTIONS.index, wanted.section))
        if self._passages <= _FEW and "numpy" not in sys.modules:
            keys = (key for report in chosen for key in range(report.first, report.first + report.passages))
            if codes is None:
                return list(keys)
            return [key for key in keys if self._codes[key] & (1 << _LOW) - 1 in codes]
        return self._in_arrays(chosen, codes)

    def _in_arrays(self, chosen: Sequence[_Report], codes: frozenset[int] | None) -> Keys:
        import numpy as np

        first = np.array([report.first for report in chosen], dtype=np.int64)
        sizes = np.array([report.passages for report in chosen], dtype=np.int64)
        keys = following(first, sizes)
        if codes is None:
            return keys
        right = np.zeros(256, dtype=bool)
        right[[code | kind << _LOW for code in codes for kind in range(len(_KINDS))]] = True
        return keys[right[np.frombuffer(self._codes, dtype=np.uint8)[keys]]]


def _wanted(filters: Filters, years: frozenset[int]) -> _Wanted | None:
    """Return the values that filters and all that is ANDed with them allow; None where they ask for more.

    Args:
        filters: The filters.
        years: The years of the index's reports.
    """
    if filters.labels or filters.condition is not None:
        return None
    wanted = _Wanted(
        frozenset(year for year in years for span in filters.years if span.first <= year <= span.last)
        if filters.years
        else None,
        frozenset(filters.countries) if filters.countries else None,
        frozenset(filters.tiers) if filters.tiers else None,
        frozenset(filters.series) if filters.series else None,
        frozenset(filters.sections) if filters.sections else None,
    )
    for others in filters.also:
        more = _wanted(others, years)
        if more is None:
            return None
        wanted = _Wanted(*(_both(one, other) for one, other in zip(wanted, more, strict=True)))  # type: ignore[arg-type]
    return wanted


def _both(one: frozenset[object] | None, other: frozenset[object] | None) -> frozenset[object] | None:
    if one is None or other is None:
        return one if other is None else other
    return one & other

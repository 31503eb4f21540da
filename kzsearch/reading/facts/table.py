"""The corpus table, `reports.toml`: what is known of each file in the corpus folder."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kzsearch import places
from kzsearch.domain import countries
from kzsearch.domain.series import TIP
from kzsearch.errors import TableError
from kzsearch.suggestion import nearest
from kzsearch.types import Country

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

TABLE_NAME: Final = places.TABLE
FIRST_YEAR: Final = TIP.first_year
"""The year of the first Trafficking in Persons Report."""


@dataclass(frozen=True, slots=True)
class CorpusRow:
    """What the table says of one file; None where it says nothing.

    Attributes:
        file: Path relative to the corpus folder, with forward slashes.
        country: The country.
        year: The report year.
        title: The report's title.
        publisher: Who published it.
        licence: Under what terms.
        url: Where it was published.
        series: Which series it belongs to; the Trafficking in Persons Report where nothing says otherwise.
        published: When it was published, as printed.
        site: The site that it was saved from.
    """

    file: str
    country: Country | None = None
    year: int | None = None
    title: str | None = None
    publisher: str | None = None
    licence: str | None = None
    url: str | None = None
    series: str | None = None
    published: str | None = None
    site: str | None = None


class Table(NamedTuple):
    """The table as it was read.

    Attributes:
        rows: The good rows by file, in the table's order.
        errors: One for each bad row.
        refused: Files whose row is bad; to index them from other facts would be a guess.
        exists: Whether there is a table at all.
    """

    rows: Mapping[str, CorpusRow]
    errors: tuple[TableError, ...] = ()
    refused: frozenset[str] = frozenset()
    exists: bool = True


_KEYS: Final = tuple(field.name for field in fields(CorpusRow))
_MOST_DOTS: Final = 200
"""The parser's time grows with the square of a key's parts, which full stops divide."""
_ROW: Final = re.compile(r"^\[\[report\]\]", re.MULTILINE)
_PARSED_TOGETHER: Final = 100  # rows
_ONE_FACT_A_LINE: Final = "Write each row as key = value lines."
_EXAMPLE: Final = f"See the data dictionary in the corpus folder's README.md; keys are {', '.join(_KEYS)}."


def last_year() -> int:
    """Return the latest report year that can be meant: next year."""
    return dt.datetime.now(tz=dt.UTC).year + 1


def read_table(corpus: Path) -> Table:
    """Return the table of a corpus folder, with an error for each row that cannot be used.

    A missing table is an empty one. A table that is no TOML gives no rows and one error.
    """
    try:
        text = _read(corpus / TABLE_NAME)
        try:
            return _table(_in_portions(text), [])
        except (ValueError, RecursionError):
            # It is more than rows, or wrong: as a whole, it is known in which line.
            return _table(*_whole(text))
    except FileNotFoundError:
        return Table({}, exists=False)
    except TableError as error:
        return Table({}, (error,))


def _table(entries: Iterable[object], errors: list[TableError]) -> Table:
    """Return the table of these rows, with an error for each that cannot be used."""
    rows: dict[str, CorpusRow] = {}
    refused: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        try:
            row = _row(entry, number)
        except TableError as error:
            errors.append(error)
            file = entry.get("file") if isinstance(entry, dict) else None
            if isinstance(file, str):
                refused.add(PurePosixPath(file).as_posix())
            continue
        if rows.setdefault(row.file, row) is not row:
            message = f'{TABLE_NAME}, row {number}: "{row.file}" has a row already, which is used.'
            errors.append(TableError(message, "Keep one of the two rows."))
    return Table(rows, tuple(errors), frozenset(refused - rows.keys()))


def parse_year(text: str) -> int | None:
    """Return the report year that the text is, or None where it is none."""
    bare = text.strip()
    if len(bare) != 4 or not bare.isascii() or not bare.isdigit():  # noqa: PLR2004
        return None
    return int(bare) if FIRST_YEAR <= int(bare) <= last_year() else None


def how_to_state(fact: str, file: str) -> str:
    """Return the hint that says where a user can state a fact of a file."""
    import shlex

    return f"State it with --{fact} {shlex.quote(file)}={fact.upper()}, or in {TABLE_NAME}."


def _read(path: Path) -> str:
    """Return the text of the table."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise TableError(
            f"{TABLE_NAME} cannot be read: {error.strerror}.", "Check that you may read it."
        ) from None
    except ValueError as error:
        raise _invalid(error) from None
    if any(line.count(".") > _MOST_DOTS for line in io.StringIO(text)):
        raise TableError(f"{TABLE_NAME} has a line of more than {_MOST_DOTS} full stops.", _ONE_FACT_A_LINE)
    return text


def _in_portions(text: str) -> Iterator[object]:
    """Yield the rows of a table that is nothing but rows; parsed as a whole, they take many times the table's memory.

    Raises:
        ValueError: A portion is no TOML by itself, or holds something else.
    """
    import tomllib

    begins = [0, *(row.start() for row in _ROW.finditer(text))][::_PARSED_TOGETHER]
    for start, end in pairwise([*begins, len(text)]):
        content = tomllib.loads(text[start:end])
        rows = content.pop("report", [])
        if content or not isinstance(rows, list):
            raise ValueError
        yield from rows


def _whole(text: str) -> tuple[list[object], list[TableError]]:
    """Return the rows of a table, and an error for everything else in it."""
    import tomllib

    try:
        content: dict[str, Any] = {"report": [], **tomllib.loads(text)}
    except RecursionError:
        raise TableError(f"{TABLE_NAME} is nested too deep.", _ONE_FACT_A_LINE) from None
    except ValueError as error:  # of TOML, or of a number with thousands of digits
        raise _invalid(error) from None
    rows = content.pop("report")
    if not isinstance(rows, list):
        raise TableError(f"{TABLE_NAME}: report is not a list of rows.", "Begin each row with [[report]].")
    unknown = [
        TableError(f'{TABLE_NAME}: unknown table "{key}".', "Begin each row with [[report]].")
        for key in content
    ]
    return rows, unknown


def _invalid(error: ValueError) -> TableError:
    reason = str(error).splitlines()[0]
    return TableError(f"{TABLE_NAME} is not valid TOML: {reason}.", "Correct that line.")


def _wrong(number: int, what: str, hint: str) -> TableError:
    return TableError(f"{TABLE_NAME}, row {number}: {what}. The row is not used, nor is its file.", hint)


def _row(entry: object, number: int) -> CorpusRow:
    if not isinstance(entry, dict):
        raise _wrong(number, "it is no table", "Begin each row with [[report]].")
    for key in entry:
        if key not in _KEYS:
            close = nearest(key, _KEYS)
            raise _wrong(number, f'unknown key "{key}"', f'Did you mean "{close}"?' if close else _EXAMPLE)
    file = _text(entry, "file", number)
    if not file:
        raise _wrong(number, "it has no file", 'Add file = "..." to the row.')
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or "\\" in file:
        raise _wrong(
            number,
            f'"{file}" is no path inside the corpus folder',
            "Write it relative to the folder, with /.",
        )
    country, year = _country(_text(entry, "country", number), number), _year(entry.get("year"), number)
    texts = {key: _text(entry, key, number) for key in _KEYS if key not in {"file", "country", "year"}}
    return CorpusRow(path.as_posix(), country, year, **texts)


def _text(entry: Mapping[str, object], key: str, number: int) -> str | None:
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _wrong(number, f"{key} is not text", f'Put it in quotation marks: {key} = "{value}".')
    return sys.intern(value.strip()) or None  # rows share their publisher, licence and series


def _country(name: str | None, number: int) -> Country | None:
    if name is None:
        return None
    country = countries.parse(name)
    if country is None:
        close = countries.nearest(name)
        hint = f'Did you mean "{close}"?' if close else "Use its English name or its ISO 3166 alpha-3 code."
        raise _wrong(number, f'unknown country "{name}"', hint)
    return country


def _year(value: object, number: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(number, "year is not a whole number", "Write it without quotation marks: year = 2023.")
    if not FIRST_YEAR <= value <= last_year():
        raise _wrong(
            number, f"year {value} is not between {FIRST_YEAR} and {last_year()}", "Correct the year."
        )
    return value

"""The lines of topics and collections, each one JSON object that is checked against its record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec

from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Record = TypeVar("Record")

Text = Annotated[str, msgspec.Meta(min_length=1)]
"""Text that must not be empty."""


def read_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of a UTF-8 file that are not blank, each with the place that messages name.

    Raises:
        QueryError: There is no such file, or it is not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QueryError(
            f"{path} cannot be read: {error.strerror or error}", "name a file that is there"
        ) from None
    except UnicodeDecodeError:
        raise QueryError(f"{path} is not UTF-8", "save it as UTF-8") from None
    # Not splitlines: U+2028 may stand unescaped inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{path.name}, line {number}", line.rstrip("\r")


def read_records(path: Path, kind: type[Record]) -> Iterator[tuple[str, Record]]:
    """Yield the record of each line, with the place that messages name.

    Raises:
        QueryError: The file cannot be read or is empty, or a line does not hold such a record.
    """
    names = ", ".join(name for name in kind.__annotations__ if not name.startswith("_"))
    hint = f"write one JSON object a line, with the fields {names}"
    place = ""
    for place, line in read_lines(path):
        try:
            record = msgspec.convert(json.loads(line), kind)
        except msgspec.ValidationError as error:
            raise QueryError(f"{place}: {error}", hint) from None
        except (ValueError, RecursionError) as error:
            raise QueryError(f"{place} is not JSON: {error}", hint) from None
        yield place, record
    if not place:
        raise QueryError(f"{path} is empty", hint)

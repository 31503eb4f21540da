"""One object a line: how topics and collections are stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a UTF-8 file that are not blank, with their numbers from 1.

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
            yield number, line.rstrip("\r")


def read_objects(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each line's object, with the place that messages name.

    Raises:
        QueryError: The file cannot be read, or a line is no JSON object.
    """
    for number, line in read_lines(path):
        place = f"{path.name}, line {number}"
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise QueryError(f"{place} is no JSON: {error}", "write one JSON object a line") from None
        if not isinstance(value, dict):
            raise QueryError(f"{place} is no JSON object", "write one JSON object a line")
        yield place, value


def text_of(value: Mapping[str, Any], name: str, place: str) -> str:
    """Return a field that must hold text.

    Raises:
        QueryError: It is missing, empty or something else.
    """
    text = value.get(name)
    if not isinstance(text, str) or not text.strip():
        raise QueryError(f'{place} has no text in "{name}"', f'give it one: {{"{name}": "..."}}')
    return text

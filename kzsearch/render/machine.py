"""JSON, as one array or one line a record. Both stream, and both are valid whatever the records hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from kzsearch.types.fields import finite


def json_text(value: object) -> str:
    """Return a value as JSON on one line, with its characters unescaped where that is safe."""
    text = json.dumps(_plain(value), ensure_ascii=False, allow_nan=False)
    # Outside strings JSON is ASCII, so these characters are inside strings, where an escape means the same. They
    # are control characters that a terminal may obey, line separators, and surrogates, which UTF-8 cannot hold.
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def json_lines(records: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield one line a record."""
    for record in records:
        yield f"{json_text(record)}\n"


def json_array(records: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield an array, one line a record; a line waits for the next record, which decides on its comma."""
    waiting: str | None = None
    for record in records:
        yield "[\n" if waiting is None else f"{waiting},\n"
        waiting = f"  {json_text(record)}"
    yield "[]\n" if waiting is None else f"{waiting}\n]\n"


def _plain(value: object) -> object:
    if isinstance(value, float):
        return finite(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value

"""A saved search, as its file holds it: the query, its options, and what was there at the last look.

The file is TOML that people may read and change. What they add to it stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kzsearch.errors import ConfigurationError, QueryError

_NAME = re.compile(r"[^\W_](?:[\w.-]{0,58}[\w-])?")
# Windows takes these for devices, whatever follows a full stop.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_HEADING = (
    " A saved search of kzsearch. `kzsearch saved` runs it again; query and options may be changed here."
)
OPTIONS: Mapping[str, type[str | int | float | bool | list[str]]] = {
    "k": int,
    "year": list,
    "section": list,
    "country": list,
    "tier": list,
    "series": list,
    "mode": str,
    "min-score": float,
    "per-report": int,
    "all-years": bool,
    "rerank": str,
}
"""The options of a search that are kept, by name, each with the type of its value."""

Option = str | int | float | bool | list[str]


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept by name.

    Attributes:
        name: Its name.
        query: The query as it was typed.
        index: The index folder, absolute.
        corpus: The corpus folder, absolute, if the user named one.
        options: Options of the search by name, as they were typed; only those that were.
        saved: When it was saved.
        looked: When it was last run.
        reports: The sha256 of each report that was in the index then, by report id.
        sentences: Digests of the sentences of the passages that were found so far.
    """

    name: str
    query: str
    index: Path
    corpus: Path | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    saved: str = ""
    looked: str = ""
    reports: Mapping[str, str] = field(default_factory=dict)
    sentences: frozenset[str] = frozenset()


def checked_name(name: str) -> str:
    """Return a name that can be the name of a file on every system.

    Raises:
        QueryError: It cannot.
    """
    plain = unicodedata.normalize("NFC", name).casefold()
    if not _NAME.fullmatch(plain) or _DEVICES.fullmatch(plain):
        raise QueryError(
            f"{name!r} cannot be the name of a saved search",
            "a name has up to 60 letters, digits, - _ and full stops, and begins with a letter or digit",
        )
    return plain


def to_toml(search: SavedSearch, before: str | None = None) -> str:
    """Return a saved search as its file holds it.

    Args:
        search: The search.
        before: The file as it is, if there is one; what is not the search's stays.
    """
    import tomlkit

    document = tomlkit.document() if before is None else tomlkit.parse(before)
    if before is None:
        document.add(tomlkit.comment(_HEADING.strip()))
        document["query"] = search.query
        document["index"] = str(search.index)
        if search.corpus is not None:
            document["corpus"] = str(search.corpus)
        document["saved"] = search.saved
    document["looked"] = search.looked
    if before is None:
        document["options"] = dict(search.options)
    sentences = tomlkit.array()
    sentences.extend(sorted(search.sentences))
    document["seen"] = {"reports": dict(sorted(search.reports.items())), "sentences": sentences}
    return tomlkit.dumps(document)


def from_toml(name: str, text: str) -> SavedSearch:
    """Return the saved search of a file.

    Raises:
        ConfigurationError: The file is damaged; the message says where.
    """
    import tomllib

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(name, str(error)) from None
    seen, options = table.get("seen", {}), table.get("options", {})
    if not isinstance(seen, dict) or not isinstance(options, dict):
        raise _damaged(name, "options and seen are tables")
    corpus = _text(name, table, "corpus", needed=False)
    return SavedSearch(
        name=name,
        query=_text(name, table, "query"),
        index=Path(_text(name, table, "index")),
        corpus=Path(corpus) if corpus else None,
        options=_options(name, options),
        saved=_text(name, table, "saved", needed=False),
        looked=_text(name, table, "looked", needed=False),
        reports=_reports(name, seen.get("reports", {})),
        sentences=frozenset(_texts(name, "seen.sentences", seen.get("sentences", []))),
    )


def _options(name: str, options: Mapping[str, object]) -> dict[str, Option]:
    found: dict[str, Option] = {}
    for option, value in options.items():
        kind = OPTIONS.get(option)
        if kind is None:
            raise _damaged(name, f"a search has no option {option}; there are {', '.join(OPTIONS)}")
        if kind is list:
            found[option] = _texts(name, option, value)
        elif kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
            found[option] = float(value)
        elif type(value) is kind and isinstance(value, (str, int, bool)):
            found[option] = value
        else:
            raise _damaged(name, f"{option} is {value!r:.60}")
    return found


def _reports(name: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(digest, str) for digest in value.values()):
        raise _damaged(name, "seen.reports is no table of digests")
    return value


def _texts(name: str, key: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _damaged(name, f"{key} is no list of texts")
    return value


def _text(name: str, table: Mapping[str, object], key: str, *, needed: bool = True) -> str:
    value = table.get(key, None if needed else "")
    if not isinstance(value, str) or (needed and not value.strip()):
        raise _damaged(name, f"{key} is missing" if value is None else f"{key} is {value!r:.60}")
    return value


def _damaged(name: str, reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"the saved search {name} is damaged: {reason}",
        "correct its file, which stays as it is, or: kzsearch saved --remove NAME",
    )

"""Search Trafficking in Persons reports by meaning and by word, with citations to the character.

    import kzsearch

    with kzsearch.open_index("indexes/default") as index:
        for hit in index.search("shelter funding", year=2023, section="protection"):
            print(hit.sentence_text, hit.citation)

Functions:
    open_index      open an index; its methods are `search`, `show`, `reports` and `close`
    search_index    answer a query with `Settings` that were made beforehand
    build_index     read a corpus and write an index

An `Answer` is a sequence of `Hit`s. `Hit.to_dict()` is the record that `kzsearch search --format jsonl` prints, and a
notebook shows answers and hits as they are meant to be read. Every error is a `KzsearchError` with a `message` and a
`hint`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.2.0"

if TYPE_CHECKING:
    from kzsearch.errors import KzsearchError
    from kzsearch.library import Index, build_index, open_index, search_index
    from kzsearch.search import Answer, Settings
    from kzsearch.types import Filters, Hit, Mode, Section, Tier, YearRange

__all__ = [
    "Answer",
    "Filters",
    "Hit",
    "Index",
    "KzsearchError",
    "Mode",
    "Section",
    "Settings",
    "Tier",
    "YearRange",
    "build_index",
    "open_index",
    "search_index",
]

_HOMES = {
    "Answer": "kzsearch.search",
    "Filters": "kzsearch.types",
    "Hit": "kzsearch.types",
    "Index": "kzsearch.library",
    "KzsearchError": "kzsearch.errors",
    "Mode": "kzsearch.types",
    "Section": "kzsearch.types",
    "Settings": "kzsearch.search",
    "Tier": "kzsearch.types",
    "YearRange": "kzsearch.types",
    "build_index": "kzsearch.library",
    "open_index": "kzsearch.library",
    # Not `search`: that is the name of a package, and a package's name is taken once it is imported.
    "search_index": "kzsearch.library",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that a command loads no more than it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Return the public names, so that `help` and completion show them before they are used."""
    return [*__all__, "__version__"]

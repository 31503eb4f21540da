"""Search Trafficking in Persons reports by meaning and by word, with citations to the character.

>>> import kzsearch
>>> with kzsearch.open_index("indexes/default") as index:  # doctest: +SKIP
...     for hit in kzsearch.search_index(index, "shelter funding").hits:
...         print(hit.citation)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kzsearch.adding.calibrated_build import build_index
    from kzsearch.errors import KzsearchError
    from kzsearch.index import open_index
    from kzsearch.search import Answer, Settings
    from kzsearch.search import search as search_index
    from kzsearch.types import Filters, Hit, Mode, Section, Tier, YearRange

__all__ = [
    "Answer",
    "Filters",
    "Hit",
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
    "Answer": ("kzsearch.search", "Answer"),
    "Filters": ("kzsearch.types", "Filters"),
    "Hit": ("kzsearch.types", "Hit"),
    "KzsearchError": ("kzsearch.errors", "KzsearchError"),
    "Mode": ("kzsearch.types", "Mode"),
    "Section": ("kzsearch.types", "Section"),
    "Settings": ("kzsearch.search", "Settings"),
    "Tier": ("kzsearch.types", "Tier"),
    "YearRange": ("kzsearch.types", "YearRange"),
    "build_index": ("kzsearch.adding.calibrated_build", "build_index"),
    "open_index": ("kzsearch.index", "open_index"),
    # Not `search`: that is the name of a package, and a package's name is taken once it is imported.
    "search_index": ("kzsearch.search", "search"),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that a command loads no more than it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)

"""The errors of kzsearch. Each carries a hint that says how to correct it.

KzsearchError
├── ReportError      one file cannot become a report; the others go on
│   └── MetadataError  a fact is missing or contradicts itself
├── TableError       the corpus table is wrong
├── ModelError       a model cannot be loaded or is not the one expected
├── IndexFolderError an index is absent, damaged, of another version, or cannot be written
├── StoreError       a server that keeps part of an index does not answer, or not as it should
├── ConfigurationError a configuration file or an environment variable makes no sense
└── QueryError       a query, filter or option makes no sense
    └── UnknownIdError  the index has nothing of this id
"""

from __future__ import annotations


def one_line(text: str) -> str:
    """Return text as one line that any terminal can print: other characters by their codes."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape", "surrogatepass").decode()
        for character in text
    )


class KzsearchError(Exception):
    """Base of every error that kzsearch raises on purpose.

    Args:
        message: One line that says what is wrong.
        hint: One line that says how to correct it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(one_line(message))
        self.message = one_line(message)
        self.hint = one_line(hint)


class ReportError(KzsearchError):
    """One file cannot become a report."""


class MetadataError(ReportError):
    """A fact about a report is missing or contradicts itself; the hint names the option that states it."""


class TableError(KzsearchError):
    """The corpus table, or a row of it, is wrong."""


class ModelError(KzsearchError):
    """A model cannot be loaded or is not the one expected."""


class IndexFolderError(KzsearchError):
    """An index is absent, damaged, of another version, or cannot be written."""


class StoreError(KzsearchError):
    """A server that keeps part of an index does not answer, refuses, or lacks what was kept there."""


class ConfigurationError(KzsearchError):
    """A configuration file or an environment variable makes no sense."""


class QueryError(KzsearchError):
    """A query, filter or option makes no sense."""


class UnknownIdError(QueryError):
    """The index has nothing of this id."""

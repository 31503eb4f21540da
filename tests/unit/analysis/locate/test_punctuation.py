"""Punctuation between two words."""

from __future__ import annotations

import pytest

from kzsearch.analysis.locate.punctuation import difference_between
from kzsearch.types.locating import DifferenceKind as Kind


@pytest.mark.parametrize(
    ("quoted", "printed", "kind"),
    [
        (" ", "\n", None),
        (". ", ".\n- ", None),
        (" - ", ".\n- ", Kind.PUNCTUATION),
        ("", " ", Kind.WHITE_SPACE),
        (" , ", ", ", Kind.WHITE_SPACE),
        (' "', " “", Kind.QUOTATION_MARKS),
        (" ", " “", Kind.QUOTATION_MARKS),
        (" [", " ", Kind.BRACKETS),
        ("-", " ", Kind.HYPHEN),
        ("‐", "-", Kind.HYPHEN),
        (" – ", "—", Kind.DASH),
        ("; ", ", ", Kind.PUNCTUATION),
        (" ", ", ", Kind.PUNCTUATION),
        (" $", " €", Kind.NUMBER),
        (" ", "% ", Kind.NUMBER),
    ],
)
def test_kinds(quoted: str, printed: str, kind: Kind | None) -> None:
    assert difference_between(quoted, printed) is kind

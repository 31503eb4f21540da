"""Spellings of one word, and other words."""

from __future__ import annotations

import pytest

from kzsearch.analysis.locate.spelling import is_spelling

WORDS = {"women", "woman", "adoption", "labor", "identified"}


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("labour", "labor"),
        ("organisation", "organization"),
        ("refered", "referred"),
        ("goverment", "government"),
    ],
)
def test_the_same_word(quoted: str, printed: str) -> None:
    assert is_spelling(quoted, printed, WORDS.__contains__)


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("women", "woman"),
        ("identifies", "identified"),
        ("identify", "identified"),
        ("victim", "victims"),
        ("unlawful", "lawful"),
        ("may", "many"),
        ("decreased", "increased"),
    ],
)
def test_another_word(quoted: str, printed: str) -> None:
    assert not is_spelling(quoted, printed, WORDS.__contains__)

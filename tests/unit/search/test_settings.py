"""An answer is a sequence of its hits, and shows itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kzsearch.search import Answer
from tests.render_records import HIT

SECOND = replace(HIT, rank=2)
FOUND = Answer("shelter", (HIT, SECOND), notes=("a note & more",))
NOTHING = Answer("bread", (), HIT, "the corpus does not answer it")


def test_an_answer_is_a_sequence() -> None:
    assert list(FOUND) == [HIT, SECOND]
    assert (len(FOUND), bool(FOUND), FOUND[0], FOUND[-1], FOUND[:1]) == (2, True, HIT, SECOND, (HIT,))
    assert (len(NOTHING), bool(NOTHING), list(NOTHING)) == (0, False, [])
    assert SECOND in FOUND
    with pytest.raises(IndexError):
        FOUND[2]


def test_an_answer_is_one_line() -> None:
    assert repr(FOUND) == "<Answer to 'shelter': 2 hits, the best kaz-2023-protection-03>"
    assert (
        repr(replace(FOUND, hits=(HIT,))) == "<Answer to 'shelter': 1 hit, the best kaz-2023-protection-03>"
    )
    assert repr(NOTHING) == "<Answer to 'bread': nothing found, nearest kaz-2023-protection-03>"
    assert repr(Answer("a\n", ())) == "<Answer to 'a\\n': nothing found>"


def test_a_notebook_shows_the_hits_or_why_there_are_none() -> None:
    page = FOUND._repr_html_()
    assert page.count("<mark>The shelter took in victims.</mark>") == 2
    assert "<p>a note &amp; more</p>" in page
    page = NOTHING._repr_html_()
    assert "<p>Nothing found: the corpus does not answer it</p><p>Nearest:</p>" in page
    assert page.count("<mark>") == 1

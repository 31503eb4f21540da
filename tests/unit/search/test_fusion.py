from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.index.read.bm25 import highest_bm25
from kzsearch.search import fusion
from kzsearch.types import Scores

COSINES = st.floats(-1, 1)


def test_weights_add_up_to_one() -> None:
    for weights in (fusion.WEIGHTS, fusion.DENSE_WEIGHTS, fusion.LEXICAL_WEIGHTS):
        assert sum(weights.values()) == pytest.approx(1.0)


def test_bm25_is_scaled_to_what_the_query_could_reach() -> None:
    highest = highest_bm25(10, [2])  # 2.2 * ln 4.4 = 3.2596
    assert highest == pytest.approx(3.2596, abs=1e-4)
    assert fusion.scale_bm25(highest / 2, highest) == pytest.approx(0.5)
    assert fusion.scale_bm25(5.0, 0.0) == 0.0


def test_a_word_that_the_corpus_lacks_lowers_what_the_others_are_worth() -> None:
    known = fusion.scale_bm25(2.0, highest_bm25(10, [2]))
    half_known = fusion.scale_bm25(2.0, highest_bm25(10, [2, 0]))
    assert half_known < known / 2


def test_fuse_by_hand() -> None:
    weights = {"lexical": 0.5, "dense": 0.3, "sentence": 0.2}
    # 0.5 * 2/4 + 0.3 * 0.4 + 0.2 * 0 (an opposite meaning counts as none)
    assert fusion.fuse(Scores(2.0, 0.4, -0.9), 4.0, weights) == pytest.approx(0.37)


@given(st.floats(0, 100), COSINES, COSINES, st.floats(0.1, 100))
def test_a_score_is_between_nothing_and_one(
    bm25: float, dense: float, sentence: float, highest: float
) -> None:
    assert 0 <= fusion.fuse(Scores(bm25, dense, sentence), highest) <= 1 + 1e-9


@given(st.floats(0, 100), COSINES, COSINES, st.sampled_from([fusion.WEIGHTS, fusion.DENSE_WEIGHTS]))
def test_a_score_is_what_its_parts_add_up_to(
    bm25: float, dense: float, sentence: float, weights: Mapping[str, float]
) -> None:
    scores = Scores(bm25, dense, sentence)
    parts = fusion.contributions(scores, 50.0, weights)
    assert fusion.fuse(scores, 50.0, weights) == sum(part.amount for part in parts)


@given(st.floats(0, 50), st.floats(0, 50), COSINES, COSINES)
def test_more_words_never_score_less(low: float, more: float, dense: float, sentence: float) -> None:
    before = fusion.fuse(Scores(low, dense, sentence), 60.0)
    assert fusion.fuse(Scores(low + more, dense, sentence), 60.0) >= before - 1e-12


def test_signals_that_were_not_measured_add_nothing() -> None:
    assert fusion.contributions(Scores(), 1.0) == ()
    assert [part.signal for part in fusion.contributions(Scores(lexical=1.0), 2.0)] == ["lexical"]

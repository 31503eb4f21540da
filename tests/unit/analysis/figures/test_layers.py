"""Brackets as layers of their own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kzsearch.analysis.figures.layers import layer_of, layers


def test_brackets_and_what_stands_outside() -> None:
    text = "prosecuted 18 cases (six (of them) new), and more"
    outside, bracket, inner = layers(text)
    assert outside.text.split() == ["prosecuted", "18", "cases", ",", "and", "more"]
    assert bracket.text.split() == ["six", "new"]
    assert inner.text.split() == ["of", "them"]
    assert (outside.outer, bracket.outer, inner.outer) == (None, 0, 1)
    assert layer_of(layers(text), text.index("six")) == 1


def test_two_dashes_bracket() -> None:
    outside, bracket = layers("45 victims—30 women and 15 men—were identified")
    assert outside.text.split() == ["45", "victims", "were", "identified"]
    assert bracket.text.split() == ["30", "women", "and", "15", "men"]


def test_an_open_bracket_is_no_bracket() -> None:
    assert len(layers("identified 24 victims (20 in 2021")) == 1


@given(st.text(alphabet="ab1 ([)]—", max_size=40))
def test_layers_are_as_long_as_the_sentence(text: str) -> None:
    for layer in layers(text):
        assert len(layer.text) == len(text)

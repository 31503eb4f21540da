"""The text of a passage: lit, marked, and cut to what there is room for at the borders of sentences."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from kzsearch.types import Sentence, Span
from kzsearch.web.pages.passages import excerpt, is_whole, paragraphs
from tests.render_records import PASSAGE

TEXT = PASSAGE.text
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(
    lambda ends: Span(min(ends), max(ends))
)


def test_a_sentence_and_words_are_marked_where_they_stand() -> None:
    shown = paragraphs(PASSAGE, Span(0, 28), [Span(4, 11), Span(35, 42)]).source
    assert shown == (
        '<p dir="auto"><mark>The <b>shelter</b> took in victims.</mark></p>'
        '<p dir="auto">Other <b>victims</b> found none.</p>'
    )


def test_what_is_left_out_is_told_by_dots() -> None:
    assert paragraphs(PASSAGE, window=Span(29, 54)).source == '<p dir="auto">… Other victims found none.</p>'
    assert (
        paragraphs(PASSAGE, window=Span(0, 28)).source == '<p dir="auto">The shelter took in victims. …</p>'
    )
    assert (is_whole(PASSAGE, Span(0, 54)), is_whole(PASSAGE, Span(0, 53))) == (True, False)


@given(spans, st.lists(spans, max_size=5))
def test_no_word_is_lost_or_told_twice(lit: Span, words: list[Span]) -> None:
    shown = LexborHTMLParser(paragraphs(PASSAGE, lit, words).source)
    assert "".join(shown.body.text().split()) == "".join(TEXT.split()) if shown.body else TEXT


def test_an_excerpt_ends_with_sentences_and_holds_the_best() -> None:
    text = " ".join(f"Sentence number {number:02} is here to be read by somebody." for number in range(40))
    length = text.index(" Sentence number 01")
    sentences = tuple(
        Sentence(Span(at, at + length), Span(at, at + length), 1, (1, 1))
        for at in range(0, len(text), length + 1)
    )
    passage = replace(PASSAGE, text=text, sentences=sentences)
    for best in (sentences[0], sentences[20], sentences[-1]):
        window = excerpt(passage, best.within)
        assert window.start <= best.within.start < best.within.end <= window.end
        assert window.start in {one.within.start for one in sentences}
        assert window.end in {one.within.end for one in sentences}
        assert length < window.end - window.start < 600


def test_a_sentence_longer_than_all_room_is_shown_whole() -> None:
    long = replace(
        PASSAGE, text="word " * 900, sentences=(Sentence(Span(0, 4500), Span(0, 4500), 1, (1, 1)),)
    )
    assert excerpt(long, Span(0, 4500)) == Span(0, 4500)
    assert excerpt(replace(PASSAGE, sentences=()), None) == Span(0, len(TEXT))

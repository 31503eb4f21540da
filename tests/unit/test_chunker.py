from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzsearch.chunker import _readable, split
from kzsearch.domain import countries
from kzsearch.reading.files.text.layout import blocks
from kzsearch.sections.outline import outline
from kzsearch.text import squeeze
from kzsearch.types import Passage, Report, Section, Source, Span
from tests.renderings import Shape, known_sections, render, semicolons

HEAD = "KAZAKHSTAN (Tier 2)\n"


def count(text: str) -> int:
    """Count words, and two special tokens."""
    return len(text.split()) + 2


def passages(text: str, max_tokens: int) -> list[Passage]:
    country = countries.find("Kazakhstan")
    assert country is not None
    found = blocks(text, Span(0, len(text)), markdown=False)
    source = Source("a.txt", "", "utf-8", 0, text, Span(0, len(text)), {}, found)
    report = Report("kaz-2023", country, 2023, None, {}, source)
    return split(report, outline(text, found, country, 2023), count, max_tokens)


def test_paragraphs_stay_together_where_they_fit() -> None:
    text = (
        HEAD
        + "The first has six words here.\nThe second has six words too.\nThe third one is a bit longer still.\n"
    )
    assert [p.text.count("\n") for p in passages(text, 40)] == [2]
    # The context takes 3 words and 2 specials; two paragraphs of 6 words fit in 18, the third does not.
    assert [p.text.count("\n") for p in passages(text, 18)] == [1, 0]
    assert [p.paragraph for p in passages(text, 18)] == [1, 3]


def test_a_long_paragraph_is_cut_into_even_runs_of_sentences() -> None:
    sentence = "One two three four five six seven eight nine ten."
    text = HEAD + " ".join([sentence] * 9) + "\n"
    found = passages(text, 45)
    assert [len(p.sentences) for p in found] == [3, 3, 3]
    assert {p.paragraph for p in found} == {1}
    assert [p.passage_id for p in found] == [f"kaz-2023-overview-0{n}" for n in (1, 2, 3)]


def test_a_sentence_is_cut_only_where_it_alone_is_too_long() -> None:
    text = HEAD + " ".join(["word"] * 50) + ".\nA short one.\n"
    found = passages(text, 25)
    assert all(count(f"Kazakhstan 2023, overview: {p.text}") <= 25 for p in found)
    assert found[-1].text.endswith("A short one.")
    assert " ".join(p.text for p in found).split() == ["word"] * 49 + ["word.", "A", "short", "one."]


def test_each_recommendation_is_a_sentence() -> None:
    content = known_sections(2017)
    text = render(Shape(items=semicolons), content)
    recommended = [p for p in passages(text, 256) if p.section is Section.RECOMMENDATIONS]
    assert sum(len(p.sentences) for p in recommended) == len(content[Section.RECOMMENDATIONS])


def test_a_list_marker_belongs_to_the_passage_and_not_to_its_sentence() -> None:
    (found,) = passages(HEAD + "PRIORITIZED RECOMMENDATIONS:\n- Train officers.\n- Fund shelters.\n", 256)
    assert found.text == "- Train officers.\n- Fund shelters."
    assert [found.text[slice(*s.within)] for s in found.sentences] == ["Train officers.", "Fund shelters."]


def test_lines_count_as_editors_do() -> None:
    (found,) = passages("KAZAKHSTAN (Tier 2)\r\n\r\nOne line.\r\nAnother line.\r\n", 256)
    assert found.lines == (3, 4)


WORDS = st.sampled_from(
    ["victims", "No.", "U.S.", "(3b)", "anti-", "The", "police;", "ended.", "“so.”", "\n", "\n\n", "- "]
)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=120), st.integers(12, 60))
def test_passages_hold_everything_once_and_fit(words: list[str], max_tokens: int) -> None:
    text = HEAD + " ".join(words) + "\nPROTECTION\nThe government increased protection efforts.\n"
    found = passages(text, max_tokens)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    for passage in found:
        assert squeeze(text[slice(*passage.span)]) == squeeze(passage.text)
        assert count(f"Kazakhstan 2023, {passage.section}: {passage.text}") <= max_tokens
        for sentence in passage.sentences:
            assert squeeze(text[slice(*sentence.span)]) == squeeze(passage.text[slice(*sentence.within)])


@pytest.mark.parametrize(
    "unit", ["and then ", "a-", "x", "x" * 400 + ".-" * 300, "a " + "é" * 900 + ". " * 101]
)
def test_a_sentence_of_half_a_megabyte_takes_time_in_proportion_to_its_length(unit: str) -> None:
    """Counted in characters that the tokenizer is given; each piece is the longest that can be read."""
    given = 0

    def count(text: str) -> int:
        nonlocal given
        given += len(text)
        return _tokens(text)

    text = (unit * (500_000 // len(unit))).strip()
    pieces = list(_readable(text, Span(0, len(text)), count, 100))
    assert "".join(text[slice(*piece)] for piece in pieces).replace(" ", "") == text.replace(" ", "")
    assert given < 16 * len(text)
    for piece in pieces[:-1]:
        assert _tokens(text[slice(*piece)]) <= 100
        longer = text.find(" ", piece.end + 1) if text[piece.end] == " " else piece.end + 1
        assert _tokens(text[piece.start : longer]) > 100


def _tokens(text: str) -> int:
    """Count words, signs, and every fifth letter of a long word."""
    return sum(1 + len(word) // 5 for word in re.findall(r"\w+|[^\w\s]", text))

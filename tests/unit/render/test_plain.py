"""Plain text with whole passages, for pipes and files."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kzsearch.render import Format, render_hits
from kzsearch.render.cells import cells, pad, wrap
from kzsearch.types import Hit, Section, SectionOrigin
from tests.render_records import (
    AFTER,
    ANYTHING,
    BEFORE,
    EXPLANATION,
    HIT,
    INFERRED_YEAR,
    PASSAGE,
    READABLE,
    SHOWN,
    hits,
    squeezed,
)


def text(*records: Hit, width: int | None = None, batch: bool = False) -> str:
    return "".join(render_hits(records, Format.TEXT, width=width, colour=True, batch=batch, full=True))


def test_one_hit() -> None:
    assert text(HIT) == (
        "1. Kazakhstan 2023 · Protection · Tier 2 · score 0.5000 · kaz-2023-protection-03\n"
        "   The shelter took in victims.\n"
        "   Other victims found none.\n"
        f"   {HIT.citation}\n"
    )


def test_what_was_inferred_says_so() -> None:
    passage = replace(PASSAGE, section_origin=SectionOrigin.INFERRED)
    first = text(replace(HIT, report=INFERRED_YEAR, passage=passage)).splitlines()[0]
    assert first.startswith("1. Kazakhstan 2023 (inferred) · Protection (inferred) · Tier 2 · ")


def test_unknown_tier_is_said() -> None:
    assert " · tier not stated · " in text(replace(HIT, report=replace(HIT.report, tier=None)))


def test_explanation_is_aligned() -> None:
    lines = text(replace(HIT, explanation=EXPLANATION)).splitlines()
    assert lines[-4:] == [
        "   lexical  12.5000  0.7500  0.5000        0.3750",
        "   dense     0.5000  0.2500  0.5000        0.1250",
        "   matched: shelter, victims",
        "   best sentence: The shelter took in victims.",
    ]


def test_context_stands_around_the_passage() -> None:
    lines = text(replace(HIT, before=(BEFORE,), after=(AFTER,))).splitlines()
    assert lines[1:-1] == [
        "   [before: kaz-2023-protection-02]",
        "   What came before.",
        "   [passage: kaz-2023-protection-03]",
        "   The shelter took in victims.",
        "   Other victims found none.",
        "   [after: kaz-2023-protection-04]",
        "   What came after.",
    ]


def test_a_batch_names_each_query() -> None:
    second = replace(HIT, rank=2)
    other = replace(HIT, query="forced\nlabor")
    headings = [
        line for line in text(HIT, second, other, HIT, HIT, batch=True).splitlines() if "Query" in line
    ]
    asked = "Query: shelter for victims"
    # The last two are one query asked twice: its ranks begin again.
    assert headings == [asked, "Query: forced labor", asked, asked]


def test_a_single_query_is_not_named() -> None:
    assert "Query" not in text(HIT, replace(HIT, rank=2))


def test_shown_passages_stand_under_their_sections() -> None:
    other = replace(PASSAGE, section=Section.OTHER, section_label="GOVERNMENT EFFORTS", paragraph=1)
    lines = text(SHOWN, SHOWN, replace(SHOWN, passage=other)).splitlines()
    flush = [line for line in lines if line and not line.startswith(" ")]
    shown = "paras. 2–3 · kaz-2023-protection-03"
    assert flush == [
        "Kazakhstan 2023 · Tier 2 · kaz-2023",
        "Protection",
        shown,
        shown,
        "GOVERNMENT EFFORTS",
        shown.replace("2", "1", 1),
    ]


def test_escape_sequences_do_not_come_through() -> None:
    hostile = "\x1b[2J\x1b]0;title\x07 \r\x9b31m\u202egnp"
    hit = replace(
        HIT,
        query=hostile,
        citation=hostile,
        passage=replace(PASSAGE, text=hostile, section=Section.OTHER, section_label=hostile),
        explanation=replace(EXPLANATION, matched_terms=(hostile,), asked=hostile),
    )
    shown = text(hit, batch=True)
    assert not set(shown) & set("\x1b\x07\r\x9b\u202e")
    assert "\ufffd[2J\ufffd]0;title\ufffd" in shown


@given(hits(ANYTHING), st.none() | st.integers(1, 200), st.booleans())
def test_nothing_unprintable_ever(hit: Hit, width: int | None, batch: bool) -> None:  # noqa: FBT001
    shown = text(hit, width=width, batch=batch)
    shown.encode()
    assert not [char for char in shown if (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160]


@given(hits(READABLE), st.integers(2, 120))
def test_no_line_is_wider_and_no_word_lost(hit: Hit, width: int) -> None:
    shown = text(hit, width=width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width
    assert squeezed(hit.passage.text) in squeezed(shown)
    assert squeezed(hit.citation) in squeezed(shown)


def test_cells_of_wide_and_combining_characters() -> None:
    assert [cells(word) for word in ("police", "警察官", "е\u0301", "Қазақстан")] == [6, 6, 1, 9]
    assert pad("警察", 6) == "警察  "
    assert pad("1", 3, right=True) == "  1"


def test_cells_without_rich_are_those_of_rich() -> None:
    for code in range(0x20, 0x3000):
        character = chr(code)
        if character.isprintable():
            assert cells(character) == cell_len(character), hex(code)


def test_wrap_breaks_at_spaces_and_only_long_words() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("abcdefghij k", 4) == ["abcd", "efgh", "ij k"]
    assert wrap("警察官", 4) == ["警察", "官"]
    assert wrap("ab cd", 40, "  ") == ["  ab cd"]
    assert wrap("one two three four five six seven", 30, mark="1. ") == [
        "1. one two three four five six",
        "   seven",
    ]

"""The default view: the best sentence of each hit, five hits on one screen, nothing cut without a mark."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from subprocess import run

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kzsearch.render import Folded, Format, render_hits
from kzsearch.types import BestSentence, Hit, Section, Sentence, Span
from tests.render_records import (
    ANYTHING,
    EXPLANATION,
    HIT,
    PASSAGE,
    READABLE,
    hits,
    without_ansi,
)

FOUND = hits(READABLE).map(lambda hit: replace(hit, query="q", rank=hit.rank or 1, explanation=None))


def brief(*records: Hit | Folded, width: int | None = 100, colour: bool = False) -> str:
    fmt = Format.TERMINAL if colour else Format.TEXT
    return "".join(render_hits(records, fmt, width=width, colour=colour))


def on(text: str, *sentences: tuple[int, int], best: int = 0, marked: tuple[Span, ...] = ()) -> Hit:
    """Return a hit on a passage with these sentences."""
    records = tuple(Sentence(Span(*span), Span(*span), 1, (1, 1)) for span in sentences)
    chosen = records[best]
    return replace(
        HIT,
        passage=replace(PASSAGE, text=text, sentences=records),
        best_sentence=BestSentence(chosen, text[slice(*chosen.within)], HIT.citation, 0.5),
        highlights=marked,
    )


def test_one_hit() -> None:
    assert brief(HIT, width=None) == (
        "1. Kazakhstan 2023 · Protection · Tier 2 · score 0.5000 · kaz-2023-protection-03\n"
        " > The shelter took in victims.\n"
        "   Other victims found none.\n"
        f"   {HIT.citation}\n"
    )


def test_the_neighbour_before_stands_before() -> None:
    lines = brief(on("First here. The last.", (0, 11), (12, 21), best=1), width=None).splitlines()
    assert lines[1:3] == ["   First here.", " > The last."]


def test_a_neighbour_that_does_not_fit_is_left_out() -> None:
    long = "Much more was said of it in many words. " * 20
    lines = brief(on(f"First here. {long}", (0, 11), (12, 11 + len(long)))).splitlines()
    assert lines[1] == " > First here."
    assert lines[2].startswith("   U.S. Department")


def test_colour_says_what_is_what() -> None:
    shown = brief(HIT, colour=True)
    bold_yellow, dim, reset = "\x1b[1;33m", "\x1b[2m", "\x1b[0m"
    assert f" > {reset}The {bold_yellow}shelter{reset} took in {bold_yellow}victims{reset}.\n" in shown
    assert f"   {dim}Other victims found none.{reset}\n" in shown


def test_a_sentence_without_a_matching_word_stands_out_as_a_whole() -> None:
    hit = on("The shelter.", (0, 12), marked=(Span(0, 12),))
    assert "\x1b[1mThe shelter.\x1b[0m" in brief(hit, colour=True)


def test_a_long_sentence_is_cut_around_the_matching_words() -> None:
    text = "and so on and on, " * 40 + "shelters for victims, " + "and so on and on, " * 40
    start = text.index("shelters")
    shown = brief(on(text, (0, len(text)), marked=(Span(start, start + 8),))).splitlines()
    best = [line for line in shown if line.startswith(" > ")]
    assert len(shown) <= 6
    assert "shelters" in " ".join(best)
    assert best[0].startswith(" > … ")
    assert best[-1].endswith(" …")
    assert text.strip() in brief(on(text, (0, len(text))), width=None)


def test_explanation_comes_below() -> None:
    lines = brief(replace(HIT, explanation=EXPLANATION)).splitlines()
    assert "   lexical  12.5000  0.7500  0.5000        0.3750" in lines
    assert not [line for line in lines if "best sentence" in line]


@settings(max_examples=50)
@given(st.lists(FOUND, min_size=1, max_size=3), st.integers(20, 160), st.booleans())
def test_no_line_is_wider_than_the_page(records: list[Hit], width: int, colour: bool) -> None:  # noqa: FBT001
    shown = without_ansi(brief(*records, Folded(5, 2, 10), width=width, colour=colour))
    assert max(map(cell_len, shown.splitlines())) <= width


@settings(max_examples=40)
@given(st.lists(FOUND, min_size=5, max_size=5), st.integers(80, 160), st.integers(1, 40))
def test_five_hits_are_one_screen(records: list[Hit], width: int, times: int) -> None:
    long = [
        replace(
            hit,
            rank=rank,  # a rank that falls is another query's, which has a heading of its own
            passage=replace(hit.passage, text=hit.passage.text * times),
            citation=hit.citation * times,
        )
        for rank, hit in enumerate(records, start=1)
    ]
    assert len(brief(*long, Folded(5, 2, 10), width=width).splitlines()) <= 36


@given(FOUND, st.integers(20, 160))
def test_terminal_and_text_say_the_same(hit: Hit, width: int) -> None:
    assert without_ansi(brief(hit, width=width, colour=True)) == brief(hit, width=width)


@given(hits(ANYTHING), st.none() | st.integers(1, 160), st.booleans())
def test_nothing_unprintable_ever(hit: Hit, width: int | None, colour: bool) -> None:  # noqa: FBT001
    shown = without_ansi(brief(hit, width=width, colour=colour))
    shown.encode()
    assert not [char for char in shown if (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160]


def test_links_lead_to_the_file_and_leave_the_text_as_it_is() -> None:
    hit = replace(HIT, report=replace(HIT.report, source="a b/ö.txt"))
    for full in (False, True):
        pieces = render_hits(
            [hit], Format.TERMINAL, width=100, colour=True, full=full, links="file://host/corpus"
        )
        shown = "".join(pieces)
        opened = "\x1b]8;id=kaz-2023-protection-03;file://host/corpus/a%20b/%C3%B6.txt\x1b\\"
        assert shown.count(opened) == shown.count("\x1b]8;;\x1b\\") == 2  # the citation takes two lines
        bare = "".join(render_hits([hit], Format.TERMINAL, width=100, colour=True, full=full))
        assert re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", shown) == bare


def test_hostile_ids_do_not_break_out_of_a_link() -> None:
    hit = replace(HIT, passage=replace(PASSAGE, section=Section.OTHER, section_label="\x1b]8;;evil\x07"))
    shown = "".join(render_hits([hit], Format.TERMINAL, width=100, colour=True, links="file://h/c"))
    assert "\x07" not in shown


def test_a_terminal_answer_needs_no_console_of_rich() -> None:
    code = (
        "import sys; from kzsearch.render import Format, render_hits; from tests.render_records import HIT;"
        "list(render_hits([HIT], Format.TERMINAL, width=80, colour=True));"
        "sys.exit('rich.console' in sys.modules)"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0

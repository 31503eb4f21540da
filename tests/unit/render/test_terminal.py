"""The terminal view of whole passages: colour where asked for, never wider than the screen, nothing lost."""

from __future__ import annotations

import sys
from dataclasses import replace
from subprocess import run
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kzsearch.render import Format, render_hits, render_table
from kzsearch.types import Hit, Section, Span
from tests.render_records import (
    ANYTHING,
    BEFORE,
    EXPLANATION,
    HIT,
    PASSAGE,
    READABLE,
    hits,
    squeezed,
    without_ansi,
)

if TYPE_CHECKING:
    import pytest

BOLD_YELLOW, DIM, RESET = "\x1b[1;33m", "\x1b[2m", "\x1b[0m"


def terminal(*records: Hit, width: int | None = 80, colour: bool = True, batch: bool = False) -> str:
    return "".join(render_hits(records, Format.TERMINAL, width=width, colour=colour, batch=batch, full=True))


def test_matching_words_are_marked() -> None:
    shown = terminal(HIT)
    assert f"The {BOLD_YELLOW}shelter{RESET} took in {BOLD_YELLOW}victims{RESET}." in shown
    assert f"Other {BOLD_YELLOW}victims{RESET} found none." in shown


def test_a_mark_that_wraps_is_on_both_lines() -> None:
    passage = replace(PASSAGE, text="aaaa bbbb cccc dddd eeee ffff gggg")
    shown = terminal(replace(HIT, passage=passage, highlights=(Span(25, 34),)), width=32)
    assert f"{BOLD_YELLOW}ffff{RESET}\n   {BOLD_YELLOW}gggg{RESET}\n" in shown


def test_neighbours_are_dim() -> None:
    assert f"{DIM}What came before.{RESET}" in terminal(replace(HIT, before=(BEFORE,)))


@given(hits(), st.integers(1, 120), st.booleans())
def test_without_colour_there_is_no_escape(hit: Hit, width: int, batch: bool) -> None:  # noqa: FBT001
    shown = terminal(hit, width=width, colour=False, batch=batch)
    assert not [char for char in shown if (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160]


def test_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = terminal(HIT, width=60)
    for name, value in {"NO_COLOR": "1", "COLUMNS": "20", "TERM": "dumb", "FORCE_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    assert terminal(HIT, width=60) == expected
    assert "\x1b" not in terminal(HIT, width=60, colour=False)


def test_escape_sequences_of_a_report_do_not_come_through() -> None:
    hostile = "\x1b[2J\x1b]0;title\x07\x9b31m"
    passage = replace(PASSAGE, text=hostile, section=Section.OTHER, section_label=hostile)
    hit = replace(HIT, query=hostile, passage=passage, citation=hostile, highlights=())
    shown = without_ansi(terminal(hit, batch=True))
    assert not set(shown) & set("\x1b\x07\x9b")
    assert "\ufffd[2J\ufffd]0;title\ufffd\ufffd31m" in shown


@given(hits(READABLE), st.integers(2, 120), st.booleans())
def test_no_line_is_wider_and_no_word_lost(hit: Hit, width: int, colour: bool) -> None:  # noqa: FBT001
    shown = without_ansi(terminal(hit, width=width, colour=colour))
    assert max(cell_len(line) for line in shown.split("\n")) <= width
    assert squeezed(hit.passage.text) in squeezed(shown)
    assert squeezed(hit.citation) in squeezed(shown)


@given(hits(READABLE).filter(lambda hit: hit.query is not None))
def test_it_says_what_plain_text_says(hit: Hit) -> None:
    plain = "".join(render_hits([hit], Format.TEXT, width=None, colour=False, full=True))
    assert squeezed(without_ansi(terminal(hit, width=100))) == squeezed(plain)


@settings(max_examples=50)
@given(
    st.lists(st.fixed_dictionaries({"name": ANYTHING, "count": st.integers(), "状態": READABLE}), min_size=1),
    st.integers(2, 120),
)
def test_tables_fit(rows: list[dict[str, object]], width: int) -> None:
    shown = "".join(render_table(list(rows[0]), rows, Format.TERMINAL, width=width, colour=True))
    assert max(cell_len(without_ansi(line)) for line in shown.split("\n")) <= width
    # Folded cells mingle, but no character is lost.
    for row in rows:
        assert not set(squeezed(str(row["状態"]))) - set(shown)


def test_plain_text_needs_no_rich() -> None:
    code = (
        "import sys; from kzsearch.render import Format, render_hits, render_table;"
        "list(render_hits([], Format.TEXT, width=80, colour=False));"
        "list(render_table(['a'], [{'a': 1}], Format.TEXT, width=80, colour=False));"
        "sys.exit('rich' in sys.modules)"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0


def test_explanation_is_shown() -> None:
    shown = without_ansi(terminal(replace(HIT, explanation=EXPLANATION)))
    assert "   lexical  12.5000  0.7500  0.5000        0.3750\n" in shown
    assert "   matched: shelter, victims\n" in shown

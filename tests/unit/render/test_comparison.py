"""Comparisons and recommendations as they are printed, whatever the reports hold."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kzsearch.analysis.compare.wording import change, pieces
from kzsearch.render import Format
from kzsearch.render.comparison import comparison_views
from kzsearch.render.recommendations import recommendation_views
from kzsearch.render.redline import markdown_redline, plain_redline
from kzsearch.render.side_by_side import by_year_views
from kzsearch.types import Section, Span
from kzsearch.types.comparison import Aligned, ByYear, Change, CitedSentence, Comparison, YearAnswer
from kzsearch.types.recommendations import Bearing, Recommendation, Recommendations, Telling
from tests.render_records import ANYTHING, READABLE, without_ansi

SENTENCE = CitedSentence(
    "kaz-2017", 2017, Section.PROTECTION, "PROTECTION", "kaz-2017-protection-01", "Police found 12 victims.",
    Span(3, 27), (4, 4), None, "TIP Report 2017: Kazakhstan, Protection, para. 1 (corpus/a.txt:4)",
)  # fmt: skip
LATER = replace(SENTENCE, report_id="kaz-2023", year=2023, text="Police found 13 victims in Almaty.")
ALL_FORMATS = [fmt for fmt in Format if fmt not in (Format.BIBTEX, Format.RIS)]  # those are for references


def compared(earlier: str, later: str) -> Comparison:
    first, second = replace(SENTENCE, text=earlier), replace(LATER, text=later)
    row = Aligned(
        change(earlier, later),
        Section.PROTECTION,
        "PROTECTION",
        (first,),
        (second,),
        0.9,
        words=pieces(earlier, later),
    )
    new = Aligned(Change.NEW, Section.PROTECTION, "PROTECTION", (), (second,))
    dropped = Aligned(Change.DROPPED, Section.OTHER, later, (first,), ())
    counts = dict.fromkeys(Change, 1)
    sections = (("Protection", counts), (later, counts))
    return Comparison("Kazakhstan", "tip", "kaz-2017", 2017, "kaz-2023", 2023, sections, (row, new, dropped))


def followed(earlier: str, later: str) -> Recommendations:
    first, second = replace(SENTENCE, text=earlier), replace(LATER, text=later)
    tellings = (
        Telling(2017, (first,), Change.NEW),
        Telling(2023, (second,), Change.REWORDED, pieces(earlier, later)),
    )
    row = Recommendation(("shelters", "funding"), tellings, None, (Bearing(second, 0.5),))
    return Recommendations("Kazakhstan", "tip", (2017, 2023), (row,))


def test_the_changed_words_are_marked() -> None:
    words = pieces(SENTENCE.text, LATER.text)
    assert plain_redline(words) == "Police found [-12-] {+13+} victims {+in Almaty.+}"
    assert markdown_redline(words) == "Police found ~~12~~ **13** victims **in Almaty.**"


def test_colour_marks_what_plain_text_marks() -> None:
    one = compared(SENTENCE.text, LATER.text)
    plain = "".join(comparison_views([one]).rendered(Format.TEXT, width=60, colour=False))
    coloured = "".join(comparison_views([one]).rendered(Format.TERMINAL, width=60, colour=True))
    assert coloured != plain
    assert without_ansi(coloured) == plain


@pytest.mark.parametrize("fmt", ALL_FORMATS)
@given(ANYTHING, ANYTHING)
def test_whatever_reports_hold_is_printed_safely(fmt: Format, earlier: str, later: str) -> None:
    told = [
        *comparison_views([compared(earlier, later)]).rendered(fmt, width=40, colour=False),
        *recommendation_views(followed(earlier, later)).rendered(fmt, width=40, colour=False),
        *by_year_views([_answer(earlier)]).rendered(fmt, width=40, colour=False),
    ]
    text = "".join(told)
    assert text.endswith("\n")
    assert not any(mark in text for mark in ("\x1b", "\x07", "\x00"))
    text.encode("utf-8")


@given(READABLE, st.integers(20, 100))
def test_no_line_is_wider_than_the_page(text: str, width: int) -> None:
    for pieces_ in (
        comparison_views([compared(text, "Police found 12 victims.")]).rendered(
            Format.TEXT, width=width, colour=False
        ),
        recommendation_views(followed(text, "Open a shelter.")).rendered(
            Format.TEXT, width=width, colour=False
        ),
        by_year_views([_answer(text)]).rendered(Format.TEXT, width=width, colour=False),
    ):
        assert all(cell_len(line) <= width for piece in pieces_ for line in piece.splitlines())


def test_csv_and_jsonl_have_a_record_a_row() -> None:
    one = compared(SENTENCE.text, LATER.text)
    rows = list(
        csv.DictReader(
            io.StringIO("".join(comparison_views([one]).rendered(Format.CSV, width=None, colour=False)))
        )
    )
    assert [row["change"] for row in rows] == ["reworded", "new", "dropped"]
    lines = "".join(comparison_views([one]).rendered(Format.JSONL, width=None, colour=False)).splitlines()
    assert [json.loads(line)["change"] for line in lines] == ["reworded", "new", "dropped"]


def test_no_comparison_is_an_empty_file() -> None:
    assert list(comparison_views([]).rendered(Format.JSONL, width=None, colour=False)) == []
    (header,) = comparison_views([]).rendered(Format.CSV, width=None, colour=False)
    assert header.startswith("country,")


def test_a_silent_year_is_said() -> None:
    text = "".join(
        by_year_views([_answer("Police found 12 victims.")]).rendered(Format.TEXT, width=None, colour=False)
    )
    assert "2023\n   silent" in text


def _answer(text: str) -> ByYear:
    return ByYear(
        text or "q",
        text or "q",
        "Kazakhstan",
        "tip",
        (
            YearAnswer("kaz-2017", 2017, replace(SENTENCE, text=text), 0.5),
            YearAnswer("kaz-2023", 2023, None, None),
        ),
    )

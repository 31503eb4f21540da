"""The layout of a PDF's pages: running lines, columns, tables, headings of two lines."""

from __future__ import annotations

import re

import pytest

from kzsearch.reading.files.pdf import pages as pdf_pages
from kzsearch.reading.files.pdf.document import read_pdf
from kzsearch.reading.files.pdf.lines import Line
from kzsearch.reading.files.text.line_hyphens import Words, joined
from kzsearch.types import BlockKind
from tests.made_files import Run, pdf_of, width_of

_WIDE = "The government of the country did as it had said in the year before that it would do then"
_NARROW = "The government did as it had said in the year"


def _lines(texts: list[str], *, left: float = 72, top: float = 700, size: float = 10) -> list[Run]:
    return [Run(left, top - 12 * row, size, False, text) for row, text in enumerate(texts)]


def _prose(words: str, page: int, count: int = 40) -> list[str]:
    """Return lines that differ from page to page; numbers do not count where lines are compared."""
    mark = chr(ord("a") + page)
    return [f"{words} {mark}{row}" for row in range(count - 1)] + [f"{words} {mark}."]


def _texts(pages: list[list[Run]]) -> list[str]:
    source = read_pdf(pdf_of(pages), "a.pdf")
    return [source.text[slice(*block.span)] for block in source.blocks]


@pytest.mark.parametrize("count", [2, 3, 8])
def test_headers_and_footers_that_alternate_are_left_out(count: int) -> None:
    pages = []
    for page in range(1, count + 1):
        even = page % 2 == 0
        pages.append(
            [
                *_lines(_prose(_WIDE, page)),
                Run(
                    72 if even else 400, 752, 8, False, "COUNTRY NARRATIVES" if even else "THE REPORT OF 2023"
                ),
                Run(72 if even else 500, 36, 8, False, f"{page + 300}"),
            ]
        )
    text = "\n".join(_texts(pages))
    assert "COUNTRY" not in text
    assert "REPORT" not in text
    assert not re.search(r"\b30\d", text)
    assert text.count(_WIDE) == 40 * count


def test_lines_that_begin_in_a_thousand_places_are_not_searched_for_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The search looks at every line for each place: a damaged page took the reader's whole time."""
    monkeypatch.setattr(pdf_pages, "_is_across", lambda *_: pytest.fail("columns were searched for"))
    lines = [
        Line("text", place / 4, place / 4 + 200, 800 - place / 2, 806 - place / 2, 8, False, 800)
        for place in range(1_000)
    ]
    assert pdf_pages.reading_order([lines]) == [lines]


def test_a_heading_at_the_top_of_two_pages_of_many_is_kept() -> None:
    pages = [
        _lines(["PROTECTION" if page in {3, 9} else f"{_WIDE} {page}.", *_prose(_WIDE, page)], top=712)
        for page in range(20)
    ]
    assert _texts(pages).count("PROTECTION") == 2


def test_numbers_in_a_table_near_the_edge_are_no_page_numbers() -> None:
    page = [
        Run(72, 740, 10, True, "Table 6. Cases (continued)"),
        Run(300, 722, 10, False, "2020"),
        Run(400, 722, 10, False, "2021"),
        *_lines(_prose(_WIDE, 1)),
        Run(300, 36, 8, False, "12"),
    ]
    text = "\n".join(_texts([page]))
    assert "2020" in text
    assert "2021" in text
    assert not re.search(r"\b12\b", text)


def test_three_columns_are_read_one_after_the_other() -> None:
    page = [
        run
        for column in range(3)
        for run in _lines(_prose("The country did as it said", column, 30), left=40 + 180 * column, size=9)
    ]
    text = " ".join(_texts([page]))
    assert text.index("a28") < text.index("b0") < text.index("b28") < text.index("c0")


def test_a_line_that_is_a_little_too_long_does_not_cut_the_columns() -> None:
    left = _lines(_prose(_NARROW, 1, 30), left=54)
    left[12] = left[12]._replace(left=318 - width_of(left[12].text, 10))
    page = [*left, *_lines(_prose(_NARROW, 2, 30), left=316)]
    text = " ".join(_texts([page]))
    assert text.index("b28") < text.index("c0")


def test_rows_of_a_table_are_parted_from_each_other_and_from_the_text_below() -> None:
    rows = [("Labour inspectors", "274"), ("Inspections conducted", "3,982"), ("Cases found", "5")]
    page = _lines([f"{_WIDE}.", *_prose(_WIDE, 1, 3)])
    for row, (name, value) in enumerate(rows):
        bottom = 640 - 18 * row
        page += [Run(72, bottom, 10, False, name), Run(400, bottom, 10, False, value)]
    page += _lines(
        ["In 2021, the labour inspectors were trained anew to find out what", f"{_WIDE}."], top=588
    )
    found = _texts([page])
    assert [f"{name} {value}" for name, value in rows] == [text for text in found if len(text) < 40]
    assert any(text.startswith("In 2021") for text in found)


def test_paragraphs_that_stand_a_little_apart_are_two() -> None:
    page = [*_lines(_prose(_WIDE, 1, 4)), *_lines(_prose(_WIDE, 2, 4), top=700 - 3 * 12 - 16)]
    assert len(_texts([page, _lines(_prose(_WIDE, 3, 30))])) == 3


def test_a_paragraph_goes_on_over_a_page_where_the_next_word_had_no_room() -> None:
    first = [*_prose(_WIDE, 1, 20)[:-1], "The groups are led by the High Commissioner and by the"]
    second = ["Commissioner-for-Human-Rights-and-Freedoms, who said so.", *_prose(_WIDE, 2, 20)]
    assert any("by the Commissioner" in text for text in _texts([_lines(first), _lines(second)]))


def test_a_tier_line_in_large_type_over_two_lines_stands_alone() -> None:
    page = [
        Run(72, 740, 22, True, "COUNTRY NARRATIVES"),
        Run(72, 712, 22, True, "PAPUA NEW"),
        Run(72, 684, 22, True, "GUINEA (Tier"),
        Run(72, 656, 22, True, "2)"),
        *_lines(_prose(_WIDE, 1), top=620),
    ]
    source = read_pdf(pdf_of([page]), "a.pdf")
    headings = [source.text[slice(*b.span)] for b in source.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["COUNTRY NARRATIVES", "PAPUA NEW GUINEA (Tier 2)"]


def test_a_page_of_references_in_small_type_is_read_in_order() -> None:
    page = [
        Run(54, 710, 12, True, "REFERENCES"),
        *_lines(_prose("A reference to the pages of a book", 1, 45), left=54, top=690, size=8),
        *_lines(_prose("A reference to the pages of a book", 2, 45), left=316, top=716, size=8),
    ]
    text = " ".join(_texts([_lines(_prose(_WIDE, 0, 45)), page]))
    assert text.index("b43") < text.index("c0") < text.index("c1")


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("see https://a.org/the-children-", "are-here now", "see https://a.org/the-children-are-here now"),
        ("see https://a.org/reports/", "2023-report/ now", "see https://a.org/reports/2023-report/ now"),
        ("see https://a.org/reports/", "and then", "see https://a.org/reports/ and then"),
        ("a politically-", "motivated case", "a politically-motivated case"),
        ("the debt-", "based coercion", "the debt-based coercion"),
        ("the analy-", "sis of it", "the analysis of it"),
    ],
)
def test_hyphens_in_addresses_and_compounds(before: str, after: str, wanted: str) -> None:
    assert joined(before, after, Words([before, after]))[0] == wanted


def test_a_line_of_a_hundred_thousand_letters_is_one_word() -> None:
    # A pattern that backtracks would be at this for hours.
    words = Words(["a" * 100_000, "a line"])
    assert joined("a" * 100_000, "b" * 100_000, words)[0] == f"{'a' * 100_000} {'b' * 100_000}"

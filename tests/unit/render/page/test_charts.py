"""Charts: gaps stay gaps, inferred years are hollow."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from kzsearch.render.page.charts import chart, points, short
from kzsearch.types.figures import YearOrigin
from tests.figure_records import figure
from tests.markup import first


def _drawn(*years: int, until: int = 2022) -> LexborHTMLParser:
    told = points(
        [
            figure(year=year, value=10 * place, year_origin=YearOrigin.STATED)
            for place, year in enumerate(years, 1)
        ]
    )
    return LexborHTMLParser(chart("Victims <identified>", told, range(2015, until + 1), {2017: 0}).source)


def test_years_without_a_figure_are_not_joined_over() -> None:
    read = _drawn(2015, 2016, 2021, 2022)
    assert len(read.css("line.join")) == 2
    assert len(read.css(".mark")) == 4
    assert "No figure: 2017–2020." in read.text()


def test_without_neighbours_nothing_is_joined() -> None:
    read = _drawn(2015, 2017, 2019)
    assert read.css("line.join") == []
    assert "No figure: 2016, 2018, 2020–2022." in read.text()


def test_a_full_line_has_no_gap() -> None:
    read = _drawn(*range(2015, 2023))
    assert len(read.css("line.join")) == 7
    assert "No figure" not in read.text()


def test_inferred_years_are_hollow_unless_a_sentence_states_them() -> None:
    inferred, stated = figure(year=2016), figure(year=2016, year_origin=YearOrigin.STATED)
    other = figure(year=2015, value=3)
    (first, second) = points([other, inferred, stated])
    assert (first.inferred, second.inferred) == (True, False)
    assert points([stated, inferred]) == points([inferred, stated])
    read = LexborHTMLParser(chart("x", [first, second], range(2015, 2017), {2017: 1}).source)
    assert len(read.css(".mark.hollow")) == 1
    assert "2015 (year inferred): 3 victims, told in kaz-2017" in (read.html or "")


def test_two_reports_on_one_year_are_told_apart() -> None:
    told = points([figure(report_year=2017), figure(report_year=2018, value=90)])
    read = LexborHTMLParser(chart("x", told, range(2016, 2017), {2017: 0, 2018: 1}).source)
    assert (len(read.css("circle.mark")), len(read.css("path.mark"))) == (1, 1)
    assert [label.text() for label in read.css("text.value")] == ["110"]


def test_what_has_no_year_is_no_point_and_zero_is_one() -> None:
    assert points([figure(year=None)]) == []
    (zero,) = points([figure(value=0)])
    assert "<circle" in chart("x", [zero], range(2016, 2017), {2017: 0}).source


def test_many_years_have_fewer_labels() -> None:
    read = _drawn(2001, *range(2003, 2023))
    assert len(read.css("text.year")) <= 9


@pytest.mark.parametrize(
    ("value", "label"), [(841, "841"), (4920, "4,920"), (25_970_000, "25.97M"), (1.5, "1.5")]
)
def test_labels_are_short(value: float, label: str) -> None:
    assert short(value) == label


def test_points_lead_to_their_sentences_where_there_is_an_address() -> None:
    told = points([figure(year=2015), figure(year=2016)], lambda passage_id, _: f"/passages/{passage_id}")
    read = LexborHTMLParser(chart("x", told, range(2015, 2017), {told[0].report_year: 0}).source)
    links = read.css("svg a")
    assert [link.attributes["aria-label"] for link in links] == [point.told for point in told]
    assert all((link.attributes["href"] or "").startswith("/passages/") for link in links)
    # An image has no parts that a keyboard could reach.
    assert first(read, "svg").attributes["role"] == "group"
    plain = LexborHTMLParser(
        chart("x", points([figure()]), range(2016, 2017), {told[0].report_year: 0}).source
    )
    assert (first(plain, "svg").attributes["role"], plain.css("a")) == ("img", [])

"""Figures by year."""

from __future__ import annotations

from kzsearch.render.figures_chart import render_chart
from kzsearch.render.figures_series import lines
from kzsearch.types.figures import Comparison, Measure
from tests.figure_records import figure

FIGURES = [
    figure(),
    figure(value=92, year=2015),
    figure(value=20, year=2021, report_id="kaz-2023", report_year=2023),
    figure(value=82, breakdown=("sex trafficking",)),
    figure(value=167, counted_by="NGOs"),
    figure(measure=Measure.SENTENCES, value=3, upper=10, comparison=Comparison.RANGE),
]


def test_wholes_only_and_counters_apart() -> None:
    found = lines(FIGURES)
    assert [(line.title, [(point.year, point.value) for point in line.points]) for line in found] == [
        ("Kazakhstan: victims identified", [(2015, 92), (2016, 110), (2021, 20)]),
        ("Kazakhstan: victims identified (NGOs)", [(2016, 167)]),
    ]


def test_gaps_stay_gaps_in_a_chart() -> None:
    text = "".join(render_chart(FIGURES, width=70, colour=False))
    assert "  2017 to 2020: no figure\n" in text
    assert "20 victims (report of 2023)" in text
    assert max(map(len, text.splitlines())) <= 70

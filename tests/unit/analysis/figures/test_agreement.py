"""How figures compare."""

from __future__ import annotations

from kzsearch.analysis.figures.agreement import findings
from kzsearch.types.figures import Comparison, Measure, Verdict
from tests.figure_records import figure


def _said(*figures: object) -> list[tuple[Verdict, str]]:
    return [(finding.verdict, finding.text) for finding in findings(figures)]  # type: ignore[arg-type]


def test_two_reports_agree_or_disagree() -> None:
    told = figure(report_id="kaz-2022", value=20, year=2021)
    same = figure(report_id="kaz-2023", value=20, year=2021)
    other = figure(report_id="kaz-2023", value=22, year=2021)
    assert _said(told, same) == [
        (Verdict.AGREE, "Kazakhstan 2021, victims identified: 20 victims, as told in kaz-2022, kaz-2023")
    ]
    assert _said(told, other) == [
        (
            Verdict.DISAGREE,
            "Kazakhstan 2021, victims identified: kaz-2022 tells 20 victims; kaz-2023 tells 22 victims",
        )
    ]
    assert _said(told, figure(report_id="kaz-2023", value=22, year=2022)) == []


def test_ngos_do_not_disagree_with_the_government() -> None:
    told = figure(report_id="kaz-2022", value=20, year=2021)
    assert _said(told, figure(report_id="kaz-2023", value=80, year=2021, counted_by="NGOs")) == []


def test_parts_add_up_or_not() -> None:
    whole = figure(value=110, figure_id="a")
    sex = figure(value=82, breakdown=("sex trafficking",), part_of="a", figure_id="b")
    labor = figure(value=21, breakdown=("forced labor",), part_of="a", figure_id="c")
    assert _said(whole, sex, labor) == [
        (
            Verdict.DOES_NOT_ADD_UP,
            (
                "Kazakhstan 2016, victims identified: 82 victims (sex trafficking) + 21 victims (forced labor) "
                "= 103 of 110 victims, 7 missing"
            ),
        )
    ]
    more = figure(value=28, breakdown=("forced labor",), part_of="a", figure_id="c")
    assert _said(whole, sex, more)[0][0] is Verdict.ADDS_UP
    women = figure(value=60, breakdown=("women",), part_of="a", figure_id="d")
    assert [verdict for verdict, _ in _said(whole, sex, more, women)] == [Verdict.ADDS_UP]


def test_a_part_that_is_not_exact_adds_up_to_nothing() -> None:
    whole = figure(value=110, figure_id="a")
    sex = figure(value=82, breakdown=("sex trafficking",), part_of="a", comparison=Comparison.AT_LEAST)
    labor = figure(value=21, breakdown=("forced labor",), part_of="a")
    assert _said(whole, sex, labor) == []


def test_another_series_is_another_counter() -> None:
    tip = figure(measure=Measure.INSPECTIONS, value=4920, unit="inspections", year=2022)
    labor = figure(
        measure=Measure.INSPECTIONS,
        value=4300,
        unit="inspections",
        year=2022,
        series="child-labor",
        report_id="kaz-2022-child-labor",
    )
    ((verdict, text),) = _said(tip, labor)
    assert verdict is Verdict.OTHER_COUNTER
    assert "tip (kaz-2017) tells 4,920 inspections; child-labor (kaz-2022-child-labor) tells 4,300" in text


def test_unclassified_figures_are_not_compared() -> None:
    one = figure(measure=Measure.UNCLASSIFIED, report_id="kaz-2022")
    assert _said(one, figure(measure=Measure.UNCLASSIFIED)) == []


def test_labor_inspectors_are_no_police_officers() -> None:
    labor = {"series": "child-labor", "report_id": "kaz-2022-child-labor", "measure": Measure.OFFICERS}
    officers = figure(measure=Measure.OFFICERS, unit="officers", value=110)
    assert _said(officers, figure(unit="inspectors", value=256, **labor)) == []
    assert _said(officers, figure(unit="officers", value=42, **labor))[0][0] is Verdict.OTHER_COUNTER

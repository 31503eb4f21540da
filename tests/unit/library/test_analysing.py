"""What an analyst does after searching, from Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import kzsearch
from kzsearch.types.locating import QuoteKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def index(real_index: Path) -> Iterator[kzsearch.Index]:
    with kzsearch.open_index(real_index) as opened:
        yield opened


def test_figures_of_a_measure_and_year(index: kzsearch.Index) -> None:
    found = index.figures(measure="hotline calls", country="Kazakhstan")
    assert [figure.to_dict()["value"] for figure in found if figure.report_id == "kaz-2017"] == [841, 6, 841]
    assert index.figures(measure="hotline_calls", year=1999) == []
    assert {figure.year for figure in index.figures(year="2015..2016")} <= {2015, 2016}


def test_tiers_and_a_concept_by_year(index: kzsearch.Index) -> None:
    tiers = index.timeline(country="kaz")
    assert [one.year for one in tiers] == list(range(2017, 2024))
    assert [one.to_dict()["state"] for one in tiers] == ["stated", *["missing"] * 5, "stated"]
    presence = index.timeline("labor inspections", country="kaz")
    assert [one.year for one in presence] == list(range(2017, 2024))


def test_a_quote_is_located(index: kzsearch.Index) -> None:
    exact = index.locate("The hotline received more than 841 calls in 2016")
    assert exact.kind is QuoteKind.EXACT
    assert exact.places[0].citation
    assert index.locate("The hotline received more than 842 calls in 2016").kind is not QuoteKind.EXACT


def test_ids_are_cited(index: kzsearch.Index) -> None:
    (report, passage) = index.cite("kaz-2017", "kaz-2023-protection-03")
    assert report.key != passage.key


def test_a_country_on_one_page(index: kzsearch.Index) -> None:
    page = index.country_page(country="kaz", year=2023)
    assert [report.report_id for report in page.reports] == ["kaz-2023"]
    assert {figure.report_id for figure in page.figures} == {"kaz-2023"}
    assert index.country_page().to_dict()["country"] == "Kazakhstan"
    html = index.country_html(series="tip")
    assert html.startswith("<!DOCTYPE html>")
    assert html == index.country_html()


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("figures", {"measure": "convictoins"}),
        ("figures", {"measure": object()}),
        ("figures", {"year": "x"}),
        ("timeline", {"concept": " "}),
        ("timeline", {"country": "Atlantis"}),
        ("locate", {"quote": ""}),
        ("locate", {"quote": 5}),
        ("compare", {"country": "Atlantis"}),
        ("country_page", {"year": 1999}),
        ("country_html", {"series": "hr"}),
    ],
)
def test_what_makes_no_sense_is_our_own_error(
    index: kzsearch.Index, method: str, arguments: dict[str, Any]
) -> None:
    with pytest.raises(kzsearch.KzsearchError) as raised:
        getattr(index, method)(**arguments)
    assert "a fault in kzsearch" not in raised.value.message
    with pytest.raises(kzsearch.KzsearchError):
        index.cite("kaz-1999")

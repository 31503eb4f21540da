"""Figures that a report tells again."""

from __future__ import annotations

from kzsearch.analysis.figures.folding import folded
from kzsearch.types import Span
from kzsearch.types.figures import Measure
from tests.figure_records import figure

_AGAIN = {
    "sentence": "Of the 110 victims identified, 82 were women.",
    "sentence_span": Span(60, 104),
    "citation": "Trafficking in Persons Report 2017: Kazakhstan, Protection, para. 2 (corpus/kaz.txt:11)",
    "figure_id": "again",
}


def test_one_row_tells_its_other_places() -> None:
    part = figure(value=82, breakdown=("women",), part_of="again", figure_id="part", number="82")
    first, second = folded([figure(), figure(**_AGAIN), part])
    assert first.also == (_AGAIN["citation"],)
    assert first.to_dict()["also"] == list(first.also)
    assert second.part_of == first.figure_id


def test_what_is_counted_differently_stays() -> None:
    for changes in (
        {"year": 2015},
        {"counted_by": "NGOs"},
        {"breakdown": ("children",)},
        {"unit": "calls"},
        {"measure": Measure.ASSISTED},
    ):
        assert len(folded([figure(), figure(**_AGAIN | changes)])) == 2


def test_small_numbers_may_be_of_other_events() -> None:
    raid = {"value": 3, "number": "3", "sentence": "Police identified 3 victims in a raid."}
    another = _AGAIN | {"value": 3, "number": "3", "sentence": "In May police identified 3 victims."}
    assert len(folded([figure(**raid), figure(**another)])) == 2
    assert len(folded([figure(**raid), figure(**another | {"sentence": "All 3 victims testified."})])) == 1


def test_a_counter_that_only_one_sentence_tells_is_kept() -> None:
    (only,) = folded([figure(counted_by=""), figure(**_AGAIN)])
    assert only.counted_by == "government"

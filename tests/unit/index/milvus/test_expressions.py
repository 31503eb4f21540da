"""Filters as expressions: fields ANDed, the values of one field ORed, texts quoted."""

from __future__ import annotations

import pytest

from kzsearch.index.milvus.expressions import both, expression, of_keys
from kzsearch.types import Filters, Section, Tier, YearRange

CASES = {
    "": Filters(),
    "((year >= 2017 and year <= 2017))": Filters(years=(YearRange(2017, 2017),)),
    '((year >= 2001 and year <= 2003) or (year >= 2017 and year <= 2023)) and country in ["KAZ", "KGZ"]': Filters(
        years=(YearRange(2001, 2003), YearRange(2017, 2023)), countries=("KAZ", "KGZ")
    ),
    '(section in ["protection"])': Filters(sections=(Section.PROTECTION,)),
    '((section == "other" and label in ["Of \\"it\\" \\\\ us’"]))': Filters(labels=('Of "it" \\ us’',)),
    '(section in ["prevention"] or (section == "other" and label in ["Annex"]))': Filters(
        sections=(Section.PREVENTION,), labels=("Annex",)
    ),
    'tier in ["Tier 2 Watch List"] and series in ["tip"]': Filters(
        tiers=(Tier.TIER_2_WATCH_LIST,), series=("tip",)
    ),
    'series in ["tip"] and country in ["KAZ"]': Filters(
        series=("tip",), also=(Filters(countries=("KAZ",)), Filters())
    ),
}


@pytest.mark.parametrize(("written", "filters"), CASES.items())
def test_filters(written: str, filters: Filters) -> None:
    assert expression(filters) == written


def test_keys_and_two_expressions() -> None:
    assert of_keys([3, 1]) == "key in [3,1]"
    assert both("a", "b or c") == "(a) and (b or c)"
    assert both("", "b") == both("b", "") == "b"

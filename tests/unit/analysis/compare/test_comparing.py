"""Reports compared: the rows, their order and what is wrong with what was asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kzsearch.analysis.compare import compare, compare_all, only
from kzsearch.errors import QueryError
from kzsearch.index import OpenIndex
from kzsearch.search import parse_filters
from kzsearch.types.comparison import Change, Comparison
from tests.two_years import FIRST, PERU, SECOND, THREE, TWO

Built = Callable[..., OpenIndex]


def _rows(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [
        (
            row.section.value,
            row.change.value,
            " ".join(sentence.text for sentence in row.earlier),
            " ".join(sentence.text for sentence in row.later),
        )
        for row in comparison.rows
    ]


def test_every_sentence_is_in_one_row_and_sections_are_in_order(fake_index: Built) -> None:
    index = fake_index(TWO)
    (found,) = compare(index)
    assert (found.earlier, found.later) == ("uzb-2018", "uzb-2019")
    for side, report in (("earlier", "uzb-2018"), ("later", "uzb-2019")):
        told = [sentence.span for row in found.rows for sentence in getattr(row, side)]
        held = [s.span for p in index.store.report_passages(report) for s in p.sentences]
        assert sorted(told) == sorted(held)
    sections = [row.section.value for row in found.rows]
    assert list(dict.fromkeys(sections)) == ["overview", "recommendations", "prosecution", "protection"]
    assert sorted(sections, key=list(dict.fromkeys(sections)).index) == sections


def test_kinds_of_change(fake_index: Built) -> None:
    (found,) = compare(fake_index(TWO))
    rows = _rows(found)
    kinds = {(earlier, later): kind for _, kind, earlier, later in rows}
    assert (
        kinds[
            "Courts convicted 211 traffickers, compared with 240 in 2017.",
            "Courts convicted 180 traffickers, compared with 211 in 2018.",
        ]
        == "figures"
    )
    assert kinds["publish statistics on convictions.", "Publish statistics on convictions."] == "carried"
    assert kinds["Judges gave suspended sentences to nineteen drivers.", ""] == "dropped"
    assert kinds["", "Inspect construction sites without notice."] == "new"
    assert (
        kinds[
            "Train border guards to interview children",
            "Train border guards and consular officers to interview children.",
        ]
        == "reworded"
    )
    assert found.counts[Change.FIGURES] == 1
    assert sum(found.counts.values()) == len(found.rows)


def test_a_split_sentence_is_one_row(fake_index: Built) -> None:
    (found,) = compare(fake_index(TWO), parse_filters(sections=["protection"]))
    split = [row for row in found.rows if len(row.later) > 1]
    assert [len(row.earlier) for row in split] == [1]


def test_only_some_kinds_keep_the_counts(fake_index: Built) -> None:
    (found,) = compare(fake_index(TWO))
    less = only(found, [Change.NEW])
    assert {row.change for row in less.rows} == {Change.NEW}
    assert less.counts == found.counts


def test_three_years_give_two_comparisons(fake_index: Built) -> None:
    index = fake_index({**TWO, "uzbekistan-2021.txt": SECOND})
    found = compare(index)
    assert [(one.earlier_year, one.later_year) for one in found] == [(2018, 2019), (2019, 2021)]
    assert {row.change for row in found[1].rows} == {Change.CARRIED}


def test_a_row_is_plain_values(fake_index: Built) -> None:
    import json

    (found,) = compare(fake_index(TWO))
    told = json.loads(json.dumps(found.to_dict()))
    assert told["counts"]["figures"] == 1
    assert all(row["earlier"] or row["later"] for row in told["rows"])
    assert all("citation" in sentence for row in told["rows"] for sentence in row["earlier"] + row["later"])


def test_all_countries_one_after_the_other(fake_index: Built) -> None:
    index = fake_index({**THREE, "peru-2020.txt": PERU, "chad-2020.txt": PERU.replace("PERU", "CHAD")})
    told: list[tuple[str, int, int]] = []
    found = list(compare_all(index, progress=lambda *what: told.append(what)))
    assert [one.country for one in found] == ["Peru", "Uzbekistan"]
    assert told == [("PER", 0, 2), ("UZB", 1, 2), ("done", 2, 2)]
    # Peru's reports have no recommendations.
    some = compare_all(index, parse_filters(sections=["recommendations"]))
    assert [one.country for one in some] == ["Uzbekistan"]
    with pytest.raises(QueryError, match="no two reports of one country"):
        compare_all(index, parse_filters(years=["2018"]))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"named_countries": ["Uzbekistan"], "years": ["2019"]}, "one year alone cannot be compared: 2019"),
        ({"named_countries": ["Peru"]}, "the index holds one report on Peru"),
        ({"named_countries": ["Uzbekistan"], "years": ["2017", "2019"]}, "no report of 2017 on Uzbekistan"),
        (
            {"named_countries": ["Uzbekistan"], "sections": ["profile"]},
            "none of these reports has a section profile",
        ),
        ({}, "the reports are on 2 countries"),
        ({"named_countries": ["Chad"]}, "no report on this country"),
        ({"named_countries": ["Uzbekistan"], "named_series": ["hr"]}, "no report of the series hr"),
    ],
)
def test_what_cannot_be_compared_is_said(
    fake_index: Built, asked: dict[str, list[str]], message: str
) -> None:
    with pytest.raises(QueryError, match=message) as raised:
        compare(
            fake_index(THREE),
            parse_filters(
                asked.get("years", ()),
                asked.get("sections", ()),
                asked.get("named_countries", ()),
                (),
                asked.get("named_series", ()),
            ),
        )
    assert raised.value.hint


def test_a_section_that_one_report_lacks_is_noted(fake_index: Built) -> None:
    without = FIRST[: FIRST.index("PROTECTION")]
    index = fake_index({"uzbekistan-2018.txt": without, "uzbekistan-2019.txt": SECOND})
    (found,) = compare(index, parse_filters(sections=["protection"]))
    assert found.notes == ("the report of 2018 has no section protection",)
    assert {row.change for row in found.rows} == {Change.NEW}


def test_reports_of_different_series_are_not_compared(fake_index: Built) -> None:
    hr = "---\nseries: hr\ncountry: Uzbekistan\nyear: 2019\n---\nPrison conditions were harsh in Jaslyk.\n"
    later = hr.replace("2019", "2021")
    index = fake_index(
        {**TWO, "uzbekistan-2019-hr.txt": hr, "uzbekistan-2021-hr.txt": later, "peru-2019.txt": PERU}
    )
    series = {report.series for report in index.store.reports()}
    assert "hr" in series
    (found,) = compare(index, parse_filters(named_countries=["Uzbekistan"]))
    assert found.series == "tip"
    with pytest.raises(QueryError, match="different series"):
        compare(index, parse_filters(named_countries=["Uzbekistan"], named_series=["tip", "hr"]))
    with pytest.raises(QueryError, match="the report of 2021 on Uzbekistan is of another series") as caught:
        compare(index, parse_filters(["2019", "2021"], named_countries=["Uzbekistan"]))
    assert caught.value.hint.endswith("--series hr takes the other series")

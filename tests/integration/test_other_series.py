"""An index of several series: headlines, tiers, sections by their own headings, a threshold for each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kzsearch.errors import QueryError
from kzsearch.index import OpenIndex
from kzsearch.render import Format, render_hits
from kzsearch.search import Settings, parse_filters, search, show
from kzsearch.types import Filters, Section

Build = Callable[..., OpenIndex]
TIP = "KAZAKHSTAN (Tier 2)\nIt does not meet the standards.\nPROTECTION\nShelters took 24 victims in.\n"
UNRATED = "PROTECTION\nThe government maintained protection efforts. Shelters took 24 victims in.\n"
HR = """---
series: Country Reports on Human Rights Practices
---

# 2020 Country Reports on Human Rights Practices: Kazakhstan

## Women

Rape is a crime. Shelters took women in.

## Discrimination against Women and Girls

The law forbids it.

## Prisons

Conditions were harsh.
"""


@pytest.fixture
def mixed(fake_index: Build) -> OpenIndex:
    return fake_index({"kazakhstan-2017.txt": TIP, "kazakhstan-2018.txt": UNRATED, "kazakhstan-2020.md": HR})


def headlines(index: OpenIndex, query: str, filters: Filters | None = None) -> list[str]:
    hits = search(index, query, Settings(min_score=0, filters=filters or Filters())).hits
    text = "".join(render_hits(hits, Format.TEXT, width=None, colour=False))
    return [line for line in text.splitlines() if line[:1].isdigit()]


def test_the_headline_names_the_series_where_there_are_several(mixed: OpenIndex) -> None:
    lines = headlines(mixed, "shelters")
    assert any(
        "Kazakhstan 2017 · Trafficking in Persons Report · Protection · Tier 2" in line for line in lines
    )
    assert any(
        "Kazakhstan 2020 · Country Reports on Human Rights Practices · Women ·" in line for line in lines
    )


def test_one_series_goes_without_saying(fake_index: Build) -> None:
    assert "Trafficking" not in headlines(fake_index({"kazakhstan-2017.txt": TIP}), "shelters")[0]


def test_a_tier_is_missed_only_where_the_series_has_tiers(mixed: OpenIndex) -> None:
    missed = [line for line in headlines(mixed, "shelters") if "tier not stated" in line]
    assert [line[3:18] for line in missed] == ["Kazakhstan 2018"]


def test_a_section_is_found_by_words_of_its_heading(mixed: OpenIndex) -> None:
    filters = parse_filters(sections=["women"], labels=mixed.store.labels)
    assert filters.labels == ("Discrimination against Women and Girls", "Women")
    hits = search(mixed, "shelters law", Settings(min_score=0, filters=filters)).hits
    assert {hit.passage.section_label for hit in hits} == set(filters.labels)
    both = parse_filters(sections=["prisons", "protection"], labels=mixed.store.labels)
    assert (both.sections, both.labels) == ((Section.PROTECTION,), ("Prisons",))
    assert len(show(mixed, "kaz-2020-hr", within=filters)) == 2


def test_an_unknown_section_lists_the_headings(mixed: OpenIndex) -> None:
    with pytest.raises(QueryError) as caught:
        parse_filters(sections=["womne"], labels=mixed.store.labels)
    assert caught.value.message == "--section has no 'womne'"
    assert "did you mean Women?" in caught.value.hint
    assert "overview, recommendations" in caught.value.hint
    assert "Women" in caught.value.hint
    assert "Prisons" in caught.value.hint
    assert "\n" not in caught.value.hint


def test_many_headings_are_told_in_part() -> None:
    with pytest.raises(QueryError, match="no 'x'") as caught:
        parse_filters(sections=["x"], labels=lambda: [f"Heading {n}" for n in range(100)])
    assert caught.value.hint.endswith("Heading 11 and 88 more")


def test_a_label_narrows_with_what_the_query_names(mixed: OpenIndex) -> None:
    filters = parse_filters(sections=["women"], labels=mixed.store.labels)
    assert search(mixed, "recommendations", Settings(filters=filters)).hits == ()
    hits = search(mixed, "Kazakhstan 2020", Settings(filters=filters)).hits
    assert {hit.passage.section_label for hit in hits} == set(filters.labels)


def test_each_series_has_its_own_threshold(mixed: OpenIndex) -> None:
    from dataclasses import replace

    from kzsearch.search.calibration import thresholds

    bars = thresholds(mixed)
    assert {mode: set(of) for mode, of in bars.items()} == {
        "hybrid": {"tip", "hr"},
        "dense": {"tip", "hr"},
    }
    mixed.manifest = replace(mixed.manifest, thresholds={"hybrid": {"tip": 0.1, "hr": 0.99}})
    assert search(mixed, "shelters took victims").hits
    mixed.manifest = replace(mixed.manifest, thresholds={"hybrid": {"tip": 0.99, "hr": 0.95}})
    answer = search(mixed, "shelters took victims")
    assert answer.nearest is not None
    assert answer.hits == ()
    bar = {"tip": "0.99", "hr": "0.95"}[answer.nearest.report.series]
    assert f"reaches {answer.relevance:.2f}, and {bar} is needed" in answer.reason

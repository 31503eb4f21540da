"""What a program passes is read as the command line reads what a user types, or refused."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.errors import QueryError
from kzsearch.search import Settings
from kzsearch.search.checked import checked_filters, checked_settings, read_filters, several
from kzsearch.types import Country, Filters, Mode, Section, Tier, YearRange

LABELS = ["Freedom of Assembly"]
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(),
    st.just(object()),
    st.lists(st.integers() | st.text() | st.none(), max_size=3),
    st.dictionaries(st.text(), st.integers(), max_size=2),
    st.builds(YearRange, st.integers() | st.text(), st.none() | st.integers()),
    st.builds(Country, st.text(), st.text()),
)


def read(**given: object) -> Filters:
    year, section, country, tier, series = map(given.get, ("year", "section", "country", "tier", "series"))
    return read_filters(year, section, country, tier, series, lambda: LABELS)


@pytest.mark.parametrize(
    ("year", "ranges"),
    [
        (2017, [(2017, 2017)]),
        ("2017", [(2017, 2017)]),
        ("2017..2023", [(2017, 2023)]),
        (YearRange(2017, 2023), [(2017, 2023)]),
        (YearRange(1990, 2100), [(1990, 2100)]),
        (range(2017, 2019), [(2017, 2017), (2018, 2018)]),
        ([2017, "2019..2020"], [(2017, 2017), (2019, 2020)]),
        ({2017}, [(2017, 2017)]),
        ((year for year in [2017]), [(2017, 2017)]),
        (None, []),
        ([], []),
    ],
)
def test_years(year: object, ranges: list[tuple[int, int]]) -> None:
    assert read(year=year) == Filters(years=tuple(YearRange(*ends) for ends in ranges))


def test_other_filters() -> None:
    assert read(section="protection", country="Kazakhstan", tier=2, series="tip") == Filters(
        sections=(Section.PROTECTION,), countries=("KAZ",), tiers=(Tier.TIER_2,), series=("tip",)
    )
    assert read(section=[Section.OTHER, "assembly"], tier=["2WL", Tier.TIER_3]) == Filters(
        sections=(Section.OTHER,),
        labels=("Freedom of Assembly",),
        tiers=(Tier.TIER_2_WATCH_LIST, Tier.TIER_3),
    )
    assert read(country=[Country("Kazakhstan", "KAZ"), "FR"]) == Filters(countries=("KAZ", "FRA"))


def test_a_filter_of_one_bare_value_finds_what_it_says() -> None:
    bare: Any = Filters(countries="Kazakhstan", years=2017, sections="protection", tiers="2", series="tip")  # type: ignore[arg-type]
    proper = Filters(
        countries=("KAZ",),
        years=(YearRange(2017, 2017),),
        sections=(Section.PROTECTION,),
        tiers=(Tier.TIER_2,),
        series=("tip",),
    )
    assert checked_filters(bare, lambda: LABELS) == proper
    assert checked_filters(proper, lambda: LABELS) == proper
    within = Filters(sections=(Section.PROTECTION,)).within(bare)
    assert checked_filters(within, lambda: LABELS).also == (proper,)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"year": 1990}, "there is no report of 1990"),
        ({"year": 0}, "'0' is no report year"),
        ({"year": False}, "year is False"),
        ({"year": b"2017"}, "year is b'2017'"),
        ({"year": "2017 or so"}, "'2017 or so' is no report year"),
        ({"year": YearRange(2020, 2017)}, "run backwards"),
        ({"year": "2020..2017"}, "run backwards"),
        ({"year": YearRange("2020", 2021)}, "year is '2020'"),  # type: ignore[arg-type]
        ({"year": 10**5000}, "year is a value of type int"),
        ({"section": "protektion"}, "--section has no 'protektion'"),
        ({"section": 3}, "section is 3"),
        ({"country": "Kazakhstann"}, "no country is called"),
        ({"country": ""}, "no country is called ''"),
        ({"country": ["Kazakhstan", None]}, "country is None"),
        ({"tier": 7}, "no tier is called '7'"),
        ({"tier": 2.0}, "tier is 2.0"),
        ({"series": "123"}, "no series is called"),
        ({"series": range(2000)}, "series has more than 1,000 values"),
    ],
)
def test_what_makes_no_sense_is_refused(filters: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(**filters)
    assert message in caught.value.message
    assert caught.value.hint


def test_a_heading_that_the_index_lacks_is_refused() -> None:
    known = Filters(labels=("Freedom of Assembly",))
    assert checked_filters(known, lambda: LABELS) == known
    with pytest.raises(QueryError, match="no heading 'Freedom'"):
        checked_filters(Filters(labels=("Freedom",)), lambda: LABELS)


def test_settings_are_made_what_they_should_be() -> None:
    odd: Any = Settings(mode="lexical", min_score=1, filters=Filters(years="2017"))  # type: ignore[arg-type]
    settings = checked_settings(odd, lambda: LABELS)
    assert settings == Settings(
        mode=Mode.LEXICAL, min_score=1.0, filters=Filters(years=(YearRange(2017, 2017),))
    )


@given(
    st.sampled_from(["top_k", "mode", "filters", "min_score", "per_report", "context", "explain", "rerank"]),
    ODD,
)
def test_settings_raise_no_other_error(name: str, value: object) -> None:
    settings: Any = Settings(**{name: value})  # type: ignore[arg-type]
    with suppress(QueryError):
        assert isinstance(checked_settings(settings, lambda: LABELS), Settings)


@given(st.sampled_from(["year", "section", "country", "tier", "series"]), ODD | st.lists(ODD, max_size=2))
def test_filters_raise_no_other_error(name: str, value: object) -> None:
    with suppress(QueryError):
        assert isinstance(read(**{name: value}), Filters)


def test_one_value_or_several() -> None:
    assert several("text", "x") == ["text"]
    assert several(b"ab", "x") == [b"ab"]
    assert several(None, "x") == []
    assert several((1, 2), "x") == [1, 2]

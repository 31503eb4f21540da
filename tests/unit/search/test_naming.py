"""What a query names is recognised in every spelling, the longest first, and taken out of the query."""

from __future__ import annotations

import pytest

from kzsearch.domain import countries
from kzsearch.search.naming import Named, name
from kzsearch.types import Country, Coverage, Section, Tier


def coverage(
    *names: str, years: tuple[int, ...] = (2017, 2023), series: tuple[str, ...] = ("tip",)
) -> Coverage:
    found = [country for one in names if (country := countries.find(one))]
    assert len(found) == len(names)
    codes = {country.alpha3 for country in found}
    return Coverage(
        frozenset(years),
        frozenset(Country(one.name, one.alpha3) for one in found),
        frozenset({Tier.TIER_2, Tier.TIER_2_WATCH_LIST}),
        frozenset(series),
        countries.spellings(codes),
    )


def read(query: str, *names: str, series: tuple[str, ...] = ("tip",)) -> Named:
    return name(query, coverage(*(names or ("Kazakhstan",)), series=series))


@pytest.mark.parametrize(
    ("query", "holds", "codes"),
    [
        ("shelters in Papua New Guinea", ["Guinea", "Papua New Guinea"], {"PNG"}),
        ("shelters in Papua New Guinea", ["Guinea"], set()),
        ("shelters in Guinea-Bissau", ["Guinea"], set()),
        ("South Sudan's courts", ["Sudan", "South Sudan"], {"SSD"}),
        ("South Sudan's courts", ["Sudan"], set()),
        ("courts of the Democratic Republic of the Congo", ["Republic of the Congo", "DRC"], {"COD"}),
        ("courts of the Republic of the Congo", ["Republic of the Congo", "DRC"], {"COG"}),
        ("DRC courts", ["Republic of the Congo", "DRC"], {"COD"}),
        ("Turkey", ["Turkey"], {"TUR"}),
        ("refugees in Türkiye", ["Turkey"], {"TUR"}),
        ("PNG logging camps", ["Guinea", "Papua New Guinea"], {"PNG"}),
        ("Kirghizia", ["Kyrgyzstan"], {"KGZ"}),
        ("Burma", ["Burma"], {"MMR"}),
        ("army of Myanmar", ["Burma"], {"MMR"}),
        ("UAE employers", ["UAE"], {"ARE"}),
        ("employers in the U.A.E.", ["UAE"], {"ARE"}),
        ("Swaziland", ["Eswatini"], {"SWZ"}),
        ("the Kyrgyz Republic", ["Kyrgyzstan"], {"KGZ"}),
        ("KYRGYZSTAN", ["Kyrgyzstan"], {"KGZ"}),
        ("farms in Côte d’Ivoire", ["Ivory Coast"], {"CIV"}),
        ("Ivory Coast", ["Ivory Coast"], {"CIV"}),
        ("Laos’ courts", ["Laos"], {"LAO"}),
        ("Kazakhstani men abroad", ["Kazakhstan"], set()),
        ("Uzbek migrants", ["Uzbekistan"], set()),
        ("Russia's re-entry ban", ["Kazakhstan"], set()),
        ("Kazakhstan and Uzbekistan", ["Kazakhstan", "Uzbekistan"], {"KAZ", "UZB"}),
    ],
)
def test_countries(query: str, holds: list[str], codes: set[str]) -> None:
    assert read(query, *holds).countries == codes


@pytest.mark.parametrize(
    "query",
    [
        "shelters for victims in Kazakhstan",
        "Kazakhstan shelters for victims",
        "Kazakhstan: shelters for victims",
        "Kazakhstan's shelters for victims",
        "shelters for victims (Kazakhstan)",
        "shelters for victims, Kazakhstan, 2023",
        "In the Republic of Kazakhstan, shelters for victims",
        "shelters for victims in the 2017 TIP report on Kazakhstan",
        "shelters for victims, TIP Report 2017: Kazakhstan",
        "2017 Trafficking in Persons Report: shelters for victims",
        "shelters for victims in the State Department's Trafficking in Persons Report",
        "shelters for victims in the report of 2023",
        "Kazakhstan (2017): shelters for victims",
        "shelters for victims in the protection section",
        "shelters for victims in both years",
        "shelters for victims, Tier 2",
    ],
)
def test_what_is_left_is_the_subject(query: str) -> None:
    assert read(query).rest == "shelters for victims"


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("the 2017 report", {2017}),
        ("Kazakhstan 2017", {2017}),
        ("the 2017 and 2023 reports", {2017, 2023}),
        ("reports from 2017", {2017}),
        ("recommendations 2023", {2023}),
        ("2017", {2017}),
        ("convictions in 2016", set()),
        ("convictions in 2016 (Kazakhstan)", set()),
        ("convictions in 2016 in Kazakhstan", set()),
        ("article 125(3b) and 20161", set()),
    ],
)
def test_years(query: str, years: set[int]) -> None:
    assert read(query).years == years


@pytest.mark.parametrize(
    ("query", "sections", "rest"),
    [
        ("recommendations on shelters", {Section.RECOMMENDATIONS}, "shelters"),
        ("what was recommended on shelters", {Section.RECOMMENDATIONS}, "what was on shelters"),
        ("shelters in the protection section", {Section.PROTECTION}, "shelters"),
        ("protection of witnesses", set(), "protection of witnesses"),
        ("did the tier change", {Section.OVERVIEW}, "did the tier change"),
    ],
)
def test_sections(query: str, sections: set[Section], rest: str) -> None:
    named = read(query)
    assert named.sections == sections
    assert named.rest == rest


def test_tiers_and_series_that_are_not_held_are_content() -> None:
    assert read("why Tier 2 Watch List").tiers == {Tier.TIER_2_WATCH_LIST}
    assert read("countries on Tier 3").tiers == set()
    assert read("countries on Tier 3").rest == "countries on Tier 3"
    assert read("the human rights report on prisons").series == set()
    both = read("the human rights report on prisons", series=("tip", "hr"))
    assert both.series == {"hr"}
    assert both.rest == "prisons"


def test_a_tier_that_a_country_is_on_is_the_subject_too() -> None:
    named = read("why did the country stay on Tier 2?")
    assert named.tiers == {Tier.TIER_2}
    assert named.rest == "why did the country stay on Tier 2"
    assert read("downgraded from Tier 2").rest == "downgraded from Tier 2"


def test_what_leads_a_report_in_goes_with_it() -> None:
    assert read("what progress was made according to the 2023 report").rest == "what progress was made"


def test_what_was_named_is_told() -> None:
    assert read("shelters in Kazakhstan, TIP report 2017").written == {
        "Kazakhstan": "country Kazakhstan",
        "TIP report": "series tip",
        "report 2017": "year 2017",
    }


def test_a_query_of_names_alone_leaves_nothing() -> None:
    for query in (
        "Kazakhstan 2017",
        "the 2017 TIP report on Kazakhstan",
        "Kazakhstan",
        "Kazakhstan's Tier 2",
    ):
        assert read(query).rest == ""


def test_countries_stay_where_they_may_be_the_subject() -> None:
    named = read("draft dodgers of the war in Ukraine, report 2023", "Kazakhstan", "Ukraine")
    assert named.rest == "draft dodgers of the war"
    assert named.with_countries == "draft dodgers of the war in Ukraine"


@pytest.mark.parametrize(
    ("query", "rest"),
    [
        ("приюты в Казахстане", "приюты"),
        ("Қазақстандағы баспаналар", "баспаналар"),
        ("Казахстанның соттары", "соттары"),
        ("приюты в отчёте за 2017 год", "приюты"),
        ("2017 жылғы есептегі баспаналар", "баспаналар"),
        ("приюты в разделе о защите", "приюты"),
        ("қорғау бөліміндегі баспаналар", "баспаналар"),
        ("приюты в 2016 году", "приюты в 2016 году"),  # when it happened, and no report
        ("Судан и Чад", "Судан и Чад"),  # not held
    ],
)
def test_names_are_known_in_russian_and_kazakh(query: str, rest: str) -> None:
    assert read(query).rest == rest


def test_tiers_and_sections_are_known_in_russian_and_kazakh() -> None:
    assert read("уровень 2").tiers == {Tier.TIER_2}
    assert read("2-деңгей").tiers == {Tier.TIER_2}
    assert read("рекомендации о приютах").sections == {Section.RECOMMENDATIONS}
    assert read("ұсыныстар").sections == {Section.RECOMMENDATIONS}
    assert read("қылмыстық қудалау бөлімі").sections == {Section.PROSECUTION}
    assert read("раздел «Профилактика»").sections == {Section.PREVENTION}

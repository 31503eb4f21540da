"""Facts of a report: the strongest origin wins, and a note names origins that disagree."""

from __future__ import annotations

import pycountry
import pytest

from kzsearch.domain import countries
from kzsearch.errors import MetadataError, ReportError
from kzsearch.reading.facts import file_name
from kzsearch.reading.facts.gather import gather
from kzsearch.reading.facts.table import CorpusRow
from kzsearch.reading.files.text.front_matter import split
from kzsearch.types import Origin, Report, Source, Tier

_OVERVIEW = (
    "The Government of Kazakhstan does not fully meet the minimum standards for the elimination of "
    "trafficking; therefore Kazakhstan remained on Tier 2. Anti-trafficking police opened 26 trafficking "
    "cases, compared with 20 in 2021. In 2022, courts convicted six traffickers.\n"
)
_REPORT = "KAZAKHSTAN (Tier 2)\n" + _OVERVIEW


def _source(text: str, path: str = "a.txt") -> Source:
    header, body = split(text, path)
    return Source(path, "0" * 64, "utf-8", 0, text, body, header, ())


def _gather(text: str = _REPORT, path: str = "a.txt", row: CorpusRow | None = None, **stated: str) -> Report:
    return gather(_source(text, path), row, stated)


def test_everything_from_the_text_of_an_unnamed_file() -> None:
    report = _gather()
    assert (report.report_id, report.year, report.tier) == ("kaz-2023", 2023, Tier.TIER_2)
    assert {name: fact.origin for name, fact in report.facts.items()} == {
        "country": Origin.TIER_LINE,
        "year": Origin.TEXT,
        "tier": Origin.TIER_LINE,
    }
    assert "2021" in report.facts["year"].evidence
    assert report.notes == ()


def test_each_origin_gives_way_to_the_next_stronger() -> None:
    header = "---\ncountry: Kyrgyzstan\nyear: 2014\ntitle: From the header\n---\n"
    row = CorpusRow(
        "uzbekistan-2013.txt", country=countries.find("Tajikistan"), year=2015, title="From the table"
    )
    stated = {"country": "tkm", "year": "2016", "title": "From the option"}
    expected = [
        (Origin.OPTION, "tkm-2016", "From the option"),
        (Origin.TABLE, "tjk-2015", "From the table"),
        (Origin.HEADER, "kgz-2014", "From the header"),
        (Origin.FILE_NAME, "uzb-2013", None),
    ]
    for step, (origin, report_id, title) in enumerate(expected):
        report = _gather(
            (header if step <= 2 else "") + _REPORT,
            "uzbekistan-2013.txt",
            row if step <= 1 else None,
            **(stated if step == 0 else {}),
        )
        assert report.report_id == report_id
        assert {report.facts[name].origin for name in ("year", "country")} == {origin}
        assert (report.facts["title"].value if title else report.facts.get("title")) == title
        years = [note for note in report.notes if note.startswith("year:")]
        assert len(years) == len(expected) - step, "one note for each weaker origin that disagrees"


def test_spelling_is_no_disagreement() -> None:
    report = _gather(
        "---\ncountry: KAZAKHSTAN\n---\n" + _REPORT, "kaz-2023.txt", CorpusRow("kaz-2023.txt", year=2023)
    )
    assert report.notes == ()


def test_the_tail_of_another_report_gives_no_facts() -> None:
    tail = (
        "The Government of Kenya remained idle. Kenya remained on Tier 3. Police opened 9 cases, compared "
        "with 7 in 2009. In 2010, courts met.\n"
    )
    report = _gather(tail + _REPORT)
    assert (report.report_id, report.tier, report.notes) == ("kaz-2023", Tier.TIER_2, ())


def test_several_tier_lines_need_the_country_said() -> None:
    text = (
        _REPORT
        + "\nKENYA (Tier 3)\n"
        + _OVERVIEW.replace("Kazakhstan", "Kenya").replace("20 in 2021", "no past")
    )
    with pytest.raises(MetadataError, match="Kazakhstan and Kenya") as caught:
        _gather(text)
    assert "--country a.txt=COUNTRY" in caught.value.hint
    report = _gather(text, country="Kazakhstan")
    assert (report.report_id, report.tier) == ("kaz-2023", Tier.TIER_2)


def test_a_neighbours_few_lines_do_not_need_the_country_said() -> None:
    report = _gather("JORDAN (Tier 3)\nJordan did little.\n" + _REPORT)
    assert (report.report_id, report.tier) == ("kaz-2023", Tier.TIER_2)
    (note,) = report.notes
    assert "Jordan" in note


def test_a_tier_line_on_two_lines() -> None:
    report = _gather("KAZAKHSTAN:\n\nTier 2 Watch List\n\n" + _OVERVIEW)
    assert report.tier is Tier.TIER_2_WATCH_LIST
    (note,) = report.notes
    assert note.startswith("tier: Tier 2 Watch List by the tier line, but the text says Tier 2")


@pytest.mark.parametrize(
    ("text", "country", "tier"),
    [
        (_OVERVIEW, "KAZ", Tier.TIER_2),
        (
            _OVERVIEW.replace("remained on Tier 2", "was downgraded to Tier 2 Watch List"),
            "KAZ",
            Tier.TIER_2_WATCH_LIST,
        ),
        ("Laos is primarily a source country for women and girls subjected to trafficking.\n", "LAO", None),
        (
            "RECOMMENDATIONS FOR KAZAKHSTAN\nTrain police to find trafficking victims; and amend the law.\n",
            "KAZ",
            None,
        ),
        (
            "As reported over the past five years, traffickers exploit foreign victims in Chad.\n",
            "TCD",
            None,
        ),
    ],
)
def test_country_and_tier_from_sentences(text: str, country: str, tier: Tier | None) -> None:
    report = _gather(text, year="2023")
    assert (report.country.alpha3, report.tier, report.facts["country"].origin) == (
        country,
        tier,
        Origin.TEXT,
    )


def test_a_placement_of_years_before_is_not_this_years() -> None:
    text = (
        "Kazakhstan was placed on Tier 2 Watch List in the last two reports. "
        "The Government of Kazakhstan does not meet the minimum standards; "
        "therefore Kazakhstan remained on Tier 3.\n"
    )
    assert _gather(text, year="2023").tier is Tier.TIER_3


def test_mentions_are_not_counted() -> None:
    text = "Kenya, Kenya and Kenya again did nothing about anti-trafficking laws, and neither did Chad.\n"
    with pytest.raises(MetadataError, match="country") as caught:
        _gather(text, year="2023")
    assert "--country" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (_REPORT, {"country": "Kazakstan"}),
        ("---\ncountry: Kazakstan\n---\n" + _REPORT, {}),
        (_REPORT.replace("KAZAKHSTAN", "KAZAKSTAN"), {}),
    ],
    ids=["option", "header", "tier line"],
)
def test_an_unknown_country_has_a_nearest(text: str, stated: dict[str, str]) -> None:
    with pytest.raises(MetadataError, match=r"(?i)kazakstan") as caught:
        gather(_source(text), None, stated)
    assert 'Did you mean "Kazakhstan"?' in caught.value.hint


@pytest.mark.parametrize("year", ["x", "1999", "2999", "20177", "-2017"])
def test_a_year_that_is_none_is_refused(year: str) -> None:
    with pytest.raises(MetadataError, match="no report year") as caught:
        _gather(year=year)
    assert "--year" in caught.value.hint


def test_a_title_in_the_header_names_the_year() -> None:
    report = _gather("Title: 2023 Trafficking in Persons Report - Kazakhstan\n\n" + _REPORT)
    assert (report.year, report.facts["year"].origin) == (2023, Origin.HEADER)


def test_a_banner_above_the_tier_line_names_the_year() -> None:
    banner = "Trafficking in Persons Report 2023\nOffice to Monitor and Combat Trafficking in Persons\n\n"
    assert _gather(banner + _REPORT).year == 2023
    with pytest.raises(MetadataError, match="banner names 2020"):
        _gather(banner.replace("2023", "2020") + _REPORT)


@pytest.mark.parametrize(
    "text",
    [
        "KAZAKHSTAN (Tier 2)\n",
        "---\ncountry: Kazakhstan\nyear: 2023\n---\n",
        "Country: Kazakhstan\nYear: 2023\n\nKAZAKHSTAN (Tier 2)\n\nPROTECTION\n\nTrafficking Profile\n",
        "KAZAKHSTAN (Tier 2)\nPREVENTION\nOriginal source can be found here.\n",
    ],
)
def test_a_header_without_a_report_is_refused(text: str) -> None:
    with pytest.raises(ReportError, match="no report below"):
        _gather(text, country="Kazakhstan", year="2023")


def test_the_name_of_any_country_with_a_year_names_both() -> None:
    wrong = []
    for entry in pycountry.countries:
        country = countries.by_alpha3(entry.alpha_3)
        assert country is not None
        for name in (country.name, country.name.lower().replace(" ", "-"), country.name.replace(" ", "_")):
            path = f"{name}-2017.txt"
            found = file_name.country_of(path)
            if (found, file_name.year_of(path)) != (country, 2017):
                wrong.append((path, found, file_name.year_of(path)))
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "alpha3", "year"),
    [
        ("kazakhstan-2017.txt", "KAZ", 2017),
        ("2017_TIP_Kazakhstan.txt", "KAZ", 2017),
        ("kaz-2017.txt", "KAZ", 2017),
        ("kyrgyz-republic-2016.md", "KGZ", 2016),
        ("peru__trashed-2017.txt", "PER", 2017),
        ("2016/papua-new-guinea.txt", "PNG", None),
        ("kazakhstan-2023-06-15.txt", "KAZ", None),
        ("15.06.2023 kazakhstan.txt", "KAZ", None),
        ("kazakhstan-2016-2017.txt", "KAZ", None),
        ("denmark-2008.txt", "DNK", 2008),  # which ends as a month begins
        ("azerbaijan_2019.txt", "AZE", 2019),
        ("kazakhstan saved 15 june 2017.txt", "KAZ", None),
        ("kazakhstan_march-2017.txt", "KAZ", None),
        ("kazakhstan-uzbekistan-2017.txt", None, 2017),
        ("can-i-read-2999.txt", None, None),
        ("002_b2ef7d92111389f7.txt", None, None),
        ("a.txt", None, None),
    ],
)
def test_file_names(path: str, alpha3: str | None, year: int | None) -> None:
    country = file_name.country_of(path)
    assert (country.alpha3 if country else None, file_name.year_of(path)) == (alpha3, year)

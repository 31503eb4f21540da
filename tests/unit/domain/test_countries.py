"""Countries: every spelling in the series means the right country, and no other word means a country."""

from __future__ import annotations

import pytest

from kzsearch.domain import countries


@pytest.mark.parametrize(
    ("written", "alpha3", "printed"),
    [
        ("KAZAKHSTAN", "KAZ", "Kazakhstan"),
        ("Republic of Kazakhstan", "KAZ", "Kazakhstan"),
        ("КАЗАХСТАН", "KAZ", "Kazakhstan"),
        ("Қазақстан", "KAZ", "Kazakhstan"),
        ("Kyrgyzstan", "KGZ", "Kyrgyz Republic"),
        ("the Kyrgyz Republic", "KGZ", "Kyrgyz Republic"),
        ("BURMA", "MMR", "Burma"),
        ("Myanmar", "MMR", "Burma"),
        ("Turkey", "TUR", "Türkiye"),
        ("TÜRKİYE", "TUR", "Türkiye"),
        ("Turkiye", "TUR", "Türkiye"),
        ("Cote d’Ivoire", "CIV", "Côte d'Ivoire"),
        ("CÔTE D'IVOIRE", "CIV", "Côte d'Ivoire"),
        ("Congo, Democratic Republic of the", "COD", "Democratic Republic of the Congo"),
        ("Democratic Republic of the Congo", "COD", "Democratic Republic of the Congo"),
        ("Congo, Republic of the", "COG", "Republic of the Congo"),
        ("Bahamas, The", "BHS", "The Bahamas"),
        ("Gambia", "GMB", "The Gambia"),
        ("Micronesia, Federated States of", "FSM", "Micronesia"),
        ("Macao", "MAC", "Macau"),
        ("Swaziland", "SWZ", "Eswatini"),
        ("Cape Verde", "CPV", "Cabo Verde"),
        ("Brunei Darussalam", "BRN", "Brunei"),
        ("Macedonia", "MKD", "North Macedonia"),
        ("Czech Republic", "CZE", "Czechia"),
        ("Russian Federation", "RUS", "Russia"),
        ("Korea, Republic of", "KOR", "South Korea"),
        ("KOREA, DEMOCRATIC PEOPLE’S REPUBLIC OF", "PRK", "North Korea"),
        ("East Timor", "TLS", "Timor-Leste"),
        ("Kosovo", "XKX", "Kosovo"),
        ("Taiwan", "TWN", "Taiwan"),
        ("Hong Kong", "HKG", "Hong Kong"),
        ("Libya", "LBY", "Libya"),
        ("St. Vincent & the Grenadines", "VCT", "Saint Vincent and the Grenadines"),
        ("St. Maarten", "SXM", "Sint Maarten"),
        ("Curacao", "CUW", "Curaçao"),
        ("Vatican City", "VAT", "Holy See"),
        ("West Bank and Gaza", "PSE", "West Bank and Gaza"),
        ("Viet Nam", "VNM", "Vietnam"),
        ("Lao People's Democratic Republic", "LAO", "Laos"),
        ("Syrian Arab Republic", "SYR", "Syria"),
        ("Bolivia, Plurinational State of", "BOL", "Bolivia"),
        ("Serbia and Montenegro", "SCG", "Serbia and Montenegro"),
        ("Netherlands Antilles", "ANT", "Netherlands Antilles"),
    ],
)
def test_a_spelling_means_its_country(written: str, alpha3: str, printed: str) -> None:
    country = countries.find(written)
    assert country is not None
    assert (country.alpha3, country.name) == (alpha3, printed)


@pytest.mark.parametrize("written", ["", "the", "in", "Tier", "Kazakh", "Congo", "Korea", "Freedonia", "."])
def test_other_words_and_ambiguous_names_mean_none(written: str) -> None:
    assert countries.find(written) is None


def test_every_printed_name_is_found_again() -> None:
    import pycountry

    codes = [entry.alpha_3 for entry in pycountry.countries]
    assert len(codes) > 240
    for code in [*codes, "XKX", "SCG"]:
        country = countries.by_alpha3(code)
        assert country is not None
        assert countries.find(country.name) == country
        assert countries.find(country.name.upper()) == country


@pytest.mark.parametrize("code", ["kz", "KZ", "kaz", "KAZ", " kaz "])
def test_codes_are_for_users_not_for_texts(code: str) -> None:
    country = countries.parse(code)
    assert country is not None
    assert country.alpha3 == "KAZ"
    assert countries.find(code) is None


def test_a_misspelt_name_has_a_nearest() -> None:
    assert countries.nearest("Kazakstan") == "Kazakhstan"
    assert countries.nearest("Uzbekistn") == "Uzbekistan"
    assert countries.nearest("qqqq") is None


def test_names_at_the_ends_of_a_text() -> None:
    start = countries.at_start("the Republic of Korea fully meets")
    assert start is not None
    assert start.alpha3 == "KOR"
    end = countries.at_end("therefore, the Democratic Republic of the Congo")
    assert end is not None
    assert end.alpha3 == "COD"
    assert countries.at_end("the government of that country") is None


def test_a_name_inside_a_longer_one_does_not_count() -> None:
    assert [found.alpha3 for found in countries.within(["papua", "new", "guinea", "2016"])] == ["PNG"]
    assert [found.alpha3 for found in countries.within(["chad", "and", "mali"])] == ["TCD", "MLI"]

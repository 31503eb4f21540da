from __future__ import annotations

import pytest

from kzsearch.domain.headings import cue, inline_headings, is_capitals, parse_heading, parse_run_in
from kzsearch.types import Section


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("PROSECUTION", Section.PROSECUTION),
        ("Prevention", Section.PREVENTION),
        ("**PROTECTION**", Section.PROTECTION),
        ("## Protection", Section.PROTECTION),
        ("TRAFFICKING PROFILE:", Section.PROFILE),
        ("PRIORITIZED RECOMMENDATIONS :", Section.RECOMMENDATIONS),
        ("Prioritized Recommendations", Section.RECOMMENDATIONS),
        ("RECOMMENDATIONS FOR CÔTE D’IVOIRE", Section.RECOMMENDATIONS),
        ("RECOMMENDATIONS FOR THE DEMOCRATIC REPUBLIC OF THE CONGO:", Section.RECOMMENDATIONS),
        ("GOVERNMENT EFFORTS:", Section.OTHER),
        ("Scope and Magnitude.", Section.OTHER),
    ],
)
def test_heading(line: str, section: Section) -> None:
    heading = parse_heading(line)
    assert heading is not None
    assert heading.section is section


@pytest.mark.parametrize(
    "line",
    ["prevention", "Protection of victims", "The prosecution", "Tier 2. The government", "", "PROSECUTIONS"],
)
def test_no_heading(line: str) -> None:
    assert parse_heading(line) is None


@pytest.mark.parametrize(
    ("line", "section", "rest"),
    [
        ("Recommendations for Kazakhstan: Increase efforts", Section.RECOMMENDATIONS, "Increase efforts"),
        ("PROSECUTION The government did", Section.PROSECUTION, "The government did"),
        ("Prosecution: The government did", Section.PROSECUTION, "The government did"),
        ("Scope and Magnitude. Haiti is", Section.OTHER, "Haiti is"),
        ("PRIORITIZED RECOMMENDATIONS: - Train officers", Section.RECOMMENDATIONS, "- Train officers"),
        ("Recommendations for Papua New Guinea: Enact a law", Section.RECOMMENDATIONS, "Enact a law"),
        ("Recommendations for St. Lucia: Train police", Section.RECOMMENDATIONS, "Train police"),
        ("RECOMMENDATIONS FOR PAPUA NEW GUINEA Enact a law", Section.RECOMMENDATIONS, "Enact a law"),
        ("RECOMMENDATIONS FOR CÔTE D’IVOIRE: Enact a law", Section.RECOMMENDATIONS, "Enact a law"),
    ],
)
def test_run_in(line: str, section: Section, rest: str) -> None:
    heading = parse_run_in(line)
    assert heading is not None
    assert (heading.section, line[heading.rest :]) == (section, rest)


@pytest.mark.parametrize(
    "line", ["Protection of victims was", "Prevention efforts increased", "PROSECUTION of it"]
)
def test_no_run_in(line: str) -> None:
    assert parse_run_in(line) is None


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("The government decreased anti-trafficking law enforcement efforts.", Section.PROSECUTION),
        ("The Government of Kazakhstan demonstrated increased law enforcement efforts.", Section.PROSECUTION),
        ("The government made mixed efforts to protect victims.", Section.PROTECTION),
        ("The government slightly increased protection efforts.", Section.PROTECTION),
        ("The government maintained efforts to identify and protect victims.", Section.PROTECTION),
        ("The government maintained prevention efforts.", Section.PREVENTION),
        ("The government maintained efforts to prevent trafficking.", Section.PREVENTION),
        ("As reported over the past five years, traffickers exploit victims.", Section.PROFILE),
        ("Kazakhstan is a source, transit, and destination country for women.", Section.PROFILE),
        ("The Government of Burma does not fully meet the minimum standards.", Section.OVERVIEW),
        ("The Government of Chad does not yet fully comply with minimum standards.", Section.OVERVIEW),
        ("The government should enact a law.", Section.RECOMMENDATIONS),
    ],
)
def test_cue(sentence: str, section: Section) -> None:
    assert cue(sentence) is section


@pytest.mark.parametrize(
    "sentence",
    [
        "Police investigated 147 trafficking cases.",
        "The government continued to train law enforcement and inspectors.",
        "In 2022, state labor inspectors carried out 4,920 inspections.",
        "NGOs reported effective victim referral.",
    ],
)
def test_no_cue(sentence: str) -> None:
    assert cue(sentence) is None


# First sentences as the reports of all years and countries have them.
@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("The Government of Tonga does not fully comply with the minimum standards.", Section.OVERVIEW),
        (
            "The Government of Uzbekistan does not yet fully comply with minimum standards.",
            Section.OVERVIEW,
        ),
        (
            "The Government of the Kingdom of the Netherlands fully meets the minimum standards.",
            Section.OVERVIEW,
        ),
        (
            "Uzbekistan does not fully meet the minimum standards for the elimination of trafficking.",
            Section.OVERVIEW,
        ),
        (
            "The Government of Côte d'Ivoire has not yet complied with the minimum standards.",
            Section.OVERVIEW,
        ),
        (
            "The Government of Mexico does not fully comply with the minimum standards.",
            Section.OVERVIEW,
        ),
        ("The Government of Burma does not comply with the minimum standards.", Section.OVERVIEW),
        (
            "Despite limited resources, the Government of Laos does not fully comply with the minimum standards.",
            Section.OVERVIEW,
        ),
        ("The government increased law enforcement efforts.", Section.PROSECUTION),
        (
            "The Government of Honduras increased its efforts to punish acts of trafficking.",
            Section.PROSECUTION,
        ),
        (
            "Over the year, Afghanistan made no clear progress in its anti-trafficking law enforcement efforts.",
            Section.PROSECUTION,
        ),
        (
            "The Government of Laos continued its anti-trafficking law enforcement efforts.",
            Section.PROSECUTION,
        ),
        (
            "The government made minimal anti-trafficking law enforcement efforts during the reporting period.",
            Section.PROSECUTION,
        ),
        (
            "The Government of Mexico's overall anti-trafficking law enforcement efforts remained weak.",
            Section.PROSECUTION,
        ),
        ("Anti-trafficking law enforcement efforts decreased.", Section.PROSECUTION),
        (
            "The Burmese government made limited progress in prosecuting and punishing trafficking offenders.",
            Section.PROSECUTION,
        ),
        (
            "The Government of the Congo demonstrated minimal law enforcement efforts to combat trafficking.",
            Section.PROSECUTION,
        ),
        ("The government demonstrated mixed progress in law enforcement.", Section.PROSECUTION),
        (
            "The Government of Cote d'Ivoire's efforts to address human trafficking through law enforcement were.",
            Section.PROSECUTION,
        ),
        (
            "The transitional government did not report any anti-trafficking law enforcement efforts.",
            Section.PROSECUTION,
        ),
        ("The government maintained inadequate prosecution efforts.", Section.PROSECUTION),
        (
            "The government's anti-trafficking law enforcement response improved slightly.",
            Section.PROSECUTION,
        ),
        (
            "Mexican authorities' efforts to investigate and prosecute trafficking crimes remained uneven.",
            Section.PROSECUTION,
        ),
        (
            "The Government of Fiji did not make any discernible progress in prosecuting.",
            Section.PROSECUTION,
        ),
        ("There were no visible law enforcement efforts in The Gambia this year.", Section.PROSECUTION),
        (
            "The Government of Kuwait demonstrated little to no progress in prosecuting.",
            Section.PROSECUTION,
        ),
        (
            "Authorities intensified their anti-trafficking prosecution efforts during the year.",
            Section.PROSECUTION,
        ),
        (
            "Uzbekistan prohibits all forms of trafficking through Article 135 of its criminal code.",
            Section.PROSECUTION,
        ),
        (
            "The Gambia prohibits all forms of trafficking through its October 2007 Trafficking in Persons Act.",
            Section.PROSECUTION,
        ),
        (
            "Laos has no specific anti-trafficking law, but uses other statutes to punish traffickers.",
            Section.PROSECUTION,
        ),
        ("The government slightly decreased efforts to prosecute trafficking crimes.", Section.PROSECUTION),
        ("The government sustained strong prosecution of traffickers.", Section.PROSECUTION),
        (
            "The government's capacity to investigate trafficking crimes remained limited.",
            Section.PROSECUTION,
        ),
        (
            "The PNG government showed negligible law enforcement action against trafficking.",
            Section.PROSECUTION,
        ),
        (
            "The Government of Papua New Guinea showed no evidence of prosecuting traffickers.",
            Section.PROSECUTION,
        ),
        (
            "During the last year, the Royal Government took a number of steps to punish traffickers.",
            Section.PROSECUTION,
        ),
        ("The government maintained protection efforts.", Section.PROTECTION),
        ("The government made minimal efforts to protect trafficking victims.", Section.PROTECTION),
        (
            "The Government of Laos demonstrated some progress in improving victim protection during the year.",
            Section.PROTECTION,
        ),
        (
            "The Government of Mexico provided limited assistance and services to trafficking victims.",
            Section.PROTECTION,
        ),
        ("The government did not provide adequate protection to victims of trafficking.", Section.PROTECTION),
        ("Protection efforts remained inadequate.", Section.PROTECTION),
        (
            "The Ivoirian government made weak efforts to protect victims of trafficking during the last year.",
            Section.PROTECTION,
        ),
        (
            "The Government of Uzbekistan increased its efforts to assist victims of trafficking.",
            Section.PROTECTION,
        ),
        ("The Gambia's government continued to provide care to victims.", Section.PROTECTION),
        ("The government identified 24 trafficking victims, compared with 20 in 2021.", Section.PROTECTION),
        ("The government increased victim identification and protection efforts.", Section.PROTECTION),
        (
            "The Congolese government continued to rely on foster families to care for victims.",
            Section.PROTECTION,
        ),
        ("The government decreased efforts to identify victims.", Section.PROTECTION),
        ("The government made uneven efforts to protect victims and witnesses.", Section.PROTECTION),
        (
            "The Government of Burma made no discernible progress in protecting victims of internal trafficking.",
            Section.PROTECTION,
        ),
        (
            "The government's efforts to provide services to victims remained insufficient.",
            Section.PROTECTION,
        ),
        (
            "PNG made inadequate efforts to ensure that victims of trafficking received.",
            Section.PROTECTION,
        ),
        ("Victim protection remained the weakest component of the government's efforts.", Section.PROTECTION),
        ("The government lacked resources to protect victims.", Section.PROTECTION),
        (
            "Over the past year, the government improved its protection of trafficking victims.",
            Section.PROTECTION,
        ),
        ("The Government of Mexico failed to provide adequate victim protection.", Section.PROTECTION),
        ("The government sustained its efforts to offer victims care.", Section.PROTECTION),
        (
            "The Government of Fiji demonstrated limited efforts to ensure victims’ access to protective services.",
            Section.PROTECTION,
        ),
        ("The government maintained prevention efforts.", Section.PREVENTION),
        (
            "The Government of Laos continued efforts to prevent trafficking in persons.",
            Section.PREVENTION,
        ),
        ("The government made weak efforts to prevent human trafficking.", Section.PREVENTION),
        ("The government conducted no public awareness campaigns.", Section.PREVENTION),
        ("Mexican authorities increased trafficking prevention efforts.", Section.PREVENTION),
        ("The Government of Uzbekistan's prevention activities remained strong.", Section.PREVENTION),
        ("Prevention efforts decreased.", Section.PREVENTION),
        ("The government demonstrated modest progress in prevention.", Section.PREVENTION),
        (
            "The Ivoirian government demonstrated sustained and modest efforts to prevent.",
            Section.PREVENTION,
        ),
        ("The government took some steps to prevent trafficking.", Section.PREVENTION),
        ("The Gambian government's trafficking prevention efforts were minimal.", Section.PREVENTION),
        (
            "During the year, the government made limited progress in its efforts to prevent trafficking.",
            Section.PREVENTION,
        ),
        (
            "The government conducted anti-trafficking information and education campaigns.",
            Section.PREVENTION,
        ),
        ("The government continued its prevention activities.", Section.PREVENTION),
        ("The government sponsored anti-trafficking awareness campaigns.", Section.PREVENTION),
        ("The Congo did not make any discernible effort to prevent trafficking.", Section.PREVENTION),
        ("The government's efforts to raise awareness of trafficking improved.", Section.PREVENTION),
        ("The government continued to lead and fund campaigns to prevent trafficking.", Section.PREVENTION),
        ("Uzbekistan is a source country for women and girls trafficked to Asia.", Section.PROFILE),
        ("Laos is primarily a source country for women and girls.", Section.PROFILE),
        (
            "Mexico is a large source, transit, and destination country for persons.",
            Section.PROFILE,
        ),
        (
            "Côte d'Ivoire is a country of destination for children trafficked to labor as plantation workers.",
            Section.PROFILE,
        ),
        ("The Gambia is a source, transit, and destination country for children and women.", Section.PROFILE),
        ("Gabon is primarily a destination and transit country for children from Benin.", Section.PROFILE),
        (
            "The Republic of the Congo (ROC) is a source and destination country for children.",
            Section.PROFILE,
        ),
        ("Burma is a source country for women.", Section.PROFILE),
        (
            "The Democratic Republic of the Congo (DRC) is a source, destination, and possibly a transit country.",
            Section.PROFILE,
        ),
        (
            "As reported over the past five years, human traffickers exploit domestic and foreign victims in Laos.",
            Section.PROFILE,
        ),
        (
            "As reported over the past five years, The Gambia is a source and destination country.",
            Section.PROFILE,
        ),
        ("Tonga is a destination country for women subjected to sex trafficking.", Section.PROFILE),
        (
            "The Federated States of Micronesia is a source and, to a limited extent, destination country for women.",
            Section.PROFILE,
        ),
        ("Uzbekistan is a country of origin for women.", Section.PROFILE),
        ("Papua New Guinea is a country of destination for women.", Section.PROFILE),
        ("Women and girls from Laos are trafficked to Thailand.", Section.PROFILE),
        ("Afghanistan is a country of origin and transit for women and children.", Section.PROFILE),
        ("Traffickers exploit Laotian men in fishing.", Section.PROFILE),
        ("Turkey is a major destination and transit country.", Section.PROFILE),
        ("Honduras is principally a source and transit country for women.", Section.PROFILE),
        ("The United States is a source, transit, and destination country for men.", Section.PROFILE),
        ("Iceland is a destination and possible transit point for women.", Section.PROFILE),
    ],
)
def test_cues_of_any_country(sentence: str, section: Section) -> None:
    assert cue(sentence) is section


@pytest.mark.parametrize(
    "sentence",
    [
        "Police investigated 147 trafficking cases.",
        "The government did not report any investigations, prosecutions, or convictions.",
        "Corruption remained a significant concern, inhibiting law enforcement action.",
        "NGOs reported the government increased efforts to identify victims.",
        "Observers reported law enforcement efforts were weak.",
        "The law provided victims with alternatives to removal.",
        "The government operated two shelters.",
        "The government did not make efforts to reduce the demand for commercial sex acts.",
        "The government provided anti-trafficking training to its diplomatic personnel.",
        "The government continued to train law enforcement officers on the identification of victims.",
        "In addition, the government trained 40 officers.",
        "Women and girls from the countryside work in bars.",
        "The government reduced funding.",
        "These efforts included increasing law enforcement efforts and identifying victims.",
        "However, the government did not meet the minimum standards in several key areas.",
        "Media reported officials took bribes.",
        "Traffickers were sentenced to 10 years.",
        "Courts convicted 12 traffickers under Article 135.",
        "Investigate and prosecute trafficking crimes.",
        "Increase efforts to protect victims.",
        "In partnership with NGOs, increase efforts to prevent trafficking.",
    ],
)
def test_sentences_that_open_nothing(sentence: str) -> None:
    assert cue(sentence) is None


def test_capitals() -> None:
    assert is_capitals("EXECUTIVE SUMMARY")
    assert not is_capitals("NGOS, MVD,")
    assert not is_capitals("MVD")
    assert not is_capitals("Executive Summary")
    assert not is_capitals("2015-2017")


def test_inline_heading_needs_the_end_of_a_sentence() -> None:
    text = "It ended. PROTECTION The government began. The word PREVENTION is not one."
    assert [text[slice(*span)] for span in inline_headings(text)] == ["PROTECTION"]


@pytest.mark.parametrize("name", ["PAPUA NEW GUINEA", "CÔTE D’IVOIRE", "THE GAMBIA"])
def test_inline_heading_holds_the_whole_name(name: str) -> None:
    text = f"It ended. RECOMMENDATIONS FOR {name} Enact a law."
    assert [text[slice(*span)] for span in inline_headings(text)] == [f"RECOMMENDATIONS FOR {name}"]

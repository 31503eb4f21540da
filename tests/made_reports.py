"""Made-up reports on other countries, in the words that reports of 2002 to 2025 use; every name and number is invented.

Each has the sections of a report with their paragraphs, recommendations one an item, as `known_sections` gives those of
the two starting reports.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kzsearch.types import Section
from tests.renderings import Shape

Content = dict[Section, list[str]]

UZBEKISTAN: Final[Content] = {
    Section.OVERVIEW: [
        (
            "The Government of Uzbekistan does not fully comply with the minimum standards for the "
            "elimination of trafficking; however, it is making significant efforts to do so. During the "
            "year, authorities drafted a decree on recruiters and opened a second rehabilitation center "
            "in Navoi. Despite these steps, the government did not hold officials to account, and local "
            "administrators again sent teachers to the fields."
        ),
    ],
    Section.RECOMMENDATIONS: [
        "Revoke the registration of farms that rely on conscripted pickers",
        (
            "In consultation with independent monitors, develop procedures to find victims among "
            "seasonal workers"
        ),
        (
            "Investigate and prosecute officials suspected of complicity and impose prison terms on "
            "those convicted"
        ),
        "Provide the Navoi center with a steady budget",
        "Respecting due process, bring cases against recruiters who keep passports",
    ],
    Section.PROSECUTION: [
        (
            "The government sustained its anti-trafficking law enforcement efforts. Article 135 of the "
            "criminal code prohibits both forms of trafficking and prescribes three to 12 years in "
            "prison, which is commensurate with other grave crimes."
        ),
        (
            "Uzbek courts convicted 211 traffickers, compared with 240 the year before. Prosecutors "
            "opened 377 cases. Judges gave suspended terms to 19 of the convicted."
        ),
        ("Officials of the interior ministry trained 85 officers of the border guard in interviewing."),
    ],
    Section.PROTECTION: [
        (
            "Uzbekistan made modest progress in identifying and assisting victims of trafficking. "
            "Consular staff helped 164 citizens return, and the Navoi center housed 58 women."
        ),
        "NGOs ran two further shelters without public money. They cared for 90 people.",
    ],
    Section.PREVENTION: [
        (
            "The government increased its efforts to prevent trafficking. The republican commission met "
            "four times and printed 200,000 leaflets for labor migrants."
        ),
        (
            "Uzbek television showed six films on unsafe work abroad. There was no campaign against the "
            "demand for commercial sex."
        ),
    ],
    Section.PROFILE: [
        (
            "Uzbekistan is a source and, to a lesser extent, transit country for women and men "
            "subjected to forced labor and forced prostitution. Uzbek men toil on building sites in the "
            "north."
        ),
        ("Uzbek girls are taken to resorts on false passports. Children pick cotton in some districts."),
    ],
}
MEXICO: Final[Content] = {
    Section.OVERVIEW: [
        (
            "Mexico does not fully meet the minimum standards for the elimination of trafficking but is "
            "making significant efforts to do so. The government passed reforms to its 2012 law. "
            "However, it did not fund the victims' commission in full."
        ),
    ],
    Section.RECOMMENDATIONS: [
        "Dedicate more prosecutors to labor cases in the southern states",
        "Deploy inspectors to large farms and refer workers in debt to services",
        "To the extent possible, pay restitution from seized assets",
        "Harmonize state laws with the federal one",
    ],
    Section.PROSECUTION: [
        (
            "The Mexican government’s law enforcement efforts remained uneven among states. Federal "
            "prosecutors opened 155 preliminary inquiries."
        ),
        (
            "State courts sentenced 86 traffickers in 14 states. Corruption among municipal police "
            "allowed some bars to go on."
        ),
    ],
    Section.PROTECTION: [
        (
            "Federal and state authorities maintained modest victim protection efforts. They found 706 "
            "victims, of whom 519 were girls or women."
        ),
        (
            "Thirteen states had a refuge for women. Men found no housing at all. Foreign victims could "
            "ask for a humanitarian visa."
        ),
    ],
    Section.PREVENTION: [
        (
            "Mexican authorities undertook strong prevention efforts. A commission of 11 ministries "
            "wrote its annual report."
        ),
        ("Hotel chains in three resorts signed a code of conduct. The labor ministry fined 12 agencies."),
    ],
    Section.PROFILE: [
        (
            "As reported over the past five years, human traffickers exploit domestic and foreign "
            "victims in Mexico, and they exploit Mexican victims abroad. Groups at risk include "
            "children in care and indigenous persons."
        ),
        "Day laborers from Guatemala harvest coffee and chilies under threats.",
    ],
}
LAOS: Final[Content] = {
    Section.OVERVIEW: [
        (
            "The Government of Laos does not yet fully comply with the minimum standards for the "
            "elimination of trafficking; however, it is making significant efforts to do so despite "
            "limited resources. Lao officials speak of the problem more openly than before."
        ),
    ],
    Section.RECOMMENDATIONS: [
        "Enact the draft law on the protection of women and children",
        "End the fining of villagers who come back without papers",
        "Train police in the border provinces to recognize victims",
    ],
    Section.PROSECUTION: [
        (
            "The Lao government made some progress in its efforts to prosecute traffickers in persons. "
            "Courts in Savannakhet heard nine cases and convicted seven offenders."
        ),
        "Police lack vehicles and training. Low salaries leave them open to bribes.",
    ],
    Section.PROTECTION: [
        (
            "The government continued to provide modest assistance to victims. The women's union keeps "
            "a small shelter in Vientiane for those who come home."
        ),
        ("Some returnees still pay a fine at the bridge. Officials interviewed 112 of them last spring."),
    ],
    Section.PREVENTION: [
        (
            "Lao authorities demonstrated limited efforts to raise public awareness of trafficking. A "
            "puppet theater toured 40 villages."
        ),
        "The ministry of labor licensed three companies that send workers abroad.",
    ],
    Section.PROFILE: [
        (
            "Laos is primarily a country of origin for women and girls who are trafficked across the "
            "Mekong to factories, bars and households. Hill peoples are at greatest risk."
        ),
    ],
}
COTE_D_IVOIRE: Final[Content] = {
    Section.OVERVIEW: [
        (
            "The Government of Côte d’Ivoire does not fully meet the minimum standards for the "
            "elimination of trafficking but is making significant efforts to do so. These efforts "
            "included opening a third children’s home and convicting more offenders. However, funds for "
            "the regional committees fell short; therefore Côte d’Ivoire was downgraded."
        ),
    ],
    Section.RECOMMENDATIONS: [
        "Reconvene the national committee and give it a budget line",
        "Sensitize cocoa growers and village chiefs to the law on child labor",
        "Staff the anti-trafficking unit outside Abidjan, and equip it with vehicles",
        "Systematically screen adults in prostitution for signs of coercion",
    ],
    Section.PROSECUTION: [
        (
            "The Ivoirian government slightly improved overall law enforcement efforts. Law 2016-1111 "
            "criminalized all forms of trafficking with five to 10 years’ imprisonment."
        ),
        (
            "The gendarmerie stopped four buses near Aboisso and arrested 22 suspects. Magistrates in "
            "Soubré convicted 16 of them."
        ),
    ],
    Section.PROTECTION: [
        (
            "The government made uneven efforts to identify and protect victims. Social workers found "
            "1,004 children, most of them boys who worked in the fields."
        ),
        "Ivoirian law gave victims the right to a lawyer. No adult received one.",
    ],
    Section.PREVENTION: [
        (
            "During the reporting period, the government maintained efforts to prevent trafficking. The "
            "committee led by the First Lady held meetings in 15 districts."
        ),
        "Radio spots in Baoulé and Dioula warned parents. A line for callers received 312 calls.",
    ],
    Section.PROFILE: [
        (
            "As reported over the last five years, traffickers exploit domestic and foreign victims in "
            "Côte d’Ivoire. Boys from Burkina Faso and Mali carry loads on plantations."
        ),
        "Nigerian women are held in bars of the west by debt.",
    ],
}
PAPUA_NEW_GUINEA: Final[Content] = {
    Section.OVERVIEW: [
        (
            "The Government of Papua New Guinea does not fully comply with the minimum standards for "
            "the elimination of trafficking and is not making significant efforts to do so. Parliament "
            "did not take up the bill of 2009."
        ),
    ],
    Section.RECOMMENDATIONS: [
        "Finalize and enact the bill that outlaws all trafficking",
        "Increase the number of officers posted to logging camps and canneries",
        "Prosecute and punish officials who take bribes from ship owners",
        "Work with churches to open a refuge in Lae",
    ],
    Section.PROSECUTION: [
        (
            "Papua New Guinea authorities made no discernible efforts to investigate or prosecute "
            "trafficking offenses. No suspect stood trial. Wealthy men and elected members paid to have "
            "complaints dropped."
        ),
        "Village courts, which are run by elders, settled most complaints with pigs and cash.",
    ],
    Section.PROTECTION: [
        (
            "The Government of Papua New Guinea did not provide adequate protection or services to "
            "victims of trafficking. Due to severe lack of means, churches gave what little there was."
        ),
        (
            "Officials sent 14 foreign crewmen home without an interview. Two nurses in Lae were taught "
            "to ask questions."
        ),
    ],
    Section.PREVENTION: [
        (
            "Officials took minimal steps to prevent trafficking in persons during the year. A working "
            "group of seven bodies was named in May."
        ),
        "The logging industry signed nothing. Posters hung in the airport.",
    ],
    Section.PROFILE: [
        (
            "Papua New Guinea is a source, destination, and transit country for men, women, and "
            "children subjected to sex trafficking and forced labor. Bride price customs put girls at "
            "risk."
        ),
        "Chinese and Malaysian women arrive on business visas. Melanesian boys dive for shells.",
    ],
}
THE_GAMBIA: Final[Content] = {
    Section.OVERVIEW: [
        (
            "The Government of The Gambia fully meets the minimum standards for the elimination of "
            "trafficking. The government made key achievements during the reporting period; therefore "
            "The Gambia was upgraded to Tier 1. These achievements included the first conviction in "
            "nine years."
        ),
    ],
    Section.RECOMMENDATIONS: [
        "Continue to train immigration officers at the Barra ferry",
        "Formalize the referral of tourists’ complaints to the agency",
        "Sustain the shelter in Bakoteh with public funds",
    ],
    Section.PROSECUTION: [
        (
            "The government increased anti-trafficking law enforcement and prosecution efforts. The "
            "agency looked into 11 cases, took five to the high court and won two."
        ),
        "Gambian prosecutors lacked experience. The agency’s director taught at the police school.",
    ],
    Section.PROTECTION: [
        (
            "The Gambian government’s efforts to protect victims improved. The agency found 40 victims "
            "and took 38 to Bakoteh."
        ),
        "Koranic schools that stopped sending boys to beg received rice and money.",
    ],
    Section.PREVENTION: [
        (
            "The government maintained strong efforts to prevent human trafficking. The task force of "
            "12 members wrote a plan for five years."
        ),
        "Gambian troops learned of the subject before they left for Darfur.",
    ],
    Section.PROFILE: [
        (
            "Over the past five years, human traffickers have exploited Gambian and foreign victims in "
            "The Gambia. Women from neighboring countries work in bars near the beaches."
        ),
    ],
}
REPUBLIC_OF_THE_CONGO: Final[Content] = {
    Section.OVERVIEW: [
        (
            "The Government of the Republic of the Congo does not fully comply with the minimum "
            "standards for the elimination of trafficking, but it is making significant efforts to do "
            "so. The Congolese cabinet read a draft law twice. It arrested few people, and no court "
            "heard a case."
        ),
    ],
    Section.RECOMMENDATIONS: [
        "Adopt the draft law and publish it in the local languages",
        "Train magistrates in Pointe-Noire to apply the child protection code",
        "Allocate money to foster families who take in children from Benin",
        "Collect figures on cases in one place",
    ],
    Section.PROSECUTION: [
        (
            "The Government of the Republic of the Congo showed weak anti-trafficking law enforcement "
            "efforts throughout the year. The child protection code prescribes hard labor for those who "
            "sell children."
        ),
        (
            "Congolese judges went on strike from May to July. Three suspects from Cotonou stayed in "
            "jail without trial."
        ),
    ],
    Section.PROTECTION: [
        (
            "The Congolese government sustained modest efforts to care for victims. Foster families in "
            "Pointe-Noire took in 23 children."
        ),
        "There were no centers for grown women. A bishop’s house received some of them.",
    ],
    Section.PREVENTION: [
        (
            "The government’s efforts to prevent trafficking weakened. The committee of Pointe-Noire "
            "had no car and met once."
        ),
        (
            "Congolese radio read a notice for market women. The state took no measures against clients "
            "of prostitution."
        ),
    ],
    Section.PROFILE: [
        (
            "The Republic of the Congo (ROC) is a destination and transit country for children from "
            "Benin and a source country for girls. Baka people work for Bantu landlords without pay."
        ),
    ],
}
REPORTS: Final[dict[str, Content]] = {
    "Uzbekistan": UZBEKISTAN,
    "Mexico": MEXICO,
    "Laos": LAOS,
    "Côte d’Ivoire": COTE_D_IVOIRE,
    "Papua New Guinea": PAPUA_NEW_GUINEA,
    "The Gambia": THE_GAMBIA,
    "Republic of the Congo": REPUBLIC_OF_THE_CONGO,
}


def of_country(shape: Shape, name: str) -> Shape:
    """Return a shape of Kazakhstan's reports with another country's name in its lines."""

    def named(line: str) -> str:
        return line.replace("KAZAKHSTAN", name.upper()).replace("Kazakhstan", name)

    return replace(
        shape,
        tier=shape.tier and named(shape.tier),
        recommendations=shape.recommendations and named(shape.recommendations),
        before=tuple(map(named, shape.before)),
        behind=tuple(map(named, shape.behind)),
    )

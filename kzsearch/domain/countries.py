"""Countries by name, in the spellings of the reports and of ISO 3166.

Names and codes come from pycountry. `_PRINTED_NAMES` adds the name that the reports print where ISO's own is inverted
or formal, and the other names that the series has used over the years.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from kzsearch.languages import CYRILLIC
from kzsearch.suggestion import nearest as nearest_word
from kzsearch.types import Country

if TYPE_CHECKING:
    import gettext
    from collections.abc import Collection, Iterator

# By alpha-3 code: the name as current reports print it, then other names, separated by "|".
_PRINTED_NAMES: Final[dict[str, str]] = {
    "BHS": "The Bahamas",
    "BOL": "Bolivia|Боливия",
    "BRN": "Brunei|Бруней",
    "CHN": "China|PRC|China (Includes Tibet, Hong Kong, and Macau)|Mainland China",
    "CIV": "Côte d'Ivoire|Ivory Coast",
    "COD": "Democratic Republic of the Congo|Democratic Republic of Congo|Congo (DRC)|DRC|DR Congo"
    "|Congo-Kinshasa|Congo, Democratic Republic of|Congo, Dem. Rep. of the|Zaire",
    "COG": "Republic of the Congo|Republic of Congo|Congo, Republic of|Congo-Brazzaville|Congo (ROC)",
    "CPV": "Cabo Verde|Cape Verde",
    "CUW": "Curaçao",
    "CZE": "Czechia|Czech Republic|Чехия",
    "FSM": "Micronesia|Federated States of Micronesia",
    "GBR": "United Kingdom|UK|Great Britain|Великобритания|Ұлыбритания",
    "GMB": "The Gambia",
    "HKG": "Hong Kong|Hong Kong SAR|Hong Kong S.A.R.",
    "IRN": "Iran|Иран",
    "ISR": "Israel|Israel and the occupied territories|Israel, West Bank and Gaza",
    "KGZ": "Kyrgyz Republic|Kyrgyzstan|Kirghizia|Кыргызстан|Кыргызская Республика|Киргизия|Қырғызстан",
    "KOR": "South Korea|Republic of Korea|ROK|Южная Корея|Оңтүстік Корея",
    "LAO": "Laos|Lao PDR|Лаос",
    "LBY": "Libya|Libyan Arab Jamahiriya|Ливия",
    "LKA": "Sri Lanka|Ceylon",
    "MAC": "Macau|Macao|Macau SAR|Macau S.A.R.",
    "MDA": "Moldova|Молдова|Молдавия",
    "MKD": "North Macedonia|Macedonia|Former Yugoslav Republic of Macedonia|FYROM",
    "MMR": "Burma|Myanmar|Union of Burma|Burma (Myanmar)",
    "PNG": "Papua New Guinea|PNG",
    "PRK": "North Korea|Korea, Democratic People's Rep. of|Korea, Dem. People's Rep. of|DPRK"
    "|Северная Корея|Солтүстік Корея",
    "PSE": "West Bank and Gaza|Palestine|Palestinian Authority|Palestinian Territories",
    "RUS": "Russia|Россия|Ресей",
    "STP": "São Tomé and Príncipe",
    "SWZ": "Eswatini|Swaziland",
    "SXM": "Sint Maarten|St. Maarten",
    "SYR": "Syria|Сирия",
    "TLS": "Timor-Leste|East Timor",
    "TUR": "Türkiye|Turkey|Turkiye (Turkey)|Турция|Түркия",
    "TWN": "Taiwan|Тайвань",
    "TZA": "Tanzania|Танзания",
    "ARE": "United Arab Emirates|UAE|ОАЭ|БАӘ",
    "USA": "United States of America|USA|США|АҚШ",
    "VAT": "Holy See|Vatican City|Vatican",
    "VEN": "Venezuela|Венесуэла",
    "VNM": "Vietnam|Вьетнам",
    "XKX": "Kosovo|Republic of Kosovo|Косово",
}
# Former countries with reports of their own; the reports begin in 2001.
_HISTORIC: Final[dict[str, str]] = {
    "ANT": "Netherlands Antilles",
    "SCG": "Serbia and Montenegro|Serbia-Montenegro",
    "YUG": "Yugoslavia|Federal Republic of Yugoslavia|Yugoslavia, Federal Republic of",
}
# pycountry does not know Kosovo's codes: ISO leaves them to its users.
_OWN_ALPHA2: Final[dict[str, str]] = {"XK": "XKX", "UK": "GBR"}
# ISO gives each of these names to one of two countries, the reports to neither, so that a reader would have to guess.
_AMBIGUOUS: Final = frozenset({"congo", "korea", "конго", "корея"})
_LONGEST_WRITTEN: Final = 200  # characters
_DOUBLED: Final = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_INVERTED: Final = re.compile(r"([^,]+),\s+([^,]+)")
_LOCALES: Final = ("ru", "kk")
LONGEST_NAME: Final = 10  # words; "United Kingdom of Great Britain and Northern Ireland" has eight


def find(name: str) -> Country | None:
    """Return the country of this name, or None.

    Case, accents, punctuation, "the", "and" and "Saint"/"St." do not count, nor does an abbreviation or another name
    of the country in brackets; `Korea, South` is South Korea. For codes see `parse`.
    """
    if len(name) > _LONGEST_WRITTEN:
        return None
    country = _known(name)
    if country is None and (doubled := _DOUBLED.fullmatch(name.strip())):
        first, second = _known(doubled[1]), _known(doubled[2])
        country = first if second == first or (second is None and doubled[2].isupper()) else None
    if country is None and (inverted := _INVERTED.fullmatch(name.strip())):
        country = _known(f"{inverted[2]} {inverted[1]}")
    return country


def _known(name: str) -> Country | None:
    return _names().get(fold(name))


def parse(text: str) -> Country | None:
    """Return the country of this name or ISO 3166 code (alpha-2 or alpha-3), as a user may write it."""
    return find(text) or by_alpha3(text) or _by_alpha2().get(text.strip().upper())


def by_alpha3(code: str) -> Country | None:
    """Return the country of this alpha-3 code, in capitals or not."""
    return _by_alpha3().get(code.strip().upper())


def nearest(name: str) -> str | None:
    """Return the printed name of the country with the most similar name, or None."""
    names = _names()
    close = nearest_word(fold(name), names)
    return names[close].name if close else None


def at_start(text: str) -> Country | None:
    """Return the country whose name the text begins with, the longest that fits, or None."""
    words = text.split(maxsplit=LONGEST_NAME)[:LONGEST_NAME]
    return _longest(" ".join(words[:count]) for count in range(len(words), 0, -1))


def at_end(text: str) -> Country | None:
    """Return the country whose name the text ends with, the longest that fits, or None."""
    words = text.rsplit(maxsplit=LONGEST_NAME)[-LONGEST_NAME:]
    return _longest(" ".join(words[-count:]) for count in range(len(words), 0, -1))


def within(words: list[str]) -> tuple[Country, ...]:
    """Return the countries that these words name, each once; a name inside a longer one does not count.

    `["papua", "new", "guinea"]` names one country, not two.
    """
    found: list[Country] = []
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + LONGEST_NAME), start, -1):
            country = _known(" ".join(words[start:end]))
            if country:
                found.append(country)
                start = end - 1
                break
        start += 1
    return tuple(dict.fromkeys(found))


def spellings(codes: Collection[str]) -> dict[str, str]:
    """Return the alpha-3 code of each folded name of these countries, and of longer names that contain one.

    Guinea comes with Papua New Guinea, so that neither is taken for the other.
    """
    codes_of = {name: country.alpha3 for name, country in _names().items()}
    own = {name for name, code in codes_of.items() if code in codes}
    runs = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(own)))})(?!\w)") if own else None
    return {
        name: code
        for name, code in codes_of.items()
        if name in own or (runs is not None and runs.search(name))
    }


def _longest(names: Iterator[str]) -> Country | None:
    return next((country for country in map(_known, names) if country), None)


def fold(name: str) -> str:
    """Return a name in which case, accents, punctuation, "the", "and" and "Saint" or "St." make no difference."""
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).casefold()
        plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = re.sub(r"['’‘`ʼʻ´]", "", plain).replace("&", " and ")
    words = re.findall(r"\w+", plain.replace("_", " "))
    return " ".join("st" if word == "saint" else word for word in words if word not in {"the", "and"})


@functools.cache
def _by_alpha3() -> dict[str, Country]:
    import pycountry

    known = {
        entry.alpha_3: Country(_printed(entry.alpha_3, entry), entry.alpha_3) for entry in pycountry.countries
    }
    for code, names in (_HISTORIC | {"XKX": _PRINTED_NAMES["XKX"]}).items():
        known[code] = Country(names.split("|")[0], code)
    return known


@functools.cache
def _by_alpha2() -> dict[str, Country]:
    import pycountry

    known = _by_alpha3()
    codes = {entry.alpha_2: entry.alpha_3 for entry in pycountry.countries} | _OWN_ALPHA2
    return {alpha2: known[alpha3] for alpha2, alpha3 in codes.items()}


def _printed(alpha3: str, entry: object) -> str:
    if alpha3 in _PRINTED_NAMES:
        return _PRINTED_NAMES[alpha3].split("|")[0]
    return re.sub(r" \(.*\)$", "", str(getattr(entry, "common_name", None) or getattr(entry, "name", "")))


@functools.cache
def _names() -> dict[str, Country]:
    """Return the country of every folded name; the reports' names come first, and no later source overrides them."""
    import pycountry

    known = _by_alpha3()
    names: dict[str, Country] = {}
    for code, printed in (_PRINTED_NAMES | _HISTORIC).items():
        for name in printed.split("|"):
            names.setdefault(fold(name), known[code])
    entries = list(pycountry.countries)
    for attribute in ("name", "common_name", "official_name"):
        for entry in entries:
            for form in _forms(getattr(entry, attribute, "") or ""):
                names.setdefault(fold(form), known[entry.alpha_3])
    for entry in entries:
        for language in _LOCALES:
            for own in _translated(entry, language):
                names.setdefault(fold(own), known[entry.alpha_3])
    return {name: country for name, country in names.items() if name and name not in _AMBIGUOUS}


def names_in(language: str) -> dict[str, str]:
    """Return the printed English name of each country by its names in Cyrillic: in a language, and those added here."""
    import pycountry

    known = _by_alpha3()
    names = {
        name: known[code].name
        for code, printed in _PRINTED_NAMES.items()
        for name in printed.split("|")
        if CYRILLIC.search(name)
    }
    for entry in pycountry.countries:
        for name in _translated(entry, language):
            names.setdefault(name, known[entry.alpha_3].name)
    return {name: english for name, english in names.items() if fold(name) not in _AMBIGUOUS}


def _translated(entry: object, language: str) -> list[str]:
    """Return a country's names in a language; in English where nobody has translated them."""
    own = (getattr(entry, "name", None), getattr(entry, "common_name", None))
    return [_locale(language).gettext(name) for name in own if name]


@functools.cache
def _locale(language: str) -> gettext.NullTranslations:
    import gettext

    import pycountry

    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)


def _forms(name: str) -> Iterator[str]:
    """Yield a name in both orders: `Korea, Republic of` and `Republic of Korea`."""
    yield name
    yield re.sub(r" \(.*\)$", "", name)
    if inverted := re.fullmatch(r"([^,]+), (.+ of(?: the)?)", name):
        yield f"{inverted[2]} {inverted[1]}"
    if direct := re.fullmatch(r"(.*\b(?:Republic|Kingdom|State|States|Commonwealth) of)( the)? (.+)", name):
        yield f"{direct[3]}, {direct[1]}"

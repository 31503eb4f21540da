"""Tiers as the reports print them: lines of country and tier, and tiers alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kzsearch.domain import countries
from kzsearch.types import Country, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class TierLine:
    """A line such as `KAZAKHSTAN (TIER 2)`.

    Attributes:
        country_name: The country as the line spells it.
        country: The country.
        tier: The placement.
        rest: What follows on the line, such as a bracketed note; often empty.
    """

    country_name: str
    country: Country
    tier: Tier
    rest: str


_DASH: Final = r"[-‐‑–—]"
_WATCH: Final = r"(?:watch[\s-]*list|WL)"
_TIER: Final = (
    r"(?:tier\s*(?P<number>[123])"
    rf"(?P<watch>[\s,:(]*{_DASH}?\s*{_WATCH}\)?)?(?![\w%])"
    r"|(?P<special>special\s+case)\b"
    r"|(?P<special_ru>особый\s+случай)\b"
    r"|(?P<watch_ru>(?:контрольный\s+)?список\s+наблюдения\s+)?уров(?:ень|ня)\s*№?\s*(?P<number_ru>[123])"
    r"(?P<watch_ru_after>[\s,]*(?:[-–—]\s*)?(?:контрольный\s+список|список\s+наблюдения))?(?!\w)"
    r"|(?P<number_kk>[123])\s*-\s*(?:деңгей\w*|[йи]\s+уровень)"
    r"(?P<watch_kk>[\s,-]*(?:бақылау\s+тізімі|контрольный\s+список|список\s+наблюдения))?)"
)
_NAME: Final = r"(?P<name>(?:St\.\s)?[^\d:()\[\].;!?]{2,70}?(?:\s*\([^\d:()]{2,40}\))?)"
_FLAGS: Final = re.IGNORECASE | re.DOTALL
_BRACKETED: Final = re.compile(rf"{_NAME}\s*:?\s*[(\[]\s*{_TIER}\s*[)\]](?P<rest>.*)", _FLAGS)
_COLON: Final = re.compile(rf"{_NAME}\s*(?::|\s{_DASH}\s|[–—])\s*{_TIER}(?P<rest>.*)", _FLAGS)
_SPECIAL_FIRST: Final = re.compile(
    rf"(?P<special>special\s+case)\s*(?::|{_DASH}|(?P<bracket>\())\s*(?P<name>[^\d()\[\]]{{2,70}}?)\s*"
    r"(?(bracket)\)|)(?P<rest>\[.*)?",
    _FLAGS,
)
_MARKS: Final = re.compile(r"(?:#{1,6}\s+|[*_>\s]+)*")  # Markdown's, before a line
_HINT: Final = re.compile(r"\btier|special|уров|деңгей|особый", re.IGNORECASE)
_LONGEST_NAME: Final = 60  # characters
_LONGEST_HEAD: Final = 200  # characters; no country and tier are longer
_TIER_WORD: Final = re.compile(rf"[(:]\s*{_TIER}", re.IGNORECASE)
_WHOLE_TIER: Final = re.compile(rf"[(\[]?\s*{_TIER}\s*[)\]]?\s*[.*]*", re.IGNORECASE)
_SHORT: Final = re.compile(
    rf"(?P<number>[123])(?P<watch>[\s,]*{_DASH}?\s*(?:wl|{_WATCH}))?|(?P<special>special)", re.IGNORECASE
)


def parse_tier_line(line: str) -> TierLine | None:
    """Return the tier line in a line, or None; it begins with the name of a known country and is no sentence."""
    for name, tier, rest in _placements(line):
        if country := countries.find(name):
            return TierLine(name, country, tier, rest)
    return None


def parse_tier_lines(first: str, second: str) -> TierLine | None:
    """Return the tier line that is printed as two lines, or None.

    `AFGHANISTAN:`, then `Tier 2 Watch List`; or `PAPUA NEW`, then `GUINEA (Tier 2)`, which does not mean Guinea.
    """
    first, second = first.strip(), second.strip()
    if len(first) > _LONGEST_NAME or not _HINT.search(second, 0, _LONGEST_HEAD):
        return None
    if whole := parse_tier_line(f"{first} {second}"):
        part = parse_tier_line(second)
        if parse_tier_line(first) is None and (part is None or part.country != whole.country):
            return whole
    name = _bare(first).rstrip(":").strip()
    country = countries.find(name)
    match = _WHOLE_TIER.fullmatch(_bare(second))
    tier = _tier(match) if match else None
    return TierLine(name, country, tier, "") if country and tier else None


def unknown_country(line: str) -> str | None:
    """Return the name in a line that has the form of a tier line but no known country, or None."""
    for name, _, rest in _placements(line):
        if not rest and _looks_like_a_name(name) and not countries.find(name):
            return name
    return None


def parse_tier(text: str) -> Tier | None:
    """Return the tier that an option means: `2`, `tier 2`, `2WL`, `special case`."""
    cell = text.strip()
    match = _WHOLE_TIER.fullmatch(cell) or _SHORT.fullmatch(cell)
    return _tier(match) if match else None


def named_in(text: str) -> list[Tier]:
    """Return the tiers that a running text names, in order; a percentage or a sum is none."""
    found = (_tier(match) for match in re.finditer(rf"(?<!\w){_TIER}", text, re.IGNORECASE))
    return [tier for tier in found if tier is not None]


def _placements(line: str) -> Iterator[tuple[str, Tier, str]]:
    """Yield each reading of a line as a name, a tier and the rest of the line."""
    if not _HINT.search(line, 0, _LONGEST_HEAD):
        return  # nearly every line ends here: long paragraphs are not worth three patterns
    bare = _bare(line)
    for pattern in (_SPECIAL_FIRST, _BRACKETED, _COLON):
        if match := pattern.fullmatch(bare):
            tier, rest = _tier(match), _bare(match["rest"] or "")
            if tier and _may_follow(rest):
                yield match["name"].strip(" *_,"), tier, rest


def _bare(line: str) -> str:
    """Return a line without Markdown's marks around it."""
    marks = _MARKS.match(line)
    start, end = marks.end() if marks else 0, len(line)
    while end > start and (line[end - 1] in "*_#" or line[end - 1].isspace()):
        end -= 1
    return line[start:end]


def _may_follow(rest: str) -> bool:
    """Whether a text may follow the tier of a tier line; in a sentence, lower case or a comma follows."""
    if _TIER_WORD.match(rest) or re.search(rf"\w\s*\(\s*{_TIER}\s*\)", rest, re.IGNORECASE):
        return False  # a list of several countries and their tiers
    return not rest or rest[0] in "[(*†‡" or rest[0].isupper() or not re.search(r"\w", rest) or rest.isdigit()


def _looks_like_a_name(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name)
    return 0 < len(words) <= 6 and all(word[0].isupper() or len(word) <= 3 for word in words)  # noqa: PLR2004


def _tier(match: re.Match[str]) -> Tier | None:
    found = {name: value for name, value in match.groupdict().items() if value}
    if any(name.startswith("special") for name in found):
        return Tier.SPECIAL_CASE
    number = next(value for name, value in found.items() if name.startswith("number"))
    if any(name.startswith("watch") for name in found):
        return Tier.TIER_2_WATCH_LIST if number == "2" else None
    return Tier(f"Tier {number}")

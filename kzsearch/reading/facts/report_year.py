"""The report year, inferred from the text alone.

No narrative names its own year. But a report of year Y counts the year Y - 1, the last full year, and compares it
with Y - 2. Both kinds of evidence must give the same Y, or one kind must be strong where the other is missing.
Otherwise the report is refused: a wrong year is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from kzsearch.domain import series
from kzsearch.errors import MetadataError
from kzsearch.reading.facts.table import FIRST_YEAR, how_to_state, last_year
from kzsearch.reading.facts.year_mentions import Mentions, read_mentions
from kzsearch.types import Fact, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TRAFFICKING: Final = re.compile(r"\btraffick(?:ing|ers?|ed)\b", re.IGNORECASE)
_OTHER_SERIES: Final = re.compile(r"\bchild labou?r\b", re.IGNORECASE)
# Hits in a thousand words. These reports have 20 and more, other human rights reports 1 to 3.
_MIN_DENSITY: Final = 8
_MIN_SENTENCES: Final = 2
_MIN_SENTENCES_WITHOUT_COMPARISON: Final = 3

_DATE: Final = re.compile(r"(?:(?:June|July|September)\s)?20\d\d", re.IGNORECASE)
_IN_TITLES: Final = frozenset(
    "a an the of in on to from at by as for and or is cite available extracted excerpt excerpted source published "
    "released pdf html".split()
)


class _Verdict(NamedTuple):
    """What the sentences say together.

    Attributes:
        year: The report year, or None.
        words: Words that give the year, of up to three sentences.
        problem: Why there is no year.
        floor: The earliest year that the report may have, or 0.
    """

    year: int | None
    words: str
    problem: str
    floor: int


def banner_years(lines: Iterable[str]) -> dict[int, str]:
    """Return the years that stand beside the report's name in titles, with the words of each.

    `2016 Trafficking in Persons Report - Kazakhstan` is a title. A sentence about last year's report does not count,
    nor does its part on a wrapped line.
    """
    years: dict[int, str] = {}
    for line in _with_dates(lines):
        plain = re.sub(r"(?:https?://|www\.)\S+|[\[(]accessed[^\])]*[\])]", " ", " ".join(line.split()))
        if _is_title(plain):
            for year, words in series.years_in(plain, series.TIP):
                years.setdefault(year, words)
    return years


def _with_dates(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, and before each line that is only a date the line above joined to it, as on a title page."""
    before = ""
    for line in lines:
        if before and _DATE.fullmatch(line.strip()):
            yield f"{before} {line}"
        yield line
        before = line.strip()


def infer_year(text: str, edges: Sequence[str], label: str) -> Fact:
    """Return the report year that a text gives, with the words that give it.

    Args:
        text: The report's text, from its tier line on where it has one.
        edges: Lines above and below the report, and those of a header, that may name the publication.
        label: The file, as the hint must name it.

    Raises:
        MetadataError: The evidence is missing, too weak or contradicts itself.
    """
    if not _is_of_the_series(text):
        raise _refusal(label, "its text is not recognised as a Trafficking in Persons report")
    verdict = _weigh(read_mentions(text))
    named = banner_years(edges)
    if len(named) > 1:
        raise _refusal(label, f"its banners name {_listed(sorted(named))}")
    if named:
        ((year, words),) = named.items()
        # A year that the text only hints at may be one out; one that it proves may not.
        if verdict.year not in {None, year} or verdict.floor > year + 1:
            text_year = verdict.year or verdict.floor
            raise _refusal(label, f"its banner names {year}, its text speaks for {text_year}")
        return _fact(year, words, label)
    if verdict.year is None:
        raise _refusal(label, verdict.problem)
    return _fact(verdict.year, verdict.words, label)


def _fact(year: int, words: str, label: str) -> Fact:
    if not FIRST_YEAR <= year <= last_year():
        raise _refusal(label, f"its text speaks for {year}, a year without a report")
    return Fact(str(year), Origin.TEXT, words)


def _refusal(label: str, why: str) -> MetadataError:
    return MetadataError(f"The report year of {label} is not known: {why}.", how_to_state("year", label))


def _is_of_the_series(text: str) -> bool:
    hits = len(_TRAFFICKING.findall(text))
    if hits <= len(_OTHER_SERIES.findall(text)):
        return False  # the child labor findings are built alike, but cover the year in their name
    return hits * 1000 >= _MIN_DENSITY * len(text.split())


def _weigh(mentions: Sequence[Mentions]) -> _Verdict:
    compared = Counter(year for mention in mentions for year in mention.compared)
    counted = Counter(year for mention in mentions for year in mention.counted)
    no_older = max((year for mention in mentions for year in mention.early | mention.bounds), default=0)
    by_comparison = max(compared, default=-2) + 2
    by_count = max(counted, default=-1) + 1
    floor = max(by_comparison, by_count, no_older)
    if not floor:
        return _Verdict(None, "", "no sentence dates what it counts", 0)
    year = max(by_comparison, by_count)
    problem = ""
    support = [m for m in mentions if year - 2 in m.compared or year - 1 in m.counted]
    if no_older > year or 0 < by_comparison < by_count:
        years = sorted({*compared, *counted, no_older} - {0})
        problem = f"the years that it counts contradict each other ({_listed(years[-3:])})"
    elif any(year - 1 in mention.lagging for mention in mentions):
        problem = f"it calls the figures of {year - 1} the latest that there are"
    elif by_comparison == by_count:
        if len(support) < _MIN_SENTENCES:
            problem = "only one sentence dates it"
    elif by_comparison:
        # Nothing is said to have happened in the year before the report; the comparisons must carry it alone.
        if compared[year - 2] < max(_MIN_SENTENCES, counted[year - 2]):
            problem = f"only a comparison with {year - 2} dates it"
    elif not _is_strong(mentions, counted, year - 1):
        problem = f"it counts {year - 1} too seldom and compares it with no other year"
    if problem:
        return _Verdict(None, "", problem, floor)
    words = "; ".join(_words(mention.sentence, year) for mention in support[:3])
    return _Verdict(year, words, "", floor)


def _is_strong(mentions: Sequence[Mentions], counted: Counter[int], year: int) -> bool:
    """Whether a year is counted so often that it is the last full year, though it is compared with none."""
    others = sum(count for other, count in counted.items() if other != year)
    return (
        counted[year] >= _MIN_SENTENCES_WITHOUT_COMPARISON
        and counted[year] > others
        and any(year in mention.counted and mention.has_count for mention in mentions)
    )


def _words(sentence: str, year: int) -> str:
    """Return the words around the year that a sentence counts or compares with."""
    match = re.search(rf"(?:\S+\s){{0,5}}\S*(?:{year - 2}|{year - 1})", sentence)
    return match[0].strip(" ,;()") if match else sentence


def _listed(years: Sequence[int]) -> str:
    return " and ".join(map(str, years))


def _is_title(line: str) -> bool:
    """Whether all words of a line but small ones are capitalised, so that it is no part of a sentence."""
    words = re.findall(r"[^\W\d_]+", line)
    first = line.lstrip(" [(*#\"“'")[:1]
    if not words or not first.strip() or first.islower():
        return False
    return all(word[0].isupper() or word.lower() in _IN_TITLES or word in {"s", "State"} for word in words)

"""The year that a number is about, which is not the report's: stated, the report's own period, or the one before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kzsearch.analysis.figures.comparisons import place_of_cue
from kzsearch.analysis.figures.items import Item, Link
from kzsearch.analysis.figures.verbs import WORD, Act, act_of
from kzsearch.analysis.figures.year_words import PREVIOUS, YEAR, Dated, first_year
from kzsearch.types.figures import YearOrigin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.analysis.figures.layers import Layer

_GOES_WITH: Final = frozenset(
    {
        None,
        Act.REPORT,
        Act.IDENTIFY,
        Act.CONVICT,
        Act.PROSECUTE,
        Act.INVESTIGATE,
        Act.ASSIST,
        Act.REFER,
        Act.TRAIN,
        Act.SENTENCE,
        Act.ALLOCATE,
        Act.RECEIVE,
        Act.ATTEND,
        Act.PROVIDE,
        Act.INSPECT,
    }
)


_ANOTHER_THOUGHT: Final = re.compile(
    r";|\b(?:the same|same as|as in|as many as|similar to|(?:lowest|highest) \w+ since"
    r"|compared|(?:more|fewer|less|higher|lower|up|down)\b[^;]*?\b(?:than|from))\b"
)


def date_items(
    items: Sequence[Item], found: Sequence[Layer], period: int | None, report_year: int, stated: int | None
) -> None:
    """Set the year of each number of a sentence.

    Args:
        items: The numbers, linked.
        found: The layers of the sentence.
        period: The year of the report's own period, or None where its series has no known one.
        report_year: The report's year; nothing later can be counted.
        stated: The last year that the paragraph stated before this sentence, or None.
    """
    done: set[int] = set()
    for item in items:
        _date(item, items, found, period, done)
    for item in items:
        if item.link is Link.WHOLE:
            _check_against_compared(item, items, stated)
            _check_against_year_behind(item, items, found[item.layer].text)
    for item in items:
        if (
            item.link is Link.PART
            and item.other in items
            and item.year_origin is YearOrigin.INFERRED
            and item.other
        ):
            _take(item, item.other)
        if item.year is not None and item.year > report_year:
            item.year, item.year_origin, item.reason = None, YearOrigin.NONE, "its year lies after the report"


def _date(
    item: Item, items: Sequence[Item], found: Sequence[Layer], period: int | None, done: set[int]
) -> None:
    if id(item) in done:
        return
    done.add(id(item))
    other = item.other
    if other is not None and any(other is known for known in items):
        _date(other, items, found, period, done)
    text = found[item.layer].text
    base = period if item.link is not Link.COMPARED or other is None else (other.year or period)
    dated = _bracketed(item, found) or _own(item, items, text, base)
    if dated is None and item.link is Link.PART and other is not None:
        _take(item, other)
        return
    if dated is None and item.link is Link.COMPARED:
        dated = _of_cue(item, text, base)
    elif dated is None:
        dated = _leading(item, items, found, base)
        if dated is None and period is not None:
            words = (
                f"the report counts the year before it, {period}" if item.link is not Link.COMPARED else ""
            )
            dated = Dated(period, YearOrigin.INFERRED, words, 0)
    if dated is None:
        item.reason = item.reason or "no year is certain"
        return
    if item.link is not Link.COMPARED and dated.words.casefold() == "last year":
        # The year before the report, or the year before that: reports write it of both.
        dated = dated._replace(year=None, origin=YearOrigin.NONE)
    item.year, item.year_origin, item.year_words = dated.year, dated.origin, dated.words
    if dated.year is None:
        item.reason = f"it is not of one year: {dated.words}"


def _bracketed(item: Item, found: Sequence[Layer]) -> Dated | None:
    """Return the year that stands alone in brackets right behind a number: `104 (2020) and 98 (2019)`."""
    for layer in found:
        alone = re.fullmatch(rf"\s*(?:in\s|FY\s?)?(?P<year>{YEAR})\s*", layer.text)
        if alone and layer.outer == item.layer and 0 < layer.start - item.end <= len(" ("):
            return Dated(int(alone["year"]), YearOrigin.STATED, alone[0].strip(), layer.start)
    return None


def _take(item: Item, other: Item) -> None:
    item.year, item.year_origin, item.year_words = other.year, other.year_origin, other.year_words
    if other.year is None:
        item.reason = item.reason or other.reason or "no year is certain"


def _own(item: Item, items: Sequence[Item], text: str, base: int | None) -> Dated | None:  # noqa: PLR0911  each is a rule, in the order in which they count
    """Return the year behind a number, up to where another thought begins."""
    alike = _ANOTHER_THOUGHT.search(text, item.end, item.limit)
    end = item.limit if alike is None else alike.start()
    tail = text[item.end : end]
    found = first_year(tail, base, item.end)
    if (
        found is not None
        and item.link is Link.WHOLE
        and re.match(
            r"\s(?:remained|continued|resulted|led to|concluded|ended)\b",
            text[found.place + len(found.words) :],
        )
    ):
        return None
    if found is not None and _belongs(item, text[item.end : found.place]):
        return found
    if found is not None and item.link is not Link.COMPARED:
        return None
    # One year behind a list counts for each of it: `seven prosecutions and six convictions in 2016`.
    following = next(
        (other for other in items if other.layer == item.layer and other.start >= item.limit), None
    )
    if following is None or following is item or end < item.limit or re.search(r"\b(?:from|than)\s$", tail):
        return None
    if following.link is not item.link and not (item.link is Link.WHOLE and following.link is Link.PART):
        return None
    if item.link is Link.PART and following.other is not item.other:
        return None
    if item.link is Link.WHOLE and following.act_place != item.act_place:
        return None
    dated = _own(following, items, text, base)
    if dated is None or (item.link is Link.WHOLE and not _belongs(item, tail)):
        return None
    return dated


def _belongs(item: Item, between: str) -> bool:
    """Whether the year behind these words is the number's own, not that of a deed told beside it."""
    between = re.split(r";", between)[-1]
    if re.search(r"\b(?:who|that|when|where|after|because)\b", between) and item.link is not Link.COMPARED:
        return False
    if (
        item.link is not Link.COMPARED
        and (then := re.search(r"\band (?:\w+ly )?(?P<verb>\w+)\s(?!or\b|and\b)", between))
        and then["verb"].casefold().endswith("ed")
        and act_of(then["verb"].casefold()) is not None
    ):
        return False
    for match in WORD.finditer(between):
        if match[0].casefold() in ("had", "has", "have"):
            continue  # `had been identified`
        act = act_of(match[0].casefold())
        if act is Act.OPEN and item.act is Act.CONTINUE:
            return False
        if act is Act.OPEN or act in _GOES_WITH:
            continue
        if item.link is not Link.COMPARED:
            return False
    return True


def _leading(item: Item, items: Sequence[Item], found: Sequence[Layer], base: int | None) -> Dated | None:
    """Return the year that opens the sentence or the clause: `In 2016, police investigated 147 cases`."""
    text = found[item.layer].text
    here = [
        other.start
        for other in items
        if other.layer == item.layer and other.start < item.start and other.measure
    ]
    start = max([0, *(match.end() for match in re.finditer(";", text[: item.start]))])
    between = text[max([start, *(other for other in here if other >= start)]) : item.start]
    if nearer := re.search(rf"\b(?:and|;|,)\s(?:in|during)\s(?P<year>{YEAR}),?\s", between, re.IGNORECASE):
        return Dated(int(nearer["year"]), YearOrigin.STATED, nearer[0].strip(" ,;"), start)
    for first in dict.fromkeys((start, 0)):
        until = min([place for place in here if place >= first] or [item.start])
        lead = text[first:until]
        dated = first_year(lead, base, first)
        if dated is None or re.search(
            r"\b(?:as|than|like|unlike)\s$", lead[: dated.place - first], re.IGNORECASE
        ):
            continue
        if not _of_another_thing(lead[: dated.place - first], lead[dated.place + len(dated.words) - first :]):
            return dated
    return None


def _of_another_thing(before: str, behind: str) -> bool:
    """Whether a year is that of an insertion: `The department, created in 2007, employs 55 officers`."""
    participle = re.search(r"(?P<verb>\w+)\s$", before)
    return bool(
        participle
        and behind.startswith(",")
        and act_of(participle["verb"].casefold()) in (Act.BLOCK, Act.OPEN, Act.REPORT)
        and re.search(r"(?:^|,)\s?(?:which was |first |newly )?\w+\s$", before)
    )


def _of_cue(item: Item, text: str, base: int | None) -> Dated | None:
    """Return the year of a comparison: in its cue, or anywhere in its brackets."""
    start = place_of_cue(item)
    cue = item.before if start < 0 else item.before[start - item.start :]
    if match := re.search(rf"\b(?P<year>{YEAR})\b,?\s*(?:when|in which|during which)?", cue):
        return Dated(int(match["year"]), YearOrigin.STATED, match[0].strip(" ,"), item.start)
    if match := PREVIOUS.search(cue):
        return Dated(
            None if base is None else base - 1, YearOrigin.PREVIOUS_PERIOD, match[0].strip(), item.start
        )
    if item.layer:
        return first_year(text, base, 0)
    return None


def _check_against_year_behind(item: Item, items: Sequence[Item], text: str) -> None:
    """Doubt an inferred year where the clause states another further on, which nothing else explains."""
    if item.year_origin is not YearOrigin.INFERRED:
        return
    clause = text[item.end :].split(";", maxsplit=1)[0]
    if told := re.search(
        r"\b(?:who|that|which|when|where|after|before|because|since|until|compar\w+|than|from|versus|the same|as in"
        r"|while|although|but|continued|pending|initiated|begun|opened|arrested|law|act|plan|which)\b",
        clause,
    ):
        clause = clause[: told.start()]
    others = [other for other in items if other is not item and other.layer == item.layer and other.measure]
    stop = min([other.start for other in others if other.start >= item.end], default=len(text))
    dated = first_year(clause[: stop - item.end], None, item.end)
    if dated is not None and dated.origin in (YearOrigin.STATED, YearOrigin.NONE) and dated.year != item.year:
        item.year, item.year_origin = None, YearOrigin.NONE
        item.reason = f"no year is certain: {dated.words}"


def _check_against_compared(item: Item, items: Sequence[Item], stated: int | None) -> None:
    """Correct or doubt an inferred year that the year of a comparison contradicts."""
    if item.year_origin is not YearOrigin.INFERRED or item.year is None:
        return
    years = [
        other.year
        for other in items
        if other.link is Link.COMPARED
        and other.other is item
        and other.year
        and other.year_origin is YearOrigin.STATED
    ]
    if not years or max(years) == item.year - 1:
        return
    if stated == max(years) + 1:
        item.year, item.year_words = (
            stated,
            f"the sentence before states {stated}, and this one compares with {max(years)}",
        )
        return
    item.year, item.year_origin = None, YearOrigin.NONE
    item.reason = f"no year is stated, and a comparison with {max(years)} does not fit"

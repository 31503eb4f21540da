"""Why a figure that has a measure may not be certain after all; it is then unclassified.

The rules that give measures look at a verb and a noun. Those here look at what else the clause says: that the number is
a plan, an estimate, a rate, the work of a court of appeal, or a part of which something else is told. Each takes a
figure away and none gives one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from kzsearch.analysis.figures import governing
from kzsearch.analysis.figures.amounts import Sort
from kzsearch.analysis.figures.items import Item, Link
from kzsearch.analysis.figures.verbs import Act, act_of
from kzsearch.types.figures import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.analysis.figures.layers import Layer

_INTENDED: Final = re.compile(
    r"\b(?:would|could|should|might|may|will|plan(?:s|ned|ning)? (?:to|for)|intend\w*|pledg\w+|promis\w+|propos\w+"
    r"|expect\w*|aim(?:s|ed|ing)? to|hop(?:e|es|ed|ing) to|needs? (?:to|at|for)|needed (?:to|at|for)"
    r"|call(?:ed|ing) (?:for|on)|calls for|urg(?:e|es|ed|ing)|recommend\w*|capacity (?:of|for|to)|a bill|draft|able to"
    r"|can|unless|if)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:not|never|neither|nor|failed to|failing to|without|instead of|rather than|lack of)\b[^;]*$",
    re.IGNORECASE,
)
_NOT_DONE: Final = re.compile(
    r"(?:(?!\b(?:who|that|which|but|and)\b)[^,;]){0,60}?\s(?:was|were|is|are|has|have|had)\s(?:not|never)\b",
    re.IGNORECASE,
)
_TURN: Final = re.compile(
    r"\b(?:but|however|although|though|while|whereas|nevertheless|yet)\b(?!,? did not)", re.IGNORECASE
)
_SHARE: Final = re.compile(r"\b(?:percent|half|thirds?)\b[^,;]*$")
_NEAR: Final = 40
"""Characters behind an amount within which its years are told."""
_ESTIMATED: Final = re.compile(
    r"\b(?:estimat(?:e|es|ed|ing) that|estimat(?:e|es)|survey\w*|census|stud(?:y|ies)|index|believ(?:e|es|ed)"
    r"|claim(?:s|ed|ing)|thought to|said to|research(?:ers)?|rumou?rs?|alleg(?:e|es|ed|ing) that|global\w*"
    r"|worldwide)\b",
    re.IGNORECASE,
)
_RATE_BEFORE: Final = re.compile(
    r"\b(?:for (?:each|every)|per|averag\w+|median|mean|typical\w*)\b[^;]*$", re.IGNORECASE
)
_RATE_AFTER: Final = re.compile(
    r"^[^,;:.]{0,30}?\b(?:(?:for|in|at|from|to) (?:each|every)|each|apiece|per|on average|a (?:day|week|month))\b",
    re.IGNORECASE,
)
_USUAL: Final = re.compile(r"^[^,;:.]{0,30}?\b(?:typical|usual|common|average|the norm)\b", re.IGNORECASE)
_OF_ANOTHER_COURT: Final = re.compile(
    r"\b(?:appeal\w*|appellate|upheld|uphold\w*|confirm\w+|affirm\w+|overturn\w*|revers\w+|acquit\w+|dismiss\w+|quash\w+"
    r"|annul\w+|commut\w+|pardon\w*|retri(?:al|ed)\w*)\b",
    re.IGNORECASE,
)
_JUDICIAL: Final = frozenset({Measure.PROSECUTIONS, Measure.CONVICTIONS, Measure.SENTENCES})
_PURPOSE: Final = re.compile(
    r"traffick|\bvictims?\b|\bshelters?\b|\bsurvivors?\b|forced labou?r|exploitation|\bprotection\b|\bassistance\b"
    r"|\bNGOs?\b|\bcivil society\b|\baction plan\b|\bprevention\b|\bawareness\b|\bhotline\b"
    r"|\bnational coordinat|\bcommittee\b"
    r"|\bposters?\b|\bcampaigns?\b|\binvestigations?\b|\bIOM\b|\btraining\b|\btask force\b|\bcouncil\b|\bcommission\b",
    re.IGNORECASE,
)
_OF_DONORS: Final = re.compile(
    r"\b(?:U\.?S\.?|USAID|(?:foreign|international|bilateral)(?: \w+)? donors?|[Dd]onors?|foreign governments?"
    r"|European Union|EU|World Bank)(?=\W)"
)
_OF_SEVERAL_YEARS: Final = re.compile(
    r"\b(?:over|across|for|within) (?:the next )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+) years\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|multi)-?year\b",
    re.IGNORECASE,
)
# `allocated 100,000 euros to fund 10 shelters`, `continued to house 12 victims`, are done.
_TO_DO: Final = frozenset({Act.ALLOCATE, Act.CONTINUE})
_INHERITED: Final = frozenset({"a part of the whole", "compared with another year"})


def doubt(items: Sequence[Item], found: Sequence[Layer], around: str) -> None:
    """Take its measure from each number of a sentence that is not certain, and from those that have it from such.

    Args:
        items: The numbers of the sentence.
        found: The layers of the sentence.
        around: The sentence and the one before it, which may say what money is for.
    """
    doubted: list[Item] = []
    for item in items:
        if item.measure is None:
            continue
        of_doubted = (
            item.rule in _INHERITED
            and item.other is not None
            and any(item.other is other for other in doubted)
        )
        told = _told(item, found, around)
        reasons = (reason for reason, applies in _DOUBTS if applies(item, told))
        reason = (item.other.reason if of_doubted and item.other else "") or next(reasons, "")
        if reason:
            item.measure, item.reason = None, reason
            doubted.append(item)


def doubt_years(items: Sequence[Item]) -> None:
    """Take their measure from numbers of a sentence whose years cannot all be right.

    What is compared with another year is not of the same year, and of one year a sentence tells one number.
    """
    for place, item in enumerate(items):
        other = item.other
        if item.measure is None or item.year is None or item.amount.sort is Sort.TIME:
            continue
        if (
            item.link is Link.COMPARED
            and other is not None
            and other.measure is item.measure
            and other.year is not None
            and other.year <= item.year
            and item.same_sentence
        ):
            _take_both(item, other, "it is compared with a figure of the same year, or of an earlier one")
        for second in items[place + 1 :]:
            if _contradicts(item, second):
                _take_both(item, second, "the sentence tells two numbers of the same")


def _contradicts(item: Item, second: Item) -> bool:
    return (
        second.measure is item.measure
        and second.year == item.year
        and item.link is second.link is Link.WHOLE
        and not item.is_money
        and second.numeral.value != item.numeral.value
        and item.noun.noun != ""
        and (item.noun.words.casefold(), item.noun.parts) == (second.noun.words.casefold(), second.noun.parts)
        and (item.numbered >= 0) is (second.numbered >= 0)
        and (item.act_place, item.act) == (second.act_place, second.act)
    )


def _take_both(first: Item, second: Item, reason: str) -> None:
    for item in (first, second):
        item.measure, item.reason = None, reason


class _Told(NamedTuple):
    """What is told around a number.

    Attributes:
        text: Its layer of the sentence.
        clause: From where its clause begins up to the number.
        after: From its noun up to the next number.
        around: The sentence and the one before it.
    """

    text: str
    clause: str
    after: str
    around: str


def _told(item: Item, found: Sequence[Layer], around: str) -> _Told:
    text = found[item.layer].text
    start = max([0, *(match.end() for match in re.finditer(r"[;:]", text[: item.start]))])
    return _Told(text, text[start : item.start], text[item.end : item.limit], around)


def _is_denied(item: Item, told: _Told) -> bool:
    denied = item.link is not Link.COMPARED and _DENIED.search(_TURN.split(told.clause)[-1])
    return bool(item.numeral.value and (denied or _NOT_DONE.match(told.after)))


def _is_to_be_done(item: Item, told: _Told) -> bool:
    infinitive = item.act_word and not item.act_word.endswith(("ing", "ed")) and item.act not in _TO_DO
    return bool(infinitive and re.search(r"\b[Tt]o (?:\w+ly )?$", told.text[: item.act_place]))


def _is_intended(_item: Item, told: _Told) -> bool:
    return _INTENDED.search(told.clause) is not None


def _is_estimated(item: Item, told: _Told) -> bool:
    return item.amount.sort is not Sort.TIME and _ESTIMATED.search(told.clause) is not None


def _is_rate(item: Item, told: _Told) -> bool:
    after = item.amount.sort is not Sort.TIME and _RATE_AFTER.search(told.after)
    return bool(_RATE_BEFORE.search(item.before) or _USUAL.search(told.after) or after)


def _is_of_share(item: Item, _told: _Told) -> bool:
    return item.amount.sort is Sort.TIME and _SHARE.search(item.before) is not None


def _is_end_of_range(item: Item, told: _Told) -> bool:
    """Whether a term ends a range whose beginning was not read: `from two years’ probation to 10 years`."""
    if item.amount.sort is not Sort.TIME:
        return False
    if item.numeral.upper is not None:
        # `three defendants to five years and two to 18 months`
        return re.fullmatch(r"[\s’]*(?:imprisonment|in prison)?,?\s*and\s*", item.before) is not None
    ends = item.before.endswith("to ")
    return ends and re.search(r"\b(?:rang\w+|from|between)\b", told.clause) is not None


def _is_closed(item: Item, told: _Told) -> bool:
    return (
        item.measure is Measure.SHELTERS and re.search(r"\b(?:closed|shut|ceased)\b", told.after) is not None
    )


def _is_of_another_court(item: Item, told: _Told) -> bool:
    before = re.split(r",|;| and ", told.clause)[-1]
    after = re.split(r",|;| and ", told.text[item.amount.end : item.limit])[0]
    return item.measure in _JUDICIAL and _OF_ANOTHER_COURT.search(f"{before} {after}") is not None


def _is_for_other_work(item: Item, told: _Told) -> bool:
    said = told.text[: item.limit] if item.rule == "a budget of" else told.around
    return item.is_money and item.link is not Link.PART and _PURPOSE.search(said) is None


def _is_of_donors(item: Item, told: _Told) -> bool:
    return item.is_money and _OF_DONORS.search(told.clause) is not None


def _is_of_several_years(item: Item, told: _Told) -> bool:
    near = f"{told.clause} {told.text[item.amount.end : item.amount.end + _NEAR]}"
    return item.is_money and _OF_SEVERAL_YEARS.search(near) is not None


def _does_another_thing(item: Item, told: _Told) -> bool:
    """Whether a deed is told of a part that is not the whole's: `of whom 12 appealed`, `in four of these, men fled`."""
    if item.link is not Link.PART or item.rule not in _INHERITED:
        return False
    if item.of_them and re.search(r"\b[Ii]n\s$", item.before):
        return True
    said = governing.behind(told.text, item.noun.end, item.limit)
    if said is None or said.act is not Act.BLOCK:
        return False
    between = told.text[item.noun.end : said.place].split()
    return all(act_of(word.casefold().strip(",")) is None for word in between)


_DOUBTS: Final = (
    ("it is denied", _is_denied),
    ("it is what is to be done", _is_to_be_done),
    ("it is planned, possible or demanded", _is_intended),
    ("it is an estimate, or the result of a survey", _is_estimated),
    ("it is a rate or an average", _is_rate),
    ("it is told of a share", _is_of_share),
    ("it may be the end of a range", _is_end_of_range),
    ("it was closed", _is_closed),
    ("it tells of an appeal, an acquittal or a dismissal", _is_of_another_court),
    ("it is not certain that the money is for work against trafficking", _is_for_other_work),
    ("it may be the money of donors", _is_of_donors),
    ("it is for several years", _is_of_several_years),
    ("something else is told of this part", _does_another_thing),
)

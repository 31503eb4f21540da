"""What is left when measures and links are known: parts and counters, wholes told again, further zeros."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kzsearch.analysis.figures.amounts import Sort
from kzsearch.analysis.figures.counters import counter
from kzsearch.analysis.figures.items import Item, Link
from kzsearch.analysis.figures.layers import Layer
from kzsearch.analysis.figures.measures import Seen, measure_of, same_sort
from kzsearch.analysis.figures.nouns import Kind, parts
from kzsearch.analysis.figures.verbs import Act, act_of
from kzsearch.types.figures import Measure, YearOrigin

_OF_VICTIMS: Final = frozenset({Measure.IDENTIFIED, Measure.ASSISTED, Measure.REFERRED})
_SUBJECT_COMPRISED: Final = re.compile(
    r"([\w’ -]+?) (?:comprised|constituted|made up|accounted for|represented) $"
)
_PURPOSE: Final = re.compile(r"(?:for|to)\s([\w’ -]{3,50}?)(?:\sand)?$")
_RESULTING: Final = re.compile(
    r"\b(?:led|leading|leads|resulted|resulting) (?:to|in) (?:the )?(?:(?:\w+ )?(?:of|into) )?(?:\w+ ){0,2}$"
)
_TOLD_AGAIN: Final = re.compile(
    r"\b(?:all|the|these|those|same)\s(?:(?:of|these|the|those|same|total)\s)*$", re.IGNORECASE
)
_KEEPS_NEW: Final = frozenset({Measure.SHELTERS})


def restate(item: Item, earlier: Iterable[Item]) -> None:
    """Give a whole that is told again its measure: `Of the 841 sex trafficking victims, 763 were women`.

    Args:
        item: The whole.
        earlier: Numbers of the sentences before, the likeliest first.
    """
    if item.measure is not None:
        return
    for other in earlier:
        same_number = other.numeral.value == item.numeral.value and same_sort(item.noun.kind, other.noun.kind)
        if same_number and (not item.noun.parts or set(item.noun.parts) == set(other.parts)):
            item.measure, item.rule, item.told_by = other.measure, "told again", other.counter
            if not item.noun.parts:
                item.noun = item.noun._replace(parts=other.parts)
            return


def tell_again(items: list[Item], whole: Item | None) -> None:
    """Give a whole that is told again, and its parts, the year and the counter that it had the first time."""
    for item in items:
        same = (
            whole is not None and item.measure is whole.measure and item.numeral.value == whole.numeral.value
        )
        if item.link is not Link.WHOLE or whole is None or not same or not _TOLD_AGAIN.search(item.before):
            continue
        item.told_by = whole.counter
        for other in items:
            mine = other is item or other.other is item
            if mine and other.link is not Link.COMPARED and other.year_origin is YearOrigin.INFERRED:
                other.year, other.year_origin, other.year_words = (
                    whole.year,
                    whole.year_origin,
                    whole.year_words,
                )


def more_zeros(items: list[Item], sentence: str) -> list[Item]:
    """Return the other measures that one `no` or `any` denies: `did not prosecute or convict any traffickers`."""
    more: list[Item] = []
    for item in items:
        if item.numeral.value or item.measure is None:
            continue
        before = re.search(r"(\w+),? (?:or|nor|and) \w+ $", sentence[: item.start])
        if (
            before
            and sentence[slice(*item.numeral.span)].casefold() == "any"
            and (act := act_of(before[1].casefold()))
        ):
            found = measure_of(Seen(act, item.noun.kind, item.noun.words, item.noun.tail, sentence))
            if found:
                more.append(replace(item, measure=found[0], rule=found[1], act=act))
        for word in re.match(
            r"((?:,| or| and| new|\s)*\b(?:investigations|prosecutions|convictions)\b)*",
            sentence[item.noun.end :],
        )[0].split():  # type: ignore[index]
            kind = {
                "investigations": Kind.INVESTIGATION,
                "prosecutions": Kind.PROSECUTION,
                "convictions": Kind.CONVICTION,
            }.get(word.strip(","))
            if kind and (found := measure_of(Seen(item.act, kind, word, item.noun.tail, sentence))):
                more.append(
                    replace(
                        item,
                        measure=found[0],
                        rule=found[1],
                        noun=item.noun._replace(kind=kind, noun=word.strip(",")),
                    )
                )
    return more


def finish(items: list[Item], place: int, found: list[Layer]) -> None:
    """Set the part and the counter of a number, now that its measure and link are known."""
    item = items[place]
    text = found[item.layer].text
    item.parts = _with_those_of_other(item, _own_parts(item, text))
    start = item.act_place if item.act_place >= 0 else item.start
    item.counter = counter(text, start, item.noun.end, item.limit)
    item.counter = item.counter or item.told_by
    other = item.other
    if other is not None and not (item.link is Link.PART and item.act_place > other.end and item.counter):
        item.counter = other.counter or item.counter


def _own_parts(item: Item, text: str) -> tuple[str, ...]:
    """Return the parts that the words around a number name."""
    before = text[: item.start]
    own = item.noun.parts
    if re.search(r"\bjointly \w+ $", before):
        own = (*own, "joint")
    if item.act is Act.CONTINUE and item.noun.kind is Kind.INVESTIGATION:
        own = (*own, "ongoing")
    if match := _SUBJECT_COMPRISED.search(before):
        own = (*own, *parts(match[1]))
    if re.search(r"\ball (?:but|except)\s(?:the\s)?$", before, re.IGNORECASE):
        own = tuple(f"not {part}" for part in own)
    if item.is_money and item.link is Link.PART and (purpose := _PURPOSE.match(item.noun.tail)):
        own = (*own, purpose[1].strip())
    if item.link is Link.WHOLE and _RESULTING.search(before):
        own = (*own, "part")  # what one effort led to is not all that there was
    idle = {"new"} if item.measure not in _KEEPS_NEW else set()
    idle |= {"potential", "confirmed"} if item.measure not in _OF_VICTIMS else set()
    own = tuple(part for part in own if part not in idle)
    if item.noun.definite and own and set(own) <= set(parts(item.noun.words)):
        own = (*own, "part")  # `three of the Kazakhstani victims` are not all of them
    return own


def _with_those_of_other(item: Item, own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of a number with those of the whole, or of the count that it is compared with."""
    other = item.other
    if other is None:
        return own
    if item.link is Link.PART and item.measure in (other.measure, Measure.SENTENCES):
        own = tuple(dict.fromkeys((*other.parts, *own)))
        return (*own, "part") if own == other.parts and item.amount.sort is not Sort.TIME else own
    return other.parts if item.link is Link.COMPARED and item.alone and not own else own

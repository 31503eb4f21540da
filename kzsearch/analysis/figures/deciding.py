"""The measure of a number: from the verb that governs it and its noun, or from the number that it goes with."""

from __future__ import annotations

import re
from typing import Final

from kzsearch.analysis.figures import comparisons, governing
from kzsearch.analysis.figures.amounts import Sort
from kzsearch.analysis.figures.items import Item, Link
from kzsearch.analysis.figures.layers import Layer
from kzsearch.analysis.figures.measures import Seen, measure_of, money_measure, same_sort
from kzsearch.analysis.figures.nouns import PERSONS, Kind, is_form
from kzsearch.analysis.figures.numbers import OF_THE
from kzsearch.analysis.figures.verbs import Act, act_of
from kzsearch.types.figures import Measure

_OWN_PARTS: Final = frozenset({"sex trafficking", "forced labor", "sex trafficking and forced labor"})
# Verbs that do not tell another deed of a part than the one that is told of its whole.
_IDLE: Final = frozenset({Act.REPORT, Act.REGISTER, Act.CONTINUE, Act.OPEN})
_OF_TRAFFICKERS: Final = frozenset({Act.CONVICT, Act.PROSECUTE, Act.SENTENCE})
_PENAL_KINDS: Final = frozenset({Kind.CASE, Kind.INVESTIGATION, Kind.PROSECUTION, Kind.CONVICTION})
_SAYS_ITSELF: Final = frozenset(
    {
        Kind.INVESTIGATION,
        Kind.PROSECUTION,
        Kind.CONVICTION,
        Kind.INSPECTION,
        Kind.TRAINING,
        Kind.CALL,
        Kind.SHELTER,
    }
)


def set_measure(items: list[Item], place: int, found: list[Layer], sentence: str) -> None:
    """Set the verb that governs a number, its measure and the rule that gave it, or why it is not certain."""
    item = items[place]
    text = found[item.layer].text
    if item.amount.sort is Sort.TIME:
        item.measure, item.rule = Measure.SENTENCES, "terms that courts imposed"
        if before := governing.before(text, item.start):
            item.act, item.act_word, item.act_place = before.act, before.word, before.place
        _term_of(items, place, text)
        return
    following = next((other for other in items[place + 1 :] if other.layer == item.layer), None)
    if following is not None and following.amount.sort is Sort.TIME:
        item.noun = item.noun._replace(tail=f"{item.noun.tail} (a term of imprisonment)")
    governor = _governor(items, place, text)
    if governor is not None:
        item.act, item.act_word, item.act_place = governor.act, governor.word, governor.place
    if item.is_money:
        around = f"{text[max(0, item.start - 90) : item.start]} {text[item.end : item.end + 60]}"
        decided = money_measure(item.act, around)
        if decided is None and item.other is not None and item.other.is_money and item.other.measure:
            decided = (item.other.measure, "goes with an amount")
    else:
        decided = _decide(item, governor, sentence) or _of_one_verb(items, place, governor, text, sentence)
    if re.search(r"\ball (?:but|except)\s$", text[: item.start], re.IGNORECASE) and not item.noun.parts:
        decided = None  # `all but four received services` counts the others
    if decided is not None:
        item.measure, item.rule = decided
    elif not item.reason:
        item.reason = "no verb or noun makes its measure certain"


def _governor(items: list[Item], place: int, text: str) -> governing.Governor | None:
    """Return the verb that governs a number: said of it, before it, or shared with the number before it."""
    item = items[place]
    if item.numbered >= 0:
        return _of_the_number_of(item, text)
    behind = governing.behind(text, item.noun.end, item.limit)
    last = next((other for other in reversed(items[:place]) if other.layer == item.layer), None)
    if last is not None and OF_THE.fullmatch(text[last.amount.end : item.start]):
        return behind if behind is not None and not behind.predicate else None
    said = behind if behind is not None and behind.predicate else _said_of_some(items, place, text)
    if said is not None or _is_subject(text, item):
        return said or governing.nominal(text, item.start)
    if last is not None and last.act is not None and _shares_verb(item, last, behind):
        return governing.Governor(last.act, last.act_word, last.act_place, predicate=False)
    before = governing.before(text, item.start)
    weak = before is None or item.link is Link.COMPARED or before.act is Act.REPORT
    return (behind or before) if weak else before


def _of_the_number_of(item: Item, text: str) -> governing.Governor | None:
    """Return the verb of `the number of victims identified rose to 110`."""
    if item.noun.kind is Kind.OFFICIAL:
        return governing.Governor(Act.EMPLOY, "the number of", item.numbered, predicate=False)
    said = governing.behind(text, item.numbered, item.start)
    return said if said is not None and said.act not in (Act.BLOCK, Act.OPEN) else None


def _said_of_some(items: list[Item], place: int, text: str) -> governing.Governor | None:
    """Return what is said of a part that its whole follows: `14 of the 20 convicted traffickers were sentenced`."""
    item = items[place]
    whole = next((other for other in items[place + 1 :] if other.layer == item.layer), None)
    if whole is None or not OF_THE.fullmatch(text[item.amount.end : whole.start]):
        return None
    said = governing.behind(text, whole.noun.end, whole.limit)
    return said if said is not None and said.predicate else None


def _shares_verb(item: Item, last: Item, behind: governing.Governor | None) -> bool:
    """Whether a number goes on with the list of the number before it: `trained 166 judges and 133 officers`."""
    if item.before.strip() == "involving" and (last.noun.kind, item.noun.kind) == (
        Kind.CASE,
        Kind.TRAFFICKER,
    ):
        return last.act in (Act.INVESTIGATE, Act.PROSECUTE)
    if item.link is not last.link or not re.fullmatch(
        r"\s*(?:,|and|or|,\s?and|as well as|plus)\s*", item.before
    ):
        return False
    alike = (
        item.alone or same_sort(item.noun.kind, last.noun.kind) or {item.noun.kind, last.noun.kind} <= PERSONS
    )
    return alike and (last.noun.kind is item.noun.kind or behind is None)


def _is_subject(text: str, item: Item) -> bool:
    """Whether a number is the subject of `were`, so that no verb before it governs it: `none were victims`."""
    return re.match(r"(?:\s\w+ly)?\s(?:were|was|are|is)\b", text[item.noun.end :]) is not None


def _decide(item: Item, governor: governing.Governor | None, sentence: str) -> tuple[Measure, str] | None:
    other = item.other
    kind = item.noun.kind
    if kind is None and other is not None:
        kind = other.noun.kind
    if item.alone and item.act in _OF_TRAFFICKERS and kind in _PENAL_KINDS:
        kind = Kind.TRAFFICKER  # `seven convictions ...; one was sentenced`, `found nine of them guilty`
    act = None if item.link is Link.COMPARED and kind in _SAYS_ITSELF else item.act
    ahead = re.split(r"[;,]", sentence[item.end : item.limit])[0]
    own = measure_of(Seen(act, kind, item.noun.words, item.noun.tail, sentence, ahead))
    # Of `eight of the 10 convicted defendants` the eight are not those who were convicted.
    some = item.noun.words and item.noun.end == item.amount.end and item.numbered < 0
    if (
        own is None
        and item.numeral.value
        and not some
        and (modifier := _act_of_modifier(item.noun.words)) is not None
    ):
        own = measure_of(Seen(modifier, kind, item.noun.words, item.noun.tail, sentence))
    if item.link is Link.WHOLE:
        # `35 were found guilty`: nobody else than an offender is.
        said = governor is not None and governor.predicate and governor.act in _OF_TRAFFICKERS
        offenders = Seen(item.act, Kind.TRAFFICKER, "", item.noun.tail, sentence, ahead)
        return own if not item.alone else measure_of(offenders) if said else None
    if other is None:
        item.reason = "it is not certain with what it is compared"
        return own if not item.alone and own and _says_itself(item, governor) else None
    inherited = _inherited(item, other)
    another_act = (
        governor is not None
        and governor.act not in _IDLE
        and governor.place != other.act_place
        and _is_between(item, governor)
    )
    if item.link is Link.PART and another_act and (own is None or item.act is Act.EMPLOY):
        return None
    if item.link is Link.COMPARED:
        return (own if not item.alone and _says_itself(item, governor) else None) or inherited
    if (
        own is not None
        and governor is not None
        and _is_between(item, governor)
        and not _is_named_part(item, own)
    ):
        return own
    return inherited or own


def _of_one_verb(
    items: list[Item], place: int, governor: governing.Governor | None, text: str, sentence: str
) -> tuple[Measure, str] | None:
    """Return the measure of a number that is alone the object of a verb: `acquitted four and convicted nine`."""
    item = items[place]
    if not item.alone or item.link is not Link.WHOLE or governor is None or governor.predicate:
        return None
    last = next(
        (other for other in reversed(items[:place]) if other.layer == item.layer and not other.is_money), None
    )
    with_and = r"(?:\s(?:of|for|in|to)\s[\w\s-]{3,40})?,?\s*and\s*"
    told_apart = governor.act is not Act.REPORT or any(map(is_form, item.noun.parts))
    coordinated = last is not None and told_apart and re.fullmatch(with_and, item.before) is not None
    between = text[governor.place + len(governor.word) : item.start].strip()
    if not coordinated and between not in ("", "all", "only", "another"):
        return None
    kind = last.noun.kind if last is not None and last.layer == item.layer else None
    if kind is None and last is not None and last.other is not None:
        kind = last.other.noun.kind
    if kind is None and governor.act in (Act.CONVICT, Act.PROSECUTE, Act.SENTENCE):
        kind = Kind.TRAFFICKER
    if kind is None or (
        not coordinated and kind in (Kind.SHELTER, Kind.TRAINING, Kind.CALL, Kind.INSPECTION)
    ):
        return None
    if governor.act in (Act.CONVICT, Act.PROSECUTE) and kind in (
        Kind.INVESTIGATION,
        Kind.CONVICTION,
        Kind.PROSECUTION,
    ):
        kind = Kind.TRAFFICKER
    found = measure_of(Seen(governor.act, kind, "", item.noun.tail, sentence))
    if found is not None:
        item.noun = item.noun._replace(kind=kind)
    return found


def _inherited(item: Item, other: Item) -> tuple[Measure, str] | None:
    if (
        item.link is Link.COMPARED
        and item.noun.kind in _SAYS_ITSELF
        and item.noun.kind is not other.noun.kind
    ):
        return None
    if other.measure is None or not same_sort(item.noun.kind, other.noun.kind):
        return None
    return other.measure, "a part of the whole" if item.link is Link.PART else "compared with another year"


def _says_itself(item: Item, governor: governing.Governor | None) -> bool:
    """Whether a number of a comparison has a measure of its own: `compared with 49 prosecutions`."""
    if item.noun.kind in _SAYS_ITSELF:
        return True
    if governor is None:
        return False
    # `This compared with prosecuting 30 suspects in the previous reporting period.`
    if (
        item.other is None
        and governor.act is not Act.BLOCK
        and governor.place >= item.start - len(item.before)
    ):
        return True
    cue = comparisons.place_of_cue(item)
    return governor.place >= item.end or (0 <= cue < governor.place and governor.act is not Act.BLOCK)


def _is_between(item: Item, governor: governing.Governor) -> bool:
    """Whether a verb is the part's own, and not that of its whole."""
    other = item.other
    if other is not None and not item.same_sentence:
        return True
    return (
        governor.predicate or (other is not None and governor.place > other.end) or governor.place >= item.end
    )


def _is_named_part(item: Item, own: tuple[Measure, str]) -> bool:
    """Whether a part is told apart by its own form of trafficking, and its sentences are told in passing."""
    return own[0] is Measure.SENTENCES and bool(_OWN_PARTS & set(item.noun.parts))


def _act_of_modifier(words: str) -> Act | None:
    """Return what a participle before the noun says: `24 identified victims`."""
    for word in words.casefold().split()[:-1]:
        if act_of(word) in (Act.IDENTIFY, Act.ASSIST, Act.CONVICT, Act.INVESTIGATE, Act.PROSECUTE):
            return act_of(word)
    return None


def _term_of(items: list[Item], place: int, text: str) -> None:
    """Link a term of imprisonment to the traffickers who received it, whose year and part it has."""
    item = items[place]
    if item.link is Link.COMPARED:
        return
    person = next(
        (
            other
            for other in reversed(items[:place])
            if other.layer == item.layer
            and other.amount.sort is Sort.COUNT
            and other.link is not Link.COMPARED
            and ";" not in text[other.end : item.start]
        ),
        None,
    )
    if person is not None and person.noun.kind in (*PERSONS, None, Kind.CONVICTION, Kind.CASE):
        item.link, item.other = Link.PART, person
        if person.measure is None:
            item.measure, item.reason = None, "it is not certain that they were traffickers"

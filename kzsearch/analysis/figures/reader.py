"""A sentence to its figures.

The numbers of a sentence are read from left to right. Each gets its sort (a count, money, a term of imprisonment), the
noun that it counts, the verb that governs it, and its link to the numbers before it (a part of a whole, the count of
another year). From these follow measure, year, counter and part. Where one of them is not certain, the number is
unclassified: no rule guesses by the nearest keyword.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kzsearch.analysis.figures import governing, relations, terms
from kzsearch.analysis.figures.amounts import Amount, Sort, amount, law_references
from kzsearch.analysis.figures.counters import counter
from kzsearch.analysis.figures.items import Item, Link
from kzsearch.analysis.figures.layers import Layer, layer_of, layers
from kzsearch.analysis.figures.measures import Seen, measure_of, money_measure, same_sort
from kzsearch.analysis.figures.nouns import PERSONS, Kind, is_form, parts
from kzsearch.analysis.figures.numerals import Numeral, numerals
from kzsearch.analysis.figures.phrases import Phrase, phrase
from kzsearch.analysis.figures.verbs import Act, act_of
from kzsearch.analysis.figures.years import date_items, last_stated
from kzsearch.types.figures import Measure

_OWN_PARTS: Final = frozenset({"sex trafficking", "forced labor", "sex trafficking and forced labor"})
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
_OF_VICTIMS: Final = frozenset({Measure.IDENTIFIED, Measure.ASSISTED, Measure.REFERRED})
_OF_THE: Final = re.compile(r"\s(?:out )?of (?:the|these|those|its|all|a total of|at least)\s*")
_NUMBER_OF: Final = re.compile(r"\b(?:numbers? of|totals? of)(?P<rest>\s[^;:]*)$", re.IGNORECASE)
_ROSE_TO: Final = re.compile(
    r"(?P<rest>\s(?:\w+\s){0,2}(?:investigations|prosecutions|convictions|inspections)\s(?:(?:\w+ly\s)?(?:rose|fell|increased|decreased|"
    r"declined|dropped|grew|remained|stood|numbered|totaled|went)\b)[^,;:.]*)$",
    re.IGNORECASE,
)
_KEEPS_NEW: Final = frozenset({Measure.SHELTERS})


@dataclass(slots=True)
class Context:
    """What the sentences before tell of the next one.

    Attributes:
        period: The year of the report's own period, or None where its series has no known one.
        report_year: The report's year.
        whole: The last whole that a part may belong to.
        stated: The last year that this paragraph stated.
    """

    period: int | None
    report_year: int
    whole: Item | None = None
    stated: int | None = None


def read(sentence: str, context: Context) -> list[Item]:
    """Return the numbers of a sentence that may be figures, in order; the context is moved on behind the sentence."""
    found = layers(sentence)
    items = _items(sentence, found)
    items = terms.merged(items, [layer.text for layer in found])
    items = [
        item
        for item in items
        if item.amount.sort is not Sort.TIME or terms.is_imposed(found[item.layer].text, item)
    ]
    for place, item in enumerate(items):
        relations.link(items, place, found, context.whole)
        item.same_sentence = item.other is None or any(item.other is known for known in items)
        _measure(items, place, found, sentence)
        if relations.PARTITIVE.match(sentence) and item.link is Link.WHOLE:
            _restate(item, context.whole)
    paired = relations.pair_lists(items)
    for place, item in enumerate(items):
        # `increased from 44 to 110`: what it is compared with follows, and is measured now.
        follows = item.other is not None and item.same_sentence and item.other.start > item.start
        if follows or any(item is other for other in paired):
            item.measure = None
            _measure(items, place, found, sentence)
    items += _more_zeros(items, sentence)
    date_items(items, found, context.period, context.report_year, context.stated)
    for place, item in enumerate(items):
        _finish(items, place, found)
    context.stated = last_stated(sentence) or context.stated
    wholes = [
        item for item in items if item.link is Link.WHOLE and item.measure and item.amount.sort is Sort.COUNT
    ]
    if wholes and not relations.PARTITIVE.match(sentence):
        context.whole = wholes[-1]
    return items


def _items(sentence: str, found: list[Layer]) -> list[Item]:
    laws = law_references(sentence)
    sorted_numbers = [(number, amount(sentence, number, laws)) for number in numerals(sentence)]
    figures = [
        (number, kind, layer_of(found, number.span.start))
        for number, kind in sorted_numbers
        if kind.sort is not Sort.NO_FIGURE
    ]
    items: list[Item] = []
    for place, (number, kind, layer) in enumerate(figures):
        starts = [other.start for other, _, owner in figures[place + 1 :] if owner == layer]
        limit = min([*starts, found[layer].end])
        ends = [item.end for item in items if item.layer == layer]
        text = found[layer].text
        before = text[max([found[layer].start, *ends]) : number.start]
        noun = phrase(text, kind.end, limit) if kind.sort is Sort.COUNT else _no_noun(text, kind, limit)
        if _is_no_count(sentence, number, noun, text):
            continue
        items.append(Item(number, kind, noun, layer, before, limit))
    items = [_with_noun_ahead(items, place, found) for place in range(len(items))]
    return [_with_noun_of_number(item, found[item.layer].text) for item in items]


def _no_noun(text: str, kind: Amount, limit: int) -> Phrase:
    return Phrase(
        None, "", "", kind.end, (), definite=False, tail=re.split(r"[;.,]", text[kind.end : limit])[0].strip()
    )


def _is_no_count(sentence: str, number: Numeral, noun: Phrase, text: str) -> bool:
    """Whether `no` or `any` counts nothing, or `one` stands for a noun."""
    printed = sentence[slice(*number.span)].casefold()
    if printed == "any":
        denied = re.search(
            r"\b(?:did not|had not|has not|have not|neither|nor)\b(?P<rest>[^,;.]*)$", text[: number.start]
        )
        return (
            not denied
            or noun.kind in (None, Kind.OTHER, Kind.TIME)
            or re.search(
                r"\b(?:report|provide|release|collect|share|publish|maintain|disaggregate|specify|have)\b",
                denied["rest"],
            )
            is not None
        )
    if (
        printed == "one"
        and noun.words.startswith(("case", "instance", "incident", "example"))
        and re.search(r"\bin $", text[: number.start], re.IGNORECASE)
    ):
        return True
    if printed == "no":
        return noun.kind in (None, Kind.OTHER, Kind.TIME)
    return printed == "one" and noun.kind in (None, Kind.OTHER) and noun.definite


def _with_noun_ahead(items: list[Item], place: int, found: list[Layer]) -> Item:
    """Return a number with the noun that it shares with the next: `20 sex trafficking and 13 labor trafficking victims`."""
    item = items[place]
    following = next((other for other in items[place + 1 :] if other.layer == item.layer), None)
    if (
        not item.alone
        or following is None
        or following.noun.kind is None
        or following.noun.kind is Kind.OTHER
    ):
        return item
    between = found[item.layer].text[item.noun.end : following.start]
    if _OF_THE.fullmatch(found[item.layer].text[item.amount.end : following.start]):
        return replace(item, noun=following.noun._replace(end=item.amount.end, parts=(), definite=False))
    if item.noun.words and re.fullmatch(r"\s*(?:,|and|or|,\s?and|,\s?or|as well as)\s*(?:the\s)?", between):
        return replace(item, noun=item.noun._replace(kind=following.noun.kind, noun=following.noun.noun))
    return item


def _restate(item: Item, whole: Item | None) -> None:
    """Give a whole that is told again its measure: `Of these 26 victims, 15 were children`."""
    if (
        item.measure is None
        and whole is not None
        and whole.numeral.value == item.numeral.value
        and same_sort(item.noun.kind, whole.noun.kind)
    ):
        item.measure, item.rule, item.counter, item.other = whole.measure, "told again", whole.counter, None


def _with_noun_of_number(item: Item, text: str) -> Item:
    """Return a number with its noun before it: `increased the number of officers from 44 to 110`."""
    found = [match for pattern in (_NUMBER_OF, _ROSE_TO) if (match := pattern.search(text[: item.start]))]
    before = max(found, key=lambda match: match.start("rest"), default=None)
    if not item.alone or item.noun.words or before is None or before["rest"].strip() == "":
        return item
    noun = phrase(text, before.start("rest"), item.start)
    if noun.kind in (None, Kind.OTHER):
        return item
    return replace(item, noun=noun._replace(end=item.amount.end), numbered=noun.end)


def _measure(items: list[Item], place: int, found: list[Layer], sentence: str) -> None:
    item = items[place]
    text = found[item.layer].text
    if item.amount.sort is Sort.TIME:
        item.measure, item.rule = Measure.SENTENCES, "terms that courts imposed"
        if before := governing.before(text, item.start):
            item.act, item.act_word, item.act_place = before.act, before.word, before.place
        _term_of(items, place)
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
    if decided is not None:
        item.measure, item.rule = decided
    elif not item.reason:
        item.reason = "no verb or noun makes its measure certain"


def _governor(items: list[Item], place: int, text: str) -> governing.Governor | None:
    """Return the verb that governs a number: said of it, before it, or shared with the number before it."""
    item = items[place]
    if item.numbered >= 0:
        said = governing.behind(text, item.numbered, item.start)
        if item.noun.kind is Kind.OFFICIAL:
            return governing.Governor(Act.EMPLOY, "the number of", item.numbered, predicate=False)
        return said if said is not None and said.act not in (Act.BLOCK, Act.OPEN) else None
    behind = governing.behind(text, item.noun.end, item.limit)
    before_it = next((other for other in reversed(items[:place]) if other.layer == item.layer), None)
    if before_it is not None and _OF_THE.fullmatch(text[before_it.amount.end : item.start]):
        return behind if behind is not None and not behind.predicate else None
    if behind is not None and behind.predicate:
        return behind
    following = next((other for other in items[place + 1 :] if other.layer == item.layer), None)
    if following is not None and _OF_THE.fullmatch(text[item.amount.end : following.start]):
        # `14 of the 20 convicted traffickers were sentenced`: it is the 14 who were.
        said = governing.behind(text, following.noun.end, following.limit)
        if said is not None and said.predicate:
            return said
    if _is_subject(text, item):
        return None
    last = before_it
    if (
        last is not None
        and item.link is last.link
        and last.act is not None
        and re.fullmatch(r"\s*(?:,|and|or|,\s?and|as well as|plus)\s*", item.before)
        and (
            item.alone
            or same_sort(item.noun.kind, last.noun.kind)
            or {item.noun.kind, last.noun.kind} <= PERSONS
        )
        and (last.noun.kind is item.noun.kind or behind is None)
    ):
        return governing.Governor(last.act, last.act_word, last.act_place, predicate=False)
    before = governing.before(text, item.start)
    if item.link is Link.COMPARED:
        return behind or before
    if before is None or (before.act is Act.REPORT and behind is not None):
        return behind or before
    return before


def _is_subject(text: str, item: Item) -> bool:
    """Whether a number is the subject of `were`, so that no verb before it governs it: `none were victims`."""
    return re.match(r"(?:\s\w+ly)?\s(?:were|was|are|is)\b", text[item.noun.end :]) is not None


def _decide(item: Item, governor: governing.Governor | None, sentence: str) -> tuple[Measure, str] | None:
    other = item.other
    kind = item.noun.kind
    if kind is None and other is not None:
        kind = other.noun.kind
    act = None if item.link is Link.COMPARED and kind in _SAYS_ITSELF else item.act
    own = measure_of(Seen(act, kind, item.noun.words, item.noun.tail, sentence))
    if own is None and item.numeral.value and (modifier := _act_of_modifier(item.noun.words)) is not None:
        own = measure_of(Seen(modifier, kind, item.noun.words, item.noun.tail, sentence))
    if item.link is Link.WHOLE or other is None:
        if item.link is not Link.WHOLE:
            item.reason = "it is not certain with what it is compared"
            return own if not item.alone and own and _says_itself(item, governor) else None
        return None if item.alone and governor is None else own if not item.alone else None
    inherited = _inherited(item, other)
    another_act = (
        governor is not None
        and governor.act in (Act.BLOCK, Act.RECEIVE, Act.PROVIDE)
        and _is_between(item, governor)
    )
    if item.link is Link.PART and own is None and another_act:
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
    """Return the measure of a number without a noun that is the object of a verb: `acquitted four defendants and convicted nine`."""
    item = items[place]
    if not item.alone or item.link is not Link.WHOLE or governor is None or governor.predicate:
        return None
    last = next(
        (other for other in reversed(items[:place]) if other.layer == item.layer and not other.is_money), None
    )
    with_and = r"(?:\s(?:of|for|in)\s[\w\s-]{3,40})?,?\s*and\s*"
    told_apart = governor.act is not Act.REPORT or any(map(is_form, item.noun.parts))
    coordinated = last is not None and told_apart and re.fullmatch(with_and, item.before) is not None
    if not coordinated and text[governor.place + len(governor.word) : item.start].strip():
        return None
    kind = last.noun.kind if last is not None and last.layer == item.layer else None
    if kind is None and governor.act in (Act.CONVICT, Act.PROSECUTE):
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
    cue = relations.place_of_cue(item)
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
    """Whether a part is told apart by its own form of trafficking, so that the sentences of its traffickers are told in passing."""
    return own[0] is Measure.SENTENCES and bool(_OWN_PARTS & set(item.noun.parts))


def _act_of_modifier(words: str) -> Act | None:
    """Return what a participle before the noun says: `24 identified victims`."""
    for word in words.casefold().split()[:-1]:
        if act_of(word) in (Act.IDENTIFY, Act.ASSIST, Act.CONVICT, Act.INVESTIGATE, Act.PROSECUTE):
            return act_of(word)
    return None


def _term_of(items: list[Item], place: int) -> None:
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
        ),
        None,
    )
    if person is not None and person.noun.kind in (*PERSONS, None, Kind.CONVICTION, Kind.CASE):
        item.link, item.other = Link.PART, person
        if person.measure is None:
            item.measure, item.reason = None, "it is not certain that they were traffickers"


def _more_zeros(items: list[Item], sentence: str) -> list[Item]:
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


def _finish(items: list[Item], place: int, found: list[Layer]) -> None:
    """Set the part and the counter of a number, now that its measure and link are known."""
    item = items[place]
    text = found[item.layer].text
    other = item.other
    own = item.noun.parts
    if re.search(r"\bjointly \w+ $", text[: item.start]):
        own = (*own, "joint")
    if item.act is Act.CONTINUE and item.noun.kind is Kind.INVESTIGATION:
        own = (*own, "ongoing")
    if match := re.search(
        r"([\w’ -]+?) (?:comprised|constituted|made up|accounted for|represented) $", text[: item.start]
    ):
        own = (*own, *parts(match[1]))
    if re.search(r"\ball (?:but|except)\s(?:the\s)?$", text[: item.start], re.IGNORECASE):
        own = tuple(f"not {part}" for part in own)
    if item.measure not in _KEEPS_NEW:
        own = tuple(part for part in own if part != "new")
    if item.measure not in _OF_VICTIMS:
        own = tuple(part for part in own if part not in ("potential", "confirmed"))
    if (
        item.is_money
        and item.link is Link.PART
        and (purpose := re.match(r"(?:for|to)\s([\w’ -]{3,50}?)(?:\sand)?$", item.noun.tail))
    ):
        own = (*own, purpose[1].strip())
    if item.noun.definite and own and set(own) <= set(parts(item.noun.words)):
        own = (*own, "part")  # `three of the Kazakhstani victims` are not all of them
    if other is not None and item.link is Link.PART and item.measure in (other.measure, Measure.SENTENCES):
        own = tuple(dict.fromkeys((*other.parts, *own)))
        if own == other.parts and item.amount.sort is not Sort.TIME:
            own = (*own, "part")
    elif other is not None and item.link is Link.COMPARED and item.alone and not own:
        own = other.parts
    item.parts = own
    start = item.act_place if item.act_place >= 0 else item.start
    item.counter = counter(text, start, item.noun.end, item.limit)
    if other is not None and not (item.link is Link.PART and item.act_place > other.end and item.counter):
        item.counter = other.counter or item.counter

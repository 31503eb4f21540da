"""The numbers of a sentence that may be figures, each with its sort and its noun."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kzsearch.analysis.figures.amounts import Amount, Sort, amount, law_references
from kzsearch.analysis.figures.items import Item
from kzsearch.analysis.figures.layers import Layer, layer_of
from kzsearch.analysis.figures.nouns import Kind
from kzsearch.analysis.figures.numerals import Numeral, numerals
from kzsearch.analysis.figures.phrases import Phrase, phrase

OF_THE: Final = re.compile(r"\s(?:out )?of (?:the|these|those|its|all|a total of|at least)\s*")
_NUMBER_OF: Final = re.compile(r"\b(?:numbers? of|totals? of)(?P<rest>\s[^;:]*)$", re.IGNORECASE)
_ROSE_TO: Final = re.compile(
    r"(?P<rest>\s(?:(?!(?:while|and|but|as)\b)\w+\s){0,2}(?:investigations|prosecutions|convictions|inspections)\s(?:(?:\w+ly\s)?(?:rose|fell|increased|decreased|"
    r"declined|dropped|grew|remained|stood|numbered|totaled|went)\b)[^,;:.]*)$",
    re.IGNORECASE,
)


def items_of(sentence: str, found: list[Layer]) -> list[Item]:
    """Return the numbers of a sentence in order, without those that cannot be figures."""
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
    """Return a number with the noun that it shares with the next: `20 sex and 13 labor trafficking victims`."""
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
    if OF_THE.fullmatch(found[item.layer].text[item.amount.end : following.start]):
        return replace(item, noun=following.noun._replace(end=item.amount.end, parts=(), definite=False))
    if item.noun.words and re.fullmatch(r"\s*(?:,|and|or|,\s?and|,\s?or|as well as)\s*(?:the\s)?", between):
        return replace(item, noun=item.noun._replace(kind=following.noun.kind, noun=following.noun.noun))
    return item


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

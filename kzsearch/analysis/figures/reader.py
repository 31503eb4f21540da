"""A sentence to its figures.

The numbers of a sentence are read from left to right. Each gets its sort (a count, money, a term of imprisonment), the
noun that it counts, the verb that governs it, and its link to the numbers before it (a part of a whole, the count of
another year). From these follow measure, year, counter and part. Where one of them is not certain, the number is
unclassified: no rule guesses by the nearest keyword.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kzsearch.analysis.figures import comparisons, relations, terms
from kzsearch.analysis.figures.amounts import Sort
from kzsearch.analysis.figures.deciding import set_measure
from kzsearch.analysis.figures.doubts import doubt, doubt_years
from kzsearch.analysis.figures.finishing import finish, more_zeros, restate, tell_again
from kzsearch.analysis.figures.items import Item, Link
from kzsearch.analysis.figures.layers import layers
from kzsearch.analysis.figures.numbers import items_of
from kzsearch.analysis.figures.year_words import last_stated
from kzsearch.analysis.figures.years import date_items

_REMEMBERED = 20
_NEAR = 1


@dataclass(slots=True)
class Context:
    """What the sentences before tell of the next one.

    Attributes:
        period: The year of the report's own period, or None where its series has no known one.
        report_year: The report's year.
        whole: The last whole that a part may belong to.
        age: How many sentences ago that was, or a part of it.
        stated: The last year that this paragraph stated.
        told: The counts of the last sentences, which may be told again.
        before: The sentence before.
    """

    period: int | None
    report_year: int
    whole: Item | None = None
    age: int = 0
    stated: int | None = None
    told: list[Item] = field(default_factory=list)
    before: str = ""


def read(sentence: str, context: Context) -> list[Item]:
    """Return the numbers of a sentence that may be figures, in order; the context is moved on behind the sentence."""
    if context.age > _NEAR:
        context.whole = None  # `nine of them` speaks of those told just before
    found = layers(sentence)
    items = items_of(sentence, found)
    items = terms.merged(items, [layer.text for layer in found])
    items = [
        item
        for item in items
        if item.amount.sort is not Sort.TIME or terms.is_imposed(found[item.layer].text, item)
    ]
    for place, item in enumerate(items):
        relations.link(items, place, found, context.whole)
        item.same_sentence = item.other is None or any(item.other is known for known in items)
        set_measure(items, place, found, sentence)
        if relations.PARTITIVE.match(sentence) and item.link is Link.WHOLE:
            restate(item, [*([context.whole] if context.whole else []), *reversed(context.told)])
    paired = [*comparisons.pair_lists(items), *relations.parts_that_add_up(items)]
    for place, item in enumerate(items):
        # `increased from 44 to 110`: what it is compared with follows, and is measured now.
        follows = item.other is not None and item.same_sentence and item.other.start > item.start
        if follows or any(item is other for other in paired):
            item.measure = None
            set_measure(items, place, found, sentence)
    items += more_zeros(items, sentence)
    doubt(items, found, f"{context.before} {sentence}")
    date_items(items, found, context.period, context.report_year, context.stated)
    doubt_years(items)
    tell_again(items, context.whole)
    for place in range(len(items)):
        finish(items, place, found)
    context.told = [
        *context.told,
        *(item for item in items if item.measure and item.link is not Link.COMPARED),
    ][-_REMEMBERED:]
    context.stated = last_stated(sentence) or context.stated
    context.before = sentence
    wholes = [
        item for item in items if item.link is Link.WHOLE and item.measure and item.amount.sort is Sort.COUNT
    ]
    taken_up = any(item.other is context.whole for item in items if item.other is not None)
    context.age = 0 if wholes or taken_up else context.age + 1
    if wholes and not relations.PARTITIVE.match(sentence):
        context.whole = wholes[-1]
    return items

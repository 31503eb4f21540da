"""A number of a sentence on its way to a figure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kzsearch.analysis.figures.amounts import Amount, Sort
from kzsearch.analysis.figures.numerals import Numeral
from kzsearch.analysis.figures.phrases import Phrase
from kzsearch.analysis.figures.verbs import Act
from kzsearch.types.figures import Measure, YearOrigin


class Link(Enum):
    """How a number stands to another."""

    WHOLE = auto()
    PART = auto()
    """A part of a whole: `110 victims, including 12 children`."""
    COMPARED = auto()
    """The same count of another year: `compared with 20 in 2021`."""


@dataclass(slots=True)
class Item:
    """A number, and what has been found out about it so far.

    Attributes:
        numeral: The number.
        amount: Its sort.
        noun: What it counts.
        layer: Number of its layer of the sentence.
        before: The text of its layer between the number before it and this one.
        limit: Where its layer's next number begins, or the layer ends.
        act: What was done with it.
        act_word: The verb as printed.
        act_place: Where the verb stands.
        link: How it stands to `other`.
        other: The whole that it is a part of, or the count that it is compared with.
        measure: What it counts.
        year: The year that it is about.
        year_origin: How the year is known.
        year_words: The words that give the year.
        counter: Who counted.
        parts: The parts of the whole.
        rule: The rule that read the measure.
        reason: Why it is not certain.
        numbered: Where the noun ends in `the number of officers`, which stands before the number; else -1.
        told_by: Who counted it where it was told first, in a sentence before.
        same_sentence: Whether `other` stands in the same sentence.
    """

    numeral: Numeral
    amount: Amount
    noun: Phrase
    layer: int
    before: str
    limit: int
    act: Act | None = None
    act_word: str = ""
    act_place: int = -1
    link: Link = Link.WHOLE
    other: Item | None = None
    measure: Measure | None = None
    year: int | None = None
    year_origin: YearOrigin = YearOrigin.NONE
    year_words: str = ""
    counter: str = ""
    parts: tuple[str, ...] = ()
    rule: str = ""
    reason: str = ""
    numbered: int = -1
    told_by: str = ""
    same_sentence: bool = True

    @property
    def start(self) -> int:
        """Where the number begins, with what qualifies it."""
        return self.numeral.start

    @property
    def end(self) -> int:
        """Where the number ends, with its unit and its noun."""
        return max(self.amount.end, self.noun.end)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return self.amount.sort is Sort.MONEY

    @property
    def of_them(self) -> bool:
        """Whether it is `22 of whom`, `12 of them`."""
        return self.alone and not self.noun.words and self.noun.end > self.amount.end

    @property
    def alone(self) -> bool:
        """Whether the number stands without a noun: `compared with 20 in 2021`."""
        return self.noun.kind is None and self.amount.sort is Sort.COUNT

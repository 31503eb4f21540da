"""What a user asks of figures: measures by name, years that they are about, and why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from kzsearch.analysis.figures.collect import figures
from kzsearch.errors import QueryError
from kzsearch.suggestion import nearest
from kzsearch.types import Filters, YearRange
from kzsearch.types.figures import Measure

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

# Other words for measures, as users write them.
_ALSO: Final = {
    "investigated": Measure.INVESTIGATIONS,
    "prosecuted": Measure.PROSECUTIONS,
    "convicted": Measure.CONVICTIONS,
    "sentenced": Measure.SENTENCES,
    "victims": Measure.IDENTIFIED,
    "identified": Measure.IDENTIFIED,
    "assisted": Measure.ASSISTED,
    "referred": Measure.REFERRED,
    "referrals": Measure.REFERRED,
    "budgets": Measure.BUDGET,
    "funding": Measure.BUDGET,
    "training": Measure.TRAINING_SESSIONS,
    "trained": Measure.PEOPLE_TRAINED,
    "calls": Measure.HOTLINE_CALLS,
    "hotline": Measure.HOTLINE_CALLS,
}


def parse_measures(named: Iterable[str]) -> tuple[Measure, ...]:
    """Return the measures of these names.

    Raises:
        QueryError: There is no such measure; the hint names the nearest.
    """
    return tuple(dict.fromkeys(map(_measure, named)))


def parse_about(named: Iterable[str]) -> tuple[YearRange, ...]:
    """Return the years that figures are to be about.

    Raises:
        QueryError: A text is no year or range, or runs backwards.
    """
    return tuple(map(_years, named))


def nearest_figures(
    index: OpenIndex, filters: Filters, measures: Sequence[Measure], about: Sequence[YearRange]
) -> list[str]:
    """Return what there is instead, where nothing was found."""
    without_years = list(figures(index, filters, measures=measures)) if about else []
    if without_years:
        years = sorted({figure.year for figure in without_years if figure.year is not None})
        return [f"such figures are about {', '.join(map(str, years))}"] if years else []
    every = list(figures(index, filters)) if measures else []
    if every:
        there = {figure.measure for figure in every}
        return [f"the reports give {', '.join(measure.value for measure in Measure if measure in there)}"]
    return []


def _measure(text: str) -> Measure:
    word = "_".join(re.findall(r"\w+", text.casefold()))
    names = {measure.value: measure for measure in Measure} | _ALSO
    if word in names or f"{word}s" in names:
        return names.get(word) or names[f"{word}s"]
    near = nearest(word, names)
    known = ", ".join(measure.value for measure in Measure)
    hint = f"did you mean {names[near].value}? " if near else ""
    raise QueryError(f"no measure is called {text!r}", f"{hint}--measure takes {known}")


def _years(text: str) -> YearRange:
    match = re.fullmatch(r"\s*(\d{4})\s*(?:(?:\.\.|-|–)\s*(\d{4})\s*)?", text, re.ASCII)
    if match is None:
        raise QueryError(
            f"{text!r} is no year", "--year takes a year or a range: --year 2016, --year 2015..2017"
        )
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise QueryError(f"the years {text.strip()} run backwards", f"--year {last}..{first}")
    return YearRange(first, last)

"""Terms of imprisonment that courts imposed; what a law prescribes is no figure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kzsearch.analysis.figures.amounts import Sort
from kzsearch.types import Span
from kzsearch.types.figures import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.analysis.figures.items import Item

_IMPOSED: Final = re.compile(
    r"\b(?:sentenc\w+|received|imposed|served|handed|ranging|ranged|given|ordered|prison terms?"
    r"|jail terms?|(?:prison|jail) for|punished with)\b",
    re.IGNORECASE,
)
_PENAL: Final = re.compile(
    r"\b(?:imprison\w*|prisons?|jail\w*|probation|suspended|incarcerat\w+|sentenc\w+|parole"
    r"|house arrest|detention|custody|"
    r"hard labor|confinement|terms?)\b",
    re.IGNORECASE,
)
_LAW: Final = re.compile(
    r"\b(?:prescrib\w+|punishable|carr(?:y|ies|ied|ying)|provid(?:es?|ed|ing)|will|would|maximum|minimum|criminaliz\w+|stipulat\w+|"
    r"mandat\w+|amend\w*|(?:the|this|new|a|an|trafficking) (?:\w+ )?law|statutes?"
    r"|increas\w+ (?:the )?penalt\w+|penalt(?:y|ies)|"
    r"could be|can be|may be|is subject to|are subject to|faces?|facing|sanctions? of|calls for|allows?|allowed)\b",
    re.IGNORECASE,
)
_MONTHS: Final = {"years": 12.0, "months": 1.0}


def is_imposed(text: str, item: Item) -> bool:
    """Whether a length of time is a sentence that a court imposed.

    Args:
        text: The number's layer.
        item: The length of time.
    """
    start = max([0, *(match.end() for match in re.finditer(r"[;]", text[: item.start]))])
    before = text[start : item.start]
    around = f"{before} {text[item.amount.end : item.amount.end + 60]}"
    if re.search(r"\b(?:average|median|mean|typical)\b", before, re.IGNORECASE):
        return False
    if _LAW.search(before) and not re.search(r"\b(?:sentenced|received)\b", before):
        return False
    return item.amount.unit in _MONTHS and bool(_IMPOSED.search(before)) and bool(_PENAL.search(around))


def merged(items: Sequence[Item], texts: Sequence[str]) -> list[Item]:
    """Return numbers with terms that belong together made one: `three years and five months`."""
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if last is not None and _is_term(last) and _is_term(item) and last.layer == item.layer:
            between = texts[item.layer][last.amount.end : item.start].strip(" ’'")
            if (
                between == "and"
                and item.numeral.upper is None
                and (last.amount.unit, item.amount.unit) == ("years", "months")
            ):
                out[-1] = _as_one(last, item, sum_of=True)
                continue
            of_two = between == "and" and re.search(r"\bbetween\s$", texts[item.layer][: last.start])
            if (between == "to" or of_two) and last.numeral.upper is None:
                out[-1] = _as_one(last, item, sum_of=False)
                continue
        out.append(item)
    return out


def _is_term(item: Item) -> bool:
    return item.amount.sort is Sort.TIME and item.amount.unit in _MONTHS


def _as_one(first: Item, second: Item, *, sum_of: bool) -> Item:
    low = first.numeral.value * _MONTHS[first.amount.unit]
    high = second.numeral.value * _MONTHS[second.amount.unit]
    span = Span(first.numeral.span.start, second.amount.end)
    numeral = first.numeral._replace(
        span=span,
        value=low + high if sum_of else low,
        upper=None if sum_of else high,
        comparison=first.numeral.comparison if sum_of else Comparison.RANGE,
    )
    return replace(
        first,
        numeral=numeral,
        amount=first.amount._replace(unit="months", end=second.amount.end),
        noun=second.noun,
        limit=second.limit,
    )

"""The query parameters of an address: which there are, and their values as arguments of a method of `library.Index`.

They are the options of the command line: those that repeat there repeat here (`?year=2017&year=2023`), and a parameter
that does not exist, or is given twice where one value counts, is an error that names the nearest.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kzsearch.errors import QueryError
from kzsearch.suggestion import did_you_mean

_SHOWN_OF_A_NAME = 60  # characters of a parameter that does not exist; it may have thousands
_DIGITS = 9  # of a whole number; a longer one is beyond everything that is counted here


class Kind(StrEnum):
    """What the value of a parameter is."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter.

    Attributes:
        name: As the address names it.
        says: What it is for, in one sentence.
        argument: The argument of the method that it becomes; the same name without it.
        kind: What its value is.
        repeats: Whether it may be given several times; its argument is then a list.
        required: Whether it must be given.
        least: The least whole number.
        most: The greatest whole number.
        choices: The only values, where there are few.
        example: A value, for the description of the API.
    """

    name: str
    says: str
    argument: str = ""
    kind: Kind = Kind.TEXT
    repeats: bool = False
    required: bool = False
    least: int = 0
    most: int = 10**_DIGITS - 1
    choices: tuple[str, ...] = ()
    example: str = ""

    @property
    def becomes(self) -> str:
        """The argument that it becomes."""
        return self.argument or self.name


def read_parameters(items: Iterable[tuple[str, str]], known: Sequence[Parameter]) -> dict[str, object]:
    """Return the arguments that query parameters become; those that are not given are left out.

    Text that is empty counts as not given, as forms send the fields that nobody filled in.

    Args:
        items: The parameters in order: `request.query_params.multi_items()`.
        known: Those that this address takes.

    Raises:
        QueryError: There is no such parameter, it is given twice, is missing, or has a value of another kind.
    """
    by_name = {parameter.name: parameter for parameter in known}
    found: dict[str, object] = {}
    for name, text in items:
        parameter = by_name.get(name)
        if parameter is None:
            raise _unknown(name, by_name)
        if not text and parameter.kind is Kind.TEXT and not parameter.choices:
            continue
        value = _value(parameter, text)
        if parameter.repeats:
            values = found.setdefault(parameter.becomes, [])
            assert isinstance(values, list)  # noqa: S101  for the type checker
            values.append(value)
        elif parameter.becomes in found:
            raise QueryError(f"{name} is given more than once", f"give one {name}")
        else:
            found[parameter.becomes] = value
    for parameter in known:
        if parameter.required and parameter.becomes not in found:
            raise QueryError(
                f"the parameter {parameter.name} is missing", f"{parameter.name}: {parameter.says}"
            )
    return found


def _unknown(name: str, known: Iterable[str]) -> QueryError:
    names = list(known)
    shown = name if len(name) <= _SHOWN_OF_A_NAME else f"{name[:_SHOWN_OF_A_NAME]}…"
    takes = f"this address takes {', '.join(names)}" if names else "this address takes no parameters"
    return QueryError(f"there is no parameter {shown!r}", f"{did_you_mean(name, names)}{takes}")


def _value(parameter: Parameter, text: str) -> object:
    match parameter.kind:
        case Kind.WHOLE:
            return _whole(parameter, text)
        case Kind.NUMBER:
            return _number(parameter, text)
        case Kind.FLAG:
            return _flag(parameter, text)
        case Kind.TEXT:
            if parameter.choices and text not in parameter.choices:
                choices = ", ".join(parameter.choices)
                raise QueryError(
                    f"{parameter.name} is {_said(text)}",
                    f"{did_you_mean(text, parameter.choices)}{parameter.name} takes {choices}",
                )
            return text


def _whole(parameter: Parameter, text: str) -> int:
    if re.fullmatch(rf"-?[0-9]{{1,{_DIGITS}}}", text):
        number = int(text)
        if parameter.least <= number <= parameter.most:
            return number
    raise QueryError(
        f"{parameter.name} is {_said(text)}",
        f"{parameter.name} takes a whole number from {parameter.least} to {parameter.most:,}",
    )


def _number(parameter: Parameter, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise QueryError(
            f"{parameter.name} is {_said(text)}", f"{parameter.name} takes a number, such as 0.3"
        )
    return number


def _flag(parameter: Parameter, text: str) -> bool:
    if text not in ("true", "false"):
        raise QueryError(f"{parameter.name} is {_said(text)}", f"{parameter.name} takes true or false")
    return text == "true"


def _said(text: str) -> str:
    return repr(text if len(text) <= _SHOWN_OF_A_NAME else f"{text[:_SHOWN_OF_A_NAME]}…")


_SECTIONS = (
    "overview, recommendations, prosecution, protection, prevention, profile, other, or words of a heading"
)
YEARS_SAID = "2017, or 2017..2023"
"""How a year or a range is written."""

YEAR = Parameter("year", f"Report year or range: {YEARS_SAID}.", repeats=True, example="2023")
SECTION = Parameter("section", f"Section: {_SECTIONS}.", repeats=True, example="protection")
COUNTRY = Parameter(
    "country", "Country, in any spelling or as ISO 3166 code.", repeats=True, example="Kazakhstan"
)
TIER = Parameter("tier", "Tier: 1, 2, 2WL, 3 or special.", repeats=True, example="2")
SERIES = Parameter("series", "Series: tip, hr or another's code.", repeats=True, example="tip")
FILTERS = (YEAR, SECTION, COUNTRY, TIER, SERIES)
MODE = Parameter("mode", "How to search.", choices=("hybrid", "dense", "lexical", "exact"), example="hybrid")
MIN_SCORE = Parameter("min_score", "Leave out hits below this score.", kind=Kind.NUMBER, example="0.3")
CONTEXT = Parameter(
    "context", "Neighbouring passages on each side.", kind=Kind.WHOLE, most=1_000, example="1"
)
FIELDS = Parameter(
    "fields",
    "Only these fields, parted by commas; a dot leads into a field.",
    example="passage_id,citation",
)

"""Settings and filters that a program wrote, checked as the command line checks what a user types.

A program may give a filter one value or several, as text, a number or a record. What makes no sense is an error: a
filter that merely allows nothing would look like an answer.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import SupportsIndex

from kzsearch.errors import QueryError
from kzsearch.search.query import check_settings, parse_choice, parse_filters
from kzsearch.search.settings import Settings
from kzsearch.types import Country, Filters, Mode, Section, Tier, YearRange
from kzsearch.types.filters import Condition

MAX_VALUES = 1_000
_LONGEST_SAID = 40

_LARGEST = 10**9  # Python refuses to print a number of thousands of digits


def checked_settings(settings: Settings, labels: Callable[[], Sequence[str]]) -> Settings:
    """Return settings that search can rely on.

    Args:
        settings: As a program made them.
        labels: Gives the headings of other outlines that the index holds.

    Raises:
        QueryError: A value is of the wrong kind or makes no sense.
    """
    if not isinstance(settings, Settings):
        raise QueryError(f"{_said(settings)} are no settings", "give a kzsearch.Settings")
    per_report, min_score, rerank = settings.per_report, settings.min_score, settings.rerank
    if rerank is not None and not isinstance(rerank, str):
        raise QueryError(f"{_said(rerank)} is no model", "rerank takes the name or path of a cross-encoder")
    for name in ("explain", "all_years"):
        if not isinstance(value := getattr(settings, name), bool):
            raise QueryError(f"{name} is {_said(value)}", f"{name} takes True or False")
    return check_settings(
        replace(
            settings,
            top_k=_whole(settings.top_k, "top_k"),
            context=_whole(settings.context, "context"),
            per_report=None if per_report is None else _whole(per_report, "per_report"),
            min_score=None if min_score is None else _number(min_score, "min_score"),
            mode=checked_mode(settings.mode),
            filters=checked_filters(settings.filters, labels),
        )
    )


def checked_filters(filters: Filters, labels: Callable[[], Sequence[str]]) -> Filters:
    """Return filters whose fields are tuples of what they should hold.

    Args:
        filters: As a program made them: a field may hold one value, and text that a user might type.
        labels: Gives the headings of other outlines that the index holds.

    Raises:
        QueryError: A value is of the wrong kind or makes no sense; the hint names the nearest that does.
    """
    if not isinstance(filters, Filters):
        raise QueryError(f"{_said(filters)} are no filters", "give a kzsearch.Filters")
    read = read_filters(
        filters.years, filters.sections, filters.countries, filters.tiers, filters.series, labels
    )
    if filters.condition is not None and not isinstance(filters.condition, Condition):
        raise QueryError(
            f"condition is {_said(filters.condition)}", "write what passages must hold into the query itself"
        )
    headings = [_label(value, labels) for value in several(filters.labels, "label")]
    return replace(
        read,
        labels=tuple(dict.fromkeys([*read.labels, *headings])),
        also=tuple(checked_filters(other, labels) for other in filters.also),
        condition=filters.condition,
    )


def read_filters(
    year: object,
    section: object,
    country: object,
    tier: object,
    series: object,
    labels: Callable[[], Sequence[str]],
) -> Filters:
    """Return the filters of one value or several of each kind, as text, a number or a record; None for no filter.

    Raises:
        QueryError: A value is of the wrong kind or makes no sense; the hint names the nearest that does.
    """
    years = several(year, "year")
    read = parse_filters(
        [_year(value) for value in years if not isinstance(value, YearRange)],
        [_text(value, "section", Section) for value in several(section, "section")],
        [_country(value) for value in several(country, "country")],
        [_tier(value) for value in several(tier, "tier")],
        [_text(value, "series") for value in several(series, "series")],
        labels,
    )
    ranges = [_range(value) for value in years if isinstance(value, YearRange)]
    return replace(read, years=(*read.years, *ranges))


def several(values: object, name: str) -> list[object]:
    """Return values as a list; one value by itself, or None for none.

    Raises:
        QueryError: There are more than MAX_VALUES.
    """
    if values is None:
        return []
    # A string is a sequence of strings, bytes one of numbers, a range of years one of nothing.
    if isinstance(values, (str, bytes, YearRange, Country, Filters)) or not isinstance(values, Iterable):
        return [values]
    found = list(islice(values, MAX_VALUES + 1))
    if len(found) > MAX_VALUES:
        raise QueryError(f"{name} has more than {MAX_VALUES:,} values", "give fewer, or a range")
    return found


def checked_mode(value: object) -> Mode:
    """Return a mode, which may be named by its word.

    Raises:
        QueryError: There is no such mode.
    """
    return value if isinstance(value, Mode) else parse_choice(_text(value, "mode", Mode), Mode, "--mode")


def _year(value: object) -> str:
    if isinstance(value, str):
        return value
    year = _index(value)
    if year is None:
        raise QueryError(
            f"year is {_said(value)}", "year takes years and ranges, such as 2023 or '2017..2023'"
        )
    return str(year)


def _range(years: YearRange) -> YearRange:
    """Return a range of years that runs forward; unlike what is typed, it may reach beyond the years of the series."""
    first, last = _whole(years.first, "year"), _whole(years.last, "year")
    if last < first:
        raise QueryError(f"the years {first}..{last} run backwards", f"give YearRange({last}, {first})")
    return YearRange(first, last)


def _country(value: object) -> str:
    return value.alpha3 if isinstance(value, Country) else _text(value, "country", Country)


def _tier(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return _said(value)
    return _text(value, "tier", Tier)


def _label(value: object, labels: Callable[[], Sequence[str]]) -> str:
    label = _text(value, "label")
    if label not in labels():
        raise QueryError(f"the index has no heading {_said(label)}", "give words of it as a section")
    return label


def _text(value: object, name: str, record: type | None = None) -> str:
    if not isinstance(value, str):
        kinds = "text" if record is None else f"text or a {record.__name__}"
        raise QueryError(f"{name} is {_said(value)}", f"{name} takes {kinds}")
    return value


def _whole(value: object, name: str) -> int:
    number = _index(value)
    if number is None:
        raise QueryError(f"{name} is {_said(value)}", f"{name} takes a whole number")
    return number


def _index(value: object) -> int | None:
    """Return a whole number, also one of NumPy's, or None for anything else."""
    if not isinstance(value, SupportsIndex) or isinstance(value, bool):
        return None
    number = operator.index(value)
    return number if abs(number) <= _LARGEST else None


def _number(value: object, name: str) -> float:
    from numbers import Real

    if isinstance(value, Real) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            pass
    raise QueryError(f"{name} is {_said(value)}", f"{name} takes a number, such as 0.3")


def _said(value: object) -> str:
    """Return a value for a message: short, and whatever it is."""
    try:
        shown = repr(value)
    except Exception:  # noqa: BLE001  a value of somebody else's class, or a number of too many digits
        return f"a value of type {type(value).__name__}"
    return shown if len(shown) <= _LONGEST_SAID else f"a value of type {type(value).__name__}"

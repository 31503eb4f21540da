"""Filters as Milvus's expressions, which it applies before it scores anything."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kzsearch.types import Filters


def expression(filters: Filters) -> str:
    """Return an expression that allows what the filters allow; empty where they allow everything.

    Fields are ANDed and the values of one field ORed.
    """
    conditions: list[str] = []
    if filters.years:
        spans = (f"(year >= {years.first} and year <= {years.last})" for years in filters.years)
        conditions.append(f"({' or '.join(spans)})")
    for field, values in (
        ("country", filters.countries),
        ("tier", filters.tiers),
        ("series", filters.series),
    ):
        if values:
            conditions.append(_among(field, values))
    if filters.sections or filters.labels:
        either = [_among("section", filters.sections)] if filters.sections else []
        if filters.labels:
            either.append(f'(section == "other" and {_among("label", filters.labels)})')
        conditions.append(f"({' or '.join(either)})")
    conditions += filter(None, map(expression, filters.also))
    return " and ".join(conditions)


def of_keys(keys: Iterable[int]) -> str:
    """Return an expression that allows these keys."""
    return f"key in [{','.join(map(str, keys))}]"


def both(one: str, other: str) -> str:
    """Return an expression that allows what both allow."""
    return f"({one}) and ({other})" if one and other else one or other


def _among(field: str, values: Iterable[str]) -> str:
    # A text in JSON is one in Milvus too: the same quotation marks, the same escapes.
    return f"{field} in [{', '.join(json.dumps(str(value), ensure_ascii=False) for value in values)}]"

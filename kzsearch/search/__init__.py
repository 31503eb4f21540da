"""Query to hits."""

from __future__ import annotations

from kzsearch.search.answer import Answer, Settings, search
from kzsearch.search.query import parse_filters
from kzsearch.search.show import show

__all__ = ["Answer", "Settings", "parse_filters", "search", "show"]

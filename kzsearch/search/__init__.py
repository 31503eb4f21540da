"""Query to hits."""

from __future__ import annotations

from kzsearch.search.answer import search, search_many
from kzsearch.search.query import parse_filters
from kzsearch.search.settings import Answer, Settings
from kzsearch.search.show import show

__all__ = ["Answer", "Settings", "parse_filters", "search", "search_many", "show"]

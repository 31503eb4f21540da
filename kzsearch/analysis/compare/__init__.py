"""What a report carried over from an earlier one of its country, and what it changed."""

from __future__ import annotations

from kzsearch.analysis.compare.by_year import compare_query, hits_by_year
from kzsearch.analysis.compare.comparing import compare, compare_all, only

__all__ = ["compare", "compare_all", "compare_query", "hits_by_year", "only"]

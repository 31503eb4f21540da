"""Recommendations over the years: when each was made, repeated, reworded and dropped."""

from __future__ import annotations

from kzsearch.analysis.recommendations.following import recommendations

__all__ = ["recommendations"]

"""What a report carried over from an earlier one of its country, and what it changed."""

from __future__ import annotations

from kzsearch.analysis.compare.comparing import compare

__all__ = ["compare"]

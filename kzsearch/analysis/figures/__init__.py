"""The figures of reports: what each number counts, of which year, who counted, and where it stands."""

from __future__ import annotations

from kzsearch.analysis.figures.agreement import findings
from kzsearch.analysis.figures.collect import figures
from kzsearch.analysis.figures.queries import parse_about, parse_measures

__all__ = ["figures", "findings", "parse_about", "parse_measures"]

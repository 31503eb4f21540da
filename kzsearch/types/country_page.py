"""The record of a country's page: all that kzsearch makes of the reports on one country."""

from __future__ import annotations

from dataclasses import dataclass

from kzsearch.types.comparison import Comparison
from kzsearch.types.figures import Figure, Finding
from kzsearch.types.index import ReportRecord
from kzsearch.types.recommendations import Recommendations
from kzsearch.types.timelines import TierYear


@dataclass(frozen=True, slots=True)
class CountryPage:
    """What the reports on one country say, and how they compare.

    Attributes:
        country: The country's name.
        corpus: Name of the corpus folder, as citations have it.
        reports: The reports that were read, by series and year.
        tiers: Its tiers by year; empty where no series places it on one.
        figures: What the reports count.
        findings: How the figures compare.
        comparisons: Each report compared with the one before it of its series.
        not_compared: Why reports could not be compared; a line each.
        recommendations: The recommendations of each series that makes any.
        no_recommendations: Why there are none of a series; a line each.
    """

    country: str
    corpus: str
    reports: tuple[ReportRecord, ...]
    tiers: tuple[TierYear, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    not_compared: tuple[str, ...] = ()
    recommendations: tuple[Recommendations, ...] = ()
    no_recommendations: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the page as plain values."""
        return {
            "country": self.country,
            "reports": [report.report_id for report in self.reports],
            "tiers": [year.to_dict() for year in self.tiers],
            "figures": [figure.to_dict() for figure in self.figures],
            "findings": [finding.to_dict() for finding in self.findings],
            "comparisons": [comparison.to_dict() for comparison in self.comparisons],
            "not_compared": list(self.not_compared),
            "recommendations": [found.to_dict() for found in self.recommendations],
            "no_recommendations": list(self.no_recommendations),
        }

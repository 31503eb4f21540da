"""Who counted."""

from __future__ import annotations

import pytest

from kzsearch.analysis.figures.counters import counter


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NGOs reported assisting 167 victims", "NGOs"),
        ("The government identified 167 victims", "government"),
        ("Police investigated 167 cases", "police"),
        ("IOM assisted 167 victims", "international organization"),
        ("The Ministry of Internal Affairs trained 167 judges", "government"),
        ("The hotline received 167 calls", ""),
        ("The government and NGOs identified 167 victims", "government and NGOs"),
        ("The government reconstituted defunct police units, allocated 167 cedis", "government"),
    ],
)
def test_subjects(text: str, expected: str) -> None:
    at = text.index("167")
    assert counter(text, at, len(text), len(text)) == expected


def test_an_agent_behind_counts_first() -> None:
    text = "Of all 167 victims assisted by NGOs in the country"
    assert counter(text, text.index("167"), text.index(" assisted"), len(text)) == "NGOs"

"""An index with reports of two series, countries and years, and filters of every kind, for tests of stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.types import Filters, Section, Tier, YearRange
from tests.indexes import build_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from pathlib import Path

    from kzsearch.types import Keys, Vector

FILTERS = (
    Filters(),
    Filters(years=(YearRange(2017, 2017),)),
    Filters(years=(YearRange(2010, 2012), YearRange(2023, 2024))),
    Filters(sections=(Section.PROTECTION,)),
    Filters(sections=(Section.PROTECTION,), labels=('Of "quoted" words \\ and others’',)),
    Filters(countries=("KGZ",)),
    Filters(tiers=(Tier.TIER_3,)),
    Filters(series=("tip",)),
    Filters(series=("hr",)),
    Filters(
        years=(YearRange(2017, 2023),),
        also=(Filters(countries=("KAZ",)), Filters(sections=(Section.PREVENTION,))),
    ),
    Filters(years=(YearRange(1900, 1901),)),
)
"""Filters of every kind, filters together, and a filter that allows nothing."""


def build_two_series(index: Path) -> None:
    """Build the index with the fake embedder, its corpus beside it."""
    kyrgyz = render(Shape(tier="KYRGYZ REPUBLIC (Tier 3)"), known_sections(2017)).replace(
        "Kazakhstan", "the Kyrgyz Republic"
    )
    build_fake(
        index.parent / "corpus",
        index,
        {
            "kazakhstan-2017.txt": render(Shape(year=2017), known_sections(2017)),
            "kazakhstan-2023.txt": render(Shape(), known_sections(2023)),
            "kyrgyz-republic-2010.txt": kyrgyz,
        },
    )


def same_hits(keys: Keys, scores: Vector, other_keys: Keys, other_scores: Vector) -> None:
    """See that two stores found the same; of rows as good as the last one, either may be cut off."""
    import numpy as np

    assert len(keys) == len(other_keys)
    assert np.allclose(scores, other_scores, atol=1e-5)
    if len(keys):
        clear = scores > scores[-1] + 1e-6
        assert _by_score(keys[clear], scores[clear]) == _by_score(other_keys[clear], scores[clear])


def _by_score(keys: Keys, scores: Vector) -> list[tuple[float, int]]:
    """Return keys in order, those of nearly one score by key, as the last bits of a score are each library's own."""
    return sorted((-round(score, 5), key) for key, score in zip(keys.tolist(), scores.tolist(), strict=True))

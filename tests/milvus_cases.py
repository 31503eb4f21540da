"""An index with reports of two series, countries and years, and filters of every kind, for tests of stores."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kzsearch.index.format import generations
from kzsearch.index.write.keeping import Keeping
from kzsearch.search import Settings, search
from kzsearch.types import Filters, Section, Tier, YearRange
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kzsearch.index import OpenIndex
    from kzsearch.types import Keys, Mode, Vector

LABEL = 'Of "quoted" words \\ and others’'
"""A heading of another outline, with everything in it that a filter must quote."""

FILTERS = (
    Filters(),
    Filters(years=(YearRange(2017, 2017),)),
    Filters(years=(YearRange(2010, 2012), YearRange(2023, 2024))),
    Filters(sections=(Section.PROTECTION,)),
    Filters(sections=(Section.PROTECTION,), labels=(LABEL,)),
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
    other_outline = "\n\n".join(
        (
            "---\nseries: hr\n---\n# Kazakhstan 2019 Human Rights Report",
            f"## {LABEL}",
            *known_sections(2017)[Section.PROTECTION],
            "## Discrimination, Societal Abuses",
            *known_sections(2023)[Section.PROSECUTION],
        )
    )
    build_fake(
        index.parent / "corpus",
        index,
        {
            "kazakhstan-2017.txt": render(Shape(year=2017), known_sections(2017)),
            "kazakhstan-2019.md": other_outline,
            "kazakhstan-2023.txt": render(Shape(), known_sections(2023)),
            "kyrgyz-republic-2010.txt": kyrgyz,
        },
    )


def same_hits(mine: tuple[Keys, Vector], other: tuple[Keys, Vector]) -> None:
    """See that two stores found the same; of rows as good as the last one, either may be cut off."""
    import numpy as np

    (keys, scores), (other_keys, other_scores) = mine, other
    assert len(keys) == len(other_keys)
    assert np.allclose(scores, other_scores, atol=1e-5)
    if len(keys):
        clear = scores > scores[-1] + 1e-6
        assert _by_score(keys[clear], scores[clear]) == _by_score(other_keys[clear], scores[clear])


def _by_score(keys: Keys, scores: Vector) -> list[tuple[float, int]]:
    """Return keys in order, those of nearly one score by key, as the last bits of a score are each library's own."""
    return sorted((-round(score, 5), key) for key, score in zip(keys.tolist(), scores.tolist(), strict=True))


@contextmanager
def elsewhere(index: Path, store: str) -> Iterator[OpenIndex]:
    """Give an open copy of a fake index whose signals a store keeps; an address, or a file beside the index."""
    copy = index.parent / "elsewhere"
    with open_fake(index) as opened, Keeping(store, None, copy) as keeping:
        with generations.building(copy) as folder:
            shutil.copytree(opened.folder, folder, dirs_exist_ok=True)
            keeping.publish(folder, opened.manifest, lambda *_: None)
        keeping.settle()
    with open_fake(copy) as there:
        yield there


def hits(opened: OpenIndex, mode: Mode, filters: Filters, query: str) -> list[tuple[str, float]]:
    """Return passages and scores, those of nearly one score by passage."""
    answer = search(opened, query, Settings(mode=mode, filters=filters, top_k=20, min_score=0))
    return sorted(
        ((hit.passage.passage_id, hit.score or 0.0) for hit in answer.hits),
        key=lambda found: (-round(found[1], 5), found[0]),
    )


QUERIES = (
    "shelter for victims",
    "anti-trafficking police training in 2016",  # a phrase, and a year that counts in the text alone
    "the",
    "nosuchword",
)

WITH_OPERATORS = ('shelter "victims" -police', "police OR shelt*", '"no such words" shelter')

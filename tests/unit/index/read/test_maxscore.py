"""The best by BM25 are those that adding up every posting finds, whichever terms are looked up instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.index.read import maxscore
from kzsearch.index.read.maxscore import Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types import Keys

PASSAGES = 60

# Few different weights, so that many sums are equal.
postings = st.dictionaries(st.integers(0, PASSAGES - 1), st.sampled_from([0.1, 0.5, 2.5, 7.3]))


def _share(held: dict[int, float]) -> Share:
    keys = sorted(held)
    weights = np.asarray([held[key] for key in keys], dtype=np.float32)
    return Share(np.asarray(keys, dtype=np.int32), weights)


def _all_added_up(shares: Sequence[Share], within: Keys | None, limit: int) -> list[tuple[int, float]]:
    sums = dict.fromkeys(range(PASSAGES) if within is None else within.tolist(), 0.0)
    for share in shares:
        for key, weight in zip(share.keys.tolist(), share.weights.tolist(), strict=True):
            if key in sums:
                sums[key] += weight
    held = [(key, score) for key, score in sums.items() if score > 0]
    return sorted(held, key=lambda one: (-one[1], one[0]))[:limit]


@pytest.mark.parametrize(("many", "as_long"), [(0, 0), (0, 1), (10, 1), (1_000, 10)])
@given(
    held=st.lists(postings, max_size=6),
    within=st.none() | st.sets(st.integers(0, PASSAGES - 1)),
    limit=st.integers(1, 20),
)
def test_the_best_are_those_of_all_postings(
    many: int, as_long: int, held: list[dict[int, float]], within: set[int] | None, limit: int
) -> None:
    shares = [_share(each) for each in held]
    allowed = None if within is None else np.asarray(sorted(within), dtype=np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(maxscore, "_MANY", many)
        patch.setattr(maxscore, "_AS_LONG", as_long)
        keys, sums = maxscore.best(shares, PASSAGES, allowed, limit)
    assert list(zip(keys.tolist(), sums.tolist(), strict=True)) == _all_added_up(shares, allowed, limit)


def test_a_common_term_is_not_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    rare = Share(np.arange(0, 50, 5, dtype=np.int32), np.full(10, 9.0, dtype=np.float32))
    common = Share(np.arange(PASSAGES, dtype=np.int32), np.linspace(0.1, 1, PASSAGES, dtype=np.float32))
    monkeypatch.setattr(maxscore, "_MANY", 20)
    monkeypatch.setattr(maxscore, "_AS_LONG", 1)
    looked_up: list[list[int]] = []
    usual = maxscore._of

    def of(share: Share, keys: Keys) -> maxscore.Numbers:
        looked_up.append(keys.tolist())
        return usual(share, keys)

    monkeypatch.setattr(maxscore, "_of", of)
    keys, _ = maxscore.best([common, rare], PASSAGES, None, 3)
    assert keys.tolist() == [45, 40, 35]
    assert looked_up[0] == rare.keys.tolist()

"""The embedder that other tests use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.fake_embedder import FakeEmbedder

if TYPE_CHECKING:
    from kzsearch.types import Embedder


def test_texts_that_share_words_are_near() -> None:
    embedder: Embedder = FakeEmbedder()
    query = embedder.encode_query("shelter for victims")
    near, far = embedder.encode_passages(["Victims found a shelter.", "The court sentenced traffickers."])
    assert query @ near > 0.5 > query @ far


def test_vectors_are_unit_and_repeat() -> None:
    first, second = FakeEmbedder(), FakeEmbedder()
    vector = first.encode_query("shelter \ud800")
    assert vector.tobytes() == second.encode_query("shelter \ud800").tobytes()
    assert vector.dtype == np.float32
    assert abs(float(np.linalg.norm(vector)) - 1) < 1e-6
    assert not first.encode_query("...").any()

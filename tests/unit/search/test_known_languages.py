from __future__ import annotations

import pytest

from kzsearch.embedder.multilingual import MultilingualEmbedder
from kzsearch.search.known_languages import reads
from tests.fake_embedder import FakeEmbedder


@pytest.mark.parametrize("query", ["суд", "құқық", "où est la bibliothèque"])
def test_a_model_of_many_languages_reads_them(query: str) -> None:
    assert reads(MultilingualEmbedder(), query)


@pytest.mark.parametrize("query", ["суд", "құқық"])
def test_a_model_that_takes_sense_and_nonsense_alike_reads_none(query: str) -> None:
    assert not reads(FakeEmbedder(), query)

"""The optional last stage, with a cross-encoder that the test makes itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kzsearch.embedder.reranker import Reranker
from kzsearch.errors import ModelError
from kzsearch.index import open_index
from kzsearch.search import Settings, search
from tests.conftest import Kz
from tests.tiny_models import save_tiny_cross_encoder

pytestmark = pytest.mark.torch
QUERY = "shelter for a victim"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cross") / "model"
    save_tiny_cross_encoder(folder)
    return folder


def test_hits_stand_in_the_order_of_the_cross_encoder(real_index: Path, model: Path) -> None:
    with open_index(real_index) as index:
        plain = search(index, QUERY, Settings(top_k=50)).hits
        hits = search(index, QUERY, Settings(top_k=50, rerank=str(model), explain=True)).hits
    expected = Reranker(str(model)).scores(QUERY, [hit.passage.text for hit in hits])
    assert [hit.score for hit in hits] == pytest.approx(expected)
    assert expected == sorted(expected, reverse=True)
    assert {hit.passage.passage_id for hit in hits} == {hit.passage.passage_id for hit in plain}
    assert [hit.passage.passage_id for hit in hits] != [hit.passage.passage_id for hit in plain]
    for hit in hits:
        assert hit.explanation is not None
        assert sum(part.amount for part in hit.explanation.contributions) == pytest.approx(hit.score)


def test_a_score_does_not_depend_on_the_other_texts(model: Path) -> None:
    reranker = Reranker(str(model))
    texts = ["the police identified a victim", "the court", "fund the shelter"]
    together = reranker.scores(QUERY, texts)
    assert together == [reranker.scores(QUERY, [text])[0] for text in texts]
    assert all(0 <= score <= 1 for score in together)


def test_the_option_works_from_the_command_line(kz: Kz, model: Path) -> None:
    outcome = kz("search", QUERY, "-k", "2", "--rerank", model, "--format", "jsonl")
    assert outcome.code == 0
    assert [json.loads(line)["rank"] for line in outcome.out.splitlines()] == [1, 2]


def test_what_is_no_cross_encoder_is_an_error(kz: Kz, tmp_path: Path) -> None:
    outcome = kz("search", QUERY, "--rerank", tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "cross-encoder" in outcome.err
    assert "hint: " in outcome.err


def test_a_classifier_is_refused(tmp_path: Path) -> None:
    save_tiny_cross_encoder(tmp_path / "model", labels=3)
    with pytest.raises(ModelError, match="3 numbers"):
        Reranker(str(tmp_path / "model"))

"""Sealing models that the tests make: a sealed model gives the library's vectors, and other models fall back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kzsearch.embedder import open_embedder, prepare_embedder
from kzsearch.embedder.draft import Unsealable
from kzsearch.embedder.model import TorchEmbedder, load_model
from kzsearch.embedder.seal import damaged_files, seal
from kzsearch.embedder.sealed import SEAL_FILE, SEALED_FILES, SealedEmbedder, read_seal
from kzsearch.embedder.source import ModelSource, resolve
from kzsearch.errors import IndexFolderError, ModelError
from tests.tiny_models import save_static, save_tiny_bert

pytestmark = pytest.mark.torch
PROMPTS = {"query": "the report: ", "document": "police: "}
TEXTS = [
    "the government identified victim",
    "shelter fund, court.",
    "x",
    "",
    "train " * 40,
    "a\x00b \ud800 c",
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> ModelSource:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    save_tiny_bert(folder, PROMPTS)
    return resolve(str(folder))


@pytest.fixture(scope="module")
def sealed_once(tiny: ModelSource, tmp_path_factory: pytest.TempPathFactory) -> Path:
    encoders = tmp_path_factory.mktemp("encoders")
    seal(tiny, encoders / tiny.fingerprint, TEXTS)
    return encoders


@pytest.fixture
def encoders(sealed_once: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(sealed_once, tmp_path / "encoders"))


@pytest.fixture
def sealed(encoders: Path, tiny: ModelSource) -> SealedEmbedder:
    return SealedEmbedder(encoders / tiny.fingerprint)


@pytest.fixture(scope="module")
def library(tiny: ModelSource) -> Any:  # noqa: ANN401 - sentence-transformers is not typed
    return load_model(tiny)


def test_sealing_measures_its_difference(sealed_once: Path, tiny: ModelSource) -> None:
    record = read_seal(sealed_once / tiny.fingerprint)
    assert record is not None
    assert 0 <= record["largest_difference"] <= 1e-5


def test_sealed_vectors_are_the_librarys_prompts_included(sealed: SealedEmbedder, library: Any) -> None:  # noqa: ANN401
    texts = [text for text in TEXTS if "\ud800" not in text]
    for text, passage in zip(texts, sealed.encode_passages(texts), strict=True):
        expected = library.encode_document(text, normalize_embeddings=True)
        np.testing.assert_allclose(passage, expected, atol=1e-5)
        query = library.encode_query(text, normalize_embeddings=True)
        np.testing.assert_allclose(sealed.encode_query(text), query, atol=1e-5)


def test_the_prompts_matter(sealed: SealedEmbedder) -> None:
    (passage,) = sealed.encode_passages(["court"])
    assert np.abs(sealed.encode_query("court") - passage).max() > 1e-3


def test_both_embedders_state_the_same(sealed: SealedEmbedder, tiny: ModelSource) -> None:
    slow = TorchEmbedder(tiny)
    embedders: tuple[SealedEmbedder | TorchEmbedder, ...] = (sealed, slow)
    for one in embedders:
        assert (one.name, one.fingerprint) == (tiny.name, tiny.fingerprint)
        assert (one.dimension, one.max_tokens) == (16, 24)
        assert (one.query_prompt, one.passage_prompt) == ("the report: ", "police: ")
    texts = [*TEXTS, "the court " * 30]
    assert [sealed.count_tokens(text) for text in texts] == [slow.count_tokens(text) for text in texts]
    found, expected = list(sealed.encode_passages(texts)), list(slow.encode_passages(texts))
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_tokens_are_counted_with_prompt_and_special_tokens_and_beyond_the_limit(
    sealed: SealedEmbedder,
) -> None:
    assert sealed.count_tokens("") == 4  # [CLS] police : [SEP]
    assert sealed.count_tokens("the court") == 6
    assert sealed.count_tokens("court " * 100) == 104


def test_a_long_text_is_cut_at_the_limit(sealed: SealedEmbedder) -> None:
    full, longer = sealed.encode_passages(["court " * 20, "court " * 20 + "police " * 9])
    assert full.tobytes() == longer.tobytes()


def test_vectors_are_unit_float32_and_do_not_depend_on_neighbours(sealed: SealedEmbedder) -> None:
    together = list(sealed.encode_passages(TEXTS * 3))
    alone = [next(iter(sealed.encode_passages([text]))) for text in TEXTS] * 3
    assert all(vector.dtype == np.float32 and vector.shape == (16,) for vector in together)
    np.testing.assert_allclose([np.linalg.norm(vector) for vector in together], 1, atol=1e-6)
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_many_queries_are_those_queries_in_order(sealed: SealedEmbedder) -> None:
    queries = [*TEXTS, "court", "police", "victim"] * 20  # more than one window
    found = list(sealed.encode_queries(queries))
    np.testing.assert_allclose(found, [sealed.encode_query(query) for query in queries], atol=1e-6)


def test_a_lone_surrogate_counts_as_a_replacement_character(sealed: SealedEmbedder) -> None:
    assert sealed.encode_query("a \ud800").tobytes() == sealed.encode_query("a \ufffd").tobytes()


def test_a_whole_encoder_is_reused_without_loading_the_model(encoders: Path, tiny: ModelSource) -> None:
    gone = ModelSource(tiny.name, Path("nowhere"), tiny.fingerprint, tiny.weights_sha256)
    seal(gone, encoders / tiny.fingerprint, TEXTS)
    opened = prepare_embedder(gone, encoders, TEXTS)
    assert isinstance(opened.embedder, SealedEmbedder)
    assert opened.note is None


@pytest.mark.parametrize("name", [*SEALED_FILES, SEAL_FILE])
@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_damaged_encoder_is_noticed_named_and_made_again(
    encoders: Path,
    sealed_once: Path,
    tiny: ModelSource,
    name: str,
    damage: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if (name, damage) != (
        "graph.onnx",
        "cut",
    ):  # exported once; else what an export gives is put in its place
        whole = sealed_once / tiny.fingerprint
        monkeypatch.setattr(
            "kzsearch.embedder.seal._fill", lambda to, *_: shutil.copytree(whole, to, dirs_exist_ok=True)
        )
    folder = encoders / tiny.fingerprint
    assert damaged_files(folder) == []
    file = folder / name
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert read_seal(folder) is None
    assert damaged_files(folder) == [name]
    opened = open_embedder(encoders, tiny.fingerprint, tiny.name)
    assert isinstance(opened.embedder, TorchEmbedder)
    assert opened.note
    prepared = prepare_embedder(tiny, encoders, TEXTS)
    assert isinstance(prepared.embedder, SealedEmbedder)
    assert damaged_files(folder) == []
    assert [path.name for path in encoders.iterdir()] == [tiny.fingerprint]


def test_a_graph_of_the_right_size_but_wrong_content_is_no_crash(encoders: Path, tiny: ModelSource) -> None:
    graph = encoders / tiny.fingerprint / "graph.onnx"
    graph.write_bytes(b"\xff" * graph.stat().st_size)
    with pytest.raises(ModelError, match="damaged"):
        SealedEmbedder(encoders / tiny.fingerprint)
    assert open_embedder(encoders, tiny.fingerprint, tiny.name).note


def test_an_encoder_of_another_format_is_not_used(encoders: Path, tiny: ModelSource) -> None:
    file = encoders / tiny.fingerprint / SEAL_FILE
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "format": 2}), encoding="utf-8")
    assert read_seal(encoders / tiny.fingerprint) is None


def test_another_model_under_the_same_name_is_refused(tmp_path: Path, tiny: ModelSource) -> None:
    with pytest.raises(ModelError, match="not the one") as caught:
        open_embedder(tmp_path, "0" * 64, tiny.name)
    assert "kzsearch index" in caught.value.hint


def test_an_encoder_too_far_from_its_model_is_not_kept(
    tmp_path: Path, tiny: ModelSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kzsearch.embedder.seal.LARGEST_DIFFERENCE", -1.0)
    with pytest.raises(Unsealable, match="apart"):
        seal(tiny, tmp_path / "encoder", TEXTS)
    assert list(tmp_path.iterdir()) == []


def test_a_model_without_a_transformer_falls_back(tmp_path: Path) -> None:
    save_static(tmp_path / "static")
    opened = prepare_embedder(resolve(str(tmp_path / "static")), tmp_path / "encoders", TEXTS)
    assert isinstance(opened.embedder, TorchEmbedder)
    assert opened.note
    assert "StaticEmbedding" in opened.note
    (vector,) = opened.embedder.encode_passages(["the court"])
    assert vector.shape == (8,)
    assert opened.embedder.count_tokens("the court") == 2
    assert list((tmp_path / "encoders").iterdir()) == []


def test_pooling_without_the_prompt_falls_back(tmp_path: Path) -> None:
    save_tiny_bert(tmp_path / "tiny", PROMPTS, include_prompt=False)
    opened = prepare_embedder(resolve(str(tmp_path / "tiny")), tmp_path / "encoders", TEXTS)
    assert isinstance(opened.embedder, TorchEmbedder)
    assert opened.note
    assert "leaves out the prompt" in opened.note


def test_pooling_without_the_prompt_is_no_matter_where_there_is_none(tmp_path: Path) -> None:
    save_tiny_bert(tmp_path / "tiny", {}, include_prompt=False)
    seal(resolve(str(tmp_path / "tiny")), tmp_path / "encoders" / "x", TEXTS)
    assert read_seal(tmp_path / "encoders" / "x") is not None


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path, tiny: ModelSource) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(IndexFolderError, match="cannot be written"):
        seal(tiny, tmp_path / "file" / "encoder", TEXTS)


def test_a_model_that_the_library_cannot_load_is_one_clear_error(tmp_path: Path, tiny: ModelSource) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(tiny.folder, broken)
    (broken / "model.safetensors").write_bytes(b"not weights at all")
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        load_model(resolve(str(broken)))
    assert "\n" not in caught.value.message

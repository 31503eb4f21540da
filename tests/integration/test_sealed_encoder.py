"""The bundled model, sealed: the same vectors as the library's, without torch."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from kzsearch.embedder import prepare_embedder
from kzsearch.embedder.model import load_model
from kzsearch.embedder.sealed import SealedEmbedder
from kzsearch.embedder.source import ModelSource, resolve

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.torch
TEXTS = [
    "The government decreased anti-trafficking law enforcement efforts.",
    "shelter funding",
    "Сколько приговоров вынесли суды?",
    "",
    "  Articles 125(3b), 126(3b), and 128 of the penal code, which prescribed four to seven years. " * 12,
    "NUL \x00 inside",
]
QUERY = (
    "import sys, pathlib, hashlib\n"
    "from kzsearch.embedder import open_embedder\n"
    "opened = open_embedder(pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3])\n"
    "vectors = [opened.embedder.encode_query('shelter for foreign victims'),\n"
    "           *opened.embedder.encode_passages(['one passage', 'and another of another length'])]\n"
    "digest = hashlib.sha256(b''.join(vector.tobytes() for vector in vectors)).hexdigest()\n"
    "print(opened.note, 'torch' in sys.modules, digest)\n"
)


@pytest.fixture(scope="module")
def source() -> ModelSource:
    return resolve()


@pytest.fixture(scope="module")
def encoders(source: ModelSource, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoders")
    assert prepare_embedder(source, folder, TEXTS).note is None
    return folder


@pytest.fixture(scope="module")
def sealed(encoders: Path, source: ModelSource) -> SealedEmbedder:
    return SealedEmbedder(encoders / source.fingerprint)


@pytest.fixture(scope="module")
def library(source: ModelSource) -> Any:  # noqa: ANN401 - sentence-transformers is not typed
    return load_model(source)


@pytest.mark.parametrize("name", ["all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"])
def test_both_names_are_the_bundled_model(source: ModelSource, name: str) -> None:
    assert resolve(name) == source


def test_vectors_are_the_librarys(sealed: SealedEmbedder, library: Any) -> None:  # noqa: ANN401
    expected = library.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    np.testing.assert_allclose(list(sealed.encode_passages(TEXTS)), expected, atol=1e-5)
    np.testing.assert_allclose([sealed.encode_query(text) for text in TEXTS], expected, atol=1e-5)
    assert (sealed.dimension, sealed.max_tokens, sealed.name) == (384, 256, "all-MiniLM-L6-v2")


def test_tokens_are_counted_as_the_library_counts(sealed: SealedEmbedder, library: Any) -> None:  # noqa: ANN401
    for text in TEXTS:
        counted = len(library.tokenizer(text, truncation=False, verbose=False)["input_ids"])
        assert sealed.count_tokens(text) == counted


def test_the_seal_says_what_was_measured(encoders: Path, source: ModelSource) -> None:
    seal = json.loads((encoders / source.fingerprint / "seal.json").read_text("utf-8"))
    assert 0 < seal["largest_difference"] <= 1e-5
    assert seal["weights_sha256"] == source.weights_sha256
    assert (seal["model"], seal["max_tokens"]) == ("all-MiniLM-L6-v2", 256)


def test_a_fresh_process_gives_the_same_bytes_without_torch_or_noise(
    encoders: Path, source: ModelSource
) -> None:
    def run() -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-c", QUERY, str(encoders), source.fingerprint, source.name],
            env={"PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout, done.stderr

    first, second = run(), run()
    assert first == second
    assert first[0].startswith("None False ")
    assert first[1] == ""

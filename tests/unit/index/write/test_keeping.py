"""An index whose signals a server keeps: built, updated, switched, killed, moved, copied."""

from __future__ import annotations

import json
import shutil
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from kzsearch.errors import KzsearchError, QueryError, StoreError
from kzsearch.index.check.verify import State, verify
from kzsearch.index.format.generations import live
from kzsearch.index.format.manifest import FILES_OF_SIGNALS, read
from kzsearch.index.milvus import keeper, layout
from kzsearch.search import Settings, search
from kzsearch.types import Mode
from tests.fake_embedder import FakeEmbedder
from tests.fake_milvus import FakeConnection, Server
from tests.indexes import build_with, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kzsearch.index.write.build import BuildResult
    from kzsearch.types import Vector
    from kzsearch.types.keeping import Kept

building = import_module("kzsearch.index.write.build")
STORE, OTHER = "milvus+http://127.0.0.1:1", "milvus+https://127.0.0.1:2/reports?shards=2&index=hnsw"


class Counting(FakeEmbedder):
    """Counts the passages and sentences that it was asked to encode."""

    encoded = 0

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        self.encoded += len(texts)
        return super().encode_passages(texts)


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting(max_tokens=64)
    build_with(counting, monkeypatch)
    return counting


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setattr(keeper, "Connection", FakeConnection)
    FakeConnection.servers = {"http://127.0.0.1:1": Server(), "https://127.0.0.1:2": Server()}
    return FakeConnection.servers["http://127.0.0.1:1"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    _write(folder, 2017)
    return folder


def _write(corpus: Path, year: int) -> None:
    text = render(Shape(year=year), known_sections(year))
    (corpus / f"kazakhstan-{year}.txt").write_text(text, encoding="utf-8")


def _build(corpus: Path, store: str | None = None, *, full: bool = False) -> BuildResult:
    result: BuildResult = building.build(corpus, corpus.parent / "indexes" / "i", store=store, full=full)
    return result


def _kept(index: Path) -> Kept:
    kept = read(live(index)).kept
    assert kept is not None
    return kept


def _hits(index: Path) -> list[tuple[str, float]]:
    with open_fake(index) as opened:
        return [
            (hit.passage.passage_id, round(hit.score or 0.0, 5))
            for mode in (Mode.HYBRID, Mode.DENSE, Mode.LEXICAL, Mode.EXACT)
            for hit in search(opened, "trafficking victims", Settings(mode=mode, top_k=50, min_score=0)).hits
        ]


@pytest.fixture
def index(corpus: Path, server: Server, embedder: Counting) -> Path:
    assert embedder
    _build(corpus, STORE)
    assert server.open == 0
    return corpus.parent / "indexes" / "i"


@pytest.mark.usefixtures("embedder")
def test_the_folder_keeps_texts_and_the_server_the_rest(index: Path, server: Server) -> None:
    folder, kept = live(index), _kept(index)
    assert {path.name for path in folder.iterdir()} == {
        "manifest.json",
        "passages.bin",
        "passages.sqlite",
        "sentences.npy",
    }
    counts = read(folder).counts
    assert {name: len(rows) for name, rows in server.collections.items()} == {
        layout.collection(kept, "passages"): counts.passages,
        layout.collection(kept, "sentences"): counts.sentences,
    }
    assert server.aliases == {
        layout.alias(kept, kind): layout.collection(kept, kind) for kind in layout.KINDS
    }
    with open_fake(index) as opened:
        states = {finding.state for finding in verify(opened.store, opened.corpus)}
    assert states == {State.INTACT}


def test_an_update_stays_where_the_index_is_and_copies_its_vectors(
    corpus: Path, index: Path, server: Server, embedder: Counting
) -> None:
    before = _kept(index)
    _write(corpus, 2023)
    embedder.encoded = 0
    result = _build(corpus)
    kept = _kept(index)
    assert (result.taken_over, kept.name, kept.uri) == (1, before.name, before.uri)
    assert kept.part != before.part
    assert list(server.collections) == [layout.collection(kept, kind) for kind in layout.KINDS]
    assert set(server.aliases.values()) == set(server.collections)
    counts = read(live(index)).counts
    assert embedder.encoded < counts.passages + counts.sentences
    shutil.rmtree(index.parent)
    _build(corpus)
    local = _hits(index)
    shutil.rmtree(index.parent)
    _build(corpus, STORE)
    assert _hits(index) == local


def test_nothing_is_built_where_nothing_changed(corpus: Path, index: Path) -> None:
    before = _kept(index)
    assert not _build(corpus).changed
    assert not _build(corpus, STORE).changed
    assert _kept(index) == before


def test_collections_that_are_gone_are_built_again(
    corpus: Path, index: Path, server: Server, embedder: Counting
) -> None:
    hits = _hits(index)
    for kind in layout.KINDS:
        server.aliases.pop(layout.alias(_kept(index), kind))
    server.collections.clear()
    embedder.encoded = 0
    assert _build(corpus).changed
    counts = read(live(index)).counts
    assert embedder.encoded >= counts.passages
    assert _hits(index) == hits


@pytest.mark.parametrize("method", ["insert", "load_collection"])
def test_a_build_that_fails_leaves_the_old_index_and_nothing_new(
    corpus: Path, index: Path, server: Server, method: str
) -> None:
    hits, collections, aliases = _hits(index), set(server.collections), dict(server.aliases)
    _write(corpus, 2023)
    server.fails = {method: StoreError("Milvus does not answer", "ask again")}
    with pytest.raises(StoreError, match="does not answer"):
        _build(corpus)
    server.fails = {}
    assert (set(server.collections), server.aliases, server.open) == (collections, aliases, 0)
    assert _hits(index) == hits
    assert _build(corpus).counts.reports == 2


def test_what_a_killed_build_left_is_removed_by_the_next(corpus: Path, index: Path, server: Server) -> None:
    kept = _kept(index)
    left = f"{kept.name}_{'0' * 8}_passages"
    others = ["kzsearch_ffffffff_00000000_passages", f"{kept.name}_of_the_user"]
    for name in (left, *others):
        server.collections[name] = []
    _write(corpus, 2023)
    _build(corpus)
    assert left not in server.collections
    assert set(others) < server.collections.keys()


def test_a_generation_that_is_still_read_keeps_its_collections(
    corpus: Path, index: Path, server: Server
) -> None:
    with open_fake(index) as reader:
        hits = reader.store.reports()
        old = reader.manifest.kept
        assert old is not None
        _write(corpus, 2023)
        _build(corpus)
        assert layout.collection(old, "passages") in server.collections
        assert search(reader, "victims", Settings(min_score=0)).hits
        assert reader.store.reports() == hits
    _build(corpus, full=True)
    assert layout.collection(old, "passages") not in server.collections


def test_an_index_moves_to_another_store_and_back(corpus: Path, index: Path, server: Server) -> None:
    hits = _hits(index)
    _build(corpus, OTHER)
    other = FakeConnection.servers["https://127.0.0.1:2"]
    assert (server.collections, server.aliases) == ({}, {})
    assert other.indexes[layout.collection(_kept(index), "sentences")][0].kind == "HNSW"
    assert _hits(index) == hits
    _build(corpus, "local")
    assert read(live(index)).kept is None
    assert "kept" not in json.loads((live(index) / "manifest.json").read_text("utf-8"))
    assert all((live(index) / name).exists() for name in FILES_OF_SIGNALS)
    assert (other.collections, other.aliases) == ({}, {})
    assert _hits(index) == hits


def test_a_copy_of_the_folder_removes_nothing_of_the_original(
    corpus: Path, index: Path, server: Server
) -> None:
    hits, collections = _hits(index), set(server.collections)
    copy = index.parent / "copy"
    shutil.copytree(index, copy)
    _write(corpus, 2023)
    building.build(corpus, copy)
    assert collections < set(server.collections)
    assert _hits(index) == hits


def test_the_index_is_live_where_only_the_switch_of_names_fails(
    corpus: Path, index: Path, server: Server
) -> None:
    _write(corpus, 2023)
    server.fails = {"list_collections": StoreError("Milvus does not answer", "ask again")}
    result = _build(corpus)
    assert result.changed
    assert "the index is complete" in result.notes[-1]
    assert _hits(index)


@pytest.mark.usefixtures("embedder")
def test_a_server_without_sparse_vectors_is_refused_before_anything_is_encoded(
    corpus: Path, server: Server, embedder: Counting
) -> None:
    server.version = "v2.3.5-lite"
    with pytest.raises(StoreError, match=r"2\.3\.5.*no sparse vectors"):
        _build(corpus, STORE)
    assert embedder.encoded == 0


@pytest.mark.parametrize(
    "store",
    ["postgres://localhost", "milvus+http://", "milvus+http://user:secret@host:19530", "reports.sqlite"],
)
def test_an_address_that_makes_no_sense_is_told(corpus: Path, store: str) -> None:
    with pytest.raises(QueryError) as raised:
        _build(corpus, store)
    assert "secret" not in raised.value.message + raised.value.hint
    assert isinstance(raised.value, KzsearchError)

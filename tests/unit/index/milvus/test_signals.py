"""Signals that a server keeps give the hits of the index folder, whatever the server does with ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from kzsearch.errors import StoreError
from kzsearch.index.milvus import keeper, layout, signals
from kzsearch.types import Mode
from tests.fake_embedder import FakeEmbedder
from tests.fake_milvus import FakeConnection, Server
from tests.indexes import open_fake
from tests.milvus_cases import (
    FILTERS,
    LABEL,
    QUERIES,
    WITH_OPERATORS,
    build_two_series,
    elsewhere,
    hits,
    same_hits,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kzsearch.index import OpenIndex

STORE = "milvus+http://127.0.0.1:1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("elsewhere") / "index"
    build_two_series(index)
    return index


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = FakeConnection.servers["http://127.0.0.1:1"] = Server()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeper, "Connection", FakeConnection)
        yield made


@pytest.fixture(scope="module")
def local(folder: Path) -> Iterator[OpenIndex]:
    with open_fake(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def there(folder: Path, server: Server) -> Iterator[OpenIndex]:
    with elsewhere(folder, STORE) as opened:
        yield opened
    assert server.open == 0, "a connection was left open"


def test_every_filter_but_the_last_allows_something(local: OpenIndex) -> None:
    assert [bool(local.store.keys(filters)) for filters in FILTERS] == [True] * (len(FILTERS) - 1) + [False]
    assert LABEL in local.store.labels()


@pytest.mark.parametrize("mode", list(Mode))
def test_every_query_with_every_filter_has_the_same_hits(
    local: OpenIndex, there: OpenIndex, mode: Mode
) -> None:
    for query in QUERIES:
        for filters in FILTERS:
            mine, theirs = (hits(index, mode, filters, query) for index in (local, there))
            assert [name for name, _ in mine] == [name for name, _ in theirs], (query, filters)
            assert [score for _, score in mine] == pytest.approx([score for _, score in theirs], abs=1e-5)


@pytest.mark.parametrize("query", WITH_OPERATORS)
@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.DENSE, Mode.LEXICAL])
def test_operators_let_the_same_pass(local: OpenIndex, there: OpenIndex, mode: Mode, query: str) -> None:
    for filters in FILTERS[:4]:
        mine, theirs = (hits(index, mode, filters, query) for index in (local, there))
        assert [name for name, _ in mine] == [name for name, _ in theirs], (query, filters)
        assert [score for _, score in mine] == pytest.approx([score for _, score in theirs], abs=1e-5)


def test_more_than_a_server_is_asked_for_by_key_is_an_error(
    there: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "MOST", 1)
    with pytest.raises(StoreError, match="hold what the query's operators require"):
        hits(there, Mode.DENSE, FILTERS[0], "victims OR police")


@pytest.mark.parametrize(
    "terms", [("victims", "shelter"), ("anti-trafficking", "police"), ("2016",), ("the",)]
)
def test_words_weigh_the_same(local: OpenIndex, there: OpenIndex, terms: tuple[str, ...]) -> None:
    keys = range(local.manifest.counts.passages)
    for filters in FILTERS:
        mine = local.signals.heaviest(terms, filters, 5)
        theirs = there.signals.heaviest(terms, filters, 5)
        assert [key for key, _ in mine] == [key for key, _ in theirs]
        assert dict(mine) == pytest.approx(dict(theirs), abs=1e-5)
    assert local.signals.weights(terms, keys) == pytest.approx(there.signals.weights(terms, keys), abs=1e-5)


def test_vectors_are_those_of_the_folder(local: OpenIndex, there: OpenIndex) -> None:
    vector = FakeEmbedder().encode_query("shelter for victims")
    for kind in layout.KINDS:
        keys = [7, 0, 3]
        assert np.array_equal(local.signals.vectors(kind, keys), there.signals.vectors(kind, keys))
        assert np.allclose(
            local.signals.cosines(kind, vector, keys), there.signals.cosines(kind, vector, keys)
        )
        for filters in FILTERS:
            same_hits(
                local.signals.nearest(kind, vector, filters, 10),
                there.signals.nearest(kind, vector, filters, 10),
            )
    assert not len(there.signals.cosines("passages", vector, []))
    assert not len(there.signals.nearest("passages", vector, FILTERS[0], 0)[0])


def test_cosines_that_a_server_does_not_tell_are_worked_out_from_the_vectors(
    local: OpenIndex, there: OpenIndex, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "unloaded_lists", True)
    vector = FakeEmbedder().encode_query("shelter for victims")
    keys = [3, 1, 6, 2]
    mine = local.signals.cosines("sentences", vector, keys)
    assert np.allclose(mine, there.signals.cosines("sentences", vector, keys), atol=1e-6)


def test_rounded_scores_are_replaced_by_exact_ones(
    local: OpenIndex, there: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = there.signals
    assert isinstance(asked, signals.MilvusSignals)
    monkeypatch.setattr(asked, "_indexes", {"passages": "IVF_SQ8", "sentences": "HNSW_SQ"})
    vector = FakeEmbedder().encode_query("police training")
    for kind in layout.KINDS:
        same_hits(
            local.signals.nearest(kind, vector, FILTERS[0], 10), asked.nearest(kind, vector, FILTERS[0], 10)
        )


def test_neither_texts_nor_exact_mode_ask_the_server(there: OpenIndex, server: Server) -> None:
    before = len(server.asked)
    assert there.store.reports()
    assert there.store.report_passages("kaz-2017")
    assert hits(there, Mode.EXACT, FILTERS[0], "trafficking victims")
    assert len(server.asked) == before


@pytest.mark.parametrize("what", ["a row is missing", "another dimension", "a collection is gone"])
def test_what_is_not_as_it_was_filled_is_told(folder: Path, server: Server, what: str) -> None:
    with elsewhere(folder, STORE) as opened:
        kept = opened.manifest.kept
        assert kept is not None
        name = layout.collection(kept, "passages")
        if what == "a row is missing":
            server.collections[name].pop()
        elif what == "another dimension":
            server.fields[name] = layout.fields("passages", 32, words=True)
        else:
            del server.collections[name]
        with pytest.raises(StoreError, match=r"instead of|vectors of 32 numbers|gone"):
            hits(opened, Mode.HYBRID, FILTERS[0], "shelter")

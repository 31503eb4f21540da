"""Addresses of servers and files are read, and credentials are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzsearch.errors import QueryError
from kzsearch.index.milvus.address import Address, is_address, parse, recorded

INDEX = Path("/data/indexes/reports")
SERVERS = {
    "milvus+http://milvus.example": ("http://milvus.example:19530", "", "", 1),
    "milvus+https://milvus.example:443/tip": ("https://milvus.example:443", "tip", "", 1),
    "milvus+http://127.0.0.1:1?index=hnsw&shards=4": ("http://127.0.0.1:1", "", "HNSW", 4),
    "milvus+http://[::1]:19530/": ("http://[::1]:19530", "", "", 1),
}


@pytest.mark.parametrize(("uri", "expected"), SERVERS.items())
def test_a_server(uri: str, expected: tuple[str, str, str, int]) -> None:
    address = parse(uri, INDEX)
    assert is_address(uri)
    assert recorded(uri, INDEX) == uri
    assert (address.server, address.database, address.index, address.shards) == expected
    assert (address.uri, address.is_file) == (uri, False)
    assert address.shown == expected[0].partition("://")[2]


def test_a_file_is_recorded_as_seen_from_the_index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    uri = recorded("reports.db", tmp_path / "indexes" / "default")
    assert uri == "../../reports.db"
    assert is_address("reports.db")
    address = parse(uri, tmp_path / "indexes" / "default")
    assert address == Address(uri, str(tmp_path / "reports.db"))
    assert address.is_file


@pytest.mark.parametrize("uri", ["http://host:19530", "reports.sqlite", "milvus://host", "local", ""])
def test_other_texts_are_no_address(uri: str) -> None:
    assert not is_address(uri)


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("milvus+http://root:hush@host:19530", "a user or a password"),
        ("milvus+http://", "is no address"),
        ("milvus+http://host:port", "is no address"),
        ("milvus+http://host/one/two", "is no address"),
        ("milvus+http://host?size=3", "not known: size"),
        ("milvus+http://host?index=BEST", "BEST is no kind of index"),
        ("milvus+http://host?shards=0", "0 is no number of shards"),
        ("milvus+http://host?shards=many", "many is no number of shards"),
    ],
)
def test_what_makes_no_sense(uri: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as raised:
        parse(uri, INDEX)
    assert "hush" not in raised.value.message + raised.value.hint

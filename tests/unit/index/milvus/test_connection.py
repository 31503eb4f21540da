"""What goes wrong between kzsearch and a server is one line; questions are bounded, and files are let go of."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from kzsearch.errors import ConfigurationError, StoreError
from kzsearch.index.milvus import connection
from kzsearch.index.milvus.address import TOKEN, parse
from kzsearch.index.milvus.connection import Connection
from kzsearch.index.milvus.faults import TIMEOUT

ADDRESS = parse("milvus+http://127.0.0.1:1/tip", Path())


class MilvusError(Exception):
    """As pymilvus raises: a code and a message."""

    def __init__(self, code: object, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class GrpcError(Exception):
    """As gRPC raises: its code is a method."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name = name

    def code(self) -> object:
        return SimpleNamespace(name=self._name)


class Client:
    """Fails as it is told to, and remembers what it was asked."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401
        self.settings = settings
        self.faults: list[Exception] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.closed = False

    def _call(self, name: str, named: dict[str, Any]) -> str:
        self.calls.append((name, named))
        if self.faults and name != "load_collection":
            raise self.faults.pop(0)
        return name

    def search(self, _collection: str, **named: Any) -> str:  # noqa: ANN401
        return self._call("search", named)

    def load_collection(self, _collection: str, **named: Any) -> str:  # noqa: ANN401
        return self._call("load_collection", named)

    def has_collection(self, _collection: str, **named: Any) -> str:  # noqa: ANN401
        return self._call("has_collection", named)

    def insert(self, _collection: str, **named: Any) -> str:  # noqa: ANN401
        return self._call("insert", named)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    made = Client()

    def make(**settings: Any) -> Client:  # noqa: ANN401
        made.settings = settings
        return made

    module = ModuleType("pymilvus")
    module.MilvusClient = make  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pymilvus", module)
    return made


def _wrapped(inner: Exception, outer: Exception) -> Exception:
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            _wrapped(GrpcError("UNAUTHENTICATED"), MilvusError(2, "Fail connecting to server")),
            "refuses the credentials",
        ),
        (MilvusError(1800, "auth check failure, please check username"), "refuses the credentials"),
        (_wrapped(GrpcError("UNAVAILABLE"), MilvusError(2, "Fail connecting to server")), "does not answer"),
        (MilvusError(SimpleNamespace(name="UNAVAILABLE"), "Retry timeout: 10s"), "does not answer"),
        (GrpcError("DEADLINE_EXCEEDED"), "did not answer within 10 seconds"),
        (MilvusError(100, "collection not found"), "has lost the index's collections"),
        (MilvusError(1, "out of memory\nand a stack"), "says: out of memory"),
        (ValueError(""), "says: ValueError"),
    ],
)
def test_each_fault_is_one_line_without_the_token(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    monkeypatch.setenv(TOKEN, "root:hush")
    monkeypatch.setattr(connection, "_PAUSE", 99)
    client.faults = [fault]
    with pytest.raises(StoreError, match=said) as raised:
        Connection(ADDRESS).ask("search", "reports")
    assert "127.0.0.1:1" in raised.value.message
    assert "hush" not in raised.value.message + raised.value.hint
    assert "\n" not in raised.value.message
    assert [name for name, _ in client.calls] == ["search"]


def test_the_token_comes_from_the_environment_and_every_question_is_bounded(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, "root:hush")
    monkeypatch.setenv(TIMEOUT, "2.5")
    asked = Connection(ADDRESS)
    assert client.settings == {}, "nothing is opened before it is asked"
    assert asked.ask("search", "reports", limit=3) == "search"
    expected = {"token": "root:hush", "timeout": 2.5, "uri": "http://127.0.0.1:1", "db_name": "tip"}
    assert expected.items() <= client.settings.items()
    assert client.calls == [("search", {"timeout": 2.5, "limit": 3})]
    asked.close()
    assert client.closed


def test_what_changes_something_may_take_longer(client: Client) -> None:
    asked = Connection(ADDRESS)
    asked.do("insert", "reports")
    asked.do("load_collection", "reports")
    assert client.calls == [("insert", {"timeout": 60.0}), ("load_collection", {"timeout": 3_600.0})]


@pytest.mark.parametrize("stated", ["soon", "0", "-1", "inf", "nan"])
def test_a_timeout_that_makes_no_sense(client: Client, monkeypatch: pytest.MonkeyPatch, stated: str) -> None:
    monkeypatch.setenv(TIMEOUT, stated)
    with pytest.raises(ConfigurationError, match=TIMEOUT):
        Connection(ADDRESS).ask("search", "reports")
    assert client.calls == []


def test_a_collection_that_a_restart_has_unloaded_is_loaded_once(client: Client) -> None:
    client.faults = [MilvusError(101, "collection not loaded")]
    assert Connection(ADDRESS).ask("search", "reports") == "search"
    assert [name for name, _ in client.calls] == ["search", "load_collection", "search"]
    client.faults = [MilvusError(101, "collection not loaded")] * 2
    with pytest.raises(StoreError, match="not loaded"):
        Connection(ADDRESS).ask("search", "reports")


def test_a_server_that_comes_back_in_time_is_asked_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_PAUSE", 0.01)
    asked = Connection(ADDRESS)
    client.faults = [
        GrpcError("UNAVAILABLE"),
        _wrapped(GrpcError("UNAVAILABLE"), MilvusError(2, "Fail connecting")),
    ]
    assert asked.ask("search", "reports") == "search"
    assert [name for name, _ in client.calls] == ["search"] * 3
    monkeypatch.setenv(TIMEOUT, "0.05")
    client.faults = [GrpcError("UNAVAILABLE")] * 99
    with pytest.raises(StoreError, match="does not answer"):
        asked.ask("search", "reports")
    assert len(client.calls) < 20, "tried without end"


def test_a_collection_that_is_not_there(client: Client) -> None:
    client.faults = [MilvusError(100, "not found")]
    assert not Connection(ADDRESS).has("reports")
    client.faults = [GrpcError("UNAVAILABLE")]
    with pytest.raises(StoreError, match="does not answer"):
        Connection(ADDRESS).has("reports")


def test_without_pymilvus_the_hint_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(StoreError, match="needs the package pymilvus") as raised:
        Connection(ADDRESS).ask("search", "reports")
    assert "kzsearch[milvus]" in raised.value.hint

"""A Milvus in memory: what `kzsearch.index.milvus.connection` offers, without a server and without pymilvus.

Filters are written so that Python reads them as Milvus does. Ties are answered in any order, as Milvus answers them.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from kzsearch.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kzsearch.index.milvus.address import Address
    from kzsearch.index.milvus.layout import Field, FieldIndex


class Server:
    """Collections by name, aliases, and what was asked."""

    def __init__(self, version: str = "v2.6.0") -> None:
        self.version = version
        self.collections: dict[str, list[dict[str, Any]]] = {}
        self.fields: dict[str, Sequence[Field]] = {}
        self.indexes: dict[str, list[FieldIndex]] = {}
        self.aliases: dict[str, str] = {}
        self.asked: list[str] = []
        self.fails: dict[str, StoreError] = {}
        self.open = 0
        self.unloaded_lists = False  # answers as an index of lists does that looks at some of them only


class FakeConnection:
    """A connection to the server of the address."""

    servers: ClassVar[dict[str, Server]] = {}

    def __init__(self, address: Address) -> None:
        self.address = address
        self._is_open = False

    @property
    def _server(self) -> Server:
        server = self.servers[self.address.server]
        if not self._is_open:
            self._is_open = True
            server.open += 1
        return server

    def client(self) -> None:
        """Connect."""
        self._fail("client")

    def close(self) -> None:
        """Close the connection."""
        if self._is_open:
            self._is_open = False
            self.servers[self.address.server].open -= 1

    def _fail(self, method: str) -> Server:
        server = self._server
        server.asked.append(method)
        if method in server.fails:
            raise server.fails[method]
        return server

    def has(self, collection: str) -> bool:
        """Whether there is such a collection."""
        return collection in self._fail("has").collections

    def create(self, collection: str, fields: Sequence[Field], shards: int) -> None:
        """Make a collection."""
        server = self._fail("create")
        assert collection not in server.collections
        assert shards > 0
        server.collections[collection], server.fields[collection] = [], fields

    def index(self, collection: str, indexes: Iterable[FieldIndex]) -> None:
        """Build indexes."""
        self._fail("index").indexes[collection] = list(indexes)

    def do(self, method: str, /, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        """Change something."""
        return getattr(self, f"_{method}")(self._fail(method), *arguments, **named)

    def ask(self, method: str, collection: str, /, **named: Any) -> Any:  # noqa: ANN401
        """Ask about a collection."""
        server = self._fail(method)
        if collection not in server.collections:
            raise StoreError(f"{collection} is gone", "build it again")
        return getattr(self, f"_{method}")(server, collection, **named)

    @staticmethod
    def _get_server_version(server: Server) -> str:
        return server.version

    @staticmethod
    def _insert(server: Server, collection: str, rows: list[dict[str, Any]]) -> None:
        names = {field.name for field in server.fields[collection]}
        for row in rows:
            assert row.keys() == names
            assert row.get("words", True), "Milvus wants at least one number"
        server.collections[collection] += rows

    @staticmethod
    def _flush(server: Server, collection: str) -> None:
        assert collection in server.collections

    @staticmethod
    def _load_collection(server: Server, collection: str) -> None:
        assert collection in server.indexes

    @staticmethod
    def _list_collections(server: Server) -> list[str]:
        return list(server.collections)

    @staticmethod
    def _drop_collection(server: Server, collection: str) -> None:
        assert collection not in server.aliases.values(), "Milvus drops no collection that has an alias"
        del server.collections[collection]

    @staticmethod
    def _create_alias(server: Server, collection: str, alias: str) -> None:
        assert alias not in server.aliases
        server.aliases[alias] = collection

    @staticmethod
    def _alter_alias(server: Server, collection: str, alias: str) -> None:
        if alias not in server.aliases:
            raise StoreError("no such alias", "")
        server.aliases[alias] = collection

    @staticmethod
    def _describe_alias(server: Server, alias: str) -> Mapping[str, str]:
        return {"collection_name": server.aliases.get(alias, "")}

    @staticmethod
    def _drop_alias(server: Server, alias: str) -> None:
        del server.aliases[alias]

    @staticmethod
    def _describe_collection(server: Server, collection: str) -> Mapping[str, Any]:
        fields = server.fields[collection]
        return {"fields": [{"name": field.name, "params": {"dim": field.size}} for field in fields]}

    @staticmethod
    def _query(
        server: Server,
        collection: str,
        *,
        filter: str,  # noqa: A002  pymilvus's name
        output_fields: list[str],
        limit: int = 16_384,
        consistency_level: str = "",
    ) -> list[dict[str, Any]]:
        assert consistency_level in {"", "Strong"}
        rows = _allowed(server.collections[collection], filter)
        if output_fields == ["count(*)"]:
            return [{"count(*)": len(rows)}]
        return [{name: row[name] for name in output_fields} for row in rows[:limit]]

    @staticmethod
    def _search(
        server: Server,
        collection: str,
        *,
        data: list[Any],
        anns_field: str,
        filter: str,  # noqa: A002
        limit: int,
        output_fields: list[str],
        search_params: Mapping[str, Any],
    ) -> list[list[dict[str, Any]]]:
        assert output_fields == ["key"]
        assert search_params["metric_type"] == "IP"
        assert 1 <= limit <= 16_384
        product = _of_words if anns_field == "words" else _of_vectors
        (asked,) = data
        rows = _allowed(server.collections[collection], filter)
        if server.unloaded_lists and anns_field == "vector":
            rows = [row for row in rows if row["key"] % 3]
        random.Random(len(rows)).shuffle(rows)  # noqa: S311  an order, no secret
        products = ((product(asked, row[anns_field]), row["key"]) for row in rows)
        scored = [(score, key) for score, key in products if score is not None]
        best = sorted(scored, key=lambda pair: -pair[0])[:limit]
        return [[{"key": key, "distance": score} for score, key in best]]


def _allowed(rows: list[dict[str, Any]], expression: str) -> list[dict[str, Any]]:
    if not expression:
        return list(rows)
    condition: Callable[..., bool] = eval(f"lambda row: bool({_with_rows(expression)})")  # noqa: S307
    return [row for row in rows if condition(row)]


def _with_rows(expression: str) -> str:
    """Return an expression whose fields are those of `row`; what stands in quotation marks stays as it is."""
    import re

    parts = re.split(r'("(?:[^"\\]|\\.)*")', expression)
    names = "key|year|country|tier|series|section|label"
    parts[::2] = [re.sub(rf"\b({names})\b", r'row["\1"]', part) for part in parts[::2]]
    return "".join(parts)


def _of_words(asked: Mapping[int, float], words: Mapping[int, float]) -> float | None:
    found = [weight * words[stem] for stem, weight in asked.items() if stem in words]
    return float(np.float32(sum(found))) if found else None


def _of_vectors(asked: Any, vector: Any) -> float:  # noqa: ANN401
    return float(np.float32(np.dot(asked, vector)))

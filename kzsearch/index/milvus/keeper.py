"""Collections filled, switched and removed. `kzsearch.types.keeping.Keeper` says what each method does."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kzsearch.errors import StoreError
from kzsearch.index.milvus import layout
from kzsearch.index.milvus.connection import Connection
from kzsearch.index.milvus.signals import MilvusSignals, rows_of
from kzsearch.types.keeping import Keeper

if TYPE_CHECKING:
    from kzsearch.index.milvus.address import Address
    from kzsearch.types import Kind, Signals
    from kzsearch.types.keeping import Contents, Kept, LookUp, Passing, Portion, Tell

_OLDEST = (2, 4)  # the first with sparse vectors
_VERSION = re.compile(r"(\d+)\.(\d+)")
_ROWS_AT_ONCE = 1_000
_COUNTED, _COUNTED_SECONDS = 20, 0.5


class MilvusKeeper(Keeper):
    """Keeps indexes in a Milvus server.

    Args:
        address: The server.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._connection = Connection(address)

    @property
    def uri(self) -> str:
        return self._address.uri

    def check(self) -> None:
        version = str(self._connection.do("get_server_version"))
        found = _VERSION.search(version)
        if found and (int(found[1]), int(found[2])) < _OLDEST:
            raise StoreError(
                f"Milvus at {self._address.shown} is version {version}, which has no sparse vectors",
                "use Milvus 2.4 or later",
            )

    def holds(self, kept: Kept, counts: Mapping[Kind, int]) -> bool:
        return all(
            self._connection.has(layout.collection(kept, kind))
            and rows_of(self._connection, layout.collection(kept, kind)) == counts[kind]
            for kind in layout.KINDS
        )

    def publish(self, kept: Kept, contents: Contents, tell: Tell) -> dict[str, str]:
        try:
            return {kind: self.fill(kept, kind, contents, tell) for kind in layout.KINDS}
        except BaseException:
            with suppress(StoreError):  # what cannot be removed now is removed after the next build
                self.discard(kept)
            raise

    def fill(self, kept: Kept, kind: Kind, contents: Contents, tell: Tell, *, words: bool = True) -> str:
        """Make and fill one collection; return the kind of index for its vectors.

        Args:
            kept: Where the generation is to be.
            kind: What the rows are.
            contents: The rows.
            tell: Told how far it is.
            words: Whether passages have their words, too; a server before 2.4 cannot keep them.
        """
        name, count = layout.collection(kept, kind), contents.count(kind)
        index = self.index_for(count)
        self._connection.create(
            name, layout.fields(kind, contents.dimension, words=words), self._address.shards
        )
        sent = 0
        for portion in contents.portions(kind, _ROWS_AT_ONCE):
            self._connection.do("insert", name, list(_rows(portion, words=words)))
            sent += len(portion.fields)
            tell(f"sending {kind} to Milvus", sent, count)
        tell(f"building Milvus's index of {kind}", 0, 0)
        # Sealed first, indexed then: so nothing is indexed twice, and nothing held in memory that is not asked for.
        self._connection.do("flush", name)
        self._connection.index(name, layout.indexes(kind, index, count, words=words))
        self._connection.do("load_collection", name)
        self._see_that_all_arrived(name, count)
        return index

    def index_for(self, count: int) -> str:
        """Return the kind of index for so many vectors."""
        return self._address.index or layout.chosen_index(count)

    def go_live(self, kept: Kept, others: Collection[Kept]) -> None:
        for kind in layout.KINDS:
            self._point(layout.alias(kept, kind), layout.collection(kept, kind))
        stay = {layout.collection(one, kind) for one in (kept, *others) for kind in layout.KINDS}
        mine = re.compile(rf"{re.escape(kept.name)}_[0-9a-f]+_(?:{'|'.join(layout.KINDS)})")
        for name in self._connection.do("list_collections"):
            if mine.fullmatch(name) and name not in stay:
                self._connection.do("drop_collection", name)

    def discard(self, kept: Kept) -> None:
        for kind in layout.KINDS:
            name, alias = layout.collection(kept, kind), layout.alias(kept, kind)
            if not self._connection.has(name):
                continue
            with suppress(StoreError):  # there may be no alias; a collection that has one is not dropped
                if self._connection.do("describe_alias", alias)["collection_name"] == name:
                    self._connection.do("drop_alias", alias)
            self._connection.do("drop_collection", name)

    def signals(
        self,
        kept: Kept,
        counts: Mapping[Kind, int],
        dimension: int,
        indexes: Mapping[str, str],
        look_up: LookUp,
        passing: Passing,
    ) -> Signals:
        return MilvusSignals(self._connection, kept, counts, dimension, indexes, look_up, passing)

    def close(self) -> None:
        self._connection.close()

    def _point(self, alias: str, collection: str) -> None:
        """Let an alias name a collection, whether or not it named another."""
        with suppress(StoreError):
            self._connection.do("alter_alias", collection, alias)
            return
        self._connection.do("create_alias", collection, alias)

    def _see_that_all_arrived(self, name: str, count: int) -> None:
        """Wait, within bounds, until the server counts what was sent."""
        held = 0
        for _ in range(_COUNTED):
            held = rows_of(self._connection, name)
            if held == count:
                return
            time.sleep(_COUNTED_SECONDS)
        raise StoreError(
            f"Milvus at {self._address.shown} holds {held:,} of the {count:,} rows that were sent",
            "try again",
        )


def _rows(portion: Portion, *, words: bool) -> Iterator[dict[str, Any]]:
    """Yield the rows of a portion as pymilvus takes them."""
    for place, fields in enumerate(portion.fields):
        row: dict[str, Any] = {
            "key": portion.first + place,
            **fields._asdict(),
            "vector": portion.vectors[place],
        }
        if words and portion.words is not None:
            row["words"] = portion.words[place]
        yield row

"""A connection to Milvus: opened when first asked, every question bounded in time, every fault one line."""

from __future__ import annotations

import logging
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from kzsearch.errors import ConfigurationError, StoreError
from kzsearch.index.milvus.address import TOKEN, Address
from kzsearch.index.milvus.faults import TIMEOUT, as_store_error, is_gone, is_not_loaded, is_unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kzsearch.index.milvus.layout import Field, FieldIndex

# Each connection makes its own way to the server: gRPC would let a new one wait because an old one failed.
_GRPC = {"grpc.use_local_subchannel_pool": 1}
_PAUSE = 0.5
_SECONDS = 10.0
# What writes may take longer than a question, and what the server builds may take long.
_WRITING_SECONDS = 60.0
_BUILDING_SECONDS = 3_600.0
_BUILDING = frozenset({"flush", "create_index", "load_collection"})

# A file of Milvus Lite is served once in a process, and let go of when its last connection closes.
_files: dict[str, int] = {}
_files_lock = Lock()


class Connection:
    """A client of one server; several threads may ask it at once.

    Args:
        address: The server.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self._client: Any = None
        self._was_open = False
        self._lock = Lock()

    def ask(self, method: str, collection: str, /, **arguments: Any) -> Any:  # noqa: ANN401  as pymilvus answers
        """Ask about a collection, again and again until time is up where the server has gone.

        After a restart the server may have to load the collection, which is done once.

        Args:
            method: Of pymilvus's client.
            collection: Name of the collection.
            arguments: Of the method.

        Raises:
            StoreError: There is no answer in time, or a fault instead of one.
        """
        seconds = _seconds()
        end = time.monotonic() + seconds
        while True:
            try:
                return self._asked(method, collection, seconds, arguments)
            except Exception as error:  # noqa: BLE001  pymilvus raises what gRPC, it and its parts raise
                # A server that was there may be starting again; one that never was is told at once.
                if not (self._was_open and is_unavailable(error)) or time.monotonic() + _PAUSE >= end:
                    raise as_store_error(error, self.address, seconds) from None
            self.close()
            time.sleep(_PAUSE)

    def _asked(self, method: str, collection: str, seconds: float, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401
        client = self.client()
        try:
            return getattr(client, method)(collection, timeout=seconds, **arguments)
        except Exception as error:
            if not is_not_loaded(error):
                raise
            client.load_collection(collection, timeout=seconds)
            return getattr(client, method)(collection, timeout=seconds, **arguments)

    def do(self, method: str, /, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        """Call a method that changes something, within the time that it may take.

        Raises:
            StoreError: It fails.
        """
        client = self.client()
        seconds = _BUILDING_SECONDS if method in _BUILDING else max(_seconds(), _WRITING_SECONDS)
        try:
            return getattr(client, method)(*arguments, timeout=seconds, **named)
        except Exception as error:  # noqa: BLE001
            raise as_store_error(error, self.address, seconds) from None

    def create(self, collection: str, fields: Sequence[Field], shards: int) -> None:
        """Make an empty collection.

        Raises:
            StoreError: It cannot be made.
        """
        client = self.client()
        from pymilvus import DataType

        schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
        for field in fields:
            size = {"VARCHAR": {"max_length": field.size}, "FLOAT_VECTOR": {"dim": field.size}}
            kind = getattr(DataType, field.type)
            schema.add_field(field.name, kind, is_primary=field is fields[0], **size.get(field.type, {}))
        self.do(
            "create_collection", collection, schema=schema, num_shards=shards, consistency_level="Bounded"
        )

    def index(self, collection: str, indexes: Iterable[FieldIndex]) -> None:
        """Build a collection's indexes, and wait for them.

        Raises:
            StoreError: They cannot be built.
        """
        prepared = self.client().prepare_index_params()
        for one in indexes:
            prepared.add_index(one.field, index_type=one.kind, metric_type="IP", params=one.parameters)
        self.do("create_index", collection, prepared)

    def has(self, collection: str) -> bool:
        """Whether there is a collection of this name."""
        client, seconds = self.client(), _seconds()
        try:
            return bool(client.has_collection(collection, timeout=seconds))
        except Exception as error:  # noqa: BLE001
            if is_gone(error):
                return False
            raise as_store_error(error, self.address, seconds) from None

    def client(self) -> Any:  # noqa: ANN401
        """Return pymilvus's client, opened when first asked for.

        Raises:
            StoreError: There is no pymilvus, or the server cannot be reached.
        """
        with self._lock:
            if self._client is None:
                self._client = self._opened()
                self._was_open = True
            return self._client

    def close(self) -> None:
        """Close the connection; it opens again where it is asked again."""
        with self._lock:
            client, self._client = self._client, None
        if client is None:
            return
        with suppress(Exception):
            client.close()
        if self.address.is_file:
            _let_go(self.address.server)

    def _opened(self) -> Any:  # noqa: ANN401
        pymilvus = _imported()
        seconds = _seconds()
        uri = self.address.server
        if self.address.is_file:
            uri = _served(uri)
        try:
            return pymilvus.MilvusClient(
                uri=uri,
                token=os.environ.get(TOKEN, ""),
                db_name=self.address.database,
                timeout=seconds,
                dedicated=True,  # a shared one would live on after it is closed
                grpc_options=_GRPC,
            )
        except Exception as error:
            if self.address.is_file:
                _let_go(self.address.server)
            raise as_store_error(error, self.address, seconds) from error


def _seconds() -> float:
    """Return how long a question may take."""
    stated = os.environ.get(TIMEOUT, "")
    try:
        seconds = float(stated) if stated else _SECONDS
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ConfigurationError(f"{TIMEOUT} is {stated[:60]!r}", "give a number of seconds")
    return seconds


def _imported() -> Any:  # noqa: ANN401
    first = "pymilvus" not in sys.modules
    try:
        import pymilvus
    except ImportError:
        raise StoreError(
            "an index in Milvus needs the package pymilvus, which is not installed",
            "install it with: pip install 'kzsearch[milvus]'",
        ) from None
    if first:
        # It prints each fault with its whole traceback; a program that uses it already has made its own choice.
        for name in ("pymilvus", "pymilvus.milvus_client", "milvus_lite"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return pymilvus


def _served(path: str) -> str:
    """Return the address on 127.0.0.1 at which a thread of this process serves a file of Milvus Lite."""
    folder = Path(path).parent
    if not folder.is_dir():
        raise StoreError(f"there is no folder {folder} for the file of Milvus Lite", "make it first")
    try:
        from milvus_lite.server_manager import server_manager_instance
    except ImportError:
        raise StoreError(
            "a .db file needs the package milvus-lite, which is not installed",
            "install it with: pip install 'kzsearch[milvus]'",
        ) from None
    with _files_lock:
        uri = server_manager_instance.start_and_get_uri(path)
        if uri is None:
            raise _cannot_serve(path)
        _files[path] = _files.get(path, 0) + 1
    return str(uri)


def _cannot_serve(path: str) -> StoreError:
    """Return why a file cannot be served; Milvus Lite only logs it, so it is opened once more."""
    from milvus_lite.db import MilvusLite
    from milvus_lite.exceptions import DataDirLockedError

    try:
        MilvusLite(path).close()
    except DataDirLockedError:
        return StoreError(
            f"{path} is open in another process, and Milvus Lite serves one at a time",
            "wait until it has ended, or let a server serve all of them; see docs/milvus.md",
        )
    except Exception as error:  # noqa: BLE001
        return StoreError(
            f"{path} cannot be opened by Milvus Lite: {error}", "name another file with --store"
        )
    return StoreError(f"{path} could not be served by Milvus Lite", "try again")


def _let_go(path: str) -> None:
    from milvus_lite.server_manager import server_manager_instance

    with _files_lock:
        _files[path] -= 1
        if not _files[path]:
            del _files[path]
            server_manager_instance.release_server(path)

"""A real Milvus server of the package `milvus` in a network of its own, and what kzsearch asks of it.

Run as a script by `test_milvus_standalone`: `unshare --net` gives the process a network that has nothing but loopback,
because the server binds every interface that it finds. The package has no sparse vectors yet, so that vectors and
filters are compared here, and words are not.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import struct
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kzsearch.errors import StoreError
from kzsearch.index import open_index
from kzsearch.index.format.manifest import PASSAGES_DB
from kzsearch.index.milvus.address import TOKEN, parse
from kzsearch.index.milvus.keeper import MilvusKeeper
from kzsearch.index.read.rows import connect
from kzsearch.index.write.published import GenerationContents
from kzsearch.types.keeping import Kept, Words
from tests.fake_embedder import FakeEmbedder
from tests.milvus_cases import FILTERS, build_two_series, same_hits

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.types import Kind

PORT = 19530
KINDS: tuple[Kind, ...] = ("passages", "sentences")
USER = "root:Milvus"  # the server's own first user


def raise_loopback() -> None:
    """Switch on the loopback of this process's own network."""
    set_flags, up = 0x8914, 0x1
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as any_socket:
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sh", b"lo", up))


class Server:
    """The server's process; a context manager."""

    def __init__(self, folder: Path, *, authorized: bool = False) -> None:
        import milvus

        self._server = milvus.MilvusServer(wait_for_started=False)
        self._server.set_base_dir(str(folder))
        self._server.listen_port = PORT
        self._server.config.set("authorization_enabled", authorized)
        self._server.start()

    def stop(self) -> None:
        """End the server at once: it takes more than a minute to end by itself."""
        self._server.server_proc.kill()
        self._server.stop()

    def keeper(self) -> MilvusKeeper:
        """Return a keeper at the server, which may have found its port in use and taken the next one."""
        return MilvusKeeper(parse(f"milvus+http://127.0.0.1:{self._server.listen_port}", Path()))

    def wait(self, seconds: float = 120) -> None:
        """Wait until it can be spoken to."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.keeper().holds(Kept("", "none", "0", ""), {"passages": 0, "sentences": 0})
            except StoreError:
                assert self._server.server_proc.poll() is None, "the server ended"
                time.sleep(1)
            else:
                return
        raise AssertionError("the server does not answer")


def compare(server: Server, index: OpenIndex, kept: Kept) -> dict[str, float]:
    """Compare what the server answers with the index folder, with every filter."""
    counts = index.manifest.counts
    asked = server.keeper().signals(
        kept,
        {"passages": counts.passages, "sentences": counts.sentences},
        index.manifest.model.dimension,
        {"passages": "FLAT", "sentences": "FLAT"},
        lambda _: Words({}, {}),
        lambda *_: np.empty(0, dtype=np.int64),
    )
    largest, compared = 0.0, 0
    for query in ("shelter for victims", "police training", "awareness campaign of the government"):
        vector = FakeEmbedder().encode_query(query)
        for filters in FILTERS:
            for kind in KINDS:
                keys, scores = index.signals.nearest(kind, vector, filters, 10)
                found, theirs = asked.nearest(kind, vector, filters, 10)
                same_hits((keys, scores), (found, theirs))
                if len(keys):
                    largest = max(largest, float(np.abs(scores - theirs).max()))
                    again = asked.cosines(kind, vector, found[::-1])
                    assert np.allclose(again[::-1], scores, atol=1e-5)
                compared += 1
    assert np.array_equal(asked.vectors("sentences", [3, 0]), index.signals.vectors("sentences", [3, 0]))
    asked.close()
    return {"compared": compared, "largest": largest}


def main(folder: Path) -> None:
    """Start the server, fill it, ask it, end and start it again, and ask with wrong credentials."""
    raise_loopback()
    build_two_series(folder / "index")
    told: dict[str, object] = {}
    kept = Kept("", "kzsearch_test", "0a", "")
    with open_index(folder / "index") as index:
        began = time.monotonic()
        server = Server(folder / "server")
        try:
            server.wait()
            told["started"] = round(time.monotonic() - began, 1)
            try:
                server.keeper().check()
            except StoreError as error:
                told["refused"] = error.message
            with closing(connect(index.folder / PASSAGES_DB)) as connection:
                contents = GenerationContents(index.folder, index.manifest, connection)
                for kind in KINDS:
                    server.keeper().fill(kept, kind, contents, lambda *_: None, words=False)
            told |= compare(server, index, kept)
        finally:
            server.stop()
        server = Server(folder / "server")
        try:
            server.wait()
            told["restarted"] = compare(server, index, kept)
        finally:
            server.stop()
    server = Server(folder / "authorized", authorized=True)
    try:
        os.environ[TOKEN] = USER
        server.wait()
        os.environ[TOKEN] = "root:wrong"
        try:
            server.keeper().holds(kept, {"passages": 0, "sentences": 0})
        except StoreError as error:
            told["credentials"] = f"{error.message} | {error.hint}"
    finally:
        server.stop()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Milvus Lite as the store: a file, and a server on 127.0.0.1 that is killed, restarted, slow or refuses.

These tests need `pip install -e '.[milvus]'` and are skipped without it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pymilvus", reason="the extra milvus is not installed")
pytest.importorskip("milvus_lite", reason="the extra milvus is not installed")

from kzsearch.errors import StoreError
from kzsearch.index.format.generations import live
from kzsearch.index.format.manifest import read
from kzsearch.index.milvus.address import TOKEN
from kzsearch.index.milvus.faults import TIMEOUT
from kzsearch.types import Filters, Mode
from tests.conftest import COMMAND, ROOT, environment
from tests.indexes import open_fake
from tests.milvus_cases import FILTERS, QUERIES, WITH_OPERATORS, build_two_series, elsewhere, hits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Run

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]  # of their libraries' making
QUERY = "shelter funding for foreign victims"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class LiteServer:
    """Milvus Lite's server in a process of its own, on loopback alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = _free_port()
        self.uri = f"milvus+http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it listens."""
        words = ["server", "--data-dir", str(self._folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "milvus_lite", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the server does not listen")

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()
        self._process.wait()

    def pause(self, *, on: bool) -> None:
        """Let it stand still, or go on."""
        self._process.send_signal(signal.SIGSTOP if on else signal.SIGCONT)


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[LiteServer]:
    server = LiteServer(tmp_path / "server")
    yield server
    server.pause(on=False)
    server.kill()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("lite") / "index"
    build_two_series(index)
    return index


@pytest.mark.parametrize("served", ["by a file", "by a server"])
def test_every_query_with_every_filter_has_the_same_hits(folder: Path, served: str, lite: LiteServer) -> None:
    store = lite.uri if served == "by a server" else str(folder.parent / "reports.db")
    with open_fake(folder) as local, elsewhere(folder, store) as there:
        for mode in (Mode.HYBRID, Mode.DENSE, Mode.LEXICAL, Mode.EXACT):
            for query in (*QUERIES, *WITH_OPERATORS):
                for filters in FILTERS:
                    mine, theirs = (hits(index, mode, filters, query) for index in (local, there))
                    assert [name for name, _ in mine] == [name for name, _ in theirs], (mode, query, filters)
                    scores = [score for _, score in mine]
                    assert scores == pytest.approx([score for _, score in theirs], abs=1e-5)


def test_the_server_of_a_file_and_of_these_tests_is_on_loopback_alone(lite: LiteServer) -> None:
    tables = [Path("/proc/net") / name for name in ("tcp", "tcp6")]
    if not tables[0].exists():
        pytest.skip("no table of connections on this system")
    rows = [line.split() for table in tables for line in table.read_text("ascii").splitlines()[1:]]
    listens, port = "0A", f":{lite.port:04X}"
    addresses = [row[1].removesuffix(port) for row in rows if row[3] == listens and row[1].endswith(port)]
    assert addresses
    assert all(address.endswith("0100007F") for address in addresses), "127.0.0.1, read backwards"


def _copy(real_index: Path, name: str) -> Path:
    """Return a new index folder beside the real index, so that it has its sealed encoder."""
    return real_index.parent / name


def test_the_whole_command_line_on_a_server_that_is_killed_and_comes_back(
    run: Run, real_index: Path, lite: LiteServer
) -> None:
    index = _copy(real_index, "on-lite")
    done = run("index", "--index", index, "--store", lite.uri)
    assert done.returncode == 0, done.stderr
    assert lite.uri in (live(index) / "manifest.json").read_text("utf-8")
    local = run("search", QUERY, "--format", "jsonl", "--index", real_index)
    there = run("search", QUERY, "--format", "jsonl", "--index", index)
    ids = [[line.split('"passage_id"')[1][:40] for line in one.stdout.splitlines()] for one in (local, there)]
    assert ids[0] == ids[1] != []
    assert run("verify", "--index", index).returncode == 0
    assert run("show", "kaz-2023-protection-03", "--index", index).returncode == 0
    lite.kill()
    assert run("reports", "--index", index).returncode == 0
    assert run("search", "--mode", "exact", "trafficking victims", "--index", index).returncode == 0
    gone = run("search", QUERY, "--index", index, KZSEARCH_MILVUS_TIMEOUT="2")
    assert (gone.returncode, gone.stdout) == (2, "")
    assert "does not answer" in gone.stderr
    assert "Traceback" not in gone.stderr
    assert len(gone.stderr.strip().splitlines()) <= 2
    lite.start()
    assert run("search", QUERY, "--format", "jsonl", "--index", index).stdout == there.stdout


def test_a_server_that_goes_between_two_questions_of_one_process(
    folder: Path, lite: LiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TIMEOUT, "2")
    with elsewhere(folder, lite.uri) as there:
        before = hits(there, Mode.HYBRID, Filters(), "shelter")
        lite.kill()
        began = time.monotonic()
        with pytest.raises(StoreError, match="does not answer"):
            hits(there, Mode.HYBRID, Filters(), "shelter")
        assert time.monotonic() - began < 60, "tried without end"
        lite.start()
        assert hits(there, Mode.HYBRID, Filters(), "shelter") == before


def test_a_server_that_stands_still(folder: Path, lite: LiteServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with elsewhere(folder, lite.uri) as there:
        before = hits(there, Mode.LEXICAL, Filters(), "shelter")
        monkeypatch.setenv(TIMEOUT, "1")
        lite.pause(on=True)
        with pytest.raises(StoreError, match=r"did not answer within 1 second|does not answer"):
            hits(there, Mode.LEXICAL, Filters(), "shelter")
        lite.pause(on=False)
        assert hits(there, Mode.LEXICAL, Filters(), "shelter") == before


def test_a_build_that_is_killed_leaves_the_old_index(
    run: Run, real_index: Path, lite: LiteServer, copied_corpus: Path
) -> None:
    index = _copy(real_index, "killed-on-lite")
    assert run("index", "--index", index, "--corpus", copied_corpus, "--store", lite.uri).returncode == 0
    before = run("search", QUERY, "--format", "jsonl", "--index", index).stdout
    kept = read(live(index)).kept
    assert kept is not None
    # Each of these ends at another step of the build.
    for seconds in (2.0, 3.0, 4.0, 5.0):
        build = subprocess.Popen(
            [COMMAND, "index", "--index", index, "--corpus", copied_corpus, "--full"],
            cwd=ROOT,
            env=environment(),
            stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        build.kill()
        build.wait()
        assert run("search", QUERY, "--format", "jsonl", "--index", index).stdout == before
    assert run("index", "--index", index, "--corpus", copied_corpus, "--full").returncode == 0
    with _client(lite) as client:
        names = [name for name in client.list_collections() if name.startswith(f"{kept.name}_")]
        now = read(live(index)).kept
        assert now is not None
        assert sorted(names) == [f"{now.name}_{now.part}_{kind}" for kind in ("passages", "sentences")]
        described = client.describe_alias(f"{now.name}_passages")
        assert described["collection_name"] == f"{now.name}_{now.part}_passages"


@contextmanager
def _client(lite: LiteServer) -> Iterator[Any]:
    import pymilvus

    client = pymilvus.MilvusClient(f"http://127.0.0.1:{lite.port}", dedicated=True)
    yield client
    client.close()


def test_a_file_that_another_process_has_open(tmp_path: Path) -> None:
    from milvus_lite.db import MilvusLite

    path = tmp_path / "taken.db"
    held = MilvusLite(str(path))
    try:
        script = (
            "import sys; from pathlib import Path\n"
            "from kzsearch.errors import StoreError\n"
            "from kzsearch.index.milvus.address import Address\n"
            "from kzsearch.index.milvus.connection import Connection\n"
            "try: Connection(Address('', sys.argv[1])).client()\n"
            "except StoreError as error: print(error.message)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, path],
            capture_output=True,
            check=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    finally:
        held.close()
    assert "is open in another process" in done.stdout
    assert done.stderr == ""


@contextmanager
def _refusing(port: int) -> Iterator[None]:
    """Serve on loopback what a server answers to wrong credentials, whatever it is asked."""
    from concurrent import futures

    import grpc

    def refuse(_request: bytes, context: grpc.ServicerContext) -> bytes:
        context.abort(grpc.StatusCode.UNAUTHENTICATED, "auth check failure, please check username")
        return b""

    class Everything(grpc.GenericRpcHandler):  # type: ignore[misc]  # grpc is untyped
        def service(self, _details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
            return grpc.unary_unary_rpc_method_handler(refuse)

    server = grpc.server(futures.ThreadPoolExecutor(2), handlers=(Everything(),))
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    try:
        yield
    finally:
        server.stop(0).wait()


def test_wrong_credentials_are_one_line_and_never_shown(run: Run, real_index: Path) -> None:
    port = _free_port()
    index = _copy(real_index, "refused")
    with _refusing(port):
        done = run(
            "index",
            "--index",
            index,
            "--store",
            f"milvus+http://127.0.0.1:{port}",
            KZSEARCH_MILVUS_TOKEN="root:hush",  # noqa: S106  no password of anything
        )
    assert done.returncode == 2
    assert "refuses the credentials" in done.stderr
    assert TOKEN in done.stderr
    assert "hush" not in done.stderr
    assert "Traceback" not in done.stderr
    assert not (index / "current").exists()


def test_only_what_asks_the_server_imports_its_libraries(real_index: Path, run: Run, tmp_path: Path) -> None:
    index = _copy(real_index, "lazy")
    assert run("index", "--index", index, "--store", tmp_path / "lazy.db").returncode == 0
    script = (
        "import sys; from kzsearch.cli import main; sys.argv[0] = 'kzsearch'; main()\n"
        "sys.exit(bool({'pymilvus', 'milvus_lite', 'pandas', 'pyarrow', 'grpc'} & sys.modules.keys()))"
    )
    for words in (["reports"], ["show", "kaz-2023"], ["search", "victims", "--mode", "exact"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *words, "--index", index],
            capture_output=True,
            check=False,
            env={**environment(), "PYTHONPATH": str(ROOT)},
        )
        assert done.returncode == 0, done.stderr

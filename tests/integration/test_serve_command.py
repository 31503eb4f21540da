"""`kzsearch serve` as a user starts it, and what clients of all kinds do to it."""

from __future__ import annotations

import http.client
import json
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, environment
from tests.indexes import build_fake
from tests.served import Running, running

if TYPE_CHECKING:
    from tests.conftest import Kz

_PATIENCE = 30.0


@pytest.fixture(scope="module")
def server(real_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(real_index, tmp_path_factory.mktemp("served") / "told") as made:
        yield made


def _get(server: Running, path: str, method: str = "GET") -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=_PATIENCE)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def _raw(server: Running, data: bytes) -> bytes:
    """Return everything that the server answers to bytes."""
    with socket.create_connection((server.host, server.port), timeout=_PATIENCE) as client:
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: client.recv(65_536), b""))


def _until(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    for _ in range(int(_PATIENCE / 0.05)):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came true")


def test_it_says_where_it_listens_and_answers_for_programs_people_and_assistants(server: Running) -> None:
    assert server.told.splitlines() == [f"kzsearch serves at {server.address}/ (Ctrl-C ends it)"]
    assert server.host == "127.0.0.1"
    status, headers, body = _get(server, "/api/search?q=shelter+funding&k=1")
    assert (status, len(json.loads(body)["records"])) == (200, 1)
    assert "server" not in headers
    assert _get(server, "/healthz")[0] == _get(server, "/version")[0] == 200
    for path in ("/", "/docs", "/api"):
        status, headers, body = _get(server, path)
        assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert b"<script>" not in body
        assert b"style=" not in body
        assert b"unsafe" not in headers["content-security-policy"].encode()


def test_what_cannot_be_started_is_one_line(server: Running, kz: Kz, tmp_path: Path) -> None:
    for arguments, message in (
        (("--port", str(server.port)), f"port {server.port} is in use"),
        (("--host", "no such host"), "there is no host 'no such host'"),
        (("--host", "192.0.2.1", "--port", "0"), "cannot listen at 192.0.2.1"),
        (("--cors", "example.org"), "'example.org' is no origin"),
        (("--token", "short"), "the token has 5 characters"),
        (("--port", "70000"), "70000 is not in the range"),
        (("--index", tmp_path / "none", "--port", "0"), "no index at"),
    ):
        done = kz("serve", *arguments)
        assert (done.code, done.out) == (2, "")
        first, second = done.err.splitlines()
        assert message in first
        assert second.startswith("hint: ")


@pytest.mark.parametrize("missing", ["uvicorn", "starlette"])
def test_a_missing_library_is_one_line_that_names_the_extra(missing: str, real_index: Path) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from kzsearch.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "serve", "--index", real_index],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment(),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"kzsearch: error: kzsearch serve needs the package {missing}",
        "hint: pip install 'kzsearch[web]'",
    ]


def test_other_commands_do_not_load_the_server() -> None:
    code = (
        "import sys; sys.argv = ['kzsearch', '--help']; from kzsearch.cli import main; main();"
        "sys.exit(bool({'starlette', 'uvicorn', 'mcp', 'anyio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_in_flight_is_answered_before_the_end(
    real_index: Path, tmp_path: Path, number: int
) -> None:
    with (tmp_path / "told").open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "-c", _SLOW_SERVER, str(real_index)], stderr=told, cwd=ROOT, env=environment()
        )
    try:
        _until(lambda: "http://" in (tmp_path / "told").read_text())
        port = int((tmp_path / "told").read_text().partition("127.0.0.1:")[2].partition("/")[0])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        connection.request("GET", "/api/reports")
        _until(lambda: "asked" in (tmp_path / "told").read_text())
        idle = socket.create_connection(("127.0.0.1", port))
        half = socket.create_connection(("127.0.0.1", port))
        half.sendall(b"GET / HTTP/1.1\r\nHo")
        process.send_signal(number)
        answer = connection.getresponse()
        assert (answer.status, len(json.loads(answer.read())["records"])) == (200, 2)
        assert process.wait(_PATIENCE) == 0
        for one in (idle, half):
            one.close()
        connection.close()
        assert "Traceback" not in (tmp_path / "told").read_text()
    finally:
        process.kill()
        process.wait()


_SLOW_SERVER = """
import sys, time
from kzsearch.library import Index
answer = Index.reports
def slow(index):
    print("asked", file=sys.stderr, flush=True)
    time.sleep(1.5)
    return answer(index)
Index.reports = slow
sys.argv = ["kzsearch", "serve", "--port", "0", "--index", sys.argv[1]]
from kzsearch.cli import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET /api/search?q=" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414),
        (b"GET /api/search?q=" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: a\r\n" * 30_000 + b"\r\n", 431),
        (b"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"\x00" * 100_000, 414),
        (b"GET /\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        (b"GET /api/passages/%00%ff%2e%2e%2f HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", 404),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", 404),
        (
            b"GET http://evil.example/api/reports HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
            421,
        ),
        (
            b"GET /api/search?q=%ff%fe&%00=%0d%0aX:y HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            400,
        ),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", 200),
    ],
    ids=lambda value: repr(value[:40]) if isinstance(value, bytes) else str(value),
)
def test_what_is_no_request_is_refused(server: Running, data: bytes, status: int) -> None:
    answer = _raw(server, data)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode()), answer[:300]
    if status not in (200, 404):
        assert b"application/problem+json" in head
        assert json.loads(body)["status"] == status
    assert _get(server, "/version")[0] == 200


def test_clients_that_go_away_or_say_half_of_it_leave_nothing_open(server: Running) -> None:
    request = b"GET /api/passages/kaz-2023 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

    def come_and_go() -> None:
        for number in range(40):
            client = socket.create_connection((server.host, server.port))
            if number % 2:
                # Closing with a reset, in the middle of whatever the server does.
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.sendall((request, request[:20], b"", request * 20)[number % 4])
            client.close()
        assert _get(server, "/api/search?q=shelter")[0] == 200

    before = server.connections
    for _ in range(3):
        come_and_go()
    _until(lambda: server.connections <= before)
    assert "Traceback" not in server.told


def test_slow_clients_do_not_keep_others_from_their_answers(server: Running) -> None:
    before = server.connections
    slow = [socket.create_connection((server.host, server.port)) for _ in range(50)]
    for client in slow:
        client.sendall(b"GET /api/passages/kaz-2023 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    assert _get(server, "/api/reports")[0] == 200  # within the patience of the client
    for client in slow[:25]:
        client.sendall(b"done\r\nConnection: close\r\n\r\n")
        assert client.recv(12) == b"HTTP/1.1 200"
    for client in slow:
        client.close()
    _until(lambda: server.connections <= before)


def test_an_index_that_vanishes_is_a_problem_until_it_is_back(copied_index: Path, tmp_path: Path) -> None:
    with running(copied_index, tmp_path / "told") as server:
        assert _get(server, "/api/search?q=shelter")[0] == 200
        away = copied_index.with_name(f"{copied_index.name}-away")
        shutil.move(copied_index, away)
        for path in ("/api/search?q=shelter", "/api/reports", "/healthz"):
            status, headers, body = _get(server, path)
            assert (status, headers["content-type"]) == (503, "application/problem+json")
            assert headers["retry-after"]
            assert str(tmp_path) not in body.decode()
            assert str(copied_index.parent) not in body.decode()
        assert _get(server, "/")[0] == 503
        shutil.move(away, copied_index)
        assert _get(server, "/api/search?q=shelter")[0] == 200


def _asking(server: Running, paths: Sequence[str], ended: threading.Event, statuses: list[int]) -> None:
    """Ask one thing after the other until it is ended."""
    connection = http.client.HTTPConnection(server.host, server.port, timeout=_PATIENCE)
    number = 0
    while not ended.is_set():
        connection.request("GET", paths[number % len(paths)])
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
        number += 1
    connection.close()


def _rebuilt_under_load(
    index: Path,
    told: Path,
    paths: Sequence[str],
    rebuild: Callable[[int], object],
    *,
    rebuilds: int,
    clients: int,
) -> None:
    with running(index, told) as server:
        first = json.loads(_get(server, "/healthz")[2])["generation"]
        before = server.open_files
        ended, statuses = threading.Event(), list[int]()
        threads = [
            threading.Thread(target=_asking, args=(server, paths, ended, statuses)) for _ in range(clients)
        ]
        for thread in threads:
            thread.start()
        for number in range(rebuilds):
            rebuild(number)
            count = len(statuses)
            _until(lambda: len(statuses) > count + clients)  # noqa: B023  asked at once
        ended.set()
        for thread in threads:
            thread.join(_PATIENCE)
        assert set(statuses) <= {200, 503}
        assert statuses.count(200) > rebuilds
        last = json.loads(_get(server, "/healthz")[2])["generation"]
        assert last.partition("-")[0] != first.partition("-")[0]
        # A connection to the database for each thread, and not one for each generation.
        _until(lambda: server.open_files <= before + 6)


def test_rebuilds_under_load_fail_no_request(tmp_path: Path) -> None:
    def rebuild(number: int) -> None:
        text = f"TIER 1\n\nThe police opened {number} shelters for victims of trafficking.\n"
        reports = {f"albania-{2010 + number}.txt": text}
        build_fake(tmp_path / "corpus", tmp_path / "index", reports)

    rebuild(0)
    paths = ("/api/search?q=shelters&mode=lexical", "/api/reports", "/healthz", "/api/passages/alb-2010")
    _rebuilt_under_load(
        tmp_path / "index",
        tmp_path / "told",
        paths,
        lambda number: rebuild(number + 1),
        rebuilds=8,
        clients=4,
    )


@pytest.mark.slow
def test_twenty_rebuilds_under_load_fail_no_request(
    copied_index: Path, copied_corpus: Path, tmp_path: Path
) -> None:
    from kzsearch.library import build_index

    report = (ROOT / "corpus/kazakhstan-2023.txt").read_bytes()

    def rebuild(number: int) -> None:
        (copied_corpus / "kazakhstan-2023.txt").write_bytes(report + b"\nThe end.\n" * (number + 1))
        build_index(copied_corpus, copied_index)

    paths = ("/api/search?q=shelter&mode=lexical", "/api/reports", "/api/search?q=police", "/healthz")
    _rebuilt_under_load(copied_index, tmp_path / "told", paths, rebuild, rebuilds=20, clients=32)


def _answers(server: Running, paths: list[str]) -> list[bytes]:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=_PATIENCE)
    bodies = []
    for path in paths:
        connection.request("GET", path)
        answer = connection.getresponse()
        bodies.append(answer.read())
        assert answer.status == 200, bodies[-1]
    connection.close()
    return bodies


def _same_from_many(server: Running, searches: int, clients: int) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from urllib.parse import urlencode

    topics = (ROOT / "topics/dev.jsonl").read_text(encoding="utf-8").splitlines()
    queries = [json.loads(line)["query"] for line in topics]
    modes = ("hybrid", "lexical", "dense")
    paths = [
        f"/api/search?{urlencode({'q': query, 'mode': mode, 'k': 5})}" for query in queries for mode in modes
    ][:searches]
    alone = dict(zip(paths, _answers(server, paths), strict=True))
    asked = [paths[number % len(paths)] for number in range(searches)]
    shares = [asked[start::clients] for start in range(clients)]
    with ThreadPoolExecutor(clients) as threads:
        together = list(threads.map(lambda share: _answers(server, share), shares))
    for share, bodies in zip(shares, together, strict=True):
        assert bodies == [alone[path] for path in share]


def test_many_clients_get_the_answers_of_one(server: Running) -> None:
    _same_from_many(server, 24, 12)


@pytest.mark.slow
def test_ten_thousand_searches_from_many_clients_get_the_answers_of_one(server: Running) -> None:
    _same_from_many(server, 10_000, 16)

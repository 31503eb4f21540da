"""How fast the server answers, how much memory it takes, and what clients see of rebuilds: `make bench-serve`.

Requests a second and latencies at 1, 8 and 64 clients, beside the floor: the time of one encoding of a query, and of an
empty route of the same libraries. Then a minute of 64 clients during 20 rebuilds. All over the loopback, by wrk:
Debian has it (`apt-get install wrk`). `python benchmarks/serving.py [--index DIR] [--seconds N] [--write]`
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "server.md"
CLIENTS = (1, 8, 64)
REBUILDS = 20
PATIENCE = 60.0
QUERIES = ROOT / "topics" / "dev.jsonl"
FLOOR = """
import sys
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
import uvicorn

async def nothing(request):
    return Response(b"{}", media_type="application/json")

uvicorn.run(Starlette(routes=[Route("/", nothing)]), port=int(sys.argv[1]), http="h11", ws="none", log_level="critical")
"""
# Each request another query, so that nothing is answered from a cache.
SCRIPT = """
local paths = {PATHS}
local place = 0
local held
busy = 0
others = 0
setup = function(thread) held = thread end
response = function(status)
  if status == 503 then busy = busy + 1 elseif status ~= 200 then others = others + 1 end
end
request = function()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end
done = function(summary, latency, requests)
  io.write(string.format("RESULT %.1f %.3f %.3f %.3f %d %d %d\\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, held:get("busy"), held:get("others"),
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""


class Load(NamedTuple):
    """What wrk measured.

    Attributes:
        rate: Requests a second.
        p50: Milliseconds.
        p95: Milliseconds.
        p99: Milliseconds.
        busy: How many answers were 503.
        others: How many were neither 200 nor 503.
        failed: How many requests had no answer.
    """

    rate: float
    p50: float
    p95: float
    p99: float
    busy: int
    others: int
    failed: int


@contextmanager
def served(command: Sequence[str | Path], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Give a server that answers at a port, and end it."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        until_open(port, process)
        yield process
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()


def until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a port is listened at."""
    for _ in range(int(PATIENCE / 0.01)):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.01)
    raise SystemExit("the server did not start")


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as client:
        client.bind(("127.0.0.1", 0))
        port: int = client.getsockname()[1]
        return port


def get(port: int, path: str) -> bytes:
    """Return the body of an answer."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
        body: bytes = answer.read()
        return body


def load(port: int, paths: Sequence[str], clients: int, seconds: int) -> Load:
    """Return what wrk measures of clients that ask one thing after the other."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        listed = ", ".join(json.dumps(path) for path in paths)
        script.write(SCRIPT.replace("PATHS", listed))
        script.flush()
        done = subprocess.run(
            [
                *("wrk", "--threads", "1", "--connections", str(clients), "--duration", f"{seconds}s"),
                *("--timeout", "30s", "--script", script.name, f"http://127.0.0.1:{port}"),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    values = re.search(r"RESULT (.*)", done.stdout)
    if values is None:
        raise SystemExit(done.stdout + done.stderr)
    rate, p50, p95, p99, *counts = map(float, values[1].split())
    return Load(rate, p50, p95, p99, *map(int, counts))


def searches(mode: str) -> list[str]:
    """Return the addresses of searches, a query each."""
    from urllib.parse import urlencode

    topics = map(json.loads, QUERIES.read_text(encoding="utf-8").splitlines())
    return [f"/api/search?{urlencode({'q': topic['query'], 'mode': mode})}" for topic in topics]


def memory(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Return the megabytes that a process has now, and the most that it has had."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    now, most = (int(re.findall(rf"{name}:\s+(\d+)", status)[0]) // 1024 for name in ("RssAnon", "VmHWM"))
    return now, most


def encoding(index: Path) -> float:
    """Return the milliseconds that one encoding of a query takes, the median of all queries."""
    from kzsearch.index import open_index

    with open_index(index) as opened:
        embedder = opened.embedder()
        queries = [json.loads(line)["query"] for line in QUERIES.read_text(encoding="utf-8").splitlines()]
        next(embedder.encode_queries(queries[:1]))
        taken = []
        for query in queries:
            begun = time.perf_counter()
            next(embedder.encode_queries([query]))
            taken.append(time.perf_counter() - begun)
    return 1_000 * statistics.median(taken)


def first_answer(index: Path) -> float:
    """Return the seconds from the start of the command to the first answer of a search."""
    port = free_port()
    begun = time.perf_counter()
    with served(serve(index, port), port):
        get(port, "/api/search?q=shelter+funding")
        return time.perf_counter() - begun


def serve(index: Path, port: int) -> list[str | Path]:
    """Return the command that serves an index."""
    command = Path(sys.executable).parent / "kzsearch"
    return [command, "serve", "--port", str(port), "--index", index]


def rebuilt(index: Path, seconds: int) -> str:
    """Return what clients saw of rebuilds, in one line."""
    from kzsearch.index.format import generations, manifest
    from kzsearch.library import build_index

    built_from = (index / manifest.read(generations.live(index)).corpus).resolve()
    with tempfile.TemporaryDirectory(dir=index.parent) as folder:  # beside the sealed model
        copy, corpus = Path(folder) / "index", Path(folder) / "corpus"
        shutil.copytree(index, copy)
        shutil.copytree(built_from, corpus)
        (Path(folder) / "encoders").symlink_to(index.parent / "encoders")
        build_index(corpus, copy)
        report = max(corpus.glob("*.txt"))
        text = report.read_bytes()
        port = free_port()
        found: list[Load] = []
        with served(serve(copy, port), port):
            asking = threading.Thread(
                target=lambda: found.append(load(port, searches("hybrid"), CLIENTS[-1], seconds))
            )
            asking.start()
            for number in range(REBUILDS):
                report.write_bytes(text + b"\nThe end.\n" * (number + 1))
                build_index(corpus, copy)
            count = REBUILDS
            while asking.is_alive():
                asking.join(0.5)
            generation = json.loads(get(port, "/healthz"))["generation"]
    (one,) = found
    return (
        f"{seconds} s of {CLIENTS[-1]} clients during {count} rebuilds (the last is {generation.partition('-')[0]}): "
        f"{one.rate:.0f} requests/s, p99 {one.p99:.0f} ms, {one.busy} answers 503, {one.others} others than 200, "
        f"{one.failed} without an answer"
    )


def rows(index: Path, seconds: int) -> Iterator[str]:
    """Yield the lines of the page."""
    port = free_port()
    with served([sys.executable, "-c", FLOOR, str(port)], port):
        floor = {clients: load(port, ["/"], clients, seconds) for clients in CLIENTS}
    yield f"One encoding of a query takes {encoding(index):.1f} ms; start to first answer {first_answer(index):.2f} s."
    yield ""
    yield "| what is asked | clients | requests/s | p50 ms | p95 ms | p99 ms |"
    yield "|---|---:|---:|---:|---:|---:|"
    for clients, one in floor.items():
        yield row("an empty route", clients, one)
    port = free_port()
    with served(serve(index, port), port) as process:
        reports = len(json.loads(get(port, "/api/reports"))["records"])
        asked = {
            "search, hybrid": searches("hybrid"),
            "search, lexical": searches("lexical"),
            "a page of search": [path.removeprefix("/api") for path in searches("hybrid")],
        }
        for name, paths in asked.items():
            for path in paths:
                get(port, path)
            for clients in CLIENTS:
                yield row(name, clients, load(port, paths, clients, seconds))
        now, most = memory(process)
    yield ""
    yield f"{reports} reports; the process has {now} MB of its own, at most {most} MB with mapped files."


def row(name: str, clients: int, one: Load) -> str:
    """Return a row of the table."""
    wrong = f" ({one.busy} busy, {one.others} wrong, {one.failed} failed)" if any(one[-3:]) else ""
    return f"| {name}{wrong} | {clients} | {one.rate:,.0f} | {one.p50:.1f} | {one.p95:.1f} | {one.p99:.1f} |"


def main() -> None:
    """Measure, print, and write into the page if that is wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, default=ROOT / "indexes/default")
    parser.add_argument("--seconds", type=int, default=10, help="of each measurement")
    parser.add_argument(
        "--rebuilding", type=int, default=60, help="seconds of clients during rebuilds; 0 for none"
    )
    parser.add_argument("--write", action="store_true", help="write the table into docs/server.md")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("benchmarks/serving.py needs wrk: apt-get install wrk")
    lines = []
    for line in rows(options.index.resolve(), options.seconds):
        print(line, flush=True)
        lines.append(line)
    if options.rebuilding:
        lines += ["", rebuilt(options.index.resolve(), options.rebuilding)]
        print(lines[-1])
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        text = "<!-- measured -->\n\n" + "\n".join(lines) + "\n\n<!-- /measured -->"
        written = re.sub(r"<!-- measured -->.*<!-- /measured -->", lambda _: text, page, flags=re.DOTALL)
        PAGE.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()

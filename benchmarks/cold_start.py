"""Measure speed as ratios in one run: cold processes, warm queries, a batch, a build.

    make bench

Whatever is compared runs by turns, so that load from elsewhere hits all alike. Nothing here fails by being
slow; `docs/speed.md` says what is aimed at.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import rivals  # type: ignore[import-not-found]
import updating  # type: ignore[import-not-found]
from updating import took

from kzsearch.adding.calibrated_build import build_index
from kzsearch.errors import KzsearchError
from kzsearch.evaluation import read_topics
from kzsearch.index import OpenIndex, open_index
from kzsearch.index.read.opening import encoders_of
from kzsearch.render import Format, render_table
from kzsearch.search import search

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "speed.md"
QUERY = "shelter funding for foreign victims"
COLUMNS = ("what", "ms", "against", "its ms", "ratio", "aim")
_ENCODING_ROUNDS = 3

Row = dict[str, object]


def main() -> int:
    """Build an index in a temporary folder, measure, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=11, help="cold processes of each kind, after a warm-up")
    parser.add_argument("--write", action="store_true", help="put the table into docs/speed.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            table = measure(Path(folder), given.rounds)
        except KzsearchError as error:
            print(f"{error.message}\nhint: {error.hint}", file=sys.stderr)
            return 2
    print(table)
    if given.write:
        text = PAGE.read_text(encoding="utf-8")
        place = re.compile(r"(<!-- table -->\n).*?(<!-- end -->)", re.DOTALL)
        PAGE.write_text(place.sub(lambda found: f"{found[1]}\n{table}\n{found[2]}", text), encoding="utf-8")
    return 0


def measure(folder: Path, rounds: int) -> str:
    """Return the table of everything."""
    # What is bought once is not measured: byte code is compiled, and the first build seals the encoder.
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "kzsearch")], check=True)
    index = folder / "default"
    build_index(ROOT / "corpus", index)
    queries = [topic.query for topic in read_topics(ROOT / "topics" / "dev.jsonl")]
    with open_index(index) as opened:
        rivals.save_passages(opened, folder)
        commands = cold_commands(opened, folder)
        rows = [*cold_rows(run_by_turns(commands, rounds)), *warm_rows(opened, queries)]
    rows += [*build_rows(folder), *update_rows(folder), *batch_rows(folder, queries)]
    return "".join(render_table(COLUMNS, rows, Format.MD, width=None, colour=False))


def cold_commands(opened: OpenIndex, folder: Path) -> Mapping[str, Sequence[str]]:
    """Return each kind of cold process by name."""
    kzsearch = [sys.executable, "-m", "kzsearch"]
    index = ["--index", str(opened.path)]
    sealed = encoders_of(opened.path) / opened.manifest.model.fingerprint
    script = str(Path(rivals.__file__))
    return {
        "hybrid": [*kzsearch, "search", QUERY, *index],
        "lexical": [*kzsearch, "search", QUERY, "--mode", "lexical", *index],
        "help": [*kzsearch, "--help"],
        "bare": [sys.executable, "-c", "pass"],
        "floor": [sys.executable, script, "floor", str(sealed), QUERY],
        "script": [sys.executable, script, "script", str(rivals.model_folder()), str(folder), QUERY],
    }


def run_by_turns(commands: Mapping[str, Sequence[str]], rounds: int) -> Mapping[str, float]:
    """Return the median of each command's times in milliseconds, after one run that does not count."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=_environment())
            if turn:
                times[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(found) for name, found in times.items()}


def cold_rows(medians: Mapping[str, float]) -> list[Row]:
    """Return the comparisons of cold processes."""
    pairs = (
        ("cold: hybrid", "hybrid", "a sentence-transformers script", "script", "1/10, better 1/14"),
        ("cold: hybrid", "hybrid", "the floor: libraries, model, encoding", "floor", "1.4"),
        ("cold: --mode lexical", "lexical", "python -c pass", "bare", "6"),
        ("cold: --help", "help", "python -c pass", "bare", "10"),
    )
    return [row(what, medians[own], against, medians[other], aim) for what, own, against, other, aim in pairs]


def row(what: str, own: float, against: str, other: float, aim: str) -> Row:
    """Return a line of the table. A ratio below 1 is told as a fraction, as the aim is."""
    ratio = f"{own / other:.2f}" if own >= other / 2 else f"1/{other / own:.1f}"
    return {
        "what": what,
        "ms": f"{own:,.1f}",
        "against": against,
        "its ms": f"{other:,.1f}",
        "ratio": ratio,
        "aim": aim,
    }


def warm_rows(opened: OpenIndex, queries: Sequence[str]) -> list[Row]:
    """Compare a query with its encoding alone, both in this process."""
    embedder = opened.embedder()
    whole: list[float] = []
    encoding: list[float] = []
    for turn in range(_ENCODING_ROUNDS + 1):
        for query in queries:
            alone = took(partial(embedder.encode_query, query))
            searched = took(partial(search, opened, query))
            if turn:
                encoding.append(alone)
                whole.append(searched)
    more = statistics.median(b - a for a, b in zip(encoding, whole, strict=True))
    found = row(
        "warm: hybrid",
        statistics.median(whole),
        "its encoding alone",
        statistics.median(encoding),
        f"+3 ms (here +{more:.1f})",
    )
    return [found]


def build_rows(folder: Path) -> list[Row]:
    """Compare a build, its encoder sealed already, with encoding the same texts by sentence-transformers."""
    own, other = [], []
    texts = folder / "texts.txt"
    for _ in range(_ENCODING_ROUNDS):
        own.append(took(lambda: build_index(ROOT / "corpus", folder / "default", full=True)))
        command = [sys.executable, rivals.__file__, "encode", str(rivals.model_folder()), str(texts)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=_environment())
        other.append(float(done.stdout))
    return [
        row(
            "build", statistics.median(own), "SentenceTransformer.encode alone", statistics.median(other), "1"
        )
    ]


def update_rows(folder: Path) -> list[Row]:
    """Compare bringing a large index up to date with building it."""
    found = updating.measure(folder / "default", folder)
    what = f"one report more in {found['passages']:,.0f} passages"
    return [
        row(what, found["one more"], "a full build", found["full"], ""),
        row("a build with nothing to do", found["nothing"], "a full build", found["full"], ""),
    ]


def batch_rows(folder: Path, queries: Sequence[str]) -> list[Row]:
    """Compare batches of 100 and 1,000 queries, in time and in memory."""
    found = {}
    for count in (100, 1000):
        lines = "".join(f"{queries[place % len(queries)]}\n" for place in range(count))
        command = [sys.executable, str(Path(rivals.__file__)), "batch", str(folder / "default")]
        done = subprocess.run(
            command, input=lines, check=True, capture_output=True, text=True, env=_environment()
        )
        seconds, mebibytes = map(float, done.stderr.splitlines()[-1].split())
        found[count] = (seconds * 1000, mebibytes)
    (small, small_memory), (large, large_memory) = found[100], found[1000]
    return [
        row(f"1,000 queries in a batch: {1e6 / large:.0f} a second", large, "100 queries", small, ""),
        {
            "what": f"its memory at most: {large_memory:.0f} MiB",
            "against": f"of 100 queries: {small_memory:.0f} MiB",
            "ratio": f"{large_memory / small_memory:.2f}",
            "aim": "1",
        },
    ]


def _environment() -> dict[str, str]:
    """Return the environment of a user who has done nothing for or against speed."""
    dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "KZSEARCH_INDEX"}
    return {name: value for name, value in os.environ.items() if name not in dropped}


if __name__ == "__main__":
    sys.exit(main())

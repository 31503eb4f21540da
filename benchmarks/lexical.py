"""Compare engines for the lexical side: today's (FTS5 and mapped postings), tantivy and bm25s.

    python benchmarks/lexical.py --reports DIR --keep DIR [--passages 35 16000 100000] [--drawn 1000000]

`--reports` holds plain-text reports, whose words the made-up passages have; they are as long as the default index's.
Of a size in `--drawn`, only the postings of the queries' words are drawn, as common as in the sizes before it: full
texts would take an hour. `tantivy`, `bm25s` and `PyStemmer` are installed for this alone; kzsearch needs none of them.
Prints a line of JSON for each engine and size; `docs/scale.md` shows what came out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lexical_engines import ENGINES, FIRST_YEAR, PASSAGES_A_REPORT, YEARS  # type: ignore[import-not-found]

from kzsearch.index import open_index

ROOT = Path(__file__).parent.parent
QUERY_WORDS, QUERIES, TURNS, COLD_TURNS = (2, 5, 10), 40, 3, 9
COMMONEST = 50  # words that no query has, as queries have no stop words
GIVEN, SHOWN, BLOCK = 200, 10, 1_000


def main() -> int:
    """Make, build and measure, one process at a time."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=Path, required=True, help="a folder of plain-text reports")
    parser.add_argument("--keep", type=Path, required=True, help="where passages and indexes go")
    parser.add_argument("--passages", type=int, nargs="*", default=[35, 16_000, 100_000])
    parser.add_argument("--drawn", type=int, nargs="*", default=[])
    parser.add_argument("--engines", nargs="*", default=list(ENGINES))
    parser.add_argument("--do", help=argparse.SUPPRESS)
    given = parser.parse_args()
    for count in [*given.passages, *given.drawn]:
        folder = given.keep / str(count)
        if given.do:
            step = build if given.do == "build" else warm
            print(json.dumps(step(ENGINES[given.engines[0]], folder)))
            continue
        make(given.reports, folder, count, asked_alone=count in given.drawn)
        for name in given.engines:
            found: dict[str, Any] = {"engine": name, "passages": count}
            for do in ("build", "warm"):
                command = [sys.executable, __file__, "--do", do, "--engines", name, "--passages", str(count)]
                command += ["--reports", str(given.reports), "--keep", str(given.keep)]
                done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
                found.update(json.loads(done.stdout))
            found["cold"] = cold(ENGINES[name].COLD, folder)
            print(json.dumps(found), flush=True)
    return 0


def make(reports: Path, folder: Path, count: int, *, asked_alone: bool) -> None:
    """Write made-up passages, a year and a text a line, and queries of their words."""
    import numpy as np
    from scale import Made as MadeWords  # type: ignore[import-not-found]

    with open_index(ROOT / "indexes" / "default") as opened:
        held = opened.store.passages(range(opened.manifest.counts.passages)).values()
    lengths = [len(passage.text.split()) for passage in held]
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(reports.glob("*.txt")))
    words = Counter(word for text in texts for word in text.lower().split() if word.isalpha())
    vocabulary = [word for word, _ in sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))]
    made = MadeWords(count, np.array(vocabulary))
    # The queries are those of every size: of common words and of rare ones, as the words of a text are.
    dice = random.Random(1)  # noqa: S311
    searched = set(vocabulary[COMMONEST:])
    pool = [
        [word for word in dict.fromkeys(made.words(-at % 997, 300)) if word in searched]
        for at in range(QUERIES)
    ]
    queries = {str(size): [dice.sample(found, size) for found in pool] for size in QUERY_WORDS}
    asked = {word for found in queries.values() for query in found for word in query}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "queries.json").write_text(json.dumps(queries), encoding="utf-8")
    with (folder / "passages.tsv").open("w", encoding="utf-8") as stream:
        for first in range(0, count, BLOCK):
            sizes = dice.choices(lengths, k=min(BLOCK, count - first))
            found, end = made.words(first, sum(sizes)), 0
            for key, size in enumerate(sizes, start=first):
                text = [word for word in found[end : end + size] if not asked_alone or word in asked]
                end += size
                year = FIRST_YEAR + key // PASSAGES_A_REPORT % YEARS
                stream.write(f"{year}\t{' '.join(text)}\n")


def read(folder: Path) -> Iterator[tuple[int, str]]:
    """Yield year and text of each passage, in order of their keys."""
    with (folder / "passages.tsv").open(encoding="utf-8") as stream:
        for line in stream:
            year, text = line.rstrip("\n").split("\t")
            yield int(year), text


def build(engine: Any, folder: Path) -> dict[str, Any]:  # noqa: ANN401
    """Build an index; say how long it took, how large it is and how much memory it needed."""
    own = folder / engine.__name__
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir()
    clock, processor = time.perf_counter(), time.process_time()
    engine.build(own, read(folder))
    return {
        "build s": [time.process_time() - processor, time.perf_counter() - clock],
        "build memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "bytes": sum(path.stat().st_size for path in own.iterdir()),
    }


def warm(engine: Any, folder: Path) -> dict[str, Any]:  # noqa: ANN401
    """Time queries to an index that is open, and what else the engine can do; None is what it cannot."""
    asked = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    opened = engine(folder / engine.__name__)
    found: dict[str, Any] = {}
    for size in map(str, QUERY_WORDS):
        found[f"{size} words"] = percentiles(opened.best, asked[size])
    for years in (1, 10):
        allowed = (FIRST_YEAR, FIRST_YEAR + years - 1)
        found[f"filter of {years}%"] = percentiles(partial(opened.best, years=allowed), asked["5"])
    dice = random.Random(1)  # noqa: S311
    keys = sorted(dice.sample(range(opened.passages), min(GIVEN, opened.passages)))
    found["scores of given"] = percentiles(lambda words: opened.scores_of(words, keys), asked["5"])
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    found["memory, own"] = [int(status[name].split()[0]) * 1024 for name in ("VmHWM", "RssAnon")]
    shown = {key for key, _ in opened.best(asked["5"][0])[:SHOWN]}
    texts = {key: text for key, (_, text) in enumerate(read(folder)) if key in shown}
    tried: Mapping[str, tuple[str, list[Any]]] = {
        "phrase": ("phrase", asked["2"]),
        "proximity": ("near", asked["2"]),
        "wildcard": ("wildcard", [words[0][1:5] for words in asked["5"]]),
        "boolean": ("boolean", asked["5"]),
        "places": ("places", [(words, texts) for words in asked["5"]]),
    }
    for name, (method, questions) in tried.items():
        ask = getattr(opened, method, None)
        found[name] = ask and percentiles(ask, questions)
    return found


def percentiles(ask: Callable[[Any], object], questions: Sequence[Any]) -> list[float]:
    """Return p50 and p95 in milliseconds of processor time, then by the clock; of some turns the middle one."""
    each = []
    for question in questions:
        times = []
        for _ in range(TURNS + 1):
            clock, processor = time.perf_counter(), time.process_time()
            ask(question)
            times.append((time.process_time() - processor, time.perf_counter() - clock))
        each.append([1000 * statistics.median(column) for column in zip(*times[1:], strict=True)])
    columns = [sorted(column) for column in zip(*each, strict=True)]
    return [column[int(part * (len(each) - 1))] for column in columns for part in (0.5, 0.95)]


def cold(code: str, folder: Path) -> dict[str, float]:
    """Compare a whole process that opens and asks once with a bare interpreter, by turns."""
    words = json.loads((folder / "queries.json").read_text(encoding="utf-8"))["5"][0]
    commands = {"bare": ["-c", "pass"], "own": ["-c", code, str(folder), *words]}
    used: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(COLD_TURNS + 1):
        for name, command in commands.items():
            before = os.times()
            subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
            after = os.times()
            if turn:
                used[name].append(sum(after[2:4]) - sum(before[2:4]))
    own, bare = (statistics.mean(used[name]) for name in ("own", "bare"))
    return {"processor ms": 1000 * own, "bare starts": own / bare}


if __name__ == "__main__":
    sys.exit(main())

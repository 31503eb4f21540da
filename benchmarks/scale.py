"""Measure how building and searching grow with the corpus, and write docs/scale.md.

    python benchmarks/scale.py --reports DIR [--passages 10000 100000 1000000] [--keep DIR]
    python benchmarks/scale.py --exact [--passages 16000 100000]

DIR holds real reports. Larger corpora are made of their vocabulary, with vectors strewn around their vectors.
`--exact` measures exact mode alone. No vectors are made for it, as exact mode reads none.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzsearch.index import open_index
from kzsearch.index.format import generations
from kzsearch.index.format.manifest import PASSAGE_VECTORS, SENTENCE_STARTS, SENTENCE_VECTORS, ModelRecord
from kzsearch.index.read import vectors
from kzsearch.index.write.divided import KINDS, DividedReport
from kzsearch.index.write.generation import Encoder, write_generation
from kzsearch.index.write.previous import VECTOR_FILES
from kzsearch.search import Settings, search
from kzsearch.types import (
    Country,
    Filters,
    Mode,
    Passage,
    Report,
    Section,
    SectionOrigin,
    Sentence,
    Source,
    Span,
    YearRange,
)

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.types import Kind, Vector

ROOT = Path(__file__).parent.parent
PAGE, PLOT = ROOT / "docs" / "scale.md", ROOT / "docs" / "scale.svg"
BEGIN, END = "<!-- measured -->", "<!-- end -->"
BEGIN_EXACT, END_EXACT = "<!-- exact -->", "<!-- end of exact -->"
PASSAGES_A_REPORT, SENTENCES_A_PASSAGE, WORDS_A_SENTENCE = 30, 5, 18
SPREAD = 0.6  # how far a made-up vector lies from the real one it is strewn around, of its length
COLD_RUNS, WARM_ROUNDS, EXACT_RUNS, RECALLED, ROUNDING = 5, 5, 20, 10, 1e-6
CANDIDATES = 100  # that each signal of a query proposes
COMPARED = 256
FILTERS = {
    "none": Filters(),
    "a year": Filters(years=(YearRange(2015, 2015),)),
    "half the years": Filters(years=(YearRange(2001, 2012),)),
    "a section": Filters(sections=(Section.PROTECTION,)),
}


def main() -> int:
    """Build, measure and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=Path, help="a folder of real reports")
    parser.add_argument("--passages", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--index", type=Path, default=ROOT / "indexes" / "default", help="of the two reports")
    parser.add_argument("--keep", type=Path, help="keep the indexes here")
    parser.add_argument("--exact", action="store_true", help="measure exact mode alone")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure_exact(given.measure) if given.exact else measure(given.measure)))
        return 0
    if given.build:
        print(json.dumps(build(given.reports, given.build)))
        return 0
    if given.make:
        make(given.index, given.keep / f"made-{given.make}", given.make, without_vectors=given.exact)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        keep = given.keep or Path(temporary)
        keep.mkdir(parents=True, exist_ok=True)
        if not (keep / "encoders").exists():
            (keep / "encoders").symlink_to((given.index.parent / "encoders").resolve())
        if given.exact:
            put_exact(given.index, given.passages, keep)
            return 0
        rows = [{"corpus": "the two reports", **child("--measure", given.index)}]
        built = None
        source = given.index
        if given.reports:
            source = keep / "reports"
            built = child("--reports", given.reports, "--build", source)
            rows.append({"corpus": f"{built['reports']} real reports", **child("--measure", source)})
        for count in given.passages:
            made = keep / f"made-{count}"
            if not (made / "current").exists():
                run("--make", str(count), "--index", source, "--keep", keep)
            rows.append({"corpus": f"{count:,} made-up passages", **child("--measure", made)})
            put(rows, built)
    put(rows, built)
    return 0


def run(*arguments: str | Path) -> str:
    """Run this program in a process of its own, so that each part's memory is its own."""
    command = [sys.executable, __file__, *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout


def child(*arguments: str | Path) -> dict[str, Any]:
    """Run this program and return what it measured."""
    found: dict[str, Any] = json.loads(run(*arguments).splitlines()[-1])
    print(found, file=sys.stderr)
    return found


def peak() -> int:
    """Return this process's largest memory so far, in bytes, mapped files included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def build(reports: Path, index: Path) -> dict[str, Any]:
    """Build an index of real reports, and compare its encoder with the library's own on the same passages."""
    from kzsearch.adding.calibrated_build import build_index
    from kzsearch.cli.progress import progress

    started = time.perf_counter()
    with progress() as bar:
        result = build_index(reports, index, progress=bar)
    seconds = time.perf_counter() - started
    memory = peak()
    with open_index(index) as opened:
        from kzsearch.index.read import rows

        connection = rows.connect(opened.folder / "passages.sqlite")
        step = max(1, result.counts.passages // COMPARED)
        texts = [text for _, text in rows.encoded_texts(connection, "passages")][::step]
        connection.close()
        started = time.perf_counter()
        list(opened.embedder().encode_passages(texts))
        ours = len(texts) / (time.perf_counter() - started)
    from kzsearch.embedder.model import load_model
    from kzsearch.embedder.source import resolve

    model = load_model(resolve())
    started = time.perf_counter()
    model.encode(texts, show_progress_bar=False)
    theirs = len(texts) / (time.perf_counter() - started)
    return {
        "reports": result.counts.reports,
        "changed": result.changed,
        "seconds": seconds,
        "memory": memory,
        "per_second": ours,
        "library_per_second": theirs,
        "passages": result.counts.passages,
        "sentences": result.counts.sentences,
    }


def queries() -> list[str]:
    """Return the project's own topics."""
    lines = (ROOT / "topics" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["query"] for line in lines if line.strip()]


def measure(index: Path) -> dict[str, Any]:
    """Measure opening, queries, recall and size of an index."""
    opening = []
    for _ in range(COLD_RUNS):
        started = time.perf_counter()
        open_index(index).close()
        opening.append(time.perf_counter() - started)
    command = [sys.executable, "-m", "kzsearch", "search", "shelter funding for foreign victims", "--index"]
    cold = []
    for _ in range(COLD_RUNS):
        started = time.perf_counter()
        subprocess.run([*command, index], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cold.append(time.perf_counter() - started)
    asked = queries()
    with open_index(index) as opened:
        warm, filtered = (_times(opened, asked, FILTERS[name]) for name in ("none", "a year"))
        memory = peak()
        recall = {
            f"{kind}, {name}": _recall(opened, kind, filters, asked)
            for kind in KINDS
            for name, filters in FILTERS.items()
            if len(opened.store.keys(filters)) > RECALLED
        }
        counts, kinds = opened.manifest.counts, opened.manifest.vector_index
        size = sum(record.bytes for record in opened.manifest.files.values())
    return {
        "passages": counts.passages,
        "sentences": counts.sentences,
        "kinds": dict(kinds),
        "open": statistics.median(opening),
        "cold": statistics.median(cold),
        "warm": _percentiles(warm),
        "filtered": _percentiles(filtered),
        "memory": memory,
        "size": size,
        "recall": recall,
    }


def _times(opened: OpenIndex, asked: Sequence[str], filters: Filters) -> list[float]:
    """Return the times of queries, all asked once before: what they read is in memory by then."""
    times: list[float] = []
    for _ in range(1 + WARM_ROUNDS):
        for query in asked:
            started = time.perf_counter()
            search(opened, query, Settings(filters=filters, min_score=0))
            times.append(time.perf_counter() - started)
    return times[len(asked) :]


def measure_exact(index: Path) -> dict[str, Any]:
    """Measure exact mode with a rare phrase and common ones; the made-up passages hold no comma."""
    with open_index(index) as opened:
        commonest = opened.store.vocabulary()
        phrases = {
            "rare phrase": " ".join(opened.store.passages([0])[0].text.split()[:3]),
            "commonest word": commonest[0],
            "two commonest words": " ".join(commonest[:2]),
            "the two with a comma": ", ".join(commonest[:2]),
        }
        return {
            "passages": opened.manifest.counts.passages,
            "holding": {name: _holding(opened, phrase) for name, phrase in phrases.items()},
            "ms": {name: _percentiles(_exact(opened, phrase)) for name, phrase in phrases.items()},
        }


def _holding(opened: OpenIndex, phrase: str) -> int:
    return len(opened.store.exact(phrase, Filters(), opened.manifest.counts.passages))


def _exact(opened: OpenIndex, phrase: str) -> list[float]:
    """Return the processor time of each search, the first left out: what it reads is in memory afterwards."""
    times = []
    for _ in range(EXACT_RUNS + 1):
        started = time.process_time()
        search(opened, phrase, Settings(mode=Mode.EXACT))
        times.append(time.process_time() - started)
    return times[1:]


def _percentiles(times: Sequence[float]) -> list[float]:
    ordered = sorted(times)
    return [ordered[int(part * (len(ordered) - 1))] for part in (0.5, 0.95)]


def _recall(opened: OpenIndex, kind: Kind, filters: Filters, asked: Sequence[str]) -> float:
    """Return how many of the ten nearest the index finds of those that looking at every vector finds."""
    import numpy as np

    counts, dimension = opened.manifest.counts, opened.manifest.model.dimension
    count = getattr(counts, kind)
    exact = vectors.read_flat(opened.folder / VECTOR_FILES[kind], count, dimension)
    signals = opened.signals
    allowed = np.zeros(counts.passages, dtype=bool)
    allowed[opened.store.keys(filters)] = True
    if kind == "sentences":
        allowed = np.repeat(allowed, np.diff(np.load(opened.folder / SENTENCE_STARTS)))
    found = total = 0
    for vector in opened.embedder().encode_queries(list(asked)[:20]):
        scores = np.concatenate([exact[start : start + 50_000] @ vector for start in range(0, count, 50_000)])
        scores[~allowed] = -2
        # Sentences that stand in many reports are equally near; any of them will do.
        least = np.partition(scores, len(scores) - RECALLED)[len(scores) - RECALLED] - ROUNDING
        limit = CANDIDATES if kind == "passages" else CANDIDATES * signals.sentences_a_passage
        got = signals.nearest(kind, vector, filters, limit)[0][:RECALLED]
        found += int((scores[got] >= least).sum())
        total += RECALLED
    return found / total


class Strewn:
    """An embedder that gives each text a vector near one of a real index's."""

    def __init__(self, like: OpenIndex) -> None:
        import numpy as np

        record = like.manifest.model
        self._random = np.random.default_rng(1)
        self.name, self.fingerprint = record.name, record.fingerprint
        self.dimension, self.max_tokens = record.dimension, record.max_tokens
        self.query_prompt = self.passage_prompt = ""
        counts = like.manifest.counts
        self._real = [
            vectors.read_flat(like.folder / PASSAGE_VECTORS, counts.passages, record.dimension),
            vectors.read_flat(like.folder / SENTENCE_VECTORS, counts.sentences, record.dimension),
        ]

    def count_tokens(self, text: str) -> int:
        """Return the number of words."""
        return len(text.split())

    def encode_query(self, text: str) -> Vector:
        """Return a vector for a text."""
        return next(self.encode_passages([text]))

    def encode_queries(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield a vector for each text."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield a vector for each text, near the vector of a real passage or sentence."""
        import numpy as np

        for text in texts:
            real = self._real[len(text.split()) <= WORDS_A_SENTENCE]
            noise = self._random.standard_normal(self.dimension).astype(np.float32)
            vector = real[self._random.integers(len(real))] + SPREAD * noise / np.linalg.norm(noise)
            yield (vector / np.linalg.norm(vector)).astype(np.float32)


class Constant(Strewn):
    """An embedder that gives each text the same vector of one number."""

    def __init__(self, like: OpenIndex) -> None:
        super().__init__(like)
        self.dimension = 1

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the vector for each text."""
        import numpy as np

        return (np.ones(1, dtype=np.float32) for _ in texts)


def make(like: Path, index: Path, count: int, *, without_vectors: bool = False) -> None:
    """Make an index of made-up passages, through the same code that writes real ones."""
    import numpy as np

    with open_index(like) as real:
        words = np.array([word for word in real.store.vocabulary() if word.isalpha()])
        record: ModelRecord = real.manifest.model
        reports: Any = Made(count, words)
        embedder = Constant(real) if without_vectors else Strewn(real)
        encoder = Encoder(embedder, replace(record, dimension=embedder.dimension), ())
        with generations.building(index) as folder:
            write_generation(folder, reports, encoder, "nowhere", lambda *_: None)
    print(f"made {count} passages, at most {peak() / 1e6:.0f} MB", file=sys.stderr)


class Made:
    """Made-up reports, each made again whenever it is looked at: a million passages would fill the memory.

    Args:
        count: How many passages.
        words: Words to make them of, the most frequent first.
    """

    def __init__(self, count: int, words: Any) -> None:  # noqa: ANN401
        import numpy as np

        self._count = count
        self._words = words
        odds = 1 / np.arange(3, len(words) + 3)  # Zipf's law, as real words go
        self._odds = np.cumsum(odds / odds.sum())

    def __len__(self) -> int:
        return math.ceil(self._count / PASSAGES_A_REPORT)

    def __iter__(self) -> Iterator[MadeReport]:
        for number in range(len(self)):
            size = min(PASSAGES_A_REPORT, self._count - number * PASSAGES_A_REPORT)
            yield MadeReport(number, size, self)

    def words(self, number: int, count: int) -> list[str]:
        """Return words of a report, the same each time."""
        import numpy as np

        places = np.searchsorted(self._odds, np.random.default_rng(number).random(count))
        found: list[str] = self._words[np.minimum(places, len(self._words) - 1)].tolist()
        return found


class MadeReport:
    """One of them, as `kzsearch.index.write.generation.DividedReport` has it."""

    def __init__(self, number: int, size: int, made: Made) -> None:
        self._number, self._size, self._made = number, size, made
        place, year = divmod(number, 25)
        code = "".join(chr(65 + place // 26**power % 26) for power in (2, 1, 0))
        self._country, self._year = Country(f"Country {code}", code), 2001 + year
        self.report_id = f"{code.lower()}-{self._year}"

    @cached_property
    def report(self) -> Report:
        """The report, without its text."""
        source = Source(f"{self.report_id}.txt", "", "utf-8", 0, "", Span(0, 0), {}, ())
        return Report(self.report_id, self._country, self._year, None, {}, source)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its passages."""
        sections = [section for section in Section if section is not Section.OTHER]
        size = SENTENCES_A_PASSAGE * WORDS_A_SENTENCE
        words = self._made.words(self._number, self._size * size)
        found = []
        for at in range(self._size):
            section = sections[at * len(sections) // PASSAGES_A_REPORT]
            passage_id = f"{self.report_id}-{section}-{at:02d}"
            found.append(_passage(passage_id, self.report_id, section, words[at * size : (at + 1) * size]))
        return tuple(found)

    @property
    def contexts(self) -> tuple[str, ...]:
        """What is put before each passage."""
        return tuple(f"{self._country.name} {self._year}, {passage.section}:" for passage in self.passages)

    def texts(self, kind: str) -> list[str]:
        """Return what is encoded."""
        return DividedReport(self.report, self.passages, self.contexts).texts(kind)

    def size(self, kind: str) -> int:
        """Return how many vectors of a kind it has."""
        return self._size * (1 if kind == "passages" else SENTENCES_A_PASSAGE)


def _passage(passage_id: str, report_id: str, section: Section, words: Sequence[str]) -> Passage:
    pieces = [
        " ".join(words[start : start + WORDS_A_SENTENCE]) for start in range(0, len(words), WORDS_A_SENTENCE)
    ]
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece) + 1)
    sentences = tuple(Sentence(Span(a, b - 1), Span(a, b - 1), 1, (1, 1)) for a, b in pairwise(ends))
    return Passage(
        passage_id,
        report_id,
        section,
        section.value,
        SectionOrigin.HEADING,
        1,
        " ".join(pieces),
        Span(0, ends[-1] - 1),
        (1, 1),
        None,
        sentences,
    )


def put(rows: Sequence[dict[str, Any]], built: dict[str, Any] | None) -> None:
    """Write the tables and the plot."""
    lines = [
        (
            "| corpus | passages | sentences | open ms | cold query s | warm p50 / p95 ms | one year p50 / p95 ms | "
            "memory MB | index MB |"
        ),
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        warm, filtered = (
            " / ".join(f"{1000 * value:.0f}" for value in row[name]) for name in ("warm", "filtered")
        )
        lines.append(
            f"| {row['corpus']} | {row['passages']:,} | {row['sentences']:,} | {1000 * row['open']:.1f} | "
            f"{row['cold']:.2f} | {warm} | {filtered} | {row['memory'] / 1e6:.0f} | {row['size'] / 1e6:.1f} |"
        )
    lines += ["", "| corpus | kind of vector | index | filter | recall@10 |", "|---|---|---|---|--:|"]
    for row in rows:
        for name, recall in row["recall"].items():
            kind, _, chosen = name.partition(", ")
            lines.append(f"| {row['corpus']} | {kind} | {row['kinds'][kind]} | {chosen} | {recall:.3f} |")
    if built:
        lines += [
            "",
            (
                f"Building {built['reports']} real reports ({built['passages']:,} passages, "
                f"{built['sentences']:,} sentences) took {built['seconds']:.0f} s and at most "
                f"{built['memory'] / 1e6:.0f} MB. On {COMPARED} of the passages kzsearch encoded "
                f"{built['per_second']:.1f} a second, `SentenceTransformer.encode` "
                f"{built['library_per_second']:.1f}."
            ),
        ]
    lines += ["", f"Measured on {os.cpu_count()} cores with `benchmarks/scale.py`."]
    write(lines, BEGIN, END)
    PLOT.write_text(plot(rows), encoding="utf-8")


def put_exact(index: Path, made: Sequence[int], keep: Path) -> None:
    """Measure exact mode in an index and in made-up ones, and write its table."""
    indexes = {"the two reports": index}
    for count in made:
        indexes[f"{count:,} made-up passages"] = keep / f"made-{count}"
        if not (keep / f"made-{count}" / "current").exists():
            run("--make", str(count), "--exact", "--index", index, "--keep", keep)
    measured = {corpus: child("--exact", "--measure", path) for corpus, path in indexes.items()}
    kinds = list(next(iter(measured.values()))["ms"])
    lines = [f"| corpus | {' | '.join(kinds)} |", "|---|" + "--:|" * len(kinds)]
    for corpus, row in measured.items():
        cells = (
            f"{' / '.join(f'{1000 * value:.1f}' for value in row['ms'][kind])} ({row['holding'][kind]:,})"
            for kind in kinds
        )
        lines.append(f"| {corpus} | {' | '.join(cells)} |")
    write(lines, BEGIN_EXACT, END_EXACT)


def write(lines: Sequence[str], begin: str, end: str) -> None:
    """Put lines between two marks of the page, and print them."""
    before, rest = PAGE.read_text(encoding="utf-8").split(begin)
    after = rest.split(end)[1]
    PAGE.write_text(f"{before}{begin}\n" + "\n".join(lines) + f"\n{end}{after}", encoding="utf-8")
    print("\n".join(lines))


def plot(rows: Sequence[dict[str, Any]]) -> str:
    """Return a picture of how the times grow, both axes by powers of ten."""
    curves = {
        "cold query": ("#1f77b4", [(row["passages"], 1000 * row["cold"]) for row in rows]),
        "warm query, p95": ("#d62728", [(row["passages"], 1000 * row["warm"][1]) for row in rows]),
        "open": ("#2ca02c", [(row["passages"], 1000 * row["open"]) for row in rows]),
    }
    left, top, width, height = 60, 20, 520, 300
    decades, low, high = (1, 6), -1, 4

    def x(value: float) -> float:
        return left + width * (math.log10(value) - decades[0]) / (decades[1] - decades[0])

    def y(value: float) -> float:
        return top + height * (high - math.log10(value)) / (high - low)

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 370" font-family="sans-serif" font-size="12">',
        '<rect width="720" height="370" fill="white"/>',
    ]
    for power in range(decades[0], decades[1] + 1):
        at = x(10**power)
        parts.append(f'<path d="M{at:.0f} {top}V{top + height}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.0f}" y="{top + height + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<path d="M{left} {at:.0f}H{left + width}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{at + 4:.0f}" text-anchor="end">{10**power:g}</text>')
    parts.append(f'<text x="{left + width / 2}" y="{top + height + 38}" text-anchor="middle">passages</text>')
    parts.append(
        f'<text x="16" y="{top + height / 2}" transform="rotate(-90 16 {top + height / 2})">ms</text>'
    )
    for name, (colour, points) in curves.items():
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="{colour}"/>' for a, b in points]
        end = points[-1]
        parts.append(f'<text x="{x(end[0]) + 8:.0f}" y="{y(end[1]) + 4:.0f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    sys.exit(main())

"""How long an update of an index of ten thousand passages takes, compared with a full build and with its own encoding.

    python benchmarks/updating.py [--sentences 1] [--rounds 4]

The reports are made of sentences of the real ones. Each round adds one report, at the end of the reports or in their
midst, then encodes its texts alone, and prints the processor time of both: the two of a pair suffer alike from what
else is at work on the machine.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kzsearch.adding.calibrated_build import build_index
from kzsearch.index import open_index
from kzsearch.index.format.manifest import PASSAGES_DB
from kzsearch.index.read import rows

ROOT = Path(__file__).parent.parent
PASSAGES_A_REPORT = 30
COUNTRIES = (
    *("Armenia", "Belgium", "Bulgaria", "Chad", "Chile", "Denmark", "Estonia", "Fiji", "Ghana", "Haiti"),
    *("India", "Japan", "Kenya", "Laos", "Malta", "Nepal", "Oman", "Peru", "Qatar", "Rwanda"),
)
YEARS = range(2008, 2025)
IN_THE_MIDST = "germany-2010.md"


def measure(real: Path, folder: Path) -> dict[str, float]:
    """Build an index of made-up reports, add one report, and build again with nothing changed.

    Args:
        real: An index of real reports, whose sentences the made-up reports repeat.
        folder: The folder for corpus and index; it holds the sealed encoder already.

    Returns:
        Milliseconds of a `full` build, of a build with `one more` report, and of a build with `nothing` to do; and the
        number of `passages`.
    """
    corpus, index = folder / "made-corpus", folder / "made"
    reports = Reports(real, 1)
    last = reports.write_all_but_the_last(corpus)
    found = {"full": took(lambda: build_index(corpus, index))}
    (corpus / last).write_text(reports.made_up(), encoding="utf-8")
    found["one more"] = took(lambda: build_index(corpus, index))
    found["nothing"] = took(lambda: build_index(corpus, index))
    with open_index(index) as opened:
        return {**found, "passages": opened.manifest.counts.passages}


class Reports:
    """Makes reports of many short sections, each of which becomes one passage; the same at every run.

    Args:
        real: An index of real reports, whose sentences are repeated.
        sentences: How many a passage has.
    """

    def __init__(self, real: Path, sentences: int) -> None:
        with open_index(real) as opened:
            held = opened.store.passages(range(opened.manifest.counts.passages)).values()
            self._real = [p.text[slice(*sentence.within)] for p in held for sentence in p.sentences]
        self._sentences = sentences
        self._chance = random.Random(0)  # noqa: S311

    def write_all_but_the_last(self, corpus: Path) -> str:
        """Write a report of every country and year into a new folder, but for one; return its name."""
        corpus.mkdir()
        *names, last = [f"{country.lower()}-{year}.md" for country in COUNTRIES for year in YEARS]
        for name in names:
            (corpus / name).write_text(self.made_up(), encoding="utf-8")
        return last

    def made_up(self) -> str:
        """Return a report."""
        chance = self._chance
        sections = (
            f"# Section {number}\n\n"
            f"{' '.join(chance.choices(self._real, k=self._sentences))} ({chance.random()})\n"
            for number in range(PASSAGES_A_REPORT)
        )
        return "\n".join(sections)


def encoded(database: Path, name: str) -> list[str]:
    """Return the texts of a file's report that a build encodes."""
    connection = rows.connect(database)
    try:
        report_id = next(r.report_id for r in rows.reports(connection) if r.source == name)
        keys = rows.report_keys(connection, report_id)
        return [
            text
            for kind, of_kind in zip(("passages", "sentences"), keys, strict=True)
            for _, text in rows.encoded_texts(connection, kind, of_kind)
        ]
    finally:
        connection.close()


def took(call: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def spent(call: Callable[[], object]) -> float:
    """Return the seconds of processor time that a call takes, with the processes that it starts."""
    began = sum(os.times()[:4])
    call()
    return sum(os.times()[:4]) - began


def pair(corpus: Path, index: Path, name: str, text: str) -> tuple[float, float]:
    """Add a report, and take it out again; return the processor time of that and of encoding its texts."""
    (corpus / name).write_text(text, encoding="utf-8")
    adding = spent(lambda: build_index(corpus, index))
    with open_index(index) as opened:
        texts = encoded(opened.folder / PASSAGES_DB, name)
        embedder = opened.embedder()
        list(embedder.encode_passages(texts[:1]))  # loads the model, which is not measured
        encoding = spent(lambda: list(embedder.encode_passages(texts)))
    (corpus / name).unlink()
    build_index(corpus, index)
    return adding, encoding


def main() -> None:
    """Print the processor time of adding a report and of encoding it, round by round."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sentences", type=int, default=1, help="of a passage")
    parser.add_argument("--rounds", type=int, default=4)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder) / "corpus", Path(folder) / "made"
        shutil.copytree(ROOT / "indexes" / "encoders", index.with_name("encoders"))
        reports = Reports(ROOT / "indexes" / "default", given.sentences)
        last = reports.write_all_but_the_last(corpus)
        build_index(corpus, index)
        ratios = []
        for number in range(given.rounds):
            name = IN_THE_MIDST if number % 2 else last
            adding, encoding = pair(corpus, index, name, reports.made_up())
            ratios.append(adding / encoding)
            print(f"{name}: adding {adding:.2f} s, encoding {encoding:.2f} s, {ratios[-1]:.2f} times")
    print(f"median {statistics.median(ratios):.2f} times")


if __name__ == "__main__":
    main()

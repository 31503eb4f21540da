"""Whether a build's memory or time grows with the number of its reports, up to ten thousand.

    python benchmarks/streaming.py [100 1000 10000] [--words 600] [--largest 135000]

The reports are made by a seeded generator, in the layout of real ones and with a row each in the corpus table. Each
build is that of `kzsearch index`, in a process of its own, with made-up vectors: encoding would take a day, and its
memory does not grow with the number of reports. With `--largest`, one report is as long as that: 135,000 words are
nearly the million characters that are read. The table shows the process's own memory (the largest RssAnon) by what was
being done; the vector files are mapped, and the system decides when it writes them out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pycountry

from kzsearch.domain import countries
from kzsearch.render import Format, render_table

if TYPE_CHECKING:
    from kzsearch.types import Vector

ROOT = Path(__file__).parent.parent
YEARS, SERIES = range(2001, 2026), ("tip", "hr")
PARAGRAPH = 60  # words
HEADINGS = ("", "RECOMMENDATIONS:", "PROSECUTION", "PROTECTION", "PREVENTION", "TRAFFICKING PROFILE")
OPENINGS = {
    "": "The Government of {country} does not fully meet the minimum standards for the elimination of trafficking.",
    "PROSECUTION": "The government maintained anti-trafficking law enforcement efforts.",
    "PROTECTION": "The government maintained efforts to protect victims.",
    "PREVENTION": "The government maintained efforts to prevent trafficking.",
    "TRAFFICKING PROFILE": "As reported over the past five years, traffickers exploit victims in {country}.",
}
WHO = (
    "police",
    "prosecutors",
    "judges",
    "inspectors",
    "social workers",
    "consular staff",
    "NGOs",
    "border guards",
)
DID = (
    "identified",
    "assisted",
    "investigated",
    "convicted",
    "trained",
    "screened",
    "interviewed",
    "sheltered",
)
WHOM = ("victims", "suspects", "officials", "recruiters", "migrant workers", "children", "women", "brokers")
WHERE = (
    "in the capital",
    "in rural districts",
    "near the border",
    "on farms",
    "in mines",
    "at sea",
    "abroad",
)
THAN = (
    "compared with {} the year before",
    "of whom {} were foreign",
    "and referred {} to services",
    "within {} days",
)
REPEATED = (
    "The government did not report any investigations of officials complicit in trafficking.",
    "Observers reported that a lack of resources hindered these efforts.",
)


def made_report(country: str, chance: random.Random, words: int) -> str:
    """Return a report of about so many words, in sections with headings."""
    lines = [f"{country.upper()} (Tier 2)"]
    for heading in HEADINGS:
        lines += [heading] if heading else []
        opening = OPENINGS.get(heading, "").format(country=country)
        for _ in range(max(1, words // PARAGRAPH // len(HEADINGS))):
            paragraph = opening.split()
            opening = ""
            while len(paragraph) < PARAGRAPH:
                paragraph += made_sentence(chance).split()
            lines.append(" ".join(paragraph))
    return "\n\n".join(lines) + "\n"


def made_sentence(chance: random.Random) -> str:
    """Return a sentence; one in ten stands in many reports."""
    if chance.random() < 0.1:
        return chance.choice(REPEATED)
    than = chance.choice(THAN).format(chance.randrange(2, 2_000))
    who, did, whom, where = (chance.choice(words) for words in (WHO, DID, WHOM, WHERE))
    return f"During the year, {who} {did} {chance.randrange(2, 5_000)} {whom} {where}, {than}."


def make_corpus(folder: Path, count: int, words: int, largest: int = 0) -> int:
    """Write so many reports, the first as long as the largest, and the table; return its characters."""
    most = 0
    names = [country.name for country in pycountry.countries if countries.parse(country.name)]
    every = [(name, year, series) for year in YEARS for series in SERIES for name in sorted(names)]
    rows = []
    for number, (country, year, series) in enumerate(every[:count]):
        file = f"{number:05}.txt"
        length = words if number else max(words, largest)
        text = made_report(country, random.Random(number), length)  # noqa: S311  the same reports at every run
        most = max(most, len(text))
        (folder / file).write_text(text, encoding="utf-8")
        stated = {"file": file, "country": country, "year": year, "series": series}
        rows.append(
            "[[report]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in stated.items())
        )
    (folder / "reports.toml").write_text("\n".join(rows), encoding="utf-8")
    return most


class Watch:
    """The largest memory and the seconds of each part of a build."""

    def __init__(self) -> None:
        self.megabytes: dict[str, int] = {}
        self.seconds: dict[str, float] = {}
        self._part = "reading"
        self._since = time.perf_counter()
        threading.Thread(target=self._look, daemon=True).start()

    def tell(self, what: str, _done: int, _all: int) -> None:
        """Hear what is being done."""
        part = "compressing" if what.startswith("compressing") else what.split(maxsplit=1)[0]
        if part != self._part and part in {"reading", "writing", "encoding", "compressing", "calibrating"}:
            self.end()
            self._part = part

    def end(self) -> None:
        """Count the seconds of the part that has ended."""
        now = time.perf_counter()
        self.seconds[self._part] = self.seconds.get(self._part, 0) + now - self._since
        self._since = now

    def _look(self) -> None:
        while True:
            status = Path("/proc/self/status").read_text(encoding="ascii")
            found = re.search(r"RssAnon:\s+(\d+)", status)
            megabytes = int(found[1]) // 1024 if found else 0
            self.megabytes[self._part] = max(self.megabytes.get(self._part, 0), megabytes)
            time.sleep(0.01)


def build(corpus: Path, index: Path) -> None:
    """Build an index with made-up vectors, and print what it took."""
    import numpy as np

    from kzsearch.adding.calibrated_build import build_index
    from kzsearch.embedder.sealed import SealedEmbedder

    chance = np.random.default_rng(1)

    def made_up(self: SealedEmbedder, texts: Sequence[str]) -> Iterator[Vector]:
        for _ in texts:
            vector = chance.standard_normal(self.dimension, dtype=np.float32)
            yield vector / np.linalg.norm(vector)

    SealedEmbedder.encode_passages = made_up  # type: ignore[method-assign]
    watch = Watch()
    counts = build_index(corpus, index, progress=watch.tell).counts
    watch.end()
    print(json.dumps([counts.reports, counts.passages, counts.sentences, watch.megabytes, watch.seconds]))


def measured(
    count: int, words: int, largest: int, encoders: Path
) -> tuple[dict[str, object], dict[str, object]]:
    """Build an index of so many reports; return the memory and the seconds of each part."""
    with tempfile.TemporaryDirectory(prefix="kzsearch-") as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        (folder / "encoders").symlink_to(encoders)
        most = make_corpus(folder / "corpus", count, words, largest)
        command = [sys.executable, __file__, "--build", str(folder / "corpus"), str(folder / "index")]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    reports, passages, sentences, megabytes, seconds = json.loads(done.stdout)
    sizes = {"reports": reports, "largest": most, "passages": passages, "sentences": sentences}
    return (
        {**sizes, **{f"{part} MB": most for part, most in megabytes.items()}},
        {**sizes, **{f"{part} s": f"{taken:.1f}" for part, taken in seconds.items()}},
    )


def main() -> None:
    """Build indexes of growing corpora and print a row each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1_000, 10_000])
    parser.add_argument("--words", type=int, default=600, help="length of a report")
    parser.add_argument("--largest", type=int, default=0, help="length of the largest report, where longer")
    parser.add_argument("--build", type=Path, nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        build(*given.build)
        return
    encoders = (ROOT / "indexes" / "encoders").resolve()
    found = [measured(count, given.words, given.largest, encoders) for count in given.counts]
    for rows in zip(*found, strict=True):
        columns = tuple(dict.fromkeys(name for row in rows for name in row))
        table = [{name: row.get(name, "") for name in columns} for row in rows]
        print("".join(render_table(columns, table, Format.MD, width=None, colour=False)))


if __name__ == "__main__":
    main()

"""Whether a build's memory grows with the number of its reports, which are long and made of the same sentences.

Each build is that of `kzsearch index`, in a process of its own, but with constant vectors for the passages: encoding
would take an hour, and its memory does not grow with the number of reports. The table shows the process's own memory
(the peak of RssAnon); the vector files are mapped, and the system decides when it writes them out.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kzsearch.index import open_index
from kzsearch.render import Format, render_table

ROOT = Path(__file__).parent.parent
WORDS = 10_000
COUNTRIES = ("armenia", "belgium", "chad", "denmark", "estonia", "fiji", "ghana", "haiti", "india", "japan")
BUILD = """
import re, sys, threading, time
from pathlib import Path
import numpy as np
from kzsearch.adding.calibrated_build import build_index
from kzsearch.embedder.sealed import SealedEmbedder

vector = np.zeros(384, dtype=np.float32)
vector[0] = 1
SealedEmbedder.encode_passages = lambda self, texts: (vector for _ in texts)
most = 0

def look():
    global most
    while True:
        status = Path("/proc/self/status").read_text()
        most = max(most, int(re.search(r"RssAnon:\\s+(\\d+)", status)[1]) // 1024)
        time.sleep(0.01)

threading.Thread(target=look, daemon=True).start()
result = build_index(Path(sys.argv[1]), Path(sys.argv[2]))
print(result.counts.reports, result.counts.passages, result.counts.sentences, most)
"""


def report(sentences: Sequence[str], seed: int) -> str:
    """Return a report of `WORDS` words in two hundred paragraphs, each under a heading of its own."""
    chance = random.Random(seed)  # noqa: S311  the same reports at every run
    text: list[str] = []
    words = 0
    while words < WORDS:
        paragraph = " ".join(chance.choices(sentences, k=3))
        words += len(paragraph.split())
        text.append(f"# Section {len(text)}\n\n{paragraph}\n")
    return "\n".join(text)


def built(sentences: Sequence[str], count: int, encoders: Path) -> dict[str, object]:
    """Build an index of so many reports, and return its size and the memory that it took."""
    with tempfile.TemporaryDirectory(prefix="kzsearch-") as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        (folder / "encoders").symlink_to(encoders)
        for number in range(count):
            country, year = COUNTRIES[number % len(COUNTRIES)], 2005 + number // len(COUNTRIES)
            path = folder / "corpus" / f"{country}-{year}.md"
            path.write_text(report(sentences, number), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", BUILD, str(folder / "corpus"), str(folder / "index")],
            check=True,
            capture_output=True,
            text=True,
        )
        columns = ("reports", "passages", "sentences", "memory MB")
        return dict(zip(columns, map(int, done.stdout.split()), strict=True))


def main() -> None:
    """Build indexes of growing corpora and print a row each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=[10, 40, 160])
    given = parser.parse_args()
    index = ROOT / "indexes" / "default"
    with open_index(index) as opened:
        held = opened.store.passages(range(opened.manifest.counts.passages)).values()
        sentences = [p.text[slice(*sentence.within)] for p in held for sentence in p.sentences]
    rows = [built(sentences, count, (index.parent / "encoders").resolve()) for count in given.counts]
    print("".join(render_table(tuple(rows[0]), rows, Format.MD, width=None, colour=False)))


if __name__ == "__main__":
    main()

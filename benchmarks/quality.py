"""Measure every mode on the topics and on collections that you name; write the tables of docs/evaluation.md.

    make eval [COLLECTIONS="DIR DIR ..."] [KEEP=DIR]

The table of a set that is not measured this time stays as it is.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from kzsearch.errors import KzsearchError
from kzsearch.evaluation import judge_topics, open_collection, read_collection, read_foreign, read_topics
from kzsearch.evaluation.experiment import error_rows, system_rows, try_modes
from kzsearch.evaluation.summary import AGAINST_COLUMNS, RATE_COLUMNS, Row
from kzsearch.index import OpenIndex, open_index
from kzsearch.render import Format, render_table
from kzsearch.types import Mode

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "evaluation.md"
MODES = (Mode.HYBRID, Mode.DENSE, Mode.LEXICAL)


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("collections", nargs="*", type=Path, help="folders of test collections")
    parser.add_argument("--index", type=Path, default=ROOT / "indexes" / "default")
    parser.add_argument("--keep", type=Path, help="keep the collections' indexes here")
    given = parser.parse_args()
    try:
        with open_index(given.index) as index:
            measure_topics(index)
            for folder in given.collections:
                measure_collection(index, folder, given.keep)
    except KzsearchError as error:
        print(f"{error.message}\nhint: {error.hint}", file=sys.stderr)
        return 2
    return 0


def measure_topics(index: OpenIndex) -> None:
    """Measure the topics and the foreign queries that come with the project."""
    path = ROOT / "topics" / "dev.jsonl"
    task = judge_topics(index, read_topics(path), path.stem)
    results = try_modes(index, task, MODES, None, say)
    put("dev", AGAINST_COLUMNS, system_rows(task, results, results[0]))
    foreign = read_foreign(ROOT / "topics" / "foreign.jsonl")
    put("foreign", RATE_COLUMNS, list(error_rows(index, task, foreign, [Mode.HYBRID], None)))


def measure_collection(index: OpenIndex, folder: Path, keep: Path | None) -> None:
    """Measure a collection, with the model of an index."""
    collection = read_collection(folder)
    with open_collection(collection, index, keep, say) as opened:
        results = try_modes(opened, collection.task, MODES, None, say)
        put(collection.task.name, AGAINST_COLUMNS, system_rows(collection.task, results, results[0]))


def say(what: str, done: int, everything: int) -> None:
    """Say how far the work is, on a terminal."""
    if sys.stderr.isatty():
        print(f"\r{what} {done}/{everything}\x1b[K", end="", file=sys.stderr, flush=True)


def put(name: str, columns: tuple[str, ...], rows: list[Row]) -> None:
    """Print a table, and put it in its place in the page."""
    table = "".join(render_table(columns, rows, Format.MD, width=None, colour=False))
    print(f"\n{name}\n\n{table}", flush=True)
    text = PAGE.read_text(encoding="utf-8")
    place = re.compile(rf"(<!-- table: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not place.search(text):
        text = text.replace(
            "<!-- more -->", f"### {name}\n\n<!-- table: {name} -->\n<!-- end -->\n\n<!-- more -->"
        )
    PAGE.write_text(place.sub(lambda match: f"{match[1]}\n{table}\n{match[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

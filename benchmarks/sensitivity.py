"""Change each constant of the ranking by a fifth, and see how far the measures move.

Writes the table into docs/evaluation.md. Collections are those that the user has:

    python benchmarks/sensitivity.py [--keep DIR] [COLLECTION ...]
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from kzsearch.evaluation import (
    Task,
    evaluate,
    judge_topics,
    open_collection,
    read_collection,
    read_topics,
    searcher,
    settings_for,
)
from kzsearch.index import OpenIndex, open_index
from kzsearch.render import Format, render_table
from kzsearch.search import fusion, ranking, repeats
from kzsearch.types import Mode

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "evaluation.md"
MARKS = re.compile(r"(?<=<!-- table: sensitivity -->\n).*?(?=<!-- end -->)", re.DOTALL)
FIFTH = 0.2

Change = Callable[[float], None]


def constants() -> dict[str, tuple[float, Change]]:
    """Return each constant's value and how to set it, by name."""
    weights: Any = fusion.WEIGHTS

    def of_module(module: ModuleType, name: str) -> tuple[float, Change]:
        def change(value: float) -> None:
            setattr(module, name, value)

        return getattr(module, name), change

    def of_weights(name: str) -> tuple[float, Change]:
        def change(value: float) -> None:
            weights[name] = value

        return weights[name], change

    return {
        "weight of words": of_weights("lexical"),
        "weight of the passage": of_weights("dense"),
        "weight of the best sentence": of_weights("sentence"),
        "preference": of_module(ranking, "PREFERENCE"),
        "repeats: shared words": of_module(repeats, "_NEARLY_THE_SAME"),
    }


@contextmanager
def changed(value: float, change: Change, factor: float) -> Iterator[None]:
    """Set a constant to another value for a while."""
    change(value * factor)
    try:
        yield
    finally:
        change(value)


def measured(sets: Sequence[tuple[OpenIndex, Task]]) -> dict[str, object]:
    """Return nDCG@10 of hybrid search on each set."""
    return {
        task.name: f"{evaluate(index, task, searcher(settings_for(task, Mode.HYBRID))).mean('nDCG@10'):.4f}"
        for index, task in sets
    }


def main() -> None:
    """Measure, print, and write the table into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collections", nargs="*", type=Path)
    parser.add_argument("--keep", type=Path, default=None)
    arguments = parser.parse_args()
    with ExitStack() as stack:
        index = stack.enter_context(open_index(ROOT / "indexes" / "default"))
        sets = [(index, judge_topics(index, read_topics(ROOT / "topics" / "dev.jsonl"), "dev"))]
        for folder in arguments.collections:
            collection = read_collection(folder)
            opened = stack.enter_context(open_collection(collection, index, arguments.keep))
            sets.append((opened, collection.task))
        rows: list[dict[str, object]] = [{"constant": "as they are", "value": "", **measured(sets)}]
        for name, (value, change) in constants().items():
            for factor in (1 - FIFTH, 1 + FIFTH):
                with changed(value, change, factor):
                    rows.append({"constant": name, "value": f"{value:g} × {factor:g}", **measured(sets)})
    columns = ["constant", "value", *(task.name for _, task in sets)]
    table = "".join(render_table(columns, rows, Format.MD, width=None, colour=False))
    print(table)
    PAGE.write_text(MARKS.sub(lambda _: f"\n{table}\n", PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()

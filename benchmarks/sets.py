"""The sets that ranking is measured on, and the tables of docs/evaluation.md; shared by three scripts."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from kzsearch.evaluation import (
    Ranker,
    Task,
    evaluate,
    judge_topics,
    open_collection,
    read_collection,
    read_topics,
)
from kzsearch.index import OpenIndex
from kzsearch.render import Format, render_table

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "evaluation.md"


def arguments(page: str | None) -> argparse.ArgumentParser:
    """Return a parser of the arguments that the three scripts share."""
    parser = argparse.ArgumentParser(description=(page or "").partition("\n")[0])
    parser.add_argument("collections", nargs="*", type=Path, help="folders of test collections")
    parser.add_argument("--index", type=Path, default=ROOT / "indexes" / "default")
    parser.add_argument("--keep", type=Path, help="keep the collections' indexes here")
    return parser


def topics(index: OpenIndex, name: str) -> Task:
    """Return the task of the project's topics of this name."""
    return judge_topics(index, read_topics(ROOT / "topics" / f"{name}.jsonl"), name)


def collections(
    stack: ExitStack, index: OpenIndex, given: argparse.Namespace
) -> Iterator[tuple[OpenIndex, Task]]:
    """Yield the collections that the user named, each open until the stack is closed."""
    for folder in given.collections:
        collection = read_collection(folder)
        yield stack.enter_context(open_collection(collection, index, given.keep)), collection.task


def ndcg(index: OpenIndex, task: Task, ranker: Ranker) -> str:
    """Return a ranker's nDCG@10 as tables show it."""
    return f"{evaluate(index, task, ranker).mean('nDCG@10'):.4f}"


def put(name: str, columns: Sequence[str], rows: Sequence[dict[str, object]], page: Path = PAGE) -> None:
    """Print a table, and put it in its place in a page."""
    table = "".join(render_table(columns, rows, Format.MD, width=None, colour=False))
    print(f"\n{name}\n\n{table}", flush=True)
    text = page.read_text(encoding="utf-8")
    place = re.compile(rf"(<!-- table: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not place.search(text):
        text = text.replace(
            "<!-- more -->", f"### {name}\n\n<!-- table: {name} -->\n<!-- end -->\n\n<!-- more -->"
        )
    page.write_text(place.sub(lambda match: f"{match[1]}\n{table}\n{match[2]}", text), encoding="utf-8")

"""Switch each mechanism of the ranking off, and measure what the ranking loses.

Writes the table into docs/evaluation.md. The user names collections, and an index of reports of many countries:

    python benchmarks/ablation.py [--keep DIR] [--mixed INDEX] [COLLECTION ...]
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import sets  # type: ignore[import-not-found]

from kzsearch.evaluation import Ranker, Task, searcher, settings_for
from kzsearch.index import OpenIndex, open_index
from kzsearch.search import asking, fusion, naming, ranking, repeats, understanding
from kzsearch.search.naming import Named
from kzsearch.types import Coverage, Hit, Mode

_SHORTEST_SPOILT = 6
_SEED = 1

Rewrite = Callable[[str], str]
Setter = Callable[[], None]


class Set(NamedTuple):
    """Queries to measure on, and how each is rewritten first."""

    name: str
    searched: OpenIndex
    task: Task
    rewrite: Rewrite


def as_it_is(query: str) -> str:
    """Return a query unchanged."""
    return query


def misspelled(query: str) -> str:
    """Return a query with two letters of its longest word swapped; the same two letters in every run."""
    words = [word for word in re.findall(r"[a-z]+", query) if len(word) >= _SHORTEST_SPOILT]
    if not words:
        return query
    word = max(words, key=len)
    place = random.Random(f"{_SEED} {query}").randrange(1, len(word) - 2)  # noqa: S311  no secret
    spoilt = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return query.replace(word, spoilt, 1)


WRITTEN: Mapping[str, Rewrite] = {
    "dev": as_it_is,
    "… in Kazakhstan": lambda query: f"{query.rstrip('?')} in Kazakhstan",
    "tell me …": lambda query: f"please tell me what the report says about {query}",
    "misspelled": misspelled,
}


@contextmanager
def patched(*changes: tuple[ModuleType, str, object]) -> Iterator[None]:
    """Give names of modules other values within the block."""
    before = [(module, name, getattr(module, name)) for module, name, _ in changes]
    for module, name, value in changes:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


@contextmanager
def without_signal(signal: str) -> Iterator[None]:
    """Take a signal out of hybrid search; the weights of the others are scaled to a sum of one."""
    weights: Any = fusion.WEIGHTS
    before = dict(weights)
    rest = 1 - before[signal]
    weights.update({name: 0.0 if name == signal else weight / rest for name, weight in before.items()})
    try:
        yield
    finally:
        weights.update(before)


def _unnamed(query: str, coverage: Coverage, *, name: Callable[[str, Coverage], Named]) -> Named:
    """Return what a query names, with the names left in the query."""
    return replace(name(query, coverage), rest=query, with_countries=query)


OFF: Mapping[str, Callable[[], Any]] = {
    "preference for what the query names": lambda: patched((ranking, "PREFERENCE", 0.0)),
    "taking names out of the query": lambda: patched(
        (naming, "name", partial(_unnamed, name=naming.name)),
    ),
    "taking asking words out": lambda: patched((asking, "split", lambda query: (query, ""))),
    "expansion of abbreviations": lambda: patched((understanding, "expansions", lambda *_: {})),
    "correction of spelling": lambda: patched(
        (understanding, "correct", lambda *_: None), (understanding, "respellings", lambda _: [])
    ),
    "glossary": lambda: patched((understanding, "look_up", lambda _: {})),
    "lists behind text": lambda: patched((ranking, "_LIST", 1.0)),
    "folding of repeats": lambda: patched((repeats, "_NEARLY_THE_SAME", 2.0)),
    "words": lambda: without_signal("lexical"),
    "passage vectors": lambda: without_signal("dense"),
    "best sentence": lambda: without_signal("sentence"),
}


def _rank(rewrite: Rewrite, rank: Ranker, index: OpenIndex, query: str, top_k: int) -> Sequence[Hit]:
    return rank(index, rewrite(query), top_k)


def measured(chosen: Sequence[Set]) -> dict[str, object]:
    """Return nDCG@10 of hybrid search on each set."""
    row: dict[str, object] = {}
    for name, index, task, rewrite in chosen:
        rank = partial(_rank, rewrite, searcher(settings_for(task, Mode.HYBRID, 0.0)))
        row[name] = sets.ndcg(index, task, rank)
    return row


def main() -> None:
    """Measure, print, and write the table into the page."""
    parser = sets.arguments(__doc__)
    parser.add_argument("--mixed", type=Path, help="an index of reports of many countries")
    given = parser.parse_args()
    with ExitStack() as stack:
        index = stack.enter_context(open_index(given.index))
        chosen = [Set(name, index, sets.topics(index, "dev"), rewrite) for name, rewrite in WRITTEN.items()]
        chosen.append(Set("abbreviations", index, sets.topics(index, "abbreviations"), as_it_is))
        if given.mixed:
            mixed, written = stack.enter_context(open_index(given.mixed)), "… in Kazakhstan"
            chosen.append(Set(f"of many, {written}", mixed, sets.topics(mixed, "dev"), WRITTEN[written]))
        for opened, task in sets.collections(stack, index, given):
            chosen.append(Set(task.name, opened, task, as_it_is))
        rows: list[dict[str, object]] = [{"without": "(all on)", **measured(chosen)}]
        for name, off in OFF.items():
            with off():
                rows.append({"without": name, **measured(chosen)})
    sets.put("ablation", ["without", *(each.name for each in chosen)], rows)


if __name__ == "__main__":
    main()

"""Change each constant of the ranking by a fifth, and measure how far nDCG@10 moves.

Writes the table into docs/evaluation.md. The user names the collections:

    python benchmarks/sensitivity.py [--keep DIR] [COLLECTION ...]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any

import sets  # type: ignore[import-not-found]

from kzsearch.evaluation import Task, searcher, settings_for
from kzsearch.index import OpenIndex, open_index
from kzsearch.search import fusion, ranking, repeats
from kzsearch.types import Mode

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
    """Set a constant to another value within the block."""
    change(value * factor)
    try:
        yield
    finally:
        change(value)


def measured(chosen: Sequence[tuple[OpenIndex, Task]]) -> dict[str, object]:
    """Return nDCG@10 of hybrid search on each set."""
    return {
        task.name: sets.ndcg(index, task, searcher(settings_for(task, Mode.HYBRID))) for index, task in chosen
    }


def main() -> None:
    """Measure, print, and write the table into the page."""
    given = sets.arguments(__doc__).parse_args()
    with ExitStack() as stack:
        index = stack.enter_context(open_index(given.index))
        chosen = [(index, sets.topics(index, "dev")), *sets.collections(stack, index, given)]
        rows: list[dict[str, object]] = [{"constant": "as they are", "value": "", **measured(chosen)}]
        for name, (value, change) in constants().items():
            for factor in (1 - FIFTH, 1 + FIFTH):
                with changed(value, change, factor):
                    rows.append({"constant": name, "value": f"{value:g} × {factor:g}", **measured(chosen)})
    sets.put("sensitivity", ["constant", "value", *(task.name for _, task in chosen)], rows)


if __name__ == "__main__":
    main()

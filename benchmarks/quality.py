"""Measure every mode on the topics and on the named collections; write the tables of docs/evaluation.md.

    make eval [COLLECTIONS="DIR DIR ..."] [KEEP=DIR]

The table of a set that is not measured stays as it is.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack

import sets  # type: ignore[import-not-found]

from kzsearch.errors import KzsearchError
from kzsearch.evaluation import Task, read_foreign
from kzsearch.evaluation.experiment import error_rows, system_row, try_mode
from kzsearch.evaluation.summary import ERROR_COLUMNS, system_table
from kzsearch.index import OpenIndex, open_index
from kzsearch.types import Mode

MODES = (Mode.HYBRID, Mode.DENSE, Mode.LEXICAL)


def main() -> int:
    """Measure, print and write."""
    given = sets.arguments(__doc__).parse_args()
    try:
        with ExitStack() as stack:
            index = stack.enter_context(open_index(given.index))
            task = sets.topics(index, "dev")
            compare(index, task)
            foreign = read_foreign(sets.ROOT / "topics" / "foreign.jsonl")
            errors, _ = error_rows(index, task, foreign, Mode.HYBRID, None)
            sets.put("foreign", ERROR_COLUMNS, [{"system": Mode.HYBRID.value, **row} for row in errors])
            for opened, found in sets.collections(stack, index, given):
                compare(opened, found)
    except KzsearchError as error:
        print(f"{error.message}\nhint: {error.hint}", file=sys.stderr)
        return 2
    return 0


def compare(index: OpenIndex, task: Task) -> None:
    """Measure every mode, and compare it with hybrid search."""
    results = [try_mode(index, task, mode, None, say) for mode in MODES]
    rows = [system_row(task, result, results[0]) for result in results]
    sets.put(task.name, *system_table(rows, compared=True))


def say(what: str, done: int, everything: int) -> None:
    """Print on a terminal how far the work is."""
    if sys.stderr.isatty():
        print(f"\r{what} {done}/{everything}\x1b[K", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

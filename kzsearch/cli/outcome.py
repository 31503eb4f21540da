"""The notes and the exit code of searches, as their answers come in."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from kzsearch.cli.pager import write_paged
from kzsearch.cli.streams import FOUND, NOT_FOUND, fail, note, tell
from kzsearch.errors import QueryError, one_line
from kzsearch.types import Filters

if TYPE_CHECKING:
    from kzsearch.cli.looks import Looks
    from kzsearch.index import OpenIndex
    from kzsearch.search import Answer, Settings


class Outcome:
    """Collects the notes for standard error, and the exit code, as answers come in."""

    def __init__(self, opened: OpenIndex, filters: Filters) -> None:
        self.code = NOT_FOUND
        self.queries = 0
        self._opened = opened
        self._filters = filters
        self._missing: list[Answer] = []
        self._told: set[str] = set()

    def add(self, answer: Answer) -> None:
        """Count an answer, and print its notes."""
        from kzsearch.search.inferred import inferred_notes

        self.queries += 1
        if answer.hits and self.code == NOT_FOUND:
            self.code = FOUND
        if not answer.hits:
            self._missing.append(answer)
        for line in [*self._opened.notes, *answer.notes, *inferred_notes(answer.hits)]:
            if line not in self._told:
                self._told.add(line)
                note(line)

    def fail(self, error: QueryError, line: int) -> None:
        """Count a query that makes no sense, and print its error."""
        self.queries += 1
        self.code = fail(f"line {line}: {error.message}", error.hint)

    def tell_missing(self, *, on_screen: bool = False) -> None:
        """Print the reason and the nearest passage of each query that found nothing, unless the screen shows both."""
        from kzsearch.search.query import kept_out

        for answer in self._missing:
            if not on_screen:
                tell(f"nothing found for {one_line(answer.query)!r}: {answer.reason}")
            if self._filters and not answer.nearest:
                for line in kept_out(self._filters, self._opened.store.reports()):
                    note(line)
            if answer.nearest and not on_screen:
                hit = answer.nearest
                words = one_line(" ".join(hit.passage.text.split()[:12]))
                tell(f"nearest: {hit.passage.passage_id}: {words} ...")
        self._missing.clear()


def print_answer(
    opened: OpenIndex,
    answer: Answer,
    settings: Settings,
    looks: Looks,
    rendering: AbstractContextManager[None] | None = None,
) -> int:
    """Print the answer to one query with its notes; return the exit code.

    Args:
        opened: The index.
        answer: The answer.
        settings: How it was searched.
        looks: How to print.
        rendering: Measures the printing, if that is wanted.
    """
    outcome = Outcome(opened, settings.filters)
    outcome.add(answer)
    with rendering or nullcontext():
        write_paged(looks.rendered(looks.shown(answer, settings)), allowed=looks.paged)
    outcome.tell_missing()
    return outcome.code

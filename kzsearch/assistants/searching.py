"""The tool `search`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.assistants.answers import ToolAnswer, as_json
from kzsearch.assistants.arguments import Arguments
from kzsearch.assistants.passages import Asked, hit_fields
from kzsearch.assistants.quoting import NOTICE, named

if TYPE_CHECKING:
    from kzsearch.search import Answer


def search(asked: Asked, given: Arguments) -> ToolAnswer:
    """Answer a query, as `kzsearch search` does.

    Raises:
        KzsearchError: An argument makes no sense.
    """
    answer = asked.index.search(
        given.needed("query"),
        top_k=given.counts["limit"],
        year=given.lists["year"] or None,
        section=given.lists["section"] or None,
        country=given.lists["country"] or None,
        tier=given.lists["tier"] or None,
        series=given.lists["series"] or None,
        mode=given.texts["mode"] or "hybrid",
        min_score=given.scores["min_score"],
    )
    nearest = None if answer.hits or answer.nearest is None else hit_fields(asked, answer.nearest)
    return as_json(
        {
            "message": _message(answer),
            "notice": NOTICE,
            "results": [hit_fields(asked, hit) for hit in answer.hits],
            "nearest": nearest,
            "notes": [named(note) for note in (*asked.index.notes, *answer.notes)],
        }
    )


def _message(answer: Answer) -> str:
    if answer.hits:
        count = "One passage" if len(answer) == 1 else f"{len(answer)} passages"
        return (
            f"{count}, best first. Each sentence is the best of its passage; fetch gives the whole passage."
        )
    near = " What came nearest stands in `nearest`; it is no answer." if answer.nearest else ""
    return f"Nothing found: {named(answer.reason)}.{near}"

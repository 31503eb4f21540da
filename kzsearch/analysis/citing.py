"""What ids name, as references: a report, a section of it, or a passage."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from kzsearch import references
from kzsearch.errors import QueryError
from kzsearch.search import show
from kzsearch.types.references import Reference

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex


def cite_ids(index: OpenIndex, ids: Iterable[str]) -> list[Reference]:
    """Return the references of ids, in order, each once.

    Args:
        index: An open index.
        ids: Passage ids (`kaz-2023-protection-03`), report ids (`kaz-2023`), report ids with a section.

    Raises:
        QueryError: The index has no such id; the hint names the nearest.
    """
    label = index.corpus_label
    found: dict[str, Reference] = {}
    for name in ids:
        if not isinstance(name, str) or not name.strip():
            raise QueryError(
                "an id is empty" if isinstance(name, str) else f"the id is a {type(name).__name__}",
                "give an id, such as kaz-2023-protection-03",
            )
        for one in _references(index, name.strip(), label):
            found.setdefault(one.key, one)
    return list(found.values())


def _references(index: OpenIndex, name: str, label: str) -> Iterable[Reference]:
    hits = show(index, name)
    if name == hits[0].report.report_id:
        return [references.of_report(hits[0].report, label)]
    if len(hits) == 1 and hits[0].passage.passage_id == name:
        return [references.of_hit(hits[0])]
    # A section of another outline, `other`, may be several headings.
    sections = [list(of) for _, of in groupby(hits, key=lambda hit: hit.passage.section_label)]
    return [
        references.of_passages(
            of[0].report,
            [hit.passage for hit in of],
            name if len(sections) == 1 else f"{name}-{number}",
            label,
        )
        for number, of in enumerate(sections, start=1)
    ]

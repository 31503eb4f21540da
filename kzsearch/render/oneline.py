"""One line a record, its values parted by tabs, for `cut`, `fzf` and `xargs`.

A value never holds a tab or a line feed: white space becomes one space, control characters become U+FFFD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.tables import cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kzsearch.types import Hit

ONELINE_COLUMNS = ("score", "passage_id", "citation", "best_sentence")


def oneline_hits(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield score, passage id, citation and best sentence; without a query, no score and the first sentence."""
    for hit in hits:
        values = (hit.score, hit.passage.passage_id, hit.citation, hit.sentence_text)
        yield from oneline_rows(ONELINE_COLUMNS, [dict(zip(ONELINE_COLUMNS, values, strict=True))])


def oneline_rows(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield a line a row, without a header."""
    for row in rows:
        yield "\t".join(cell(row.get(column)) for column in columns) + "\n"

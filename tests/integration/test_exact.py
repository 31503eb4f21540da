"""Exact mode finds the same hits as a reading of every passage, in whatever order it looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzsearch.errors import IndexFolderError
from kzsearch.index import open_index
from kzsearch.index.read import rows
from kzsearch.text import find_exact
from kzsearch.types import Candidate, Filters, Section


@pytest.mark.parametrize("limit", [1, 3, 1_000])
@pytest.mark.parametrize(
    "phrase", ["the", "The government", "victims", "of", "law enforcement", "no such words"]
)
def test_exact_mode_finds_what_reading_all_finds(real_index: Path, phrase: str, limit: int) -> None:
    with open_index(real_index) as index:
        connection = rows.connect(index.folder / "passages.sqlite")
        read = connection.execute(
            "SELECT key, length(text), run, section FROM passages JOIN runs USING (key)"
        ).fetchall()
        connection.close()
        for filters in (Filters(), Filters(sections=(Section.PROTECTION,))):
            every = [
                Candidate(key, float(times))
                for key, length, run, section in read
                if not filters or section == Section.PROTECTION
                for times in [sum(span.start < length for span in find_exact(run, phrase))]
                if times
            ]
            expected = sorted(every, key=lambda found: (-found.score, found.key))[:limit]
            assert index.store.exact(phrase, filters, limit) == expected


def test_a_fault_is_not_told_as_damage(real_index: Path) -> None:
    """A fault of kzsearch is reported as a fault; contents that no builder writes are reported as damage."""
    with open_index(real_index) as index:
        connection = rows.connect(index.folder / "passages.sqlite")
        with pytest.raises(TypeError):
            rows.passages(connection, [0], 1)  # type: ignore[call-arg]
        connection.close()
        with pytest.raises(Exception, match="closed database") as caught:
            rows.passages(connection, [0])
        assert not isinstance(caught.value, IndexFolderError)

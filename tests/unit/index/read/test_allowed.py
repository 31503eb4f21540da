"""What filters allow is read once for all signals of a query."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kzsearch.index import OpenIndex
from kzsearch.index.read import rows
from kzsearch.search import Settings, search
from kzsearch.types import Filters, Mode, YearRange
from tests.renderings import Shape, known_sections, render


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.LEXICAL, Mode.DENSE])
def test_a_filtered_query_reads_the_keys_once(
    fake_index: Callable[..., OpenIndex], monkeypatch: pytest.MonkeyPatch, mode: Mode
) -> None:
    index = fake_index(
        {f"kazakhstan-{year}.txt": render(Shape(year=year), known_sections(year)) for year in (2017, 2023)}
    )
    read: list[Filters] = []
    keys = rows.keys

    def counted(connection: object, filters: Filters, limit: int | None = None) -> list[int]:
        if limit is None:  # whether anything is allowed at all is asked for with a limit of one
            read.append(filters)
        return keys(connection, filters, limit)  # type: ignore[arg-type]

    monkeypatch.setattr(rows, "keys", counted)
    only = Filters(years=(YearRange(2017, 2017),))
    hits = search(index, "shelter victims", Settings(mode=mode, filters=only, min_score=0)).hits
    assert {hit.report.year for hit in hits} == {2017}
    assert len(read) == 1

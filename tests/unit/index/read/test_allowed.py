"""What filters allow is read once for all signals of a query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

from kzsearch.index import OpenIndex
from kzsearch.index.read.described import Described
from kzsearch.search import Settings, search
from kzsearch.types import Filters, Mode, YearRange
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from kzsearch.types import Keys


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.LEXICAL, Mode.DENSE])
def test_a_filtered_query_reads_the_keys_once(
    fake_index: Callable[..., OpenIndex], monkeypatch: pytest.MonkeyPatch, mode: Mode
) -> None:
    index = fake_index(
        {f"kazakhstan-{year}.txt": render(Shape(year=year), known_sections(year)) for year in (2017, 2023)}
    )
    read: list[Filters] = []
    allowed = Described.allowed

    def counted(self: Described, filters: Filters) -> Sequence[int] | Keys | None:
        read.append(filters)
        return allowed(self, filters)

    monkeypatch.setattr(Described, "allowed", counted)
    only = Filters(years=(YearRange(2017, 2017),))
    hits = search(index, "shelter victims", Settings(mode=mode, filters=only, min_score=0)).hits
    assert {hit.report.year for hit in hits} == {2017}
    assert len(read) == 1

"""Every format: no output for no hits, pieces that end in a line feed, and an early first piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzsearch.render import Format, render_hits, render_reports, render_table
from tests.render_records import HIT, hits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzsearch.types import Hit


@pytest.mark.parametrize("fmt", Format)
def test_nothing_gives_nothing(fmt: Format) -> None:
    found = "".join(render_hits([], fmt, width=80, colour=True))
    table = "".join(render_table(["a", "b"], [], fmt, width=80, colour=True))
    reports = "".join(render_reports([], fmt, width=80, colour=True))
    if fmt is Format.JSON:
        assert found == table == reports == "[]\n"
    elif fmt is Format.CSV:
        assert found.startswith("query,rank,score,")
        assert table == "a,b\n"
        assert reports.startswith("report_id,country,")
    else:
        assert found == table == reports == ""


@pytest.mark.parametrize("fmt", Format)
@settings(max_examples=25)
@given(records=st.lists(hits(), max_size=3))
def test_pieces_end_in_a_line_feed(fmt: Format, records: list[Hit]) -> None:
    for piece in render_hits(records, fmt, width=60, colour=True, batch=True):
        assert piece.endswith("\n")


@pytest.mark.parametrize("fmt", Format)
def test_the_first_hit_does_not_wait_for_the_rest(fmt: Format) -> None:
    drawn: list[int] = []

    def source() -> Iterator[Hit]:
        for number in range(100):
            drawn.append(number)
            yield HIT

    pieces = render_hits(source(), fmt, width=80, colour=False)
    seen = next(pieces)
    while HIT.passage.passage_id not in seen:
        seen += next(pieces)
    # JSON waits for one more, to know whether a comma follows.
    assert len(drawn) <= (2 if fmt is Format.JSON else 1)

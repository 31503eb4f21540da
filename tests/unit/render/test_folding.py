"""Hits that are not shown are counted."""

from __future__ import annotations

from dataclasses import replace

from kzsearch.render import Folded, Format, folded, render_hits
from kzsearch.render.folding import told
from kzsearch.types import Hit
from tests.render_records import HIT


def ranked(*weak: bool) -> list[Hit]:
    return [replace(HIT, rank=rank, weak=one) for rank, one in enumerate(weak, start=1)]


def test_the_five_best_that_reach_the_threshold_are_shown() -> None:
    hits = ranked(False, True, *[False] * 5, True)
    *shown, rest = folded(hits, 10)
    assert [hit.rank for hit in shown if isinstance(hit, Hit)] == [1, 3, 4, 5, 6]
    assert rest == Folded(3, 2, 10)


def test_few_hits_are_all_shown() -> None:
    hits = ranked(False, False)
    assert folded(hits, 10) == hits
    assert folded([], 10) == []


def test_weak_hits_are_shown_where_there_are_no_others() -> None:
    *shown, rest = folded(ranked(*[True] * 7), 10)
    assert len(shown) == 5
    assert rest == Folded(2, 2, 10)


def test_the_line_says_how_to_see_them() -> None:
    assert told(Folded(5, 5, 10)) == "5 weaker hits: -k 10"
    assert told(Folded(1, 1, 10)) == "1 weaker hit: -k 10"
    assert told(Folded(3, 2, 10)) == "3 more hits, 2 of them weaker: -k 10"
    assert told(Folded(5, 0, 10)) == "5 more hits: -k 10"


def test_only_views_for_people_tell_of_folded_hits() -> None:
    items: list[Hit | Folded] = [HIT, Folded(5, 0, 10)]
    for fmt in Format:
        for full in (False, True):
            shown = "".join(render_hits(items, fmt, width=80, colour=False, full=full))
            assert ("5 more hits" in shown) is (fmt in (Format.TEXT, Format.TERMINAL))

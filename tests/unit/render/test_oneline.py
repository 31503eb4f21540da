"""`--oneline`: four values a line, whatever they hold."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kzsearch.render import Format, render_hits, render_reports, render_table
from kzsearch.types import Hit, Miss
from tests.render_records import CITED, HIT, REPORT, SHOWN, hits


def oneline(*records: Hit | Miss) -> str:
    return "".join(render_hits(records, Format.ONELINE, width=None, colour=False))


def test_a_hit() -> None:
    assert oneline(HIT) == f"0.5000\tkaz-2023-protection-03\t{CITED}\tThe shelter took in victims.\n"


def test_a_shown_passage_has_no_score_and_its_first_sentence() -> None:
    assert oneline(SHOWN) == (f"\tkaz-2023-protection-03\t{SHOWN.citation}\tThe shelter took in victims.\n")


def test_a_query_without_a_hit_has_no_line() -> None:
    assert oneline(Miss("bread", 1, "nothing", HIT), HIT) == oneline(HIT)


@given(st.lists(hits(), max_size=4))
def test_a_line_has_four_values_and_nothing_that_a_terminal_obeys(records: list[Hit]) -> None:
    shown = oneline(*records)
    shown.encode()
    lines = shown.split("\n")[:-1]
    assert [line.count("\t") for line in lines] == [3] * len(records)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", shown)


def test_other_records() -> None:
    rows: list[dict[str, object]] = [{"a": 1, "b": "x\ty"}, {"b": None}]
    assert "".join(render_table(["a", "b"], rows, Format.ONELINE, width=None, colour=False)) == (
        "1\tx y\n\t\n"
    )
    shown = "".join(render_reports([replace(REPORT)], Format.ONELINE, width=None, colour=False))
    assert shown.startswith("kaz-2023\tKazakhstan\t2023\t")

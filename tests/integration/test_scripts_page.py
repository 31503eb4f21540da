"""The page on scripts says what the code does."""

from __future__ import annotations

import re

from kzsearch.render.selection import HIT_FIELDS
from kzsearch.render.spreadsheet import HIT_COLUMNS
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")


def test_the_fields_of_a_miss_are_named() -> None:
    named = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert named == ["query", "query_line", "hits", "reason", "nearest"]
    assert set(named) <= set(HIT_FIELDS)
    assert {"best_sentence", "best_sentence_span_start", "line_first"} <= set(HIT_COLUMNS)


def test_the_page_undoes_the_guard() -> None:
    pattern = re.search(r're\.sub\(r"(.+?)", r"\\1", cell\)', PAGE)
    assert pattern is not None
    assert [re.sub(pattern[1], r"\1", cell) for cell in ("'=1", "''-x", "'tis")] == ["=1", "'-x", "'tis"]

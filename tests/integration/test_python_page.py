"""The page on Python shows what Python prints."""

from __future__ import annotations

import doctest
import json
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

import kzsearch
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


def test_the_examples_print_what_the_page_shows(real_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    # A fence ends an expected output as an empty line does.
    code = re.sub(r"^```.*$", "", PAGE, flags=re.MULTILINE).replace(
        '"indexes/default"', repr(str(real_index))
    )
    examples = doctest.DocTestParser().get_doctest(code, {}, "docs/python.md", None, 0)
    assert len(examples.examples) > 10
    told: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(examples, out=told.append)
    assert result.failed == 0, "".join(told)


def test_records_make_a_table(real_index: Path, tmp_path: Path) -> None:
    with kzsearch.open_index(real_index) as index:
        answer = index.search("shelter funding", top_k=3)
        records = [hit.to_dict() for hit in answer]
    # What pandas needs: plain values, and the same columns in every row.
    assert all(list(record) == list(records[0]) for record in records)
    lines = tmp_path / "answers.jsonl"
    lines.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    if find_spec("pandas"):
        pandas = pytest.importorskip("pandas")
        assert list(pandas.DataFrame(hit.to_dict() for hit in answer)["rank"]) == [1, 2, 3]
        assert list(pandas.read_json(lines, lines=True)["rank"]) == [1, 2, 3]

"""Answerable queries and foreign queries, through the real model."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kzsearch.search.calibration import off_topic_queries
from kzsearch.search.query import terms
from tests.conftest import Kz

ROOT = Path(__file__).parent.parent.parent
ASKING = set("как когда сколько почему каком что кто для қалай қанша қашан қай кім неге немен".split())


def test_the_calibration_queries_are_many_and_distinct() -> None:
    queries = off_topic_queries()
    assert len(queries) >= 120
    assert len(set(queries)) == len(queries)


def test_calibration_and_evaluation_share_no_subject() -> None:
    """No foreign query shares a third of its words with a calibrating query, the reports' words aside."""
    reports = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "corpus").glob("*.txt"))
    common = set(re.findall(r"\w+", reports.casefold())) | ASKING
    lines = (ROOT / "topics" / "foreign.jsonl").read_text(encoding="utf-8").splitlines()
    calibrating = [set(terms(query)) - common for query in off_topic_queries()]
    for line in lines:
        query = json.loads(line)["query"]
        words = set(terms(query)) - common
        near = [
            other
            for other in calibrating
            if words & other and 3 * len(words & other) >= min(len(words), len(other))
        ]
        assert not near, query
    assert len(lines) > 120


@pytest.mark.parametrize("name", ["foreign-ru", "foreign-kk"])
def test_calibration_and_evaluation_share_no_subject_in_other_languages(name: str) -> None:
    """No foreign query shares half of its content words with a calibrating query."""

    def content(query: str) -> set[str]:
        return {word for word in terms(query) if len(word) > 2} - ASKING

    calibrating = [content(query) for query in off_topic_queries()]
    for line in (ROOT / "topics" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        words = content(json.loads(line)["query"])
        near = [
            other for other in calibrating if other and 2 * len(words & other) >= min(len(words), len(other))
        ]
        assert not near, line


def test_the_threshold_stands_in_the_manifest(real_index: Path) -> None:
    generation = (real_index / "current").read_text(encoding="utf-8").strip()
    manifest = json.loads((real_index / generation / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["thresholds"]) == {"hybrid", "dense"}
    assert set(manifest["thresholds"]["hybrid"]) == {"tip"}
    assert 0.05 < manifest["thresholds"]["hybrid"]["tip"] < 0.4


@pytest.mark.parametrize("query", ["glaciers of Patagonia", "qwfp zxcd arst", "how do I proof bread dough"])
def test_foreign_queries_are_turned_away(kz: Kz, query: str) -> None:
    outcome = kz("search", query)
    assert (outcome.code, outcome.out) == (1, "")
    assert "nearest: kaz-" in outcome.err


def test_a_foreign_query_is_answered_on_demand(kz: Kz) -> None:
    outcome = kz("search", "glaciers of Patagonia", "--min-score", "0", "-k", "1")
    assert outcome.code == 0


@pytest.mark.parametrize(
    ("query", "passage_id"),
    [
        ("Shimkent shelter", "kaz-2017-protection-02"),
        ("приюты для жертв торговли людьми", "kaz-2023-protection"),
        ("labour inspections on farms", "kaz-2023-prevention"),
    ],
)
def test_other_spellings_and_scripts_find(kz: Kz, query: str, passage_id: str) -> None:
    outcome = kz("search", query, "-k", "1", "--format", "jsonl")
    assert json.loads(outcome.out)["passage_id"].startswith(passage_id)
    assert "note: " in outcome.err

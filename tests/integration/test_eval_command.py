"""`kzsearch eval` on the real index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kzsearch.evaluation import (
    evaluate,
    judge_topics,
    open_collection,
    read_collection,
    read_topics,
    searcher,
    settings_for,
)
from kzsearch.evaluation.failures import failures
from kzsearch.evaluation.runs import run as run_task
from kzsearch.index import open_index
from kzsearch.search import Settings, search
from kzsearch.types import Mode
from tests.conftest import ROOT, Kz

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kzsearch.index import OpenIndex
    from kzsearch.types import Hit

DEV = ROOT / "topics" / "dev.jsonl"
FOREIGN = ROOT / "topics" / "foreign.jsonl"


def test_hybrid_ranks_the_development_topics_well_and_a_broken_ranker_badly(real_index: Path) -> None:
    hybrid = searcher(Settings(mode=Mode.HYBRID))

    def reversed_hybrid(index: OpenIndex, query: str, top_k: int) -> Sequence[Hit]:
        return hybrid(index, query, top_k)[::-1]

    with open_index(real_index) as index:
        task = judge_topics(index, read_topics(DEV), "dev")
        assert len(task.judgements) == 40
        assert task.notes == ()
        good = evaluate(index, task, hybrid)
        bad = evaluate(index, task, reversed_hybrid)
    assert good.mean("nDCG@10") >= 0.80
    assert bad.mean("nDCG@10") < good.mean("nDCG@10") - 0.2
    assert good.values["nDCG@10"].shape == (40,)


def test_the_table_and_the_run_file(kz: Kz, tmp_path: Path) -> None:
    run = tmp_path / "dev.run"
    shown = kz("eval", DEV, "--run", run)
    assert shown.code == 0
    lines = shown.out.splitlines()
    assert lines[0].split()[:5] == ["system", "queries", "success@1", "RR@10", "recall@5"]
    assert [line.split()[0] for line in lines[1:]] == ["hybrid", "dense", "lexical"]
    written = [line.split() for line in run.read_text(encoding="utf-8").splitlines()]
    assert {(len(fields), fields[1]) for fields in written} == {(6, "Q0")}
    assert {fields[5] for fields in written} == {"hybrid", "dense", "lexical"}
    # A run read back is worth what it was worth.
    again = kz("eval", DEV, "--mode", "lexical", "--baseline", f"{run}:lexical", "--format", "json")
    (row,) = json.loads(again.out)
    assert set(row["differences"].values()) == {0.0}
    assert set(row["p_values"].values()) == {1.0}


def test_failures_say_what_came_first_and_why(kz: Kz) -> None:
    shown = kz("eval", DEV, "--mode", "lexical", "--per-query", "--format", "json")
    (row,) = json.loads(shown.out)
    failures = row["failures"]
    assert len(failures) == round(40 * (1 - row["measures"]["success@1"]))
    for failure in failures:
        assert failure["rank"] is None or 2 <= failure["rank"] <= 10
        if failure["wanted"] and failure["instead"]:
            assert failure["wanted"]["name"] != failure["instead"]["name"]
            assert failure["wanted"]["score"] <= failure["instead"]["score"]
            assert "lexical" in failure["instead"]["signals"]
    people = kz("eval", DEV, "--mode", "lexical", "--per-query")
    assert people.out.count("query_id: ") == len(failures)


def test_error_rates_follow_the_threshold(kz: Kz, tmp_path: Path) -> None:
    some = FOREIGN.read_text(encoding="utf-8").splitlines(keepends=True)[::4]
    asked = tmp_path / "foreign.jsonl"
    asked.write_text("".join(some), encoding="utf-8")

    def errors(min_score: float) -> dict[str, tuple[int, int]]:
        words: list[str | Path] = [
            "--foreign",
            asked,
            "--mode",
            "hybrid",
            "--min-score",
            str(min_score),
            "--format",
            "json",
        ]
        shown = kz("eval", DEV, *words)
        (row,) = json.loads(shown.out)
        assert all(item["rate"] == item["count"] / item["of"] for item in row["errors"])
        return {item["kind"]: (item["count"], item["of"]) for item in row["errors"]}

    foreign = len(some)
    everything = errors(0)
    assert everything["answerable"] == (0, 38)
    assert everything["foreign"][1] == foreign
    nothing = errors(10)
    assert (nothing["answerable"], nothing["foreign"]) == ((38, 38), (0, foreign))


def test_a_collection_is_searched_as_reports_are(real_index: Path, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    long = " ".join(f"Sentence {number} of a long text on the weather of the steppe." for number in range(80))
    documents = [
        {"id": "10", "title": "Courts", "text": "Judges heard cases of forced labour."},
        {"id": "9", "title": "Weather", "text": f"{long} A shelter for victims opened in Almaty."},
        {"id": "x y", "title": "Only a title on shelters for animals", "text": ""},
    ]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)))
    (folder / "queries.jsonl").write_text('{"id": "q", "text": "shelter for victims in Almaty"}')
    (folder / "qrels.tsv").write_text("q\td\tr\nq\t9\t2\nq\tx y\t1\n")
    collection = read_collection(folder)
    keep = tmp_path / "kept"
    with open_index(real_index) as own:
        with open_collection(collection, own, keep) as index:
            assert index.manifest.counts.reports == 3
            assert index.manifest.counts.passages > 3
            assert evaluate(index, collection.task, searcher(Settings(mode=Mode.HYBRID))).mean("nDCG@10") == 1
            (first, *_) = search(index, "shelter for victims in 2016", Settings(explain=True)).hits
            assert first.explanation
            names = {part.signal for part in first.explanation.contributions}
            assert names.isdisjoint({"country", "year", "section"})  # documents have none
            assert index.notes == []  # the sealed encoder of the other index served
            settings = settings_for(collection.task, Mode.LEXICAL)
            found = run_task(index, collection.task, searcher(settings))
            assert list(failures(index, collection.task, found, settings)) == []
            stored = (index.path / "current").read_bytes()
        with open_collection(collection, own, keep) as index:
            assert (index.path / "current").read_bytes() == stored
        documents[0]["text"] += " And appeals."
        (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)))
        with open_collection(read_collection(folder), own, keep) as index:
            assert (index.path / "current").read_bytes() != stored


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "either topics or a collection"),
        ([DEV, "--collection", "x"], "either topics or a collection"),
        (["--collection", "x", "--foreign", FOREIGN], "goes with topics"),
        (["none.jsonl"], "none.jsonl cannot be read"),
        (["--collection", "none"], "none is not a folder"),
        ([DEV, "--mode", "best"], "--mode"),
        ([DEV, "--mode", "lexical", "--baseline", "none"], "neither a mode nor a file"),
        ([DEV, "--mode", "lexical", "--run", "none/a.run"], "cannot be written"),
    ],
)
def test_what_makes_no_sense(kz: Kz, arguments: list[str | Path], message: str) -> None:
    shown = kz("eval", *arguments)
    assert shown.code == 2
    assert message in shown.err.splitlines()[0]
    assert shown.err.splitlines()[1].startswith("hint: ")

"""Runs, their files, and collections."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kzsearch.errors import QueryError
from kzsearch.evaluation.collection import read_collection
from kzsearch.evaluation.runs import ScoredItem, read_run, run, trec_lines, write_run
from kzsearch.evaluation.task import Judgement, Task, Unit
from kzsearch.search import Settings, search

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kzsearch.index import OpenIndex
    from kzsearch.types import Hit


def test_a_run_file_keeps_the_order_of_hits_that_tie(tmp_path: Path) -> None:
    found = {
        "q 1": [ScoredItem("b", 0.5), ScoredItem("a", 0.5), ScoredItem("c", 0.5), ScoredItem("d", 0.25)],
        "r": [],
    }
    lines = list(trec_lines(found, "hybrid"))
    scores = [np.float32(line.split()[4]) for line in lines]
    assert scores == sorted(set(scores), reverse=True)
    assert lines[0] == "q_1 Q0 b 1 0.5 hybrid\n"
    assert lines[3] == "q_1 Q0 d 4 0.25 hybrid\n"
    path = tmp_path / "a.run"
    write_run(path, [("hybrid", found)])
    assert [item.name for item in read_run(path)["q_1"]] == ["b", "a", "c", "d"]


def test_several_runs_in_a_file_are_named(tmp_path: Path) -> None:
    path = tmp_path / "two.run"
    write_run(path, [("x", {"q": [ScoredItem("a", 1.0)]}), ("y", {"q": [ScoredItem("b", 1.0)]})])
    assert read_run(path, "y") == {"q": [ScoredItem("b", 1.0)]}
    with pytest.raises(QueryError, match="several runs: x, y"):
        read_run(path)
    with pytest.raises(QueryError, match="no run tagged z"):
        read_run(path, "z")
    path.write_text("q Q0 a 1\n")
    with pytest.raises(QueryError, match="line 1"):
        read_run(path)


def test_documents_stand_where_their_best_passage_stands(fake_index: Callable[..., OpenIndex]) -> None:
    files = {
        "kazakhstan-2020.txt": "\n".join(f"Shelters, part {number}." for number in range(60)),
        "kazakhstan-2021.txt": "Shelters and courts were funded.",
    }
    asked: list[int] = []

    def rank(index: OpenIndex, query: str, top_k: int) -> Sequence[Hit]:
        asked.append(top_k)
        hits = search(index, query, Settings(top_k=top_k)).hits
        return sorted(hits, key=lambda hit: hit.report.year)  # all passages of one report before the other

    task = Task("set", Unit.DOCUMENT, (Judgement("q", "shelters part", {"kaz-2021": 1}, ()),))
    with fake_index(files, max_tokens=12) as index:
        assert index.manifest.counts.passages > 30
        found = run(index, task, rank)
    assert [item.name for item in found["q"]] == ["kaz-2020", "kaz-2021"]
    assert asked == [30, 60, 120][: len(asked)]
    assert len(asked) > 1


def test_a_query_that_makes_no_sense_names_its_topic(fake_index: Callable[..., OpenIndex]) -> None:
    task = Task("set", Unit.PASSAGE, (Judgement("t-9", "???", {}, ()),))

    def rank(index: OpenIndex, query: str, top_k: int) -> Sequence[Hit]:
        return search(index, query, Settings(top_k=top_k)).hits

    with (
        fake_index(
            {"kazakhstan-2020.txt": "A shelter was opened in the capital by the government."}
        ) as index,
        pytest.raises(QueryError, match="t-9"),
    ):
        run(index, task, rank)


COLLECTION: dict[str, Sequence[object]] = {
    "corpus.jsonl": [{"_id": "d1", "title": "T", "text": "One."}, {"id": 2, "title": "", "text": "Two."}],
    "queries.jsonl": [{"id": "q1", "text": "one"}, {"id": "q2", "text": "nobody judged this"}],
    "qrels.tsv": ["qid\tdocid\trel", "q1\td1\t2", "q1\t2\t0", "q1\tlost\t1"],
}


def write_collection(folder: Path, **changed: Sequence[object]) -> Path:
    folder.mkdir()
    for name, lines in (
        COLLECTION | {key.replace("_", "."): value for key, value in changed.items()}
    ).items():
        text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return folder


def test_a_collection_in_the_common_layout(tmp_path: Path) -> None:
    collection = read_collection(write_collection(tmp_path / "small"))
    assert [document.document_id for document in collection.documents] == ["d1", "2"]
    (judgement,) = collection.task.judgements
    assert judgement.grades == {"d1": 2, "2": 0, "lost": 1}
    assert judgement.items == (frozenset({"d1"}), frozenset({"lost"}))
    assert judgement.relevant == {"d1", "lost"}
    assert (collection.task.name, collection.task.unit) == ("small", Unit.DOCUMENT)
    assert "1 relevant documents" in collection.task.notes[0]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"corpus_jsonl": [{"id": "a", "text": "x"}, {"id": "a", "text": "y"}]},
            "line 2 has the id 'a' again",
        ),
        ({"corpus_jsonl": [{"text": "x"}]}, 'has no "id"'),
        ({"corpus_jsonl": [{"id": "a", "text": 5}]}, "Expected `str | null`, got `int`"),
        ({"corpus_jsonl": []}, "is empty"),
        ({"queries_jsonl": [{"id": "q2", "text": "x"}]}, "'q1'"),
        ({"qrels_tsv": ["qid\tdocid\trel"]}, "holds no judgement"),
        ({"qrels_tsv": ["h\th\th", "q1\td1\tvery"]}, "line 2"),
        ({"qrels_tsv": ["q1 d1 1", "q1 d2 1"]}, "line 2"),
    ],
)
def test_collections_that_make_no_sense(
    tmp_path: Path, changed: dict[str, Sequence[object]], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        read_collection(write_collection(tmp_path / "small", **changed))
    with pytest.raises(QueryError, match="is not a folder"):
        read_collection(tmp_path / "none")

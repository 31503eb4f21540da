"""A build that reuses unchanged reports gives the same index as a full build, and encodes only the changed ones."""

from __future__ import annotations

import gc
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzsearch.index.format.generations import live
from kzsearch.search import Settings, search
from kzsearch.search.calibration import thresholds
from kzsearch.types import Mode, Report
from tests.conftest import ROOT, environment
from tests.fake_embedder import FakeEmbedder
from tests.indexes import build_with, open_fake
from tests.made_files import parts, web_page
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kzsearch.index.write.build import BuildResult
    from kzsearch.types import Vector

building = import_module("kzsearch.index.write.build")


def _report(year: int, country: str = "KAZAKHSTAN", paragraphs: int = 2) -> str:
    source = 2017 if year % 2 else 2023
    sections = {name: texts[:paragraphs] for name, texts in known_sections(source).items()}
    return render(Shape(year=source), sections).replace("KAZAKHSTAN", country)


class Counting(FakeEmbedder):
    """Remembers the passages that it was asked to encode."""

    def __init__(self) -> None:
        super().__init__(max_tokens=64)
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        self.encoded += texts
        return super().encode_passages(texts)


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting()
    build_with(counting, monkeypatch)
    return counting


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for year in (2017, 2019, 2023):
        (folder / f"kazakhstan-{year}.txt").write_text(_report(year), encoding="utf-8")
    return folder


def _build(corpus: Path, index: Path, *, full: bool = False, calibrated: bool = False) -> BuildResult:
    calibrate = thresholds if calibrated else building.uncalibrated
    result: BuildResult = building.build(corpus, index, calibrate=calibrate, full=full)
    return result


def _rows(index: Path) -> list[str]:
    with closing(sqlite3.connect(live(index) / "passages.sqlite")) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.word_places USING fts5vocab(main, words, instance)")
        tables = ("reports", "passages", "sentences", "stems", "word_places")
        return [repr(row) for table in tables for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608


def _hits(index: Path) -> list[tuple[str, float | None]]:
    with open_fake(index) as opened:
        return [
            (hit.passage.passage_id, hit.score)
            for mode in (Mode.HYBRID, Mode.DENSE, Mode.LEXICAL)
            for hit in search(opened, "shelter for victims", Settings(mode=mode, top_k=50, min_score=0)).hits
        ]


def _add(corpus: Path) -> None:
    (corpus / "armenia-2018.txt").write_text(_report(2018, "ARMENIA"), encoding="utf-8")


def _remove(corpus: Path) -> None:
    (corpus / "kazakhstan-2019.txt").unlink()


def _change(corpus: Path) -> None:
    path = corpus / "kazakhstan-2017.txt"
    path.write_text(path.read_text("utf-8").replace("shelter", "refuge", 1), encoding="utf-8")


def _state_a_fact(corpus: Path) -> None:
    (corpus / "reports.toml").write_text(
        '[[report]]\nfile = "kazakhstan-2017.txt"\ntitle = "Another title"\n', encoding="utf-8"
    )


def _rename(corpus: Path) -> None:
    (corpus / "kazakhstan-2019.txt").rename(corpus / "kazakhstan-2021.txt")


def _add_a_page(corpus: Path) -> None:
    report = parts(Shape(year=2021), known_sections(2017))
    (corpus / "kazakhstan-2021.html").write_text(web_page(report), encoding="utf-8")


def _replace_by_a_page(corpus: Path) -> None:
    (corpus / "kazakhstan-2019.txt").unlink()
    report = parts(Shape(year=2019), {name: texts[:2] for name, texts in known_sections(2017).items()})
    (corpus / "kazakhstan-2019.html").write_text(web_page(report), encoding="utf-8")


_CHANGES = (_add, _remove, _change, _state_a_fact, _rename, _add_a_page, _replace_by_a_page)
CHANGES = {change.__name__.strip("_"): change for change in _CHANGES}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_an_updated_index_is_what_a_build_from_nothing_gives(
    corpus: Path, tmp_path: Path, embedder: Counting, change: Callable[[Path], None]
) -> None:
    updated, fresh = tmp_path / "updated", tmp_path / "fresh"
    calibrated = change is _add
    _build(corpus, updated)
    change(corpus)
    at_first = len(embedder.encoded)
    assert _build(corpus, updated, calibrated=calibrated).changed
    for_update = len(embedder.encoded) - at_first
    _build(corpus, fresh, calibrated=calibrated)
    assert for_update < (len(embedder.encoded) - at_first - for_update) / 2
    assert _rows(updated) == _rows(fresh)
    assert _hits(updated) == _hits(fresh)
    for path in live(fresh).iterdir():
        assert (live(updated) / path.name).read_bytes() == path.read_bytes(), path.name
    assert bool(json.loads((live(fresh) / "manifest.json").read_bytes())["thresholds"]) == calibrated


def test_a_build_holds_no_report_when_all_are_read(corpus: Path, tmp_path: Path, embedder: Counting) -> None:
    assert embedder

    def alive() -> int:
        gc.collect()
        return sum(isinstance(each, Report) for each in gc.get_objects())

    before = alive()
    found: dict[str, int] = {}

    def look(what: str, _done: int, _all: int) -> None:
        part = what.split(maxsplit=1)[0]
        if part == "reading" or part not in found:
            found[part] = alive() - before

    for change in (lambda _: None, _add):
        change(corpus)
        found.clear()
        building.build(corpus, tmp_path / "index", progress=look)
        assert found["reading"] <= 1
        assert (found["writing"], found["calibrating"]) == (0, 0)


def test_what_every_search_reads_does_not_grow_with_the_reports(
    corpus: Path, tmp_path: Path, embedder: Counting
) -> None:
    assert embedder
    _build(corpus, tmp_path / "index")
    manifest = (live(tmp_path / "index") / "manifest.json").read_text("utf-8")
    assert not [word for word in ("kaz-2017", "kazakhstan-2017") if word in manifest]


def test_only_the_changed_passage_is_encoded(corpus: Path, tmp_path: Path, embedder: Counting) -> None:
    _build(corpus, tmp_path / "index")
    embedder.encoded.clear()
    _change(corpus)
    result = _build(corpus, tmp_path / "index")
    probes = 3
    assert result.taken_over == 2
    assert sum("refuge" in text for text in embedder.encoded) == 2  # a passage and its sentence
    assert len(embedder.encoded) <= 2 + probes


def test_a_report_that_is_gone_leaves_no_trace(corpus: Path, tmp_path: Path, embedder: Counting) -> None:
    assert embedder
    path = corpus / "georgia-2018.txt"
    path.write_text(_report(2018, "GEORGIA").replace("shelter", "zzyzxplace"), encoding="utf-8")
    _build(corpus, tmp_path / "index")
    path.unlink()
    _build(corpus, tmp_path / "index")
    generations = list((tmp_path / "index").glob("g*"))
    assert len(generations) == 1
    for file in generations[0].iterdir():
        data = file.read_bytes().lower()
        assert b"zzyzxplace" not in data
        assert b"georgia" not in data


def test_a_build_without_a_change_builds_nothing(corpus: Path, tmp_path: Path, embedder: Counting) -> None:
    _build(corpus, tmp_path / "index")
    embedder.encoded.clear()
    before = live(tmp_path / "index")
    result = _build(corpus, tmp_path / "index")
    assert (result.changed, embedder.encoded, live(tmp_path / "index")) == (False, [], before)
    assert _build(corpus, tmp_path / "index", full=True).changed
    assert embedder.encoded


def test_a_build_without_a_change_tells_again_what_it_could_not_read(
    corpus: Path, tmp_path: Path, embedder: Counting
) -> None:
    assert embedder
    (corpus / "empty.txt").write_bytes(b"")
    first, second = _build(corpus, tmp_path / "index"), _build(corpus, tmp_path / "index")
    assert (first.changed, second.changed) == (True, False)
    assert [p.message for p in first.problems] == [p.message for p in second.problems] != []
    assert first.notes == second.notes


@pytest.mark.parametrize(
    "name", ["passages.sqlite", "passages.faiss", "sentences.faiss", "queries.npy", "manifest.json"]
)
def test_a_damaged_index_is_built_anew(corpus: Path, tmp_path: Path, embedder: Counting, name: str) -> None:
    assert embedder
    index = tmp_path / "index"
    _build(corpus, index, calibrated=name == "queries.npy")
    hits = _hits(index)
    path = live(index) / name
    data = bytearray(path.read_bytes())
    data[len(data) * 2 // 3] ^= 1
    path.write_bytes(data)
    assert _build(corpus, index).changed
    assert _hits(index) == hits


def test_another_encoder_takes_over_no_vector(
    corpus: Path, tmp_path: Path, embedder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    _build(corpus, tmp_path / "index")
    everything = len(set(embedder.encoded))
    # The same model, which rounds otherwise on this machine.
    original = FakeEmbedder.encode_query
    monkeypatch.setattr(FakeEmbedder, "encode_query", lambda self, text: original(self, text) * 0.9999999)
    embedder.encoded.clear()
    _add(corpus)
    _build(corpus, tmp_path / "index")
    assert len(set(embedder.encoded)) > everything


def test_one_of_two_files_of_a_report_takes_its_place_when_the_other_goes(
    corpus: Path, tmp_path: Path, embedder: Counting
) -> None:
    assert embedder
    shutil.copy(corpus / "kazakhstan-2017.txt", corpus / "zz-kazakhstan-2017.txt")
    assert len(_build(corpus, tmp_path / "index").problems) == 1
    (corpus / "kazakhstan-2017.txt").unlink()
    result = _build(corpus, tmp_path / "index")
    assert (result.counts.reports, result.problems) == (3, ())


def test_a_build_without_a_change_imports_neither_model_nor_vectors(indexes: Path) -> None:
    program = (
        "import pathlib, sys; from kzsearch.adding.calibrated_build import build_index; "
        "result = build_index(pathlib.Path('corpus'), pathlib.Path(sys.argv[1])); "
        "print(result.changed, sorted({'torch', 'onnxruntime', 'faiss', 'numpy'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(indexes / "default")]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split(" ", 1) == ["False", "[]\n"]

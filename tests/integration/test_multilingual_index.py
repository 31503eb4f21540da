"""An index of the multilingual model: questions in three languages find one passage, and an update is a full build."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzsearch.index import open_index
from kzsearch.index.write.build import build
from kzsearch.search import search

REPORT = """KAZAKHSTAN (Tier 2)
The Government of Kazakhstan does not fully meet the minimum standards.
PROSECUTION
Courts convicted six traffickers.
PROTECTION
Shelters gave victims legal aid.
"""


def _vectors(index: Path) -> list[bytes]:
    folder = index / (index / "current").read_text(encoding="utf-8").strip()
    return [(folder / name).read_bytes() for name in ("passages.faiss", "sentences.faiss")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("multilingual")
    (made / "corpus").mkdir()
    (made / "corpus" / "kazakhstan-2017.txt").write_text(REPORT, encoding="utf-8")
    build(made / "corpus", made / "index", model="multilingual")
    return made


@pytest.mark.parametrize(
    "query", ["Who was found guilty?", "Кого признали виновным?", "Кім кінәлі деп танылды?"]
)
def test_a_question_finds_its_passage_in_each_language(folder: Path, query: str) -> None:
    with open_index(folder / "index") as index:
        answer = search(index, query)
        assert answer.hits[0].passage.section == "prosecution"
        assert not any("glossary" in note for note in answer.notes)


def test_an_update_gives_what_a_full_build_gives(folder: Path) -> None:
    added = folder / "corpus" / "kazakhstan-2018.txt"
    added.write_text(REPORT.replace("six", "nine"), encoding="utf-8")
    updated = build(folder / "corpus", folder / "index", model="multilingual")
    build(folder / "corpus", folder / "full", model="multilingual", full=True)
    assert updated.taken_over == 1
    assert _vectors(folder / "index") == _vectors(folder / "full")
    with open_index(folder / "index") as index:
        assert index.manifest.model.name == "multilingual-e5-small"
        assert index.manifest.model.prompts == {"query": "query: ", "passage": "passage: "}

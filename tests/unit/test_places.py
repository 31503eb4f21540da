"""Corpus and index are found from the working directory upwards, else in the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kzsearch import places
from kzsearch.configuration import FILE_NAME
from kzsearch.errors import KzsearchError
from kzsearch.places import find_places, from_here, is_unbuilt, packaged_corpus, provide_corpus


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, as a user without settings."""
    for name in list(os.environ):
        if name.startswith("KZSEARCH"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(places, "user_data", lambda: tmp_path / "data" / "kzsearch")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def marked(folder: Path, mark: str) -> Path:
    (folder / mark).parent.mkdir(parents=True, exist_ok=True)
    (folder / mark).touch()
    return folder


def test_in_an_empty_folder_they_are_the_users(tmp_path: Path) -> None:
    found = find_places()
    assert found.index_folder == tmp_path / "data" / "kzsearch" / "indexes" / "default"
    assert found.corpus_folder == tmp_path / "data" / "kzsearch" / "corpus"
    assert found.index_origin == found.corpus_origin == "the user's data folder"
    assert not found.is_stated


@pytest.mark.parametrize("mark", [FILE_NAME, "corpus/reports.toml", "indexes/default/current"])
def test_a_project_is_found_upwards(nobody: Path, monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    marked(nobody, mark)
    assert find_places().index_folder == Path("indexes/default")
    deep = nobody / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    found = find_places()
    assert found.index_folder == Path("../../indexes/default")
    assert found.corpus_folder == Path("../../corpus")
    assert found.index_origin == "found above the working directory"


def test_a_corpus_without_a_table_counts_here_but_not_above(
    nobody: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nobody / "corpus").mkdir()
    assert find_places().corpus_folder == Path("corpus")
    (nobody / "a").mkdir()
    monkeypatch.chdir(nobody / "a")
    assert find_places().corpus_origin == "the user's data folder"


def test_options_count_before_variables_and_these_before_files(
    nobody: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nobody / FILE_NAME).write_text('index = "of-file"\ncorpus = "reports"', encoding="utf-8")
    found = find_places()
    assert (found.index_folder, found.corpus_folder) == (nobody / "of-file", nobody / "reports")
    assert found.is_stated
    monkeypatch.setenv("KZSEARCH_INDEX", "of-variable")
    assert find_places().index_folder == Path("of-variable")
    assert find_places().index_origin == "KZSEARCH_INDEX"
    assert find_places(Path("of-option"), Path("c"))[:2] == (Path("of-option"), Path("c"))


def test_only_an_index_that_nobody_named_and_nobody_built_is_built(nobody: Path) -> None:
    assert is_unbuilt(find_places())
    assert not is_unbuilt(find_places(Path("elsewhere")))
    marked(nobody, "corpus/reports.toml")
    assert is_unbuilt(find_places())
    (nobody / "indexes" / "default" / "g000001").mkdir(parents=True)  # damaged, not unbuilt
    assert not is_unbuilt(find_places())


def test_a_corpus_without_a_table_is_not_built_by_itself(nobody: Path) -> None:
    (nobody / "corpus").mkdir()
    assert not is_unbuilt(find_places())


def test_the_users_corpus_is_filled_once_and_then_left_alone(tmp_path: Path) -> None:
    found = find_places()
    assert provide_corpus(found)
    names = sorted(path.name for path in found.corpus_folder.iterdir())
    assert {"kazakhstan-2017.txt", "kazakhstan-2023.txt", "reports.toml"} <= set(names)
    (found.corpus_folder / "kazakhstan-2017.txt").unlink()
    assert not provide_corpus(found)
    assert not (found.corpus_folder / "kazakhstan-2017.txt").exists()
    assert [path.name for path in (tmp_path / "data" / "kzsearch").iterdir()] == ["corpus"]


def test_a_projects_corpus_is_never_filled(nobody: Path) -> None:
    marked(nobody, FILE_NAME)
    assert not provide_corpus(find_places())
    assert not (nobody / "corpus").exists()


def test_a_package_without_its_reports_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "__file__", str(tmp_path / "site" / "kzsearch" / "places.py"))
    with pytest.raises(KzsearchError, match="lacks its reports"):
        packaged_corpus()
    with pytest.raises(KzsearchError, match="lacks its reports"):
        provide_corpus(find_places())


def test_a_path_is_valid_from_here(nobody: Path, tmp_path: Path) -> None:
    assert from_here(nobody / "corpus") == "corpus"
    assert from_here(nobody) == "."
    assert from_here(tmp_path / "corpus") == "../corpus"
    far = Path("/srv")
    assert from_here(far) == "/srv"
    for path in (nobody / "x", tmp_path / "y", far):
        assert Path(from_here(path)).absolute().resolve() == path.resolve()


def test_where_the_working_directory_is_gone_paths_stay_as_they_are(nobody: Path) -> None:
    nobody.rmdir()
    assert from_here(Path("/srv/corpus")) == "/srv/corpus"
    assert find_places().corpus_origin == "the user's data folder"

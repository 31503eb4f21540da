"""The folder of saved searches: whole files at every moment, whoever writes; nothing is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from kzsearch.errors import ConfigurationError, QueryError
from kzsearch.saving import folder
from kzsearch.saving.searches import SavedSearch

SEARCH = SavedSearch("shelters", "shelter funding", Path("/indexes/default"))


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(folder, "user_data", lambda: tmp_path / "data")
    return tmp_path / "data" / "saved"


def test_a_search_is_kept_and_removed(data: Path) -> None:
    assert folder.names() == []
    assert folder.save(SEARCH) == data / "shelters.toml"
    assert folder.read("Shelters") == SEARCH
    assert folder.names() == ["shelters"]
    folder.remove("shelters")
    assert folder.names() == []


def test_a_name_is_taken_once(data: Path) -> None:
    folder.save(SEARCH)
    with pytest.raises(QueryError, match="there is a saved search shelters already"):
        folder.save(replace(SEARCH, query="another"))
    assert folder.read("shelters").query == "shelter funding"
    for unknown in (folder.read, folder.remove):
        with pytest.raises(QueryError, match="no saved search shelterz") as caught:
            unknown("shelterz")
        assert "did you mean shelters?" in caught.value.hint
    assert data.is_dir()


def test_a_damaged_file_stays_as_it_is_and_spoils_no_other(data: Path) -> None:
    folder.save(SEARCH)
    folder.save(replace(SEARCH, name="other"))
    for content in (b"query = ", b"\xff\xfe", b""):
        (data / "shelters.toml").write_bytes(content)
        for ask in (lambda: folder.read("shelters"), lambda: folder.record(SEARCH)):
            with pytest.raises(ConfigurationError, match="shelters is damaged"):
                ask()
        assert (data / "shelters.toml").read_bytes() == content
    assert folder.read("other").query == SEARCH.query
    folder.remove("shelters")
    assert folder.names() == ["other"]


def test_what_another_process_saw_stays_seen() -> None:
    folder.save(SEARCH)

    def look(number: int) -> None:
        folder.record(replace(SEARCH, sentences=frozenset({str(number)})))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(look, range(20)))
    assert folder.read("shelters").sentences == frozenset(map(str, range(20)))


def test_a_search_that_was_removed_stays_removed() -> None:
    folder.save(SEARCH)
    folder.remove("shelters")
    folder.record(SEARCH)
    assert folder.names() == []


def test_a_write_that_fails_leaves_the_file(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.save(SEARCH)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        folder.record(replace(SEARCH, looked="later"))
    monkeypatch.undo()
    assert [path.name for path in data.iterdir() if path.name != ".lock"] == ["shelters.toml"]
    assert "shelter funding" in (data / "shelters.toml").read_text(encoding="utf-8")


def test_a_lock_that_is_not_given_back_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    folder.save(SEARCH)
    monkeypatch.setattr(folder, "_SECONDS", 0.0)
    with FileLock(data / ".lock"), pytest.raises(ConfigurationError, match="another kzsearch"):
        folder.remove("shelters")
    assert folder.names() == ["shelters"]

"""Saved searches to TOML and back; names that can be files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzsearch.errors import ConfigurationError, QueryError
from kzsearch.saving.searches import OPTIONS, Option, SavedSearch, checked_name, from_toml, to_toml

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20)
OF_KIND: dict[type, st.SearchStrategy[Option]] = {
    int: st.integers(1, 99),
    float: st.floats(-1, 1).map(lambda number: number + 0.0),
    bool: st.booleans(),
    str: TEXTS,
    list: st.lists(TEXTS, max_size=3),
}
SEARCHES = st.builds(
    SavedSearch,
    name=st.just("x"),
    query=TEXTS.filter(str.strip),
    index=st.just(Path("/a/b")),
    corpus=st.sampled_from([None, Path("/c")]),
    options=st.fixed_dictionaries({}, optional={name: OF_KIND[kind] for name, kind in OPTIONS.items()}),
    saved=st.just("2026-01-01"),
    looked=st.just("2026-01-02"),
    reports=st.dictionaries(TEXTS, TEXTS, max_size=3),
    sentences=st.frozensets(TEXTS, max_size=3),
)


@settings(max_examples=30)
@given(search=SEARCHES)
def test_what_is_written_is_read(search: SavedSearch) -> None:
    assert from_toml("x", to_toml(search)) == search
    assert from_toml("x", to_toml(search, to_toml(search))) == search


def test_what_people_add_stays() -> None:
    search = SavedSearch("x", "shelter", Path("/a"))
    mine = to_toml(search).replace("query =", "# my own note\nquery =").replace("shelter", "hotline")
    again = to_toml(from_toml("x", mine), mine)
    assert "# my own note" in again
    assert from_toml("x", again).query == "hotline"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("query = ", "Invalid value"),
        ("", "query is missing"),
        ("query = 3", "query is 3"),
        ('query = "a"', "index is missing"),
        ('query = "a"\nindex = "b"\noptions = 3', "options and seen are tables"),
        ('query = "a"\nindex = "b"\n[options]\nyaer = ["2017"]', "no option yaer"),
        ('query = "a"\nindex = "b"\n[options]\nk = "many"', "k is 'many'"),
        ('query = "a"\nindex = "b"\n[options]\nk = true', "k is True"),
        ('query = "a"\nindex = "b"\n[options]\nyear = [2017]', "year is no list of texts"),
        ('query = "a"\nindex = "b"\n[seen]\nreports = 3', "seen.reports is no table"),
        ('query = "a"\nindex = "b"\n[seen]\nsentences = "x"', "seen.sentences is no list"),
    ],
)
def test_a_damaged_file_is_told(text: str, reason: str) -> None:
    with pytest.raises(ConfigurationError, match="the saved search x is damaged") as caught:
        from_toml("x", text)
    assert reason in caught.value.message


@pytest.mark.parametrize("name", ["shelters", "2023", "new-shelters_2", "Жилье", "a.b", "A", "x" * 60])
def test_names(name: str) -> None:
    assert checked_name(name) == name.casefold()


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".",
        "..",
        "a/b",
        "../a",
        "a\\b",
        ".hidden",
        "-x",
        "a.",
        "a b",
        "con",
        "NUL",
        "com1.txt",
        "x" * 61,
        "a\n",
        "a\0",
    ],
)
def test_names_that_are_no_files_are_refused(name: str) -> None:
    with pytest.raises(QueryError, match="cannot be the name of a saved search"):
        checked_name(name)

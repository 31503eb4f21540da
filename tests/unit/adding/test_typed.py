"""What `kzsearch add` states of each file, and hints that are commands."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from kzsearch.adding.typed import Typed
from kzsearch.errors import QueryError

A, B = Path("new/a.txt"), Path("b=2.txt")


def test_a_value_is_of_every_file_or_of_the_one_that_it_names() -> None:
    typed = Typed(
        [A, B],
        {
            "country": ["Laos", "a.txt=Nauru", "b=2.txt=Georgia"],
            "year": ["2019", "./new/a.txt=2020"],
            "title": ["E = mc2"],
            "source": ["https://example.org/a.html?b.txt=3"],
        },
    )
    common = {"title": "E = mc2", "url": "https://example.org/a.html?b.txt=3"}
    assert typed.by_file() == {
        A: {"country": "Nauru", "year": 2020, **common},
        B: {"country": "Georgia", "year": 2019, **common},
    }
    assert Typed([A], {"title": ["*=c.txt=1"]}).by_file() == {A: {"title": "c.txt=1"}}


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("country", "c.txt=Laos", "none of the files"),
        ("country", "x=Laos", "none of the files"),
        ("title", "c.txt=Laos", r"\*=VALUE"),
        ("title", "a=Laos", "none of the files"),
        ("country", "a.txt=Lasos", "no known country"),
        ("country", "a.txt=", "states nothing"),
        ("publisher", "\udcff", "cannot be printed"),
        ("year", "a.txt=20x", "no report year"),
        ("series", "!", "no series"),
    ],
)
def test_a_value_without_a_file_or_a_meaning_is_refused(option: str, value: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as told:
        Typed([A], {option: [value]}).by_file()
    assert told.value.hint


@pytest.mark.parametrize(
    ("files", "stated"),
    [
        ([A], {"country": ["c.txt=Laos"]}),
        ([A, B], {"country": ["new/aa.txt=Laos"], "year": ["2019"]}),
        ([A], {"country": ["Lasos"]}),
        ([A], {"year": ["2019", "2020"]}),
        ([A, Path("old/a.txt")], {"country": ["a.txt=Laos"]}),
    ],
)
def test_the_hint_is_a_command_that_states_what_was_meant(
    files: list[Path], stated: dict[str, list[str]]
) -> None:
    with pytest.raises(QueryError) as told:
        Typed(files, stated).by_file()
    words = shlex.split(told.value.hint.partition(": ")[2])
    count = 2 + len(files)
    assert words[:count] == ["kzsearch", "add", *map(str, files)]
    again: dict[str, list[str]] = {}
    for option, value in zip(words[count::2], words[count + 1 :: 2], strict=True):
        again.setdefault(option.removeprefix("--"), []).append(value)
    assert any(Typed(files, again).by_file().values())

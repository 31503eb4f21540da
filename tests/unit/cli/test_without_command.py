"""Which arguments are a search though they name no command."""

from __future__ import annotations

import click
import pytest

from kzsearch.cli.app import program
from kzsearch.cli.without_command import near_command, with_command
from kzsearch.errors import QueryError

GROUP = program()
NAMES = ("index", "search", "show", "reports", "verify", "add", "remove", "eval")


def _completed(args: list[str], *, completing: bool = False) -> list[str]:
    assert isinstance(GROUP, click.Group)
    return with_command(
        GROUP, click.Context(GROUP, resilient_parsing=completing, **GROUP.context_settings), args
    )


@pytest.mark.parametrize(
    "line",
    [
        ["hotline calls"],
        ["hotline", "calls", "--year", "2023"],
        ["--year", "2023", "hotline"],
        ["--json", "hotline"],
        ["-k3", "hotline"],
        ["convictions"],
        ["show trials"],  # quoted, so that it is no command
        ["--year", "2023", "show trials"],
        ["how", "many", "victims"],
        ["aid", "for", "victims"],
        ["--mode", "show", "hotline"],  # a value, no word
        ["-"],
        ["--", "show", "trials"],
        ["hotline", "--help"],
        [""],
    ],
    ids=" ".join,
)
def test_a_search(line: list[str]) -> None:
    assert _completed(line) == ["search", *line]


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["search", "hotline"],
        ["show", "trials"],
        ["--help"],
        ["-h"],
        ["-V"],
        ["--show-completion"],
        ["--frob", "hotline"],
    ],
    ids=" ".join,
)
def test_no_search(line: list[str]) -> None:
    assert _completed(line) == line


@pytest.mark.parametrize(
    ("line", "meant", "query"),
    [
        (["serch", "hotline calls"], "search 'hotline calls'", "serch 'hotline calls'"),
        (["Show", "kaz-2023"], "show kaz-2023", "Show kaz-2023"),
        (["reprts"], "reports", "reprts"),
        (["--year", "2023", "show", "trials"], "show --year 2023 trials", "--year 2023 -- show trials"),
    ],
)
def test_what_may_be_a_command_is_refused_with_both_readings(line: list[str], meant: str, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        _completed(line)
    assert caught.value.hint == (
        f"did you mean: kzsearch {meant}? to search for these words: kzsearch search {query}"
    )
    assert _completed(line, completing=True) == ["search", *line]


@pytest.mark.parametrize(
    ("word", "command"),
    [("serch", "search"), ("idnex", "index"), ("reprots", "reports"), ("shwo", "show"), ("ADD", "add")]
    + [(word, None) for word in ("shelter", "how", "shot", "aid", "ad", "evil", "research", "removing", "-")],
)
def test_words_that_are_near_a_command(word: str, command: str | None) -> None:
    assert near_command(word, NAMES) == command

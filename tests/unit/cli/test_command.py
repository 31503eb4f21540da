"""Every command that takes --format takes --json."""

from __future__ import annotations

import pytest

from kzsearch.cli.app import program
from kzsearch.cli.options import FormatOption
from kzsearch.errors import QueryError

EVERY = program().commands
COMMANDS = {
    name: command
    for name, command in EVERY.items()
    if any("--format" in param.opts for param in command.params)
}


def _words(name: str) -> list[str]:
    return ["kaz-2023"] if name in ("search", "more", "show", "locate", "cite") else []


@pytest.mark.parametrize("name", COMMANDS)
def test_json_is_a_format(name: str) -> None:
    for options in (["--json"], ["--json", "--format", "json"], ["--format", "json"]):
        context = COMMANDS[name].make_context(name, [*_words(name), *options])
        assert context.params["output"] in ("json", FormatOption.JSON)
        assert "as_json" not in context.params
    context = COMMANDS[name].make_context(name, _words(name))
    assert context.params["output"] in ("auto", FormatOption.AUTO)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("other", ["csv", "jsonl", "auto"])
def test_json_beside_another_format_is_refused(name: str, other: str) -> None:
    with pytest.raises(QueryError, match=f"--json and --format {other} contradict each other"):
        COMMANDS[name].make_context(name, [*_words(name), "--json", "--format", other])


def test_commands_without_a_format_have_no_json() -> None:
    for name in EVERY.keys() - COMMANDS.keys():
        options = {option for param in EVERY[name].params for option in param.opts}
        assert not {"--json", "--format"} & options

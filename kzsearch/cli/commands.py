"""The commands, each imported when it is asked for: a start pays for the command that it runs, not for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

NAMES = (
    "index",
    "search",
    "show",
    "reports",
    "verify",
    "compare",
    "recommendations",
    "figures",
    "timeline",
    "report",
    "locate",
    "cite",
    "serve",
    "mcp",
    "add",
    "remove",
    "config",
    "eval",
)
"""The commands in the order of the help; `kzsearch.cli.NAME` holds the function NAME of each."""

_OTHER_FUNCTIONS = {"eval": "evaluate"}  # eval is a function of Python's own


class Commands(Mapping[str, click.Command]):
    """The commands by name."""

    def __init__(self) -> None:
        self._made: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in NAMES:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = _command(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


def one_a_line(examples: str) -> str:
    """Return the examples of a command, one on each line: click keeps the lines of a text that begins so."""
    heading, _, listed = examples.partition(": ")
    return "\n".join(["\b", f"{heading}:", *(f"  {example}" for example in listed.split(" · "))])


def _command(name: str) -> click.Command:
    from importlib import import_module

    from typer.main import get_command_from_info
    from typer.models import CommandInfo

    from kzsearch.cli.command import KzsearchCommand

    module = import_module(f"kzsearch.cli.{name}")
    info = CommandInfo(
        name,
        cls=KzsearchCommand,
        callback=getattr(module, _OTHER_FUNCTIONS.get(name, name)),
        epilog=one_a_line(module.EXAMPLES),
    )
    return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)

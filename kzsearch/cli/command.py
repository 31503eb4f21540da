"""What every command does with its options: `--json`, completed values; and a search without its command."""

from __future__ import annotations

from typing import Any

import click
from click.core import ParameterSource
from typer.core import TyperCommand, TyperGroup

from kzsearch.cli.completed_values import COMPLETED, CompletedText
from kzsearch.errors import QueryError

_FORMAT = "--format"


class KzsearchCommand(TyperCommand):
    """A command: `--json` is `--format json`, and values of options are completed from the index."""

    def __init__(self, name: str | None, **attributes: Any) -> None:  # noqa: ANN401  Typer's own, handed on
        super().__init__(name, **attributes)
        self._format = next((param for param in self.params if _FORMAT in param.opts), None)
        if self._format is not None:
            as_json = click.Option(["--json", _AS_JSON], is_flag=True, help="The same as --format json.")
            self.params.insert(self.params.index(self._format) + 1, as_json)
        for param in self.params:
            if param.name in COMPLETED and param.type is click.STRING:
                param.type = CompletedText(COMPLETED[param.name])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments.

        Raises:
            QueryError: `--json` stands beside another format.
        """
        rest = super().parse_args(ctx, args)
        if self._format is not None and ctx.params.pop(_AS_JSON, False):
            self._choose_json(ctx, self._format)
        return rest

    def _choose_json(self, ctx: click.Context, option: click.Parameter) -> None:
        name = str(option.name)
        chosen = ctx.params.get(name)
        typed = ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if typed and chosen != "json":
            raise QueryError(
                f"--json and --format {chosen} contradict each other", "leave --json or --format out"
            )
        ctx.params[name] = option.process_value(ctx, "json")


_AS_JSON = "as_json"


class KzsearchGroup(TyperGroup):
    """The program: what begins with no command is a search."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments of the program, and put the command in front where they are a query.

        Raises:
            QueryError: They may be meant for a command.
        """
        if args and args[0] not in self.commands:
            from kzsearch.cli.without_command import with_command

            args = with_command(self, ctx, args)
        return super().parse_args(ctx, args)

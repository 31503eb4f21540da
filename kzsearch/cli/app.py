"""The Typer app and its commands."""

from __future__ import annotations

import sys
from typing import Annotated, cast

import click
import typer

from kzsearch.cli.command import KzsearchGroup
from kzsearch.cli.commands import NAMES, Commands, one_a_line
from kzsearch.cli.streams import ERROR

_EPILOG = (
    'Examples: kzsearch index · kzsearch search "shelter funding" --year 2023 · kzsearch "hotline calls" · '
    "kzsearch show kaz-2023-protection-03"
)


app = typer.Typer(
    name="kzsearch",
    cls=KzsearchGroup,
    help="Search Trafficking in Persons reports by meaning and by word, with citations to the character.",
    epilog=one_a_line(_EPILOG),
    invoke_without_command=True,
    # Plain text can be piped and searched; rich would triple the time that help takes.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def program() -> KzsearchGroup:
    """Return the program with its commands."""
    group = typer.main.get_command(app)
    if not isinstance(group, KzsearchGroup):
        raise TypeError(f"Typer has made a {type(group).__name__}")
    group.commands = cast("dict[str, click.Command]", Commands())  # click only reads it
    return group


def _version(wanted: bool) -> None:
    if wanted:
        from kzsearch import __version__

        typer.echo(f"kzsearch {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  its callback prints the version
        bool,
        typer.Option("--version", "-V", help="Show the version and exit.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Options of the program itself."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ERROR)
    # Help is wanted all the more where a configuration file is wrong.
    if not {"-h", "--help"} & {*sys.argv}:
        from kzsearch.cli.config import defaults_of
        from kzsearch.configuration import stated_settings

        context.obj = stated_settings()  # read once: the commands take it from here
        context.default_map = defaults_of(NAMES, context.obj)

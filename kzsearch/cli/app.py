"""The Typer app and its commands."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kzsearch.cli import (
    add,
    cite,
    config,
    index,
    locate,
    remove,
    reports,
    search,
    show,
    timeline,
    verify,
)
from kzsearch.cli import eval as evaluation
from kzsearch.cli.command import KzsearchCommand, KzsearchGroup
from kzsearch.cli.streams import ERROR

_EPILOG = (
    'Examples: kzsearch index · kzsearch search "shelter funding" --year 2023 · kzsearch "hotline calls" · '
    "kzsearch show kaz-2023-protection-03"
)


def _one_a_line(examples: str) -> str:
    """Return the examples of a command, one on each line: click keeps the lines of a text that begins so."""
    heading, _, listed = examples.partition(": ")
    return "\n".join(["\b", f"{heading}:", *(f"  {example}" for example in listed.split(" · "))])


app = typer.Typer(
    name="kzsearch",
    cls=KzsearchGroup,
    help="Search Trafficking in Persons reports by meaning and by word, with citations to the character.",
    epilog=_one_a_line(_EPILOG),
    invoke_without_command=True,
    # Plain text can be piped and searched; rich would triple the time that help takes.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    index.index,
    search.search,
    show.show,
    reports.reports,
    verify.verify,
    add.add,
    remove.remove,
    config.config,
    locate.locate,
    cite.cite,
    timeline.timeline,
):
    app.command(cls=KzsearchCommand, epilog=_one_a_line(command.__globals__["EXAMPLES"]))(command)
app.command("eval", cls=KzsearchCommand, epilog=_one_a_line(evaluation.EXAMPLES))(evaluation.evaluate)


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
    if not {"-h", "--help"} & {*sys.argv} and isinstance(context.command, KzsearchGroup):
        context.default_map = config.defaults_of(context.command.commands)

"""Write the manual page from the commands: `make man`.

Options, their meanings and the examples are those of `--help`; only what no command says stands here. The page has no
date and no version, so that it changes only when a command does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import typer

from kzsearch.cli.app import app

PAGE = Path(__file__).parent.parent / "docs" / "kzsearch.1"

_BEFORE_COMMANDS = (
    (
        "kzsearch reads a folder of reports, the corpus, into an index, and answers queries with passages of the "
        "reports, each with a citation that can be checked to the character."
    ),
    (
        'What begins with no command is a search: kzsearch "hotline calls" is kzsearch search "hotline calls", and '
        "options may stand in front of it. A first word that names a command is that command; one that is a slip away "
        "from it is an error. To search for such words, write search or -- in front of them."
    ),
)
_EXIT_CODES = {
    "0": "Something was found, or what was asked for was done.",
    "1": "Nothing was found, a passage is not intact, or the user did not agree.",
    "2": "An error, told on standard error in one line, with a hint in another.",
    "130": "Interrupted.",
}
_ENVIRONMENT = {
    "NO_COLOR": "If set, no colour, unless --color says otherwise.",
    "FORCE_COLOR": "If set, colour in a pipe too, unless NO_COLOR is set.",
    "FORCE_HYPERLINK": "If set, citations are links; if 0, they are not.",
    "COLUMNS": "Cells of a line in a pipe.",
    "PAGER": "Shows an answer that is longer than the terminal; without it, less does.",
    "LESS": "Options of less; without it, FRX.",
    "VISUAL, EDITOR": "The editor of kzsearch show --open.",
    "KZSEARCH_DEBUG": "If set, a fault in kzsearch shows where it happened.",
}
_FILES = {
    "corpus/": "The reports, and a table of what is known of them.",
    "indexes/default/": "The index of the corpus.",
}


def page() -> str:
    """Return the manual page as roff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    group = typer.main.get_command(app)
    assert isinstance(group, click.Group)  # noqa: S101  Typer makes one of several commands
    context = click.Context(group, info_name="kzsearch", **group.context_settings)
    yield '.\\" Made by tools/man_page.py from the commands: make man'
    yield '.TH KZSEARCH 1 "" "" "User Commands"'
    yield ".SH NAME"
    yield f"kzsearch \\- {_text((group.help or '').rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield "\\fBkzsearch\\fR [\\fIOPTION\\fR]... \\fIQUERY\\fR"
    yield ".br"
    yield "\\fBkzsearch\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]..."
    yield ".SH DESCRIPTION"
    for number, paragraph in enumerate(_BEFORE_COMMANDS):
        yield from ([".PP"] if number else [])
        yield _text(paragraph)
    yield ".SH OPTIONS"
    yield from _parameters(group, context)
    yield ".SH COMMANDS"
    for name, command in group.commands.items():
        yield from _command(command, click.Context(command, info_name=name, parent=context))
    yield ".SH EXIT STATUS"
    yield from _entries(_EXIT_CODES)
    yield ".SH ENVIRONMENT"
    yield from _entries({**_named_by_options(group), **_ENVIRONMENT})
    yield ".SH FILES"
    yield from _entries(_FILES)
    yield ".SH EXAMPLES"
    yield from _examples(group)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    words = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_text(context.command_path)}"
    yield f"\\fB{_text(context.command_path)}\\fR {_italic(words)}"
    for paragraph in (command.help or "").split("\n\n"):
        yield ".PP"
        yield _text(paragraph)
    yield from _parameters(command, context)
    yield ".PP"
    yield "Examples:"
    yield from _examples(command)


def _parameters(command: click.Command, context: click.Context) -> Iterator[str]:
    for param in command.get_params(context):
        record = param.get_help_record(context)
        if record is not None:
            yield ".TP"
            yield _option(record[0])
            yield _text(record[1])


def _named_by_options(group: click.Group) -> dict[str, str]:
    """Return the environment variables that stand for an option, each with that option."""
    return {
        str(param.envvar): f"What {param.opts[0]} says where the option is not given."
        for command in group.commands.values()
        for param in command.params
        if param.envvar
    }


def _examples(command: click.Command) -> Iterator[str]:
    examples = [line.strip() for line in (command.epilog or "").splitlines() if line.startswith("  ")]
    yield ".PP"
    yield ".nf"
    yield ".RS"
    yield from map(_text, examples)
    yield ".RE"
    yield ".fi"


def _entries(entries: dict[str, str]) -> Iterator[str]:
    for name, meaning in entries.items():
        yield ".TP"
        yield f"\\fB{_text(name)}\\fR"
        yield _text(meaning)


def _option(names: str) -> str:
    """Return the names of a parameter in bold, and what stands for its value in italics."""
    pieces = re.split(r"(?<!\S)(-[\w-]+)", names)
    return "".join(f"\\fB{_text(piece)}\\fR" if piece.startswith("-") else _italic(piece) for piece in pieces)


def _italic(words: str) -> str:
    return re.sub(r"[A-Za-z][^\s,\[\]]*", lambda found: f"\\fI{found[0]}\\fR", _escaped(words))


def _text(text: str) -> str:
    """Return text as one line of roff that begins no request."""
    line = _escaped(" ".join(text.split()))
    return f"\\&{line}" if line.startswith((".", "'")) else line


def _escaped(text: str) -> str:
    line = text.replace("\\", "\\(rs").replace("-", "\\-").replace("'", "\\(aq").replace("^", "\\(ha")
    line = line.replace("`", "\\(ga").replace("~", "\\(ti")
    return "".join(char if char.isascii() else f"\\[u{ord(char):04X}]" for char in line)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="ascii")

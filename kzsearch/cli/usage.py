"""What is wrong with a command line, and what was most likely meant: one line and a hint."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

# What click says of a value that is none of the choices; the error holds the value nowhere else.
_NOT_A_CHOICE = re.compile(r"(?P<value>'.*?'|\".*?\") is not (?:one of|in) .*", re.DOTALL)
_QUERYING = ("kzsearch", "search")
_EXTRA = "unexpected extra argument"


def told(error: Any) -> tuple[str, str]:  # noqa: ANN401  a usage error of click, whose classes have moved before
    """Return the message and the hint for a usage error of the command line."""
    from kzsearch.suggestion import did_you_mean

    context: click.Context | None = getattr(error, "ctx", None)
    see = f"see {context.command_path if context else 'kzsearch'} --help"
    option = getattr(error, "option_name", None)
    if context and option:
        if not option.startswith("--") and context.info_name in _QUERYING:
            see = f"to exclude a word, quote the query for the shell: {context.command_path} 'shelter -NGO'; {see}"
        return f"there is no option {option}", f"{did_you_mean(option, _options(context))}{see}"
    choices = [str(getattr(choice, "value", choice)) for choice in _choices(error)]
    wrong = _NOT_A_CHOICE.fullmatch(str(getattr(error, "message", ""))) if choices else None
    if wrong:
        value, name = ast.literal_eval(wrong["value"]), error.param.opts[0]
        return (
            f"{name} has no {value!r}",
            f"{did_you_mean(value, choices)}{name} takes {', '.join(choices)}; {see}",
        )
    message = str(error.format_message())
    if context and context.parent and context.info_name != "search" and _EXTRA in message:
        see += f'; to search for words that begin with "{context.info_name}", write kzsearch search in front of them'
    return message, see


def _options(context: click.Context) -> Iterator[str]:
    """Yield the options that could have been meant; without a command, also those of a search."""
    commands = [context.command]
    if context.parent is None:
        commands += [getattr(context.command, "commands", {})["search"]]
    for command in commands:
        for param in command.get_params(context):
            if param.param_type_name == "option":
                yield from (name for name in param.opts if name.startswith("--"))


def _choices(error: Any) -> list[object]:  # noqa: ANN401  as above
    return list(getattr(getattr(getattr(error, "param", None), "type", None), "choices", ()))

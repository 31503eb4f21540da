"""A search without its command: `kzsearch "hotline calls"` is `kzsearch search "hotline calls"`.

What names a command is that command, so a query whose first word is one needs `search`, quotation marks around more
than one word, or `--` in front. What only looks like a command is refused, with both readings: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import click

from kzsearch.errors import QueryError

SEARCH = "search"
_SURE_LETTERS = 5  # so long is a command's name that a word one slip from it is more likely the command


def with_command(group: click.Group, ctx: click.Context, args: list[str]) -> list[str]:
    """Return the arguments of the program with `search` in front where they begin with no command.

    Raises:
        QueryError: They may be meant for a command.
    """
    own = _options(group, ctx)
    if not args or args[0] in group.commands or args[0].partition("=")[0] in own:
        return args
    searching = _options(group.commands[SEARCH], ctx)
    first = args[0].partition("=")[0]
    if first.startswith("--") and first not in ("--", *searching):
        return args  # click tells that there is no such option
    if ctx.resilient_parsing:
        return [SEARCH, *args]
    place, word = next(_words(args, searching), (len(args), ""))
    if args[:place] and word in group.commands:
        _refuse(
            f"the command {word} comes after options",
            [word, *args[:place], *args[place + 1 :]],
            [*args[:place], "--", *args[place:]],
        )
    if not args[:place] and (command := near_command(word, group.commands)):
        _refuse(f"there is no command {word!r}", [command, *args[1:]], args)
    return [SEARCH, *args]


def near_command(word: str, commands: Collection[str]) -> str | None:
    """Return the command that a word may be meant for, or None.

    It is one slip away: a letter wrong, missing, added, or two exchanged. Usual words are that near to a short
    command (how, show; aid, add), so there only exchanged letters count.
    """
    plain = word.casefold()
    close = [name for name in commands if abs(len(name) - len(plain)) <= 1]
    if not close:
        return None
    if plain in close:
        return plain
    from rapidfuzz.distance import OSA

    for name in close:
        exchanged = sorted(name) == sorted(plain) and plain[:1] == name[:1]
        if OSA.distance(plain, name) == 1 and (len(name) >= _SURE_LETTERS or exchanged):
            return name
    return None


def _options(command: click.Command, ctx: click.Context) -> Mapping[str, bool]:
    """Return the names of a command's options, each with whether a value follows it."""
    return {
        name: isinstance(param, click.Option) and not param.is_flag and not param.is_eager
        for param in command.get_params(ctx)
        for name in (*param.opts, *param.secondary_opts)
        if name.startswith("-")
    }


def _words(args: Sequence[str], options: Mapping[str, bool]) -> Iterator[tuple[int, str]]:
    """Yield the place and text of each argument up to `--` that is neither option nor an option's value."""
    value_follows = False
    for place, arg in enumerate(args):
        if value_follows:
            value_follows = False
        elif arg == "--":
            return
        elif arg.startswith("-") and arg != "-":
            value_follows = options.get(arg, False)
        else:
            yield place, arg


def _refuse(what: str, command: Sequence[str], query: Sequence[str]) -> None:
    import shlex

    meant = f"did you mean: kzsearch {shlex.join(command)}?"
    raise QueryError(what, f"{meant} to search for these words: kzsearch {SEARCH} {shlex.join(query)}")

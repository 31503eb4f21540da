"""`kzsearch config`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from kzsearch.cli.options import FormatOption, OutputOption, view
from kzsearch.cli.streams import FOUND, tell, write
from kzsearch.configuration import BUILT_IN, KEYS, Setting, project_file, stated_settings, user_file
from kzsearch.places import find_places, from_here

EXAMPLES = "Examples: kzsearch config · KZSEARCH_K=3 kzsearch config --format json"

_COLUMNS = ("key", "value", "origin", "variable")
_PARAMETERS = {"format": "output", "color": "color"}
"""The parameter that each key gives a default, in every command that has it; `k` is for `search` and `more` alone."""


def config(output: OutputOption = FormatOption.AUTO) -> int:
    """Show the defaults that hold, and where each comes from.

    An option counts before the environment, that before the nearest kzsearch.toml from the working directory upwards,
    and that before the kzsearch.toml of the user's configuration folder. The file takes the keys index, corpus,
    format, k and color; its paths count from its own folder.
    """
    from kzsearch.render import render_table

    stated = stated_at_start()
    stated = stated_settings() if stated is None else stated
    places = find_places(stated=stated)
    held = {
        "format": Setting("auto", BUILT_IN),
        "k": Setting("10, of which text shows 5", BUILT_IN),
        "color": Setting("auto", BUILT_IN),
        **stated,
        "index": Setting(from_here(places.index_folder), places.index_origin),
        "corpus": Setting(from_here(places.corpus_folder), places.corpus_origin),
    }
    rows = [
        {"key": name, "value": held[name].value, "origin": held[name].origin, "variable": KEYS[name].variable}
        for name in KEYS
    ]
    write(render_table(_COLUMNS, rows, **view(output)))
    if project_file() is None and not user_file().is_file():
        tell(f"no configuration file: neither kzsearch.toml from here upwards nor {from_here(user_file())}")
    return FOUND


def stated_at_start() -> Mapping[str, Setting] | None:
    """Return what environment and configuration files state, as it was read when the program started; None before."""
    context = click.get_current_context(silent=True)
    return None if context is None else context.find_root().obj


def defaults_of(commands: Iterable[str], stated: Mapping[str, Setting]) -> dict[str, dict[str, str]]:
    """Return the default values of each command's parameters, as click's `default_map` takes them.

    Args:
        commands: The names of the commands.
        stated: What environment and configuration files state.
    """
    shared = {parameter: str(stated[name].value) for name, parameter in _PARAMETERS.items() if name in stated}
    defaults = {command: dict(shared) for command in commands}
    if "k" in stated:
        for command in ("search", "more"):
            defaults[command]["top_k"] = str(stated["k"].value)
    return defaults

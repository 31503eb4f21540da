"""Parts of kzsearch that need an extra."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kzsearch.errors import KzsearchError


def part_of_web(module: str, command: str) -> Any:  # noqa: ANN401  a module is what its importer takes it for
    """Return a module that needs the extra `web`.

    Args:
        module: Its name.
        command: The command that needs it.

    Raises:
        KzsearchError: The libraries of the extra are not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package == "kzsearch":
            raise
        raise KzsearchError(
            f"kzsearch {command} needs the package {package}", "pip install 'kzsearch[web]'"
        ) from None

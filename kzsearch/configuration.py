"""Defaults that the user sets: environment variables, and the file `kzsearch.toml` of a project or of the user.

The environment counts before the project's file, which is the nearest from the working directory upwards, and that
before the user's file. An option of the command line counts before all of them; it is not seen here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kzsearch.errors import ConfigurationError
from kzsearch.suggestion import did_you_mean

FILE_NAME = "kzsearch.toml"
BUILT_IN = "built in"

Value = str | int | Path


class Key(NamedTuple):
    """A setting that the user can give a default.

    Attributes:
        variable: The environment variable that sets it.
        kind: Type of its value; a path in a file counts from the file's folder.
        choices: The values that it takes, where they are few.
    """

    variable: str
    kind: type[str | int | Path]
    choices: tuple[str, ...] = ()


KEYS: Mapping[str, Key] = {
    "index": Key("KZSEARCH_INDEX", Path),
    "corpus": Key("KZSEARCH_CORPUS", Path),
    "format": Key("KZSEARCH_FORMAT", str, ("auto", "text", "json", "jsonl", "csv", "md")),
    "k": Key("KZSEARCH_K", int),
    "color": Key("KZSEARCH_COLOR", str, ("auto", "always", "never")),
}
_OTHER_SPELLINGS = {"colour": "color"}


class Setting(NamedTuple):
    """A value and where it comes from.

    Attributes:
        value: The value.
        origin: A variable, a file, or the rule by which it was found.
    """

    value: Value
    origin: str


def stated_settings(
    folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> dict[str, Setting]:
    """Return the settings that the environment and the configuration files state, by key.

    Args:
        folder: Where the user stands; None for the working directory.
        environment: The environment; None for this process's.

    Raises:
        ConfigurationError: A file or a variable makes no sense; the error names it.
    """
    environment = os.environ if environment is None else environment
    settings: dict[str, Setting] = {}
    for file in (user_file(environment), project_file(folder)):
        if file is not None and file.is_file():
            settings |= _of_file(file)
    for name, key in KEYS.items():
        if text := environment.get(key.variable):
            settings[name] = Setting(_from_text(key, text), key.variable)
    return settings


def project_file(folder: Path | None = None) -> Path | None:
    """Return the nearest configuration file from a folder upwards."""
    return next((above / FILE_NAME for above in upwards(folder) if (above / FILE_NAME).is_file()), None)


def user_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where the user's configuration file lies, whether or not there is one."""
    if sys.platform == "linux":
        # The rule of the XDG Base Directory Specification, which platformdirs follows too; importing that costs every
        # start a twentieth of the time of a search by words.
        base = environment.get("XDG_CONFIG_HOME", "").strip()
        return Path(base if base.startswith("/") else os.path.expanduser("~/.config"), "kzsearch", FILE_NAME)  # noqa: PTH111  Path raises without a home
    from platformdirs import user_config_path

    return user_config_path("kzsearch", appauthor=False) / FILE_NAME


def upwards(folder: Path | None = None) -> Iterator[Path]:
    """Yield a folder and those above it; nothing where the working directory is gone."""
    try:
        start = Path.cwd() if folder is None else folder.absolute()
    except FileNotFoundError:
        return
    yield start
    yield from start.parents


def _of_file(file: Path) -> dict[str, Setting]:
    import tomllib

    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ConfigurationError(f"{file} cannot be read: {reason}", "correct it, or move it away") from None
    settings = {}
    for written, value in table.items():
        name = _OTHER_SPELLINGS.get(written, written)
        if name not in KEYS:
            raise ConfigurationError(
                f"{file} has a key that is not known: {written}",
                f"{did_you_mean(written, KEYS)}the keys are {', '.join(KEYS)}",
            )
        settings[name] = Setting(_from_toml(file, written, KEYS[name], value), str(file))
    return settings


def _from_toml(file: Path, written: str, key: Key, value: object) -> Value:
    where = f"{written} in {file}"
    if key.kind is int and isinstance(value, int) and not isinstance(value, bool):
        return _positive(where, value)
    if key.kind is not int and isinstance(value, str) and value.strip() and "\0" not in value:
        if key.kind is Path:
            return Path(file.parent, os.path.expanduser(value))  # noqa: PTH111  Path raises for an unknown user
        return _choice(where, key, value)
    wanted = {int: "a number", str: "a text in quotation marks", Path: "a path in quotation marks"}
    raise ConfigurationError(f"{where} is {value!r:.60}", f"give {wanted[key.kind]}")


def _from_text(key: Key, text: str) -> Value:
    if key.kind is Path:
        return Path(text)
    if key.kind is str:
        return _choice(key.variable, key, text)
    if not (text.isascii() and text.isdecimal()):
        raise ConfigurationError(f"{key.variable} is {text[:60]!r}", "give a number")
    return _positive(key.variable, int(text))


def _choice(where: str, key: Key, value: str) -> str:
    if value in key.choices:
        return value
    raise ConfigurationError(
        f"{where} is {value[:60]!r}",
        f"{did_you_mean(value, key.choices)}give one of {', '.join(key.choices)}",
    )


def _positive(where: str, value: int) -> int:
    if value > 0:
        return value
    raise ConfigurationError(f"{where} is {value}", "give a number of at least 1")

"""A program that calls kzsearch gets a `KzsearchError` whatever goes wrong, told in a program's words."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kzsearch.errors import KzsearchError, QueryError

_OPTIONS = "year|section|country|tier|series|mode|min-score|per-report|context|rerank|measure|report-year|change|fields"
_LONGEST = 60


@contextmanager
def own_errors() -> Iterator[None]:
    """Raise every error of the block as a `KzsearchError`; the error behind it stays its cause."""
    try:
        yield
    except KzsearchError as error:
        error.message, error.hint = in_python(error.message), in_python(error.hint)
        error.args = (error.message,)
        raise
    except OSError as error:
        where = "a file" if error.filename is None else error.filename
        raise KzsearchError(
            f"{where}: {error.strerror or error}", "check that it exists and that you may use it"
        ) from error
    except MemoryError as error:
        raise KzsearchError("there is not enough memory", "search fewer reports") from error
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise KzsearchError(
            f"a fault in kzsearch: {what}", "please report it, with what it came from"
        ) from error


def in_python(text: str) -> str:
    """Return a message with options of the command line named as arguments; commands stay as they are."""
    if "kzsearch " in text:
        return text
    text = re.sub(r"(?<![\w-])-k\b", "top_k", text)
    return re.sub(
        rf"--({_OPTIONS})\b( (?=\d))?",
        lambda found: found[1].replace("-", "_") + ("=" if found[2] else ""),
        text,
    )


def folder(value: object, name: str) -> Path:
    """Return the path of a folder.

    Raises:
        QueryError: It is no path.
    """
    if isinstance(value, (str, os.PathLike)):
        path = os.fspath(value)
        if isinstance(path, str) and "\0" not in path:
            return Path(path)
    shown = repr(value)
    raise QueryError(
        f"{name} is {shown if len(shown) <= _LONGEST else type(value).__name__}",
        f"{name} takes the path of a folder",
    )

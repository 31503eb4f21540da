"""The start of the program; here errors become one line, a hint and an exit code."""

from __future__ import annotations

import gc
import os
import sys

from kzsearch.cli.streams import FOUND, ReaderGoneError, drop_output, fail, prepare
from kzsearch.errors import KzsearchError

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_OBJECTS_UNTIL_COLLECTION = 50_000


def main() -> int:
    """Run the command line, and return the exit code."""
    # Imports make many objects and no garbage; a collection after every 700 objects takes a tenth of a cold query.
    gc.set_threshold(_OBJECTS_UNTIL_COLLECTION)
    try:
        return _main()
    finally:
        gc.freeze()  # so that the last collection, as the process ends, has nothing to look through


def _main() -> int:
    try:
        prepare()
        code = _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except (BrokenPipeError, ReaderGoneError):
        drop_output()
        return FOUND
    except OSError as error:
        # The error of a stream names no file.
        drop_output()
        reason = error.strerror or str(error)
        if error.filename is not None:
            return fail(f"{error.filename}: {reason}", "check that it exists and that you may use it")
        return fail(
            f"cannot write the answer: {reason}",
            "check that standard output is open and that the disk has room",
        )
    return code


def _run() -> int:
    import typer

    from kzsearch.cli.app import app

    try:
        result = app(prog_name="kzsearch", standalone_mode=False)
    except KzsearchError as error:
        return fail(error.message, error.hint)
    except (typer.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except MemoryError:
        return fail("there is not enough memory", "search fewer reports, or on a larger machine")
    except (OSError, ReaderGoneError):
        raise
    except Exception as error:
        # A usage error of Typer is recognized by its method, because its class has moved between releases.
        if hasattr(error, "format_message"):
            from kzsearch.cli.usage import told

            return fail(*told(error))
        if os.environ.get("KZSEARCH_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        return fail(
            f"a fault in kzsearch: {what}", "please report it; KZSEARCH_DEBUG=1 shows where it happened"
        )
    return result if isinstance(result, int) else FOUND

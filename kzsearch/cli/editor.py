"""A file at a line, in the user's editor: `kzsearch show ID --open`."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.cli.pager import interrupts_left_to_child
from kzsearch.cli.streams import note
from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from kzsearch.types import Hit

# Editors that take the line otherwise than as `+LINE FILE`.
_GO_TO = ("code", "code-insiders", "codium", "cursor", "windsurf")
_COLON = ("subl", "sublime_text", "zed", "zeditor", "hx", "helix")
_HINT = "set VISUAL or EDITOR, such as EDITOR=nano"


def open_source(corpus: Path, hit: Hit) -> None:
    """Open the file of a passage at the passage's first line, and wait for the editor as it waits itself.

    Args:
        corpus: The corpus folder.
        hit: The passage.

    Raises:
        QueryError: No editor is set, or it cannot be run, or it fails.
        ReportError: The file cannot be read.
    """
    from kzsearch.reading import read_source

    names = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    editor = next(filter(None, names), None)
    if editor is None:
        raise QueryError("no editor is set", _HINT)
    source, line = hit.report.source, hit.passage.lines[0]
    read = read_source(corpus, source)
    if read.sha256 != hit.report.sha256:
        note(
            f"{source} has changed since it was indexed, so line {line} may be another; kzsearch verify tells"
        )
    if read.extracted:
        note(
            f"line {line} counts in the text that was read out of {source}, so the file opens at its beginning"
        )
    _run(editor, command(editor, corpus / source, None if read.extracted else line))


def command(editor: str, file: Path, line: int | None) -> list[str]:
    """Return the words of the command that opens a file.

    Args:
        editor: VISUAL or EDITOR, which may have options.
        file: The file.
        line: From 1, or None for no line.

    Raises:
        QueryError: The editor's quotation marks do not match.
    """
    try:
        words = shlex.split(editor)
    except ValueError as error:
        raise QueryError(f"the editor {editor} cannot be run: {error}", _HINT) from None
    name = Path(words[0]).stem.casefold()
    # A file name may begin with a dash, so the path is absolute.
    path = str(file.absolute())
    if line is None:
        return [*words, path]
    if name in _GO_TO:
        return [*words, "-g", f"{path}:{line}"]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    return [*words, f"+{line}", path]


def _run(editor: str, words: list[str]) -> None:
    try:
        process = subprocess.Popen(words)
    except OSError as error:
        raise QueryError(f"the editor {editor} cannot be run: {error.strerror}", _HINT) from None
    with interrupts_left_to_child():
        code = process.wait()
    if code:
        raise QueryError(f"the editor {editor} ended with exit code {code}", "see what it printed; " + _HINT)

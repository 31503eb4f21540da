"""Run the sessions that the Markdown files show, and write their real output back.

A session is a fenced block of kind `console`. Each line that starts with `$ ` is run by bash; what follows it
is what the command printed on both streams.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = (
    ROOT / "README.md",
    *(
        ROOT / "docs" / f"{name}.md"
        for name in ("query", "compare", "recommendations", "figures", "locate", "cite", "timeline", "report")
    ),
)

_OF_THE_USER = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "KZSEARCH_FORMAT", "KZSEARCH_K", "KZSEARCH_COLOR")

_SESSION = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def sessions(page: str) -> list[str]:
    """Return the sessions of a page, commands and output."""
    return _SESSION.findall(page)


def replay(session: str, environment: Mapping[str, str] | None = None) -> str:
    """Return a session with the output that its commands print now.

    Args:
        session: Commands, with or without output.
        environment: Variables besides those of this process.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    # What the pages show must not depend on who runs them.
    kept = {name: value for name, value in os.environ.items() if name not in _OF_THE_USER}
    variables = {**kept, "PATH": path, **(environment or {})}
    with tempfile.TemporaryDirectory() as data:
        return _replayed(session, {**variables, "XDG_DATA_HOME": data})


def _replayed(session: str, variables: Mapping[str, str]) -> str:
    lines = []
    for command in re.findall(r"^\$ (.*)$", session, re.MULTILINE):
        done = subprocess.run(  # noqa: S602  the commands are our own pages'
            command,
            shell=True,
            executable="/bin/bash",
            cwd=ROOT,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        lines.append(f"$ {command}\n{done.stdout.rstrip()}\n")
    return "\n".join(lines)


def main() -> None:
    """Write every page anew with the output of today."""
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        path.write_text(_SESSION.sub(lambda match: replay(match[0]), page), encoding="utf-8")


if __name__ == "__main__":
    main()

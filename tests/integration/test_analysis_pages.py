"""The pages on locating, citing and timelines show what the program prints."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests import forked

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import sessions  # noqa: E402  docs/ is no package

SHOWN = [
    (path.name, session)
    for path in sessions.PAGES
    if path.parent.name == "docs"
    for session in sessions.sessions(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("page", "session"), SHOWN, ids=[f"{page} {text[:50]}" for page, text in SHOWN])
def test_session_is_real(page: str, session: str, real_index: Path) -> None:
    variables = {"KZSEARCH_INDEX": str(real_index)}
    if forked.AVAILABLE:  # the README's sessions run the installed command
        variables["PATH"] = os.pathsep.join([str(forked.on_the_path()), os.environ.get("PATH", "")])
    assert sessions.replay(session, variables) == session, page


def test_the_python_example_runs(real_index: Path) -> None:
    page = (ROOT / "docs" / "locate.md").read_text(encoding="utf-8")
    code = textwrap.dedent(page.partition("## From Python\n")[2])
    assert '"indexes/default"' in code
    code = code.replace('"indexes/default"', repr(str(real_index)))
    done = subprocess.run(
        [sys.executable, "-c", f"quotes = ['convicted six traffickers']\n{code}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "'kind': 'exact'" in done.stdout

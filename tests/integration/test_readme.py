"""The README shows what the program prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import sessions  # noqa: E402  docs/ is no package

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_sessions() -> None:
    assert len(sessions.sessions(README)) >= 3


@pytest.mark.parametrize("session", sessions.sessions(README), ids=lambda text: text.split("\n", 1)[0][:60])
def test_session_is_real(session: str, real_index: Path) -> None:
    assert sessions.replay(session, {"KZSEARCH_INDEX": str(real_index)}) == session


def test_the_python_example_runs(real_index: Path) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert '"indexes/default"' in example
    code = example.replace('"indexes/default"', repr(str(real_index)))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"(0\.\d\d kaz-20\d\d-[a-z]+-\d\d U\.S\. Department of State, .+\n){2}", done.stdout)


def test_every_command_is_in_the_readme() -> None:
    from kzsearch.cli.commands import NAMES

    assert len(NAMES) >= 6
    assert [name for name in NAMES if f"`kzsearch {name}" not in README] == []

"""What the README shows is what the program prints."""

from __future__ import annotations

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

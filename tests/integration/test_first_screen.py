"""The README's first query is answered, lit, in the first rows of a usual terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import check_first_screen  # noqa: E402  docs/ is no package

BOLD, PLAIN = "\x1b[1;33m", "\x1b[0m"
LIT = f"1. Kazakhstan\n > NGOs noted insufficient {BOLD}funding{PLAIN} to cover additional services available for\n"
LIT += f" > {BOLD}foreign{PLAIN} victims\n"


def test_the_first_screen_shows_the_answer(
    real_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KZSEARCH_INDEX", str(real_index))
    assert check_first_screen.main() == 0, capsys.readouterr().out


def test_what_is_found_stands_in_the_report() -> None:
    line = (ROOT / "corpus" / "kazakhstan-2023.txt").read_text(encoding="utf-8").splitlines()[20]
    assert all(answer in line for answer in check_first_screen.ANSWERS)


@pytest.mark.parametrize(
    ("screen", "wrong"),
    [
        (LIT, []),
        (LIT.replace(BOLD, ""), ["the answer is not lit"]),
        (LIT.replace("funding", "money"), ["the first 10 rows do not hold the answer"]),
        ("\n" * 9 + LIT, ["the first 10 rows do not hold the answer"]),
        (LIT + "\n" * 37, ["the answer takes 40 rows, and the terminal has 40"]),
        (LIT + "x" * 101, ["a row is wider than 100 cells"]),
    ],
)
def test_the_check_can_fail(screen: str, wrong: list[str]) -> None:
    assert check_first_screen.faults(screen) == wrong

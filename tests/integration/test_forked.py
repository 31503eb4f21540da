"""Forked processes of the command line are as those of the installed command; `tests/forked.py` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import forked
from tests.conftest import run_command, run_installed_command

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not forked.AVAILABLE, reason="processes cannot be forked here")


@pytest.mark.parametrize(
    "arguments", [["--version"], ["search", "--help"], ["search", "x", "--mode", "none"], ["show", "«é»"]]
)
def test_a_forked_command_prints_what_the_installed_one_does(arguments: list[str], tmp_path: Path) -> None:
    forked_one, installed = (
        run(*arguments, cwd=tmp_path, KZSEARCH_INDEX="no index", COLUMNS="90")
        for run in (run_command, run_installed_command)
    )
    assert forked_one.returncode == installed.returncode
    assert (forked_one.stdout, forked_one.stderr) == (installed.stdout, installed.stderr)


def test_one_after_another_has_nothing_of_the_other(tmp_path: Path) -> None:
    here = tmp_path / "kzsearch.toml"
    here.write_text("k = 1\n", encoding="utf-8")
    assert str(here) in run_command("config", "--format", "csv", cwd=tmp_path).stdout
    (tmp_path / "other").mkdir()
    here.unlink()
    assert "kzsearch.toml" not in run_command("config", "--format", "csv", cwd=tmp_path / "other").stdout

"""What shells are told to complete, through the protocol that their scripts speak."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import COMMAND, environment, run_command

if TYPE_CHECKING:
    from pathlib import Path


def _completed(line: str, index: Path, shell: str = "bash") -> list[str]:
    """Return what is completed at the end of a line, and check that nothing else is printed."""
    done = run_command(
        KZSEARCH_INDEX=str(index),
        _KZSEARCH_COMPLETE=f"complete_{shell}",
        COMP_WORDS=line,
        COMP_CWORD=str(len(line.split(" ")) - 1),
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("kzsearch search x --section pr", ["prosecution", "protection", "prevention", "profile"]),
        ("kzsearch search x --mode ", ["hybrid", "dense", "lexical", "exact"]),
        ("kzsearch search x --format js", ["json", "jsonl"]),
        ("kzsearch search x --tier 2", ["2", "2WL"]),
        ("kzsearch search x --country k", ["Kazakhstan"]),
        ("kzsearch search x --year ", ["2017", "2023"]),
        ("kzsearch search x --year 2017..", ["2017..2017", "2017..2023"]),
        ("kzsearch search x --series ", ["tip"]),
        ("kzsearch compare --change n", ["new"]),
        ("kzsearch compare --section rec", ["recommendations"]),
        ("kzsearch recommendations --country k", ["Kazakhstan"]),
        ("kzsearch hotline --year ", ["2017", "2023"]),
        ("kzsearch --year ", ["2017", "2023"]),
        ("kzsearch show ", ["kaz-2017", "kaz-2023"]),
        ("kzsearch show kaz-2023-prev", ["kaz-2023-prevention", "kaz-2023-prevention-01"]),
        ("kzsearch remove kaz-2", ["kaz-2017", "kaz-2023"]),
        ("kzsearch search --js", ["--json"]),
        ("kzsearch sea", ["search"]),
    ],
)
def test_values_are_completed(real_index: Path, line: str, values: list[str]) -> None:
    completed = _completed(line, real_index)
    assert completed[: len(values)] == values
    assert all(value.casefold().startswith(line.rsplit(" ", maxsplit=1)[-1]) for value in completed)


def test_other_shells(real_index: Path) -> None:
    assert _completed("kzsearch search x --year ", real_index, "fish") == ["2017", "2023"]
    assert '(("2017" "2023"))' in " ".join(_completed("kzsearch search x --year ", real_index, "zsh"))


@pytest.mark.parametrize("damage", ["no index", "an empty folder", "no database", "a database that is none"])
def test_without_an_index_nothing_is_said(copied_index: Path, tmp_path: Path, damage: str) -> None:
    index = copied_index
    if damage == "no index":
        index = tmp_path / "none"
    elif damage == "an empty folder":
        index = tmp_path
    else:
        (database,) = index.glob("g*/passages.sqlite")
        database.unlink()
        if damage == "a database that is none":
            database.write_bytes(b"damaged" * 1000)
    for line in ("search x --year ", "search x --country ", "search x --series ", "show k", "remove "):
        assert _completed(f"kzsearch {line}", index) == []
    assert _completed("kzsearch search x --section ov", index) == ["overview"]


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", "complete -o default -F _kzsearch_completion kzsearch"),
        ("zsh", "#compdef kzsearch"),
        ("fish", "complete --command kzsearch"),
    ],
)
def test_the_script_of_each_shell(shell: str, line: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [COMMAND],
        env=environment(_KZSEARCH_COMPLETE=f"source_{shell}"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert line in done.stdout
    told = environment(HOME=str(tmp_path), _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    installed = subprocess.run(
        [COMMAND, "--install-completion", shell], env=told, capture_output=True, text=True, check=True
    )
    assert f"{shell} completion installed in {tmp_path}" in installed.stdout
    scripts = [path for path in tmp_path.rglob("*kzsearch*") if path.is_file()]
    assert [line in path.read_text(encoding="utf-8") for path in scripts] == [True]

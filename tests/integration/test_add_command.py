"""`kzsearch add` and `kzsearch remove` as a user types them."""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import COMMAND, environment
from tests.pseudo_terminal import on_terminal
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from tests.conftest import Run


def _report(word: str) -> str:
    sections = {name: texts[:1] for name, texts in known_sections(2023).items()}
    text = render(Shape(), sections).replace("KAZAKHSTAN", "LAOS").replace("Kazakhstan", "Laos")
    return text.replace("victims", f"victims of the {word}")


@pytest.fixture
def laos(tmp_path: Path) -> Path:
    (tmp_path / "new").mkdir()
    path = tmp_path / "new" / "laos-2023.txt"
    path.write_text(_report("shelter"), encoding="utf-8")
    return path


def _state(*folders: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def test_from_the_first_look_to_the_removal(
    run: Run, copied_index: Path, copied_corpus: Path, laos: Path
) -> None:
    where = ("--corpus", copied_corpus, "--index", copied_index)
    before = _state(copied_corpus, copied_index)
    looked = run("add", laos, "--dry-run", *where)
    assert (looked.returncode, looked.stderr) == (0, "nothing was changed\n")
    for line in ("lao-2023", "country: Laos (from the file name)", "year: 2023", "protection 2"):
        assert line in looked.stdout
    asked = run("add", laos, *where)
    assert asked.returncode == 2
    assert "--yes" in asked.stderr
    assert _state(copied_corpus, copied_index) == before

    # Whoever reads what is shown may stop after a line; what was asked for is done all the same.
    with subprocess.Popen(
        [COMMAND, "add", laos, "--yes", "--source", "https://example.org/laos", *where],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as adding:
        assert adding.stdout is not None
        adding.stdout.close()
        assert adding.wait(timeout=300) == 0
    listed = run("reports", "--format", "csv", "--index", copied_index).stdout
    assert "lao-2023" in listed
    assert "https://example.org/laos" in (copied_corpus / "reports.toml").read_text("utf-8")

    again = run("add", laos, "--yes", *where)
    assert (again.returncode, "already" in again.stdout) == (0, True)
    laos.write_text(_report("refuge"), encoding="utf-8")
    other = run("add", laos, "--yes", *where)
    assert (other.returncode, "--replace" in other.stderr) == (2, True)
    assert run("add", laos, "--yes", "--replace", *where).returncode == 0
    assert (copied_corpus / "laos-2023.txt").read_bytes() == laos.read_bytes()
    assert [path.read_text("utf-8") for path in copied_corpus.rglob("*-laos-2023.txt")] == [
        _report("shelter")
    ]

    gone = run("remove", "lao-2023", "--yes", *where)
    assert gone.returncode == 0, gone.stderr
    assert "lao-2023" not in run("reports", "--format", "csv", "--index", copied_index).stdout
    assert run("verify", "--index", copied_index).returncode == 0


def test_on_a_terminal_it_asks_and_no_is_no(copied_index: Path, copied_corpus: Path, laos: Path) -> None:
    before = _state(copied_corpus, copied_index)
    ours, theirs = pty.openpty()
    os.write(ours, b"n\n")
    done = subprocess.run(
        [COMMAND, "add", laos, "--corpus", copied_corpus, "--index", copied_index],
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        timeout=300,
    )
    os.close(theirs)
    os.close(ours)
    assert "add 1 file to" in done.stderr
    assert done.stderr.endswith("nothing was changed\n")
    assert done.returncode == 1
    assert _state(copied_corpus, copied_index) == before


def test_the_hint_of_a_wrong_command_is_one_that_works(
    run: Run, copied_index: Path, copied_corpus: Path, laos: Path
) -> None:
    where = ("--corpus", copied_corpus, "--index", copied_index)
    before = _state(copied_corpus, copied_index)
    for wrong in ("scan.txt=LAOS", "Lasos"):
        refused = run("add", laos, "--country", wrong, "--dry-run", *where)
        assert (refused.returncode, refused.stdout) == (2, "")
        (command,) = re.findall(r"^hint: did you mean: kzsearch (.*)$", refused.stderr, re.MULTILINE)
        mended = run(*shlex.split(command))
        assert (mended.returncode, mended.stderr) == (0, "nothing was changed\n")
        assert "country: Laos (stated" in mended.stdout
    undated = laos.with_name("scan.txt")
    undated.write_text(re.sub(r"\b20\d\d\b", "that year", _report("dock")), encoding="utf-8")
    refused = run("add", undated, "--dry-run", *where)
    (command,) = re.findall(r"^hint: state it: kzsearch (.*) YEAR$", refused.stderr, re.MULTILINE)
    mended = run(*shlex.split(command), "2019")
    assert (mended.returncode, "year: 2019 (stated)" in mended.stdout) == (0, True)
    assert _state(copied_corpus, copied_index) == before


def test_a_yes_on_a_terminal_confirms_the_facts_that_the_question_names(
    copied_index: Path, copied_corpus: Path, laos: Path
) -> None:
    scan = laos.rename(laos.with_name("scan.txt"))
    shown = on_terminal(
        "add", scan, "--corpus", copied_corpus, "--index", copied_index, columns=20, keys="y\n"
    )
    assert shown.code == 0, shown.text
    assert "country Laos, year 2023" in " ".join(shown.text.split())
    rows = tomllib.loads((copied_corpus / "reports.toml").read_text("utf-8"))["report"]
    assert rows[-1] == {"file": "scan.txt", "country": "Laos", "year": 2023}

"""Standard input, terminals, colours, widths, completion: the command among other programs."""

from __future__ import annotations

import json
import re
import select
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import COMMAND, environment
from tests.pseudo_terminal import on_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

LEXICAL = ("--mode", "lexical", "--format", "jsonl", "-k", "1")


def test_batch_answers_in_order(run_installed: Run, real_index: Path) -> None:
    lines = ["shelter", "", "  ", "forced labor", "shelter", "zzzqqq", "\ufeffborder guards", "ёжик naïf"]
    done = run_installed("search", "-", *LEXICAL, "--index", real_index, stdin="\n".join(lines))
    records = [json.loads(line) for line in done.stdout.splitlines()]
    asked = [(record["query_line"], record["query"], record.get("hits")) for record in records]
    assert asked == [
        (1, "shelter", None),
        (4, "forced labor", None),
        (5, "shelter", None),
        (6, "zzzqqq", 0),
        (7, "border guards", None),
        (8, "ёжик naïf", 0),
    ]
    assert records[3]["reason"] == "no passage holds any word of the query"
    assert done.returncode == 0
    assert "nothing found for 'zzzqqq'" in done.stderr
    alone = json.loads(run_installed("search", "forced labor", *LEXICAL, "--index", real_index).stdout)
    assert {**alone, "query_line": 4} == records[1]


def test_batch_goes_on_after_a_bad_line(run_installed: Run, real_index: Path) -> None:
    stdin = b"shelter\r\n?!\nbad \xff bytes\nlabor\n"
    done = run_installed("search", "-", *LEXICAL, "--index", real_index, stdin=stdin)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["query"] for record in records] == ["shelter", "?!", "bad \ufffd bytes", "labor"]
    assert [record.get("reason") for record in records] == [
        None,
        "the query has no letter or digit",
        "the query is not valid text in the terminal's encoding",
        None,
    ]
    assert done.returncode == 2
    assert "line 2: the query has no letter or digit" in done.stderr
    assert "line 3: the query is not valid text" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("stdin", ["", "\n \n"])
def test_batch_without_a_query_finds_nothing(run_installed: Run, real_index: Path, stdin: str) -> None:
    done = run_installed("search", "-", *LEXICAL, "--index", real_index, stdin=stdin)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == ["note: standard input held no query"]


def test_batch_formats_stay_whole(run_installed: Run, real_index: Path) -> None:
    done = run_installed(
        "search",
        "-",
        "--mode",
        "lexical",
        "--format",
        "json",
        "--index",
        real_index,
        stdin="shelter\nlabor\n",
    )
    assert {hit["query"] for hit in json.loads(done.stdout)} == {"shelter", "labor"}
    done = run_installed(
        "search", "-", "--mode", "lexical", "--format", "json", "--index", real_index, stdin="zzzqqq\n"
    )
    [record] = json.loads(done.stdout)
    assert (done.returncode, record["hits"], record["query_line"]) == (1, 0, 1)


def test_batch_names_a_far_too_long_line_by_its_beginning(run_installed: Run, real_index: Path) -> None:
    done = run_installed(
        "search", "-", *LEXICAL, "--index", real_index, stdin="word " * 50_000 + "\nshelter\n"
    )
    long, found = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, long["hits"], long["query_line"], found["query_line"]) == (2, 0, 1, 2)
    assert len(long["query"]) == 1001
    assert long["reason"].startswith("the query has 50,000 words")


def test_batch_answers_before_its_input_ends(real_index: Path) -> None:
    with subprocess.Popen(
        [COMMAND, "search", "-", *LEXICAL, "--index", real_index],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for query in ("shelter", "labor"):
            process.stdin.write(f"{query}\n".encode())
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], 30)
            assert ready, "no answer while standard input is open"
            assert json.loads(process.stdout.readline())["query"] == query
        process.stdin.close()
        assert process.wait(timeout=300) == 0


def _printed(arguments: list[str], columns: int, **changes: Any) -> str:  # noqa: ANN401  variables, which are text
    """Run the command on a terminal of its own, successfully, and return all that it prints there."""
    shown = on_terminal(*arguments, columns=columns, **changes)
    assert shown.code == 0
    return shown.text


COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("columns", [60, 100])
def test_a_terminal_gets_colour_and_its_width(real_index: Path, columns: int) -> None:
    arguments = [
        "search",
        "shelter funding",
        "--mode",
        "lexical",
        "-k",
        "2",
        "--full",
        "--no-pager",
        "--index",
        str(real_index),
    ]
    out = _printed(arguments, columns)
    assert re.search(r"\x1b\[[0-9;]*3[0-9]", out), "no colour"
    lines = COLOUR.sub("", out).splitlines()
    # A path or an id that no line can hold is not cut.
    assert max(len(line.rstrip()) for line in lines if " " in line.strip()) <= columns
    assert max(len(line) for line in lines) > columns * 0.7


def test_no_color_is_honoured(real_index: Path) -> None:
    arguments = ["search", "shelter funding", "--mode", "lexical", "-k", "2", "--index", str(real_index)]
    out = _printed(arguments, 80, NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*(3[0-9]|4[0-9]|9[0-9])", out)
    assert "shelter" in out


def test_long_work_shows_a_bar_on_a_terminal(indexes: Path, copied_corpus: Path) -> None:
    (copied_corpus / "reports.toml").unlink()
    (copied_corpus / "kazakhstan-2023.txt").unlink()
    small = (copied_corpus / "kazakhstan-2017.txt").read_text(encoding="utf-8")[:3000]
    (copied_corpus / "kazakhstan-2017.txt").write_text(small, encoding="utf-8")
    arguments = ["index", "--corpus", str(copied_corpus), "--index", str(indexes / "bar")]
    out = _printed(arguments, 80)
    assert "encoding" in out
    assert "━" in out


def test_shell_completion() -> None:
    done = subprocess.run(
        [COMMAND],
        env=environment(_KZSEARCH_COMPLETE="complete_bash", COMP_WORDS="kzsearch se", COMP_CWORD="1"),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.stdout.split() == ["search", "serve"]
    # Typer looks for the shell that it was called from.
    shown = subprocess.run(
        ["bash", "-c", f"{COMMAND} --show-completion; true"],
        env=environment(SHELL="/bin/bash"),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert "_KZSEARCH_COMPLETE=complete_bash" in shown.stdout


@pytest.mark.parametrize("command", ["", "index", "search", "show", "reports", "verify"])
def test_help_has_examples(run: Run, command: str) -> None:
    done = run(*command.split(), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  Examples:\n    kzsearch" in done.stdout
    examples = done.stdout.partition("Examples:\n")[2].splitlines()
    assert all(line.startswith("    kzsearch") for line in examples)  # one a line
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("option", ["-k", "-n", "--limit", "--top-k"])
def test_names_of_the_number_of_hits(run: Run, real_index: Path, option: str) -> None:
    done = run(
        "search", "shelter", "--mode", "lexical", option, "2", "--format", "jsonl", "--index", real_index
    )
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)


def test_version(run: Run, run_installed: Run) -> None:
    assert run("-V").stdout == run("--version").stdout
    from kzsearch import __version__

    assert run_installed("--version").stdout == f"kzsearch {__version__}\n"
    done = subprocess.run(
        [sys.executable, "-m", "kzsearch", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"kzsearch {__version__}\n"


def test_the_index_can_be_named_in_the_environment(run: Run, real_index: Path) -> None:
    named = run("reports", KZSEARCH_INDEX=str(real_index)).stdout
    assert named == run("reports", "--index", real_index).stdout != ""

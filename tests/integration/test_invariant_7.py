"""Invariant 7: a command imports only the packages that it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, environment

HEAVY = {
    "faiss",
    "numpy",
    "onnxruntime",
    "pycountry",
    "rich",
    "sentence_transformers",
    "sentencex",
    "tokenizers",
    "torch",
    "transformers",
    "yaml",
}


def imported(*arguments: str | Path, stdin: str = "") -> tuple[set[str], int]:
    """Run the command line and return the top-level modules that it imported, and its exit code."""
    program = (
        "import sys; from kzsearch.cli import main; sys.argv = ['kzsearch', *sys.argv[1:]]; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", program, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment(),
        timeout=300,
    )
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}, done.returncode


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["--help"], set()),
        (["--version"], set()),
        (["search", "--help"], set()),
        (["reports"], set()),
        (["reports", "--format", "json"], set()),
        (["show", "kaz-2023-protection-01"], set()),
        (["show", "kaz-2017", "--format", "jsonl"], set()),
        (["show", "kaz-2023-profile-01", "--raw"], {"pycountry", "yaml"}),
        (["search", "shelter", "--mode", "lexical", "--explain"], set()),
        (["search", "shelter", "--mode", "exact"], set()),
        (["search", "shelter", "--mode", "lexical", "--country", "Kazakhstan"], {"pycountry"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_invariant_7_light_commands_import_nothing_heavy(
    real_index: Path, arguments: list[str], allowed: set[str]
) -> None:
    takes_index = arguments[-1] not in ("--help", "--version")
    modules, code = imported(*arguments, *(["--index", str(real_index)] if takes_index else []))
    assert code == 0
    assert "kzsearch" in modules
    assert modules & HEAVY <= allowed


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "shelter for victims"],
        ["search", "shelter", "--mode", "dense"],
        ["search", "-"],
        ["verify"],
    ],
    ids=" ".join,
)
def test_invariant_7_no_query_imports_torch(real_index: Path, arguments: list[str]) -> None:
    modules, code = imported(*arguments, "--index", real_index, stdin="shelter\nlabor\n")
    assert code == 0
    assert "onnxruntime" in modules
    assert not modules & {"torch", "sentence_transformers", "transformers", "rich", "sentencex"}
    assert arguments[0] == "verify" or "pycountry" not in modules


def test_importing_kzsearch_imports_nothing_heavy() -> None:
    program = "import sys, kzsearch; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    modules = set(done.stdout.split())
    assert "kzsearch" in modules
    assert not modules & (HEAVY | {"typer", "sqlite3"})

"""The answer on a terminal: one screen, a pager where it is longer, colour and width as wished, a file opened."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.pseudo_terminal import on_terminal, own_environment
from tests.render_records import without_ansi

if TYPE_CHECKING:
    from tests.conftest import Run

LEXICAL = ("--mode", "lexical")
QUERY = "shelter funding for foreign victims"
LINK = re.compile(r"\x1b\]8;id=[^;]*;(file://[^\x1b]+)\x1b\\")


def script(folder: Path, name: str, body: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    "query", [QUERY, "labor inspections", "complicit officials", "what does the law punish with"]
)
def test_an_answer_is_one_screen(real_index: Path, query: str) -> None:
    shown = on_terminal("search", query, "--index", real_index, PAGER="false")
    assert shown.code == 0
    assert len(shown.text.splitlines()) <= 38, "longer than the screen, so that the pager was called"
    assert "pager" not in shown.text
    if query == QUERY:  # others find fewer than five
        assert re.search(r"^\d (?:weaker|more) hits?.*: -k 10$", without_ansi(shown.text), re.MULTILINE)


def test_who_says_how_many_sees_them_all(run: Run, real_index: Path) -> None:
    done = run("search", QUERY, *LEXICAL, "-k", "10", "--index", real_index)
    assert len(re.findall(r"^\d+\. ", done.stdout, re.MULTILINE)) == 10
    assert ": -k" not in done.stdout
    default = run("search", QUERY, *LEXICAL, "--index", real_index).stdout
    assert len(re.findall(r"^\d+\. ", default, re.MULTILINE)) == 5
    records = run("search", QUERY, *LEXICAL, "--format", "jsonl", "--index", real_index).stdout
    assert len(records.splitlines()) == 10


def test_full_shows_whole_passages(run: Run, real_index: Path) -> None:
    whole = run("search", QUERY, *LEXICAL, "-k", "1", "--full", "--index", real_index).stdout
    record = run("search", QUERY, *LEXICAL, "-k", "1", "--format", "md", "--index", real_index).stdout
    assert len(whole) > 500
    assert len(whole.split()) > len(record.split()) * 0.9


def test_a_long_answer_goes_through_the_pager(real_index: Path, tmp_path: Path) -> None:
    pager = script(tmp_path, "page", f"echo LESS=$LESS LV=$LV; wc -l; touch {tmp_path}/called")
    arguments = ("show", "kaz-2023", "--index", real_index)
    shown = on_terminal(*arguments, PAGER=pager)
    assert shown.code == 0
    assert shown.text.startswith("LESS=FRX LV=-c\n")
    assert len(shown.text.splitlines()) == 2
    assert on_terminal(*arguments, PAGER=f"{pager} | cat", LESS="S").text.startswith("LESS=S LV=-c\n")
    (tmp_path / "called").unlink()
    for value in ("", "cat"):
        assert len(on_terminal(*arguments, PAGER=value).text.splitlines()) > 100
    assert len(on_terminal(*arguments, "--no-pager", PAGER=pager).text.splitlines()) > 100
    assert not (tmp_path / "called").exists()


def test_short_answers_and_pipes_have_no_pager(run: Run, real_index: Path) -> None:
    shown = on_terminal("reports", "--index", real_index, PAGER="false")
    assert len(shown.text.splitlines()) == 3
    assert run("show", "kaz-2023", "--index", real_index, PAGER="false").stderr == ""


@pytest.mark.parametrize(
    ("pager", "said"),
    [
        ("no-such-pager", "the pager no-such-pager cannot be run"),
        ("no-such-pager -x | cat", ""),
        ("no-such-pager '-x'", "the pager no-such-pager '-x' cannot be run"),
        ("false", "the pager false ended with exit code 1"),
    ],
)
def test_a_pager_that_is_missing_or_fails_costs_a_note(real_index: Path, pager: str, said: str) -> None:
    shown = on_terminal("show", "kaz-2023", "--index", real_index, PAGER=pager)
    assert shown.code == 0
    notes = [line for line in shown.text.splitlines() if line.startswith("note: ")]
    assert [line.startswith(f"note: {said}") for line in notes] == ([True] if said else [])
    if said:
        assert len(shown.text.splitlines()) > 100
    assert "Traceback" not in shown.text


def test_leaving_the_pager_early_is_quiet(real_index: Path) -> None:
    shown = on_terminal("show", "kaz-2023", "--index", real_index, PAGER="head -n 1")
    assert (shown.code, len(shown.text.splitlines())) == (0, 1)


@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_less_is_the_pager_where_none_is_named(real_index: Path) -> None:
    shown = on_terminal("show", "kaz-2023", "--index", real_index, keys="q")
    assert shown.code == 0
    assert len(shown.text.splitlines()) < 60


def test_ctrl_c_is_the_pagers(real_index: Path, tmp_path: Path) -> None:
    # As less does, it goes on; kzsearch must not end before it.
    pager = script(
        tmp_path, "page", "trap '' INT; cat > /dev/null; kill -INT -$$ 2>/dev/null; kill -INT 0; echo on"
    )
    shown = on_terminal("show", "kaz-2023", "--index", real_index, PAGER=pager)
    assert (shown.code, shown.text) == (0, "on\n")


def test_colour_as_wished(run: Run, real_index: Path) -> None:
    arguments = ("search", "shelter", *LEXICAL, "-k", "1", "--index", real_index)

    def coloured(*more: str, **changes: Any) -> bool:  # noqa: ANN401  variables, which are text
        return "\x1b[1;33m" in run(*arguments, *more, **changes).stdout

    assert not coloured()
    assert coloured("--color", "always")
    assert coloured("--colour", "always", "--format", "text", NO_COLOR="1")
    assert coloured(FORCE_COLOR="1")
    assert not coloured(FORCE_COLOR="1", NO_COLOR="1")
    assert not coloured(FORCE_COLOR="0")
    assert not coloured("--color", "never", FORCE_COLOR="1")
    plain: list[tuple[dict[str, Any], tuple[str, ...]]] = [
        ({"TERM": "dumb"}, ()),
        ({"NO_COLOR": "1"}, ()),
        ({}, ("--color", "never")),
    ]
    for changes, more in plain:
        shown = on_terminal(*arguments, *more, **changes)
        assert "\x1b" not in shown.text
        assert " > " in shown.text
    assert run(*arguments, "--color", "pink").returncode == 2


def test_width_as_wished(run: Run, real_index: Path) -> None:
    arguments = ("search", "shelter", *LEXICAL, "-k", "2", "--index", real_index)

    def widest(*more: str, **changes: Any) -> int:  # noqa: ANN401  variables, which are text
        return max(map(len, run(*arguments, *more, **changes).stdout.splitlines()))

    unfolded = widest(COLUMNS="")
    assert unfolded > 120
    assert widest("--width", "60") <= 60
    assert widest(COLUMNS="70") <= 70
    assert widest("--width", "60", COLUMNS="70") <= 60
    for nonsense in ("0", "-5", "wide", "1e3", "²"):
        assert widest(COLUMNS=nonsense) == unfolded
    for bad in ("0", "19", "-1", "wide"):
        done = run(*arguments, "--width", bad)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 2)


@pytest.mark.parametrize("columns", ["", "0", "nonsense"])
def test_a_terminal_of_twenty_columns_works(real_index: Path, columns: str) -> None:
    shown = on_terminal("search", QUERY, "--index", real_index, columns=20, PAGER="cat", COLUMNS=columns)
    assert shown.code == 0
    assert max(len(line) for line in without_ansi(shown.text).splitlines()) <= 20


def test_citations_are_links_where_the_terminal_has_them(run: Run, real_index: Path) -> None:
    arguments = ("search", "shelter", *LEXICAL, "-k", "1", "--index", real_index)
    links = LINK.findall(on_terminal(*arguments, VTE_VERSION="7600").text)
    assert links
    assert re.fullmatch(r"file://[^/]+/.*/corpus/kazakhstan-20\d\d\.txt", links[0])
    without: list[dict[str, Any]] = [
        {},
        {"VTE_VERSION": "4000"},
        {"VTE_VERSION": "7600", "TERM": "dumb"},
        {"VTE_VERSION": "7600", "TERM": "tmux-256color"},
        {"VTE_VERSION": "7600", "FORCE_HYPERLINK": "0"},
    ]
    for changes in without:
        assert "\x1b]8" not in on_terminal(*arguments, **changes).text
    assert "\x1b]8" in on_terminal(*arguments, FORCE_HYPERLINK="1").text
    # Not every version of less shows them.
    assert (
        "\x1b]8"
        not in on_terminal("show", "kaz-2023", "--index", real_index, PAGER="cat -", VTE_VERSION="7600").text
    )
    assert "\x1b" not in run(*arguments, VTE_VERSION="7600", FORCE_HYPERLINK="1").stdout


def test_the_source_opens_in_the_editor(run: Run, real_index: Path, tmp_path: Path) -> None:
    editor = script(tmp_path, "code", f'printf "%s\\n" "$@" > {tmp_path}/told')
    plain = script(tmp_path, "vi", f'printf "%s\\n" "$@" > {tmp_path}/told')
    arguments = ("show", "kaz-2023-protection-04", "--open", "--index", real_index)
    done = run(*arguments, VISUAL=editor, EDITOR="false")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    option, place = (tmp_path / "told").read_text().splitlines()
    assert (option, place.rpartition("/")[2]) == ("-g", "kazakhstan-2023.txt:21")
    assert run(*arguments, VISUAL="", EDITOR=f"{plain} -R").returncode == 0
    assert (tmp_path / "told").read_text().splitlines()[:2] == ["-R", "+21"]


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("", "no editor is set"),
        ("no-such-editor", "the editor no-such-editor cannot be run: No such file or directory"),
        ("false", "the editor false ended with exit code 1"),
        ("vi '", "the editor vi ' cannot be run: No closing quotation"),
        (" ", "no editor is set"),
    ],
)
def test_an_editor_that_fails_is_one_clear_line(run: Run, real_index: Path, editor: str, said: str) -> None:
    done = run("show", "kaz-2023", "--open", "--index", real_index, VISUAL="", EDITOR=editor)
    assert (done.returncode, done.stdout) == (2, "")
    error, hint = done.stderr.splitlines()
    assert error == f"kzsearch: error: {said}"
    assert "EDITOR=nano" in hint


def test_a_changed_file_opens_with_a_note(run: Run, real_index: Path, copied_corpus: Path) -> None:
    with (copied_corpus / "kazakhstan-2023.txt").open("a", encoding="utf-8") as file:
        file.write("More.\n")
    done = run(
        "show",
        "kaz-2023",
        "--open",
        "--index",
        real_index,
        "--corpus",
        copied_corpus,
        EDITOR="true",
        VISUAL="",
    )
    assert done.returncode == 0
    assert "has changed since it was indexed" in done.stderr


def test_the_environment_of_these_tests_is_their_own() -> None:
    assert "PAGER" not in own_environment()

"""`kzsearch mcp` as a process: what it reads and prints, how it begins and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kzsearch.cli import main
from tests.conftest import COMMAND, Outcome, Run, environment

START = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


def _call(number: int, name: str, **given: object) -> dict[str, object]:
    return {
        "jsonrpc": "2.0",
        "id": number,
        "method": "tools/call",
        "params": {"name": name, "arguments": given},
    }


def _lines(*messages: object) -> str:
    return "".join(f"{json.dumps(message)}\n" for message in messages)


def test_every_question_is_answered_before_the_end_and_a_bad_line_stops_none(
    real_index: Path, run: Run
) -> None:
    bad = ["hello", "{", "[]", '{"jsonrpc": "2.0"}', "", "\x00\xff", "[" * 50_000, "7"]
    asked = [_call(number, "compare", limit=1) for number in range(2, 5)]
    asked += [_call(5, "fetch", id="kaz-2023"), {"jsonrpc": "2.0", "id": 6, "method": "nonsense"}]
    text = "\n".join(bad) + "\n" + _lines(START, *asked)
    done = run("mcp", "--index", real_index, "--url", "https://reports.example/kz/", stdin=text)
    answers = [json.loads(line) for line in done.stdout.splitlines()]  # every line is of the protocol
    refused = [answer for answer in answers if answer["id"] is None]
    assert len(refused) == len(bad) - 1  # a blank line is nothing
    assert {answer["error"]["code"] for answer in refused} == {-32700, -32600}
    answered = {answer["id"]: answer for answer in answers if answer["id"] is not None}
    assert sorted(answered) == [1, 2, 3, 4, 5, 6]
    assert all("1 carried" in json.dumps(answered[number]["result"]) for number in (2, 3, 4))
    assert answered[5]["result"]["structuredContent"]["url"] == "https://reports.example/kz/reports/kaz-2023"
    assert answered[6]["error"]["code"] == -32601
    assert (done.returncode, done.stderr) == (0, "")


def test_an_assistant_that_is_gone_ends_it_quietly(real_index: Path) -> None:
    process = subprocess.Popen(
        [COMMAND, "mcp", "--index", str(real_index)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    process.stdin.write(_lines(START, _call(2, "search", query="shelter")).encode())
    process.stdin.close()
    with process.stderr as errors:
        assert errors.read() == b""
    assert process.wait(timeout=60) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_ends_it_while_it_waits_for_input(real_index: Path) -> None:
    process = subprocess.Popen(
        [COMMAND, "mcp", "--index", str(real_index)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdin as asked, process.stdout as answers, process.stderr as errors:
        asked.write(_lines(START).encode())
        asked.flush()
        assert json.loads(answers.readline())["id"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == -signal.SIGINT
        assert errors.read() == b""


def test_a_missing_index_is_told_in_one_line(kz: Callable[..., Outcome], tmp_path: Path) -> None:
    done = kz("mcp", "--index", tmp_path / "nothing")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("kzsearch: error: no index at ")
    assert len(done.err.splitlines()) == 2


def test_an_address_that_is_none_is_refused(kz: Callable[..., Outcome]) -> None:
    done = kz("mcp", "--url", "127.0.0.1:8377")
    assert (done.code, done.out) == (2, "")
    assert "is no address of a server\nhint: --url takes" in done.err


@pytest.mark.parametrize("package", ["mcp", "anyio"])
def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], package: str, real_index: Path
) -> None:
    for name in [*sys.modules]:
        if name.partition(".")[0] == package or name.startswith("kzsearch.assistants.over_"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr(sys, "argv", ["kzsearch", "mcp", "--index", str(real_index)])
    assert main() == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err == (
        f"kzsearch: error: kzsearch mcp needs the package {package}\nhint: pip install 'kzsearch[web]'\n"
    )

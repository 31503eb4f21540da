"""The page on assistants shows what the tools answer, and configurations that are valid."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

from kzsearch.assistants import counting, fetching
from kzsearch.assistants.prompts import NAME
from kzsearch.assistants.toolbox import TOOLS
from kzsearch.cli.app import program
from kzsearch.cli.serve import _TOKEN
from kzsearch.library import open_index
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))

import tool_answers

PAGE = tool_answers.PAGE.read_text(encoding="utf-8")


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_answers_are_real(real_index: Path) -> None:
    with open_index(real_index, ROOT / "corpus", by_name=True) as index:
        assert tool_answers.answered(PAGE, index) == PAGE, "python docs/tool_answers.py"


def test_each_tool_is_shown() -> None:
    assert {*tool_answers.calls(PAGE)} == {*TOOLS}
    assert all(f"| `{name}` |" in PAGE for name in TOOLS)
    assert NAME in PAGE


def test_the_configurations_are_valid() -> None:
    configured = [json.loads(block) for block in _blocks("json") if '"mcpServers"' in block]
    servers = [one["mcpServers"]["kzsearch"] for one in configured]
    servers += [tomllib.loads(block)["mcp_servers"]["kzsearch"] for block in _blocks("toml")]
    assert len(servers) == 3
    started = [server for server in servers if "command" in server]
    command = program().commands["mcp"]
    for server in started:
        assert server["command"].endswith("/kzsearch")
        assert server["args"][0] == "mcp"
        assert command.make_context("mcp", [*server["args"][1:], "--url", "http://127.0.0.1:8377"])
    (asked,) = (server for server in servers if "url" in server)
    assert asked == {"url": "http://127.0.0.1:8377/mcp", "bearer_token_env_var": _TOKEN}


def test_the_limits_are_those_of_the_tools() -> None:
    most = {
        name: next(one.most for one in tool.parameters if one.name == "limit")
        for name, tool in TOOLS.items()
        if any(one.name == "limit" for one in tool.parameters)
    }
    assert most == {"search": 50, "list_reports": 200, "compare": 100, "figures": 100}
    assert "at most 50 hits, 100 rows or figures, 200 reports, or 20,000 characters of text" in PAGE
    assert fetching.LONGEST_TEXT == 20_000
    assert f"`figures` reads at most {counting.MOST_REPORTS} reports" in PAGE

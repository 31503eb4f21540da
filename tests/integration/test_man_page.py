"""The manual page is made of the commands as they are, and any system can show it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib

import click
import pytest
import typer

from kzsearch.cli.app import app
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import man_page

TEXT = man_page.PAGE.read_text(encoding="ascii")


def test_the_page_is_up_to_date() -> None:
    assert man_page.page() == TEXT, "make man"


def test_the_page_has_every_command_option_and_variable() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, click.Group)
    plain = re.sub(r"\\f[BIR]", "", TEXT).replace("\\-", "-")
    for name, command in group.commands.items():
        assert f".SS kzsearch {name}\n" in plain
        part = plain.partition(f".SS kzsearch {name}\n")[2].partition("\n.S")[0]
        missing = [
            option
            for param in command.params
            if isinstance(param, click.Option) and not param.hidden
            for option in param.opts
            if not re.search(rf"(?<!\S){re.escape(option)}(?![\w-])", part)
        ]
        assert missing == []
        assert "Examples:\n" in part
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kzsearch").rglob("*.py"))
    for variable in set(re.findall(r'"(KZSEARCH_[A-Z]+)"', sources)):
        assert variable in plain


def test_the_page_is_of_no_machine_and_no_day() -> None:
    assert str(ROOT) not in TEXT
    assert os.path.expanduser("~/") not in TEXT  # noqa: PTH111  a text is compared, no path
    assert not re.search(r"\b20(?!17|19|23)\d\d\b", TEXT)


def test_the_wheel_has_the_page() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    files = project["tool"]["setuptools"]["data-files"]
    assert [ROOT / name for name in files["share/man/man1"]] == [man_page.PAGE]


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_groff_has_no_warning() -> None:
    for device in ("ascii", "utf8"):
        done = subprocess.run(
            ["groff", "-man", "-ww", f"-T{device}", str(man_page.PAGE)],
            capture_output=True,
            check=True,
        )
        assert done.stderr == b""
        assert b"kzsearch search" in re.sub(rb"\x1b\[\d*m|.\x08", b"", done.stdout)

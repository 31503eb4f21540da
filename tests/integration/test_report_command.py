"""`kzsearch report` on the two reports."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from kzsearch.cite import parse
from tests.pages import assert_complete

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Kz


def test_the_whole_page(kz: Kz, tmp_path: Path) -> None:
    file = tmp_path / "kazakhstan.html"
    done = kz("report", "--country", "Kazakhstan", "-o", file)
    assert (done.code, done.out, done.err) == (0, "", f"note: written into {file}\n")
    html = file.read_text(encoding="utf-8")
    assert_complete(html)
    assert "http" not in html
    read = LexborHTMLParser(html)
    assert [heading.text() for heading in read.css("h1, h2")] == [
        "Kazakhstan", "Tiers", "Figures", "What changed", "Recommendations", "The reports",
    ]  # fmt: skip
    assert len(read.css(".changes > li")) > 100
    assert len(read.css(".recommendations > li")) == 14
    assert len(read.css("figure.chart")) >= 5
    assert len(read.css("table.figures tbody tr")) > 80
    for cited in read.css("cite.source"):
        assert parse(cited.text()), cited.text()
    for fact in read.css(".fact"):
        assert fact.css(".source"), fact.html
    assert list(tmp_path.iterdir()) == [file]


def test_standard_output_and_the_only_country(kz: Kz, tmp_path: Path) -> None:
    done = kz("report", "-o", "-")
    assert (done.code, done.err) == (0, "")
    file = tmp_path / "a.html"
    kz("report", "--output-file", file)
    assert file.read_text(encoding="utf-8") == done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--country", "Kazakstan land"), "no country"),
        (("--country", "Peru"), "the index holds no report on this country"),
    ],
)
def test_a_mistake_leaves_the_old_file(
    kz: Kz, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    file = tmp_path / "old.html"
    file.write_text("old", encoding="utf-8")
    done = kz("report", *arguments, "-o", file)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 2)
    assert message in done.err
    assert file.read_text(encoding="utf-8") == "old"


def test_where_nothing_can_be_written(kz: Kz, tmp_path: Path) -> None:
    for place, message in (
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "a.html", "there is no folder"),
        (tmp_path / f"{'x' * 300}.html", "name too long"),
    ):
        done = kz("report", "-o", place)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 2)
        assert message in done.err.lower()
    assert list(tmp_path.iterdir()) == []
    done = kz("report")
    assert (done.code, len(done.err.splitlines())) == (2, 2)
    assert "kzsearch report -o FILE.html; kzsearch reports lists the reports" in done.err


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(kz: Kz, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = kz("report", "-o", tmp_path / "a.html")
    tmp_path.chmod(0o700)
    assert (done.code, len(done.err.splitlines())) == (2, 2)


def test_what_was_there_is_replaced_in_its_place(kz: Kz, tmp_path: Path) -> None:
    old, link = tmp_path / "old.html", tmp_path / "link.html"
    old.write_text("old", encoding="utf-8")
    old.chmod(0o640)
    link.symlink_to(old)
    assert kz("report", "-o", link).code == 0
    assert link.is_symlink()
    assert old.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert old.stat().st_mode & 0o777 == 0o640


def test_one_report_alone_gives_a_page(kz: Kz, indexes: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "peru-2019.txt").write_text("PERU\n\nPolice raided bars in Puno.\n", encoding="utf-8")
    index = indexes / "peru"
    try:
        assert kz("index", "--corpus", corpus, "--index", index).code == 0
        done = kz("report", "--index", index, "-o", "-")
    finally:
        shutil.rmtree(index, ignore_errors=True)
    assert done.code == 0
    assert_complete(done.out)
    for line in ("No figure was found", "The index holds one report on Peru", "has recommendations"):
        assert line in done.out

"""Spans are right in files of every encoding; `show --raw` prints their bytes; `verify` reports their state."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from kzsearch.index import open_index
from kzsearch.index.check.verify import State, verify
from kzsearch.reading import read_source
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Kz

NAME = "kazakhstan-2023.txt"
DIRTY = (
    render(Shape(width=75, between="\n", after="\n\n"), known_sections(2023))
    .replace("victims", "vic\u00adtims")
    .replace("Kazakhstan ", "Kazakhstan\u00a0")
    .replace("labor ", "labor \n\n\n")
    .replace("'", "’")
)
CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("codec", CODECS)
def test_raw_is_the_bytes_of_the_file(tmp_path: Path, codec: str, line_end: str) -> None:
    data = DIRTY.replace("\n", line_end).encode(codec)
    build_fake(tmp_path / "corpus", tmp_path / "i" / "d", {NAME: data})
    mark = {"utf-8-sig": 3, "utf-16": 2}.get(codec, 0)
    plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(codec, codec)
    source = data[mark:].decode(plain)
    with open_fake(tmp_path / "i" / "d") as index:
        passages = index.store.report_passages("kaz-2023")
        assert {finding.state for finding in verify(index.store, tmp_path / "corpus")} == {State.INTACT}
    assert len(passages) > 20
    for passage in passages[::7]:
        wanted = source[slice(*passage.span)].encode(plain)
        before = source[: passage.span.start].encode(plain)
        assert data[mark + len(before) :][: len(wanted)] == wanted
        shown = _raw(tmp_path, passage.passage_id)
        assert shown == wanted
    whole = source[passages[0].span.start : passages[-1].span.end].encode(plain)
    assert _raw(tmp_path, "kaz-2023") == whole


def _raw(folder: Path, name: str) -> bytes:
    from kzsearch.index.read.raw import source_bytes
    from kzsearch.search import show

    with open_fake(folder / "i" / "d") as index:
        return source_bytes(index.corpus, show(index, name))


def test_the_command_prints_raw_bytes(kz: Kz, copied_corpus: Path) -> None:
    for record in map(json.loads, kz("show", "kaz-2017-protection", "--format", "jsonl").out.splitlines()):
        text = (copied_corpus / record["source"]).read_text(encoding="utf-8")
        assert kz("show", record["passage_id"], "--raw").out == text[slice(*record["span"])]


def test_raw_of_a_file_that_has_changed_is_refused(kz: Kz, copied_corpus: Path) -> None:
    (copied_corpus / "kazakhstan-2023.txt").write_text("x", encoding="utf-8")
    outcome = kz("show", "kaz-2023", "--raw", "--corpus", copied_corpus)
    assert (outcome.code, outcome.out) == (2, "")
    assert "has changed since it was indexed" in outcome.err
    (copied_corpus / "kazakhstan-2023.txt").unlink()
    outcome = kz("show", "kaz-2023", "--raw", "--corpus", copied_corpus)
    assert (outcome.code, outcome.out) == (2, "")
    assert "no longer in" in outcome.err


def _states(kz: Kz, corpus: Path) -> tuple[dict[str, dict[str, str]], int, str]:
    outcome = kz("verify", "--corpus", corpus, "--all", "--format", "csv")
    rows = csv.DictReader(io.StringIO(outcome.out))
    return {row["passage_id"]: row for row in rows}, outcome.code, outcome.err


def test_verify_says_what_became_of_each_passage(kz: Kz, copied_corpus: Path) -> None:
    states, code, _ = _states(kz, copied_corpus)
    assert code == 0
    assert len(states) > 30
    assert {row["state"] for row in states.values()} == {"intact"}
    file = copied_corpus / "kazakhstan-2023.txt"
    text = file.read_text(encoding="utf-8")
    records = [json.loads(line) for line in kz("show", "kaz-2023", "--format", "jsonl").out.splitlines()]
    cut = next(record for record in records if record["section"] == "protection")
    changed = next(r for r in records if r["section"] == "prevention" and r["text"].count(". ") > 3)
    start, end = cut["span"]
    word = changed["text"].split(". ")[1]
    edited = text[:start] + text[end:]
    assert edited.count(word) == 1
    file.write_text("A new line at the top.\n\n" + edited.replace(word, f"{word} and more"), encoding="utf-8")
    states, code, err = _states(kz, copied_corpus)
    assert code == 1
    assert states[cut["passage_id"]]["state"] == "gone"
    assert states[changed["passage_id"]]["state"] == "changed"
    others = {
        name: row
        for name, row in states.items()
        if name.startswith("kaz-2023") and name not in (cut["passage_id"], changed["passage_id"])
    }
    assert {row["state"] for row in others.values()} == {"moved"}
    now = read_source(copied_corpus, file.name).text
    for name, row in others.items():
        found = json.loads(row["found"])
        record = next(record for record in records if record["passage_id"] == name)
        assert now[slice(*found)] == text[slice(*record["span"])]
        assert int(row["line"]) == now.count("\n", 0, found[0]) + 1
    assert {row["state"] for name, row in states.items() if name.startswith("kaz-2017")} == {"intact"}
    assert "1 changed, 1 gone" in err
    # Without --all only what is not intact is listed.
    listed = kz("verify", "--corpus", copied_corpus, "--format", "jsonl").out.splitlines()
    assert all(json.loads(line)["state"] != "intact" for line in listed)


def _states_of(index: Path, corpus: Path, report: str) -> set[State]:
    with open_index(index) as opened:
        found = {finding.passage_id: finding.state for finding in verify(opened.store, corpus)}
    assert len(found) > 30
    return {state for name, state in found.items() if name.startswith(report)}


def test_verify_of_a_file_that_is_gone(real_index: Path, copied_corpus: Path) -> None:
    (copied_corpus / "kazakhstan-2017.txt").unlink()
    assert _states_of(real_index, copied_corpus, "kaz-2017") == {State.GONE}
    assert _states_of(real_index, copied_corpus, "kaz-2023") == {State.INTACT}


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(" \n\n", "\n"),
        lambda text: f"\ufeff{text}",
    ],
    ids=["line ends", "blank lines", "byte-order mark"],
)
def test_white_space_alone_changes_no_words(
    real_index: Path, copied_corpus: Path, rewrite: Callable[[str], str]
) -> None:
    file = copied_corpus / "kazakhstan-2017.txt"
    file.write_bytes(rewrite(file.read_bytes().decode("utf-8")).encode("utf-8"))
    assert _states_of(real_index, copied_corpus, "kaz-2017") <= {State.INTACT, State.MOVED}

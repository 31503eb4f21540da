"""Bad input gives one line and a hint, exit code 2, nothing on standard output, and leaves the index as it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kzsearch.index.format.generations import live
from tests.conftest import COMMAND, ROOT, environment
from tests.fake_embedder import FakeEmbedder
from tests.indexes import build_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Kz, Outcome, Run


def assert_error(outcome: Outcome, message: str, hint: str = "") -> None:
    """Check that an outcome is one error in one line, with a hint and exit code 2."""
    assert outcome.code == 2
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    lines = outcome.err.splitlines()
    assert len(lines) == 2, outcome.err
    assert lines[0].startswith("kzsearch: error: ")
    assert message in lines[0]
    assert lines[1].startswith("hint: ")
    assert len(lines[1]) > len("hint: ")
    assert hint in lines[1]


QUERIES = {
    "empty": ([""], "the query is empty", "kzsearch search"),
    "blank": ([" \t\n\u00a0"], "the query is empty", "kzsearch search"),
    "10,000 words": (["shelter " * 10_000], "10,000 words", "one thing at a time"),
    "one endless word": (["x" * 100_000], "100,000 characters", "one thing at a time"),
    "only punctuation": (["?! ... ()"], "no letter or digit", "say what to look for"),
    "only FTS punctuation": (['* " ( ) : ^ -'], "no letter or digit", "say what to look for"),
    "only emoji": (["\U0001f600"], "no letter or digit", "say what to look for"),
    "lone surrogate": (["shelter \udcff"], "not valid text", "UTF-8"),
    "-k 0": (["a", "-k", "0"], "0 hits", "from 1 to"),
    "-k -1": (["a", "-k", "-1"], "-1 hits", "from 1 to"),
    "-k 1000000": (["a", "-k", "1000000"], "1000000 hits", "from 1 to"),
    "-k x": (["a", "-k", "x"], "'-k'", "kzsearch search --help"),
    "year beyond the series": (["a", "--year", "2031"], "no report of 2031", "--year"),
    "year before the series": (["a", "--year", "1999..2017"], "no report of 1999", "--year"),
    "years backwards": (["a", "--year", "2023..2017"], "run backwards", "2017..2023"),
    "no year": (["a", "--year", "x"], "'x' is no report year", "2017..2023"),
    "open range": (["a", "--year", "2017.."], "no report year", "2017..2023"),
    "Arabic digits": (["a", "--year", "٢٠١٧"], "no report year", "2017..2023"),
    "section nearly right": (["a", "--section", "prevent"], "no 'prevent'", "did you mean prevention?"),
    "unknown section": (["a", "--section", "zzz"], "no 'zzz'", "overview, recommendations"),
    "unknown country": (["a", "--country", "Atlantis"], "'Atlantis'", "kzsearch reports"),
    "country nearly right": (["a", "--country", "Kazakstan"], "'Kazakstan'", "Kazakhstan"),
    "unknown tier": (["a", "--tier", "9"], "'9'", "2WL"),
    "unknown mode": (["a", "--mode", "semantic"], "no 'semantic'", "hybrid, dense, lexical, exact"),
    "unknown format": (["a", "--format", "xml"], "--format has no 'xml'", "--format takes auto, text, json"),
    "format nearly right": (["a", "--format", "jsn"], "--format has no 'jsn'", "did you mean json? "),
    "colour nearly right": (["a", "--color", "nevr"], "--color has no 'nevr'", "did you mean never? "),
    "option nearly right": (["a", "--yaer", "2017"], "no option --yaer", "did you mean --year? "),
    "--json and another format": (
        ["a", "--json", "--format", "csv"],
        "contradict each other",
        "leave --json",
    ),
    "--json and --oneline": (["a", "--json", "--oneline"], "a format of its own", "leave --format"),
    "tier nearly right": (["a", "--tier", "specal case"], "'specal case'", "did you mean Special Case? "),
    "unknown option": (["a", "--frob"], "--frob", "--help"),
    "--per-report 0": (["a", "--per-report", "0"], "0 hits of a report", "1 or more"),
    "--context -1": (["a", "--context", "-1"], "-1 neighbours", "from 0 to"),
    "--rerank without a name": (["a", "--rerank", " "], "--rerank names no model", "cross-encoder"),
    "--min-score nan": (["a", "--min-score", "nan"], "nan is no score", "0.3"),
}


@pytest.mark.parametrize(("arguments", "message", "hint"), QUERIES.values(), ids=QUERIES.keys())
def test_a_query_that_makes_no_sense(kz: Kz, arguments: list[str], message: str, hint: str) -> None:
    for mode in ([], ["--mode", "exact"]) if "--mode" not in arguments else ([],):
        assert_error(kz("search", *arguments, *mode), message, hint)


def test_arguments_that_make_no_sense_outside_search(kz: Kz) -> None:
    assert_error(kz("serach"), "no command 'serach'", "did you mean: kzsearch search?")
    assert_error(kz("show", "kaz-2023-protection-99"), "'kaz-2023-protection-99'", "did you mean kaz-2023-")
    assert_error(kz("show", "kaz-2022"), "'kaz-2022'", "did you mean kaz-20")
    assert_error(kz("show", "kzz-2023-prevntion"), "prevntion", "did you mean kaz-2023-prevention?")
    assert_error(kz("show", "usa-2020"), "usa-2020", "kzsearch reports lists what there is")
    assert_error(kz("show", "trials", "now"), "(now)", 'words that begin with "show"')
    assert_error(kz("--verison"), "no option --verison", "did you mean --version? see kzsearch --help")
    assert_error(kz("--yaer", "2017", "a"), "no option --yaer", "did you mean --year? ")
    assert_error(kz("show", ""), "''", "kzsearch reports")
    assert_error(kz("show", "kaz-2023", "--section", "protecting"), "protecting", "did you mean protection?")
    bare = kz()
    assert (bare.code, bare.out) == (2, "")
    assert bare.err.startswith("Usage: kzsearch")


def test_a_query_with_a_nul_character(run: Run, real_index: Path) -> None:
    # No argument of a process can hold one; a line of standard input can.
    done = run("search", "-", "--mode", "lexical", "--index", real_index, stdin="a\0b\n")
    assert (done.returncode, done.stdout) == (
        2,
        "Query 1: a\ufffdb\n\n   nothing found: the query holds a NUL character\n",
    )
    assert done.stderr.splitlines()[0] == "kzsearch: error: line 1: the query holds a NUL character"


SYNTAX = ("AND", "OR", "NOT", "NEAR", "AND OR NOT", 'NEAR("shelter" "victims", 5)', "shel*", "text:shelter")


@pytest.mark.parametrize(
    "syntax", [*SYNTAX, '"shelter', "^shelter", "shelter -victims", "(shelter", "a:b:c", "'"]
)
@pytest.mark.parametrize("mode", ["lexical", "exact"])
def test_fts_syntax_is_plain_words(kz: Kz, syntax: str, mode: str) -> None:
    outcome = kz("search", "--mode", mode, "--format", "jsonl", "-k", "50", "--", syntax)
    assert "Traceback" not in outcome.err
    if syntax == "'":
        assert_error(outcome, "no letter or digit")
        return
    assert outcome.code in (0, 1)
    assert (outcome.code == 0) == (outcome.out != "")
    hits = [json.loads(line) for line in outcome.out.splitlines()]
    if mode == "exact":
        assert all(syntax.casefold() in hit["text"].casefold() for hit in hits)


def test_operators_out_of_place_are_words(kz: Kz) -> None:
    def found(query: str) -> list[str]:
        out = kz("search", "--mode", "lexical", "--format", "jsonl", "-k", "50", "--", query).out
        return [json.loads(line)["passage_id"] for line in out.splitlines()]

    assert found("shelter - victims") == found("shelter victims") != found("shelter")
    assert found("t* traffick *") == found("t traffick")
    assert found("shelter NOT") == found("shelter not")
    assert not set(found("shelter -victims")) & set(found("victims"))


def test_a_year_that_the_index_lacks_finds_nothing_and_says_why(kz: Kz) -> None:
    outcome = kz("search", "shelter", "--year", "2010")
    assert (outcome.code, outcome.out) == (1, "")
    assert "2017, 2023" in outcome.err
    outcome = kz("search", "shelter", "--country", "France", "--mode", "lexical")
    assert (outcome.code, outcome.out) == (1, "")
    assert "Kazakhstan" in outcome.err


# What is wrong with an index.


def _manifest(index: Path, change: Callable[[dict[str, object]], object]) -> None:
    path = live(index) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def _other_model(manifest: dict[str, object]) -> None:
    model = manifest["model"]
    assert isinstance(model, dict)
    model["fingerprint"] = "0" * 64


def _more_passages(manifest: dict[str, object]) -> None:
    counts = manifest["counts"]
    assert isinstance(counts, dict)
    counts["passages"] += 1


def _truncate(name: str, share: float) -> Callable[[Path], None]:
    def cut(index: Path) -> None:
        path = live(index) / name
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return cut


def _scramble(name: str) -> Callable[[Path], None]:
    def overwrite(index: Path) -> None:
        path = live(index) / name
        path.write_bytes(b"\xa5" * path.stat().st_size)

    return overwrite


def _remove(name: str) -> Callable[[Path], None]:
    return lambda index: (live(index) / name).unlink()


def _fewer_vectors(index: Path) -> None:
    import faiss

    path = live(index) / "passages.faiss"
    vectors = faiss.read_index(str(path))
    fewer = faiss.IndexFlatIP(vectors.d)
    fewer.add(vectors.reconstruct_n(0, vectors.ntotal - 1))
    faiss.write_index(fewer, str(path))
    _manifest(index, lambda m: m["files"]["passages.faiss"].update(bytes=path.stat().st_size))  # type: ignore[index]


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "another format version": (lambda i: _manifest(i, lambda m: m.update(format=99)), "format version 99"),
    "no format version": (lambda i: _manifest(i, lambda m: m.pop("format")), "format version None"),
    "another model": (lambda i: _manifest(i, _other_model), "is not the one that the index was built with"),
    "counts that disagree": (
        lambda i: _manifest(i, _more_passages),
        "sentences, its manifest says 2 reports, ",
    ),
    "an incomplete manifest": (lambda i: _manifest(i, lambda m: m.pop("model")), "incomplete"),
    "a corpus that is no path": (lambda i: _manifest(i, lambda m: m.update(corpus=3)), "incomplete"),
    "a threshold that is no number": (
        lambda i: _manifest(i, lambda m: m.update(thresholds={"hybrid": {"tip": "x"}})),
        "incomplete",
    ),
    "a manifest that is a list": (
        lambda i: (live(i) / "manifest.json").write_text("[]"),
        "format version None",
    ),
    "a manifest nested deep": (
        lambda i: (live(i) / "manifest.json").write_text("[" * 100_000),
        "manifest.json of the index cannot be read",
    ),
    "a truncated manifest": (_truncate("manifest.json", 0.5), "manifest.json"),
    "a truncated database": (_truncate("passages.sqlite", 0.5), "passages.sqlite of the index is damaged"),
    "an empty database": (_truncate("passages.sqlite", 0), "passages.sqlite of the index is damaged"),
    "truncated passage vectors": (_truncate("passages.faiss", 0.9), "passages.faiss of the index is damaged"),
    "truncated sentence vectors": (
        _truncate("sentences.faiss", 0.1),
        "sentences.faiss of the index is damaged",
    ),
    "a database of the same length": (_scramble("passages.sqlite"), "database is damaged"),
    "vectors of the same length": (_scramble("passages.faiss"), "passages.faiss of the index is damaged"),
    "too few vectors": (_fewer_vectors, "passages.faiss of the index holds"),
    "no manifest": (_remove("manifest.json"), "lost manifest.json"),
    "no database": (_remove("passages.sqlite"), "lost passages.sqlite"),
    "no passage vectors": (_remove("passages.faiss"), "lost passages.faiss"),
    "no sentence vectors": (_remove("sentences.faiss"), "lost sentences.faiss"),
    "no generation": (lambda i: shutil.rmtree(live(i)), "names no generation"),
    "a name that is a path": (lambda i: (i / "current").write_text("../../etc"), "names no generation"),
    "a name in another encoding": (lambda i: (i / "current").write_bytes(b"\xff\xfeg1"), "current"),
}


@pytest.mark.parametrize(("damage", "message"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_index_says_how_to_mend_it(
    kz: Kz, copied_index: Path, damage: Callable[[Path], object], message: str
) -> None:
    damage(copied_index)
    assert_error(kz("search", "shelter", "--index", copied_index), message, "kzsearch index")


def test_verify_finds_a_file_that_was_tampered_with(kz: Kz, copied_index: Path) -> None:
    path = live(copied_index) / "sentences.faiss"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert_error(kz("verify", "--index", copied_index), "sentences.faiss", "kzsearch index")


def test_no_index_yet(kz: Kz, tmp_path: Path) -> None:
    for command in (["search", "a"], ["reports"], ["show", "kaz-2023"], ["verify"]):
        index = tmp_path / "none"
        assert_error(
            kz(*command, "--index", index), f"no index at {index}", f"kzsearch index --index {index}"
        )
    (tmp_path / "empty").mkdir()
    assert_error(kz("reports", "--index", tmp_path / "empty"), "no index at", "kzsearch index --index")


def test_a_missing_corpus_folder(kz: Kz, tmp_path: Path, copied_index: Path) -> None:
    before = kz("reports", "--index", copied_index, "--format", "json").out
    outcome = kz("index", "--corpus", tmp_path / "none", "--index", copied_index)
    assert_error(outcome, "does not exist", "--corpus")
    assert kz("reports", "--index", copied_index, "--format", "json").out == before
    assert_error(kz("verify", "--corpus", tmp_path / "none"), "does not exist", "--corpus")
    (tmp_path / "none").mkdir()
    assert_error(
        kz("index", "--corpus", tmp_path / "none", "--index", copied_index), "no reports in", "files"
    )


# What is wrong with a file of the corpus. Nothing that is refused reaches the index; the rest does.

GOOD = "kazakhstan-2017.txt"


def _row(**values: object) -> str:
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    return "\n".join(["", "[[report]]", *lines, ""])


def _append(corpus: Path, text: str) -> int:
    table = corpus / "reports.toml"
    return table.write_text(table.read_text(encoding="utf-8") + text, encoding="utf-8")


def _pipe(corpus: Path) -> None:
    os.mkfifo(corpus / "laos-2019.txt")


FILES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "empty": (lambda c: (c / "laos-2019.txt").write_bytes(b""), "laos-2019.txt is empty", "text"),
    "white space": (
        lambda c: (c / "laos-2019.txt").write_text(" \n\ufeff\n"),
        "empty but for white space",
        "text",
    ),
    "directory": (lambda c: (c / "laos-2019.txt").mkdir(), "laos-2019.txt is a directory", "Rename"),
    "named pipe": (_pipe, "laos-2019.txt is not a regular file", "text file"),
    "binary": (lambda c: (c / "laos-2019.txt").write_bytes(bytes(range(256)) * 9), "binary", "UTF-8"),
    "PDF": (lambda c: (c / "laos-2019.txt").write_bytes(b"%PDF-1.7\n" + b"x" * 999), "a damaged PDF", "Copy"),
    "dangling link": (
        lambda c: (c / "laos-2019.txt").symlink_to(c / "nowhere.txt"),
        "laos-2019.txt cannot be read",
        "may read it",
    ),
    "another encoding than it claims": (
        lambda c: (c / "laos-2019.txt").write_bytes(b"\xef\xbb\xbfLaos \xff\xfe and more text"),
        "says UTF-8 in its byte-order mark but is not",
        "UTF-8",
    ),
    "header names another encoding": (
        lambda c: (c / "laos-2019.txt").write_text(
            "---\nencoding: koi8-r\n---\n" + (c / GOOD).read_text(encoding="utf-8") + "naïve",
            encoding="utf-8",
        ),
        "laos-2019.txt says that it is koi8-r",
        "encoding: koi8-r",
    ),
    "only the header": (
        lambda c: (c / "laos-2019.txt").write_text("LAOS (Tier 3)\n"),
        "a header but no report below it",
        "text",
    ),
    "the same country and year twice": (
        lambda c: shutil.copy(c / GOOD, c / "kazakhstan-2017-copy.txt"),
        "are both the report on Kazakhstan of 2017",
        "Remove one",
    ),
    "a row without a file": (
        lambda c: _append(c, _row(file="laos-2019.txt", country="Laos", year=2019)),
        'a row for "laos-2019.txt", but there is no such report file',
        "take the row out",
    ),
    "an unknown country": (
        lambda c: (
            shutil.copy(c / GOOD, c / "second.txt"),
            _append(c, _row(file="second.txt", country="Atlantis", year=2019)),
        ),
        'unknown country "Atlantis"',
        "ISO 3166",
    ),
    "a table year beyond the series": (
        lambda c: (
            shutil.copy(c / GOOD, c / "second.txt"),
            _append(c, _row(file="second.txt", country="Laos", year=2099)),
        ),
        "2099",
        "year",
    ),
    "a table that is no TOML": (
        lambda c: _append(c, "\n[[report\n"),
        "reports.toml is not valid TOML",
        "line",
    ),
}


@pytest.fixture
def fast_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build with the fake embedder: bad input is refused long before passages are encoded."""
    build_with(FakeEmbedder(), monkeypatch)
    monkeypatch.setattr("kzsearch.adding.calibrated_build.thresholds", lambda *_: {})


@pytest.mark.usefixtures("fast_model")
@pytest.mark.parametrize(("spoil", "message", "hint"), FILES.values(), ids=FILES.keys())
def test_a_bad_file_is_refused_and_the_rest_is_indexed(
    kz: Kz, copied_corpus: Path, tmp_path: Path, spoil: Callable[[Path], object], message: str, hint: str
) -> None:
    spoil(copied_corpus)
    outcome = kz("index", "--corpus", copied_corpus, "--index", tmp_path / "i" / "d")
    assert (outcome.code, outcome.out) == (2, "")
    assert "Traceback" not in outcome.err
    error, mend = [line for line in outcome.err.splitlines() if line.startswith(("kzsearch: error", "hint"))]
    assert message in error
    assert hint in mend
    listed = json.loads(kz("reports", "--index", tmp_path / "i" / "d", "--format", "json").out)
    assert [report["report_id"] for report in listed] == ["kaz-2017", "kaz-2023"]


@pytest.mark.usefixtures("fast_model")
def test_a_file_of_50_mb_is_refused_without_being_read(
    kz: Kz, copied_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (copied_corpus / "laos-2019.txt").open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    read = Path.read_bytes
    seen: list[str] = []

    def note(path: Path) -> bytes:
        seen.append(path.name)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", note)
    outcome = kz("index", "--corpus", copied_corpus, "--index", tmp_path / "i" / "d")
    assert outcome.code == 2
    assert "laos-2019.txt has 52 MB" in outcome.err
    assert GOOD in seen
    assert "laos-2019.txt" not in seen


@pytest.mark.usefixtures("fast_model")
def test_an_unreadable_file_is_refused(
    kz: Kz, copied_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(copied_corpus / GOOD, copied_corpus / "laos-2019.txt")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "laos-2019.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    outcome = kz("index", "--corpus", copied_corpus, "--index", tmp_path / "i" / "d")
    assert outcome.code == 2
    assert "laos-2019.txt cannot be read: Permission denied" in outcome.err
    assert "indexed 2 reports" in outcome.err


@pytest.mark.usefixtures("fast_model")
def test_a_file_without_a_row_is_indexed_and_noted(kz: Kz, copied_corpus: Path, tmp_path: Path) -> None:
    text = (copied_corpus / GOOD).read_text(encoding="utf-8").replace("Kazakhstan", "Laos")
    (copied_corpus / "laos-2019.txt").write_text(text.replace("KAZAKHSTAN", "LAOS"), encoding="utf-8")
    outcome = kz("index", "--corpus", copied_corpus, "--index", tmp_path / "i" / "d")
    assert (outcome.code, outcome.out) == (0, "")
    assert "note: reports.toml has no row for this file" in outcome.err or "laos-2019.txt" in outcome.err
    assert "indexed 3 reports" in outcome.err


@pytest.mark.usefixtures("fast_model")
def test_a_corpus_of_which_nothing_can_be_read_leaves_the_old_index(
    kz: Kz, copied_corpus: Path, tmp_path: Path
) -> None:
    index = tmp_path / "i" / "d"
    assert kz("index", "--corpus", copied_corpus, "--index", index).code == 0
    before = (
        (index / "current").read_bytes(),
        kz("search", "shelter", "--mode", "lexical", "--index", index).out,
    )
    (copied_corpus / "reports.toml").unlink()
    for file in copied_corpus.glob("kazakhstan*"):
        file.write_bytes(b"")
    assert_error(kz("index", "--corpus", copied_corpus, "--index", index), "is empty", "README")
    after = (
        (index / "current").read_bytes(),
        kz("search", "shelter", "--mode", "lexical", "--index", index).out,
    )
    assert after == before
    assert before[1]


@pytest.mark.usefixtures("fast_model")
def test_an_index_folder_that_cannot_be_written(
    kz: Kz, copied_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    outcome = kz("index", "--corpus", copied_corpus, "--index", tmp_path / "file")
    assert_error(outcome, f"cannot write the index at {tmp_path / 'file'}", "--index")
    outcome = kz("index", "--corpus", copied_corpus, "--index", tmp_path / "file" / "inner")
    assert_error(outcome, "cannot write the index", "--index")
    index = tmp_path / "i" / "d"
    assert kz("index", "--corpus", copied_corpus, "--index", index).code == 0
    before = kz("search", "shelter", "--mode", "lexical", "--index", index).out
    # The disk is full half-way.
    make = Path.mkdir

    def full(path: Path, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        if ".building" in path.name:
            raise OSError(28, "No space left on device", str(path))
        make(path, *arguments, **named)

    monkeypatch.setattr(Path, "mkdir", full)
    outcome = kz("index", "--corpus", copied_corpus, "--index", index, "--full")
    assert_error(outcome, "No space left on device", "--index")
    assert kz("search", "shelter", "--mode", "lexical", "--index", index).out == before


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_an_index_folder_without_write_permission(tmp_path: Path) -> None:
    """Build as the user nobody in root's folder; a child process gives up its rights, as root ignores permissions."""
    program = (
        "import os, sys; root, corpus, index = sys.argv[1:]; sys.path.insert(0, root)\n"
        "from kzsearch.cli import main\n"
        "sys.argv = ['kzsearch', 'index', '--corpus', corpus, '--index', __import__('kzsearch').__file__]\n"
        "main()\n"  # fails in the same way, with all that must be imported
        "os.setgid(65534); os.setuid(65534)\n"
        "sys.argv[-1] = index; sys.exit(main())"
    )
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o755)
    for parent in (tmp_path, *tmp_path.parents):
        if parent.owner() == "root" and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    done = subprocess.run(
        [sys.executable, "-c", program, ROOT, ROOT / "corpus", folder / "d"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        timeout=300,
    )
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (2, "", 4), done.stderr
    assert "File exists" in lines[0]
    assert f"cannot write the index at {folder / 'd'}: Permission denied" in lines[2]


# Standard output that goes away.


def _shell(line: str, index: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", line.replace("KZ", str(COMMAND))],
        capture_output=True,
        text=True,
        check=False,
        env=environment(KZSEARCH_INDEX=str(index)),
        cwd=ROOT,
        timeout=300,
    )


@pytest.mark.parametrize(
    "command", ["search victims --mode lexical", "show kaz-2023 --raw", "reports", "--help"]
)
def test_standard_output_closed_at_the_start(real_index: Path, command: str) -> None:
    done = _shell(f"KZ {command} >&-; echo $? >&2", real_index)
    error, hint, code = done.stderr.splitlines()
    assert (error, code) == ("kzsearch: error: cannot write the answer: standard output is closed", "2")
    assert hint.startswith("hint: ")


@pytest.mark.parametrize(
    "command", ["search victims --mode lexical", "show kaz-2023 --raw", "reports", "--help"]
)
def test_standard_output_full(real_index: Path, command: str) -> None:
    done = _shell(f"KZ {command} >/dev/full; echo $? >&2", real_index)
    error, hint, code = done.stderr.splitlines()
    assert (error, code) == ("kzsearch: error: cannot write the answer: No space left on device", "2")
    assert hint.startswith("hint: ")


@pytest.mark.parametrize(
    "command",
    [
        "search the --mode lexical -k 999",
        "show kaz-2023 --raw",
        "show kaz-2023 --format json",
        "reports",
        "--help",
    ],
)
def test_a_pipe_that_closes_early_ends_it_quietly(real_index: Path, command: str) -> None:
    done = _shell(f"KZ {command} | head -c 1; echo ${{PIPESTATUS[0]}} >&2", real_index)
    assert len(done.stdout) == 1
    assert done.stderr.splitlines() in (["0"], ["141"])


def test_standard_input_closed_and_standard_error_closed(real_index: Path) -> None:
    done = _shell("KZ search - --mode lexical <&-; echo $? >&2", real_index)
    assert done.stderr.splitlines()[0] == "kzsearch: error: standard input is closed"
    assert done.stderr.splitlines()[-1] == "2"
    done = _shell("KZ search shelter --year 2031 2>&-; echo $?", real_index)
    assert (done.stdout, done.stderr) == ("2\n", "")

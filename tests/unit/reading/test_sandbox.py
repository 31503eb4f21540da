"""Files that would take too much time or memory: each is refused in one line, and the other files are read."""

from __future__ import annotations

import gzip
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kzsearch import chunker, text
from kzsearch.errors import ModelError, ReportError
from kzsearch.index.write.divided import MAX_PASSAGES, divide
from kzsearch.reading import read_corpus, sandbox
from kzsearch.reading.files.text import front_matter
from kzsearch.reading.one_file import MAX_BLOCKS, MAX_CHARACTERS, reports_in
from kzsearch.reading.wire import Known
from kzsearch.sections.outline import outline
from kzsearch.types import Outline, Report
from tests.fake_embedder import FakeEmbedder
from tests.made_files import zipped
from tests.renderings import Shape, known_sections, render

KNOWN = Known(None, {"country": "Kazakhstan", "year": "2023"}, table=False)
REPORT = render(Shape(), known_sections(2023))
SENTENCE = "The government of Kazakhstan convicted two traffickers, as it had said. "


@contextmanager
def started_with(monkeypatch: pytest.MonkeyPatch, code: str) -> Iterator[None]:
    """Have code run first in the process that reads."""
    sandbox._process().stop()
    with monkeypatch.context() as patched:
        patched.setattr(sandbox, "_START", code + sandbox._START)
        yield
    sandbox._process().stop()


def front(lines: str) -> str:
    return f"---\ncountry: Kazakhstan\nyear: 2023\n{lines}\n---\n{REPORT}"


MULTIPLYING = "a0: &a0 [x, x]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("deep.txt", front(f"topics: {'[' * 10_000}"), "nested more than"),
        ("deep blocks.txt", front("topics:\n" + "\n".join(f"{' ' * n}a:" for n in range(1, 300))), "nested"),
        ("recursive.txt", front("topics: &a [*a]"), "alias"),
        ("multiplying.md", front(MULTIPLYING), "alias"),
        ("endless.txt", front("topics: " + "x" * front_matter.MAX_CHARACTERS), "no end within"),
        ("long.txt", SENTENCE * (MAX_CHARACTERS // len(SENTENCE) + 1), "characters; at most"),
        ("many.txt", "• A recommendation.\n" * (MAX_BLOCKS + 1), "paragraphs; at most"),
    ],
)
def test_a_file_that_is_too_much_is_refused_and_the_rest_is_read(
    tmp_path: Path, name: str, data: str, words: str
) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    (tmp_path / "kazakhstan-2017.txt").write_text(REPORT, encoding="utf-8")
    reading = read_corpus(tmp_path, {name: {"country": "Kazakhstan", "year": "2023"}})
    assert [report.report_id for report in reading.reports] == ["kaz-2017"]
    (problem,) = reading.problems
    assert name in problem.message
    assert words in problem.message
    assert problem.message.isprintable()
    assert problem.hint


def test_an_error_is_one_printable_line() -> None:
    data = f"---\ncountry: Kasach\u00a0stan\n---\n{REPORT}".encode()
    with pytest.raises(ReportError, match="no known country") as caught:
        sandbox.read_reports(data, "a.txt", Known(None, {}, table=False))
    assert caught.value.message.isprintable()


def test_prose_between_rules_is_no_front_matter() -> None:
    prose = f"---\n*note* of the editor\n---\n{REPORT}"
    assert front_matter.split(prose, "a.txt")[0] == {}


def test_a_parser_that_takes_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    page = b"<html><body>" + b"<p>a</p>" * 2_400_000
    lower = f"import kzsearch.reading.sandbox as b; b.MEMORY={300 << 20}\n"
    with started_with(monkeypatch, lower), pytest.raises(ReportError, match="GB of memory"):
        sandbox.read_source(page, "a.html")
    assert sandbox.read_source(REPORT.encode(), "a.txt").blocks


def test_a_document_that_unpacks_to_much_is_refused() -> None:
    data = zipped({"word/document.xml": f"<d><p><t>{'a ' * 12_000_000}"})
    assert len(data) < 50_000
    with pytest.raises(ReportError, match="unpacks to more than"):
        sandbox.read_source(data, "a.docx")


def test_members_of_a_compressed_file_are_read_one_after_another() -> None:
    pieces = [REPORT[start : start + 100].encode() for start in range(0, len(REPORT), 100)]
    data = b"".join(gzip.compress(piece) for piece in pieces) + b"\0" * 10
    assert sandbox.read_source(data, "a.txt.gz").text == REPORT


@pytest.mark.parametrize("cut", [5, 30, -4])
def test_a_compressed_file_that_is_cut_off(cut: int) -> None:
    with pytest.raises(ReportError, match="compressed file"):
        sandbox.read_source(gzip.compress(REPORT.encode())[:cut], "a.txt.gz")


def test_a_fault_over_one_file_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kazakhstan-2017.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "kazakhstan-2023.txt").write_text(REPORT, encoding="utf-8")
    faulty = (
        "import kzsearch.reading.one_file as o; real = o.gather\n"
        "def gather(source, row, stated):\n"
        "    if '2017' in source.path: raise KeyError('lost')\n"
        "    return real(source, row, stated)\n"
        "o.gather = gather\n"
    )
    with started_with(monkeypatch, faulty):
        reading = read_corpus(tmp_path, {})
    assert [report.report_id for report in reading.reports] == ["kaz-2023"]
    (problem,) = reading.problems
    assert "A fault in kzsearch" in problem.message
    assert "KeyError" in problem.message
    assert "report it" in problem.hint


def test_noise_is_not_divided_into_thousands_of_passages() -> None:
    ((report,), _) = reports_in(b"aa " * 60_000, "kazakhstan-2023.txt", KNOWN)
    embedder = FakeEmbedder(max_tokens=20)
    with pytest.raises(ReportError, match=f"at most {MAX_PASSAGES:,}"):
        divide(report, embedder)


def test_noise_of_a_million_characters_is_refused_before_it_is_divided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ((report,), _) = reports_in(b"aa " * 60_000, "kazakhstan-2023.txt", KNOWN)
    monkeypatch.setattr(chunker, "split", lambda *_: pytest.fail("it was divided"))
    with pytest.raises(ReportError, match=f"at most {MAX_PASSAGES:,}"):
        divide(report, FakeEmbedder(max_tokens=20))


@pytest.mark.parametrize("unit", ["“", "' ", "`", '" ', "a.b ", "No. 5 "])
def test_dividing_grows_with_the_length_and_no_faster(unit: str) -> None:
    """The work is counted in characters given to the splitter and the tokenizer, which no load changes."""
    given = [_characters_given(f"{SENTENCE}{unit * (count // len(unit))}") for count in (20_000, 80_000)]
    assert given[1] < 6 * given[0]


def _characters_given(words: str) -> int:
    import sentencex

    given = 0
    real = sentencex.get_sentence_boundaries

    def split(language: str, window: str) -> object:
        nonlocal given
        given += len(window) ** 2 // text._WINDOW  # its time grows with the square
        return real(language, window)

    def count(piece: str) -> int:
        nonlocal given
        given += len(piece)
        return len(piece.split()) + len(piece) // 4 + 2

    ((report,), _) = reports_in(words.encode(), "kazakhstan-2023.txt", KNOWN)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sentencex, "get_sentence_boundaries", split)
        chunker.split(report, _whole(report), count, 256)
    return given


def _whole(report: Report) -> Outline:
    return outline(report.source.text, report.source.blocks, report.country, report.year)


def test_long_texts_are_divided_as_short_ones_are() -> None:
    sentences = [f"The police of region {n} opened {n} cases, Mr. Smith said (No. {n})." for n in range(400)]
    spans = text.sentences(" ".join(sentences))
    assert [" ".join(sentences)[slice(*span)] for span in spans] == sentences


@pytest.mark.skipif(not hasattr(signal, "ITIMER_PROF"), reason="the system counts no time at work")
@pytest.mark.parametrize(
    ("done", "refused"), [("time.sleep(2)", ""), ("sum(range(10**9))", "takes more than 1 s")]
)
def test_a_file_is_given_time_at_work_not_time_that_passes(
    monkeypatch: pytest.MonkeyPatch, done: str, refused: str
) -> None:
    """A machine that is busy with other things must not decide what is in an index."""
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    monkeypatch.setattr(sandbox, "PATIENCE", 1_000)
    slow = (
        "import time, kzsearch.reading.worker as s; real = s.parse\n"
        f"s.parse = lambda data, name: ({done}, real(data, name))[1]\n"
    )
    with started_with(monkeypatch, slow):
        if refused:
            with pytest.raises(ReportError, match=refused):
                sandbox.read_source(REPORT.encode(), "a.txt")
        else:
            assert sandbox.read_source(REPORT.encode(), "a.txt").blocks


@pytest.mark.parametrize("work", ["None", "sum(1 for _ in iter(int, 1))"], ids=["idle", "at work"])
def test_an_orphan_ends(tmp_path: Path, work: str) -> None:
    """The process that reads ends with the one that started it, however that ended."""
    script = (
        "import os, signal, threading\nfrom kzsearch.reading import sandbox\n"
        "sandbox._START = 'import kzsearch.reading.worker as s; real = s.parse\\n"
        f"s.parse = lambda data, name: (real(data, name), {work})[0]\\n' + sandbox._START\n"
        "ask = threading.Thread(target=sandbox.read_source, args=(b'KAZAKHSTAN (Tier 2)', 'a.txt'))\n"
        "ask.start()\nask.join(2)\n"
        "print(sandbox._process()._process.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    pid = int(done.stdout)
    for _ in itertools.takewhile(lambda n: n < 200 and _lives(pid), itertools.count()):
        time.sleep(0.05)
    assert not _lives(pid)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state != "Z"


def test_a_model_that_is_not_here_is_told_at_once_without_torch() -> None:
    from kzsearch.embedder.reranker import Reranker

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kzsearch.embedder.reranker.import_torch", lambda: pytest.fail("torch was imported"))
        with pytest.raises(ModelError, match="not on this machine") as caught:
            Reranker("no-such/cross-encoder")
    assert "hf download" in caught.value.hint

"""The corpus folder: every good report is read, whatever other files lie beside it."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from kzsearch.errors import KzsearchError, QueryError
from kzsearch.reading.corpus import CorpusReading, read_corpus
from kzsearch.types import Origin
from tests.renderings import Shape, known_sections, render

_CORPUS = Path(__file__).parents[3] / "corpus"
_REPORT = (
    "KENYA (Tier 2)\nThe Government of Kenya does not fully meet the minimum standards for the elimination "
    "of trafficking. Police opened 26 trafficking cases, compared with 20 in 2011. "
    "In 2012, courts convicted six.\n"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "good.txt").write_text(_REPORT, encoding="utf-8")
    return folder


def _read(corpus: Path, **stated: dict[str, str]) -> CorpusReading:
    return read_corpus(corpus, stated)


def _only_problem(reading: CorpusReading) -> KzsearchError:
    """Return the only problem; the good report beside it must have been read."""
    assert [report.report_id for report in reading.reports] == ["ken-2013"]
    (problem,) = reading.problems
    assert problem.hint
    assert "\n" not in problem.message
    return problem


def test_the_starting_corpus_is_read_byte_for_byte() -> None:
    reading = read_corpus(_CORPUS, {})
    found = {report.report_id: report for report in reading.reports}
    assert {"kaz-2017", "kaz-2023"} <= found.keys()
    assert reading.problems == ()
    readme = (_CORPUS / "README.md").read_text(encoding="utf-8")
    for report_id in ("kaz-2017", "kaz-2023"):
        report = found[report_id]
        data = (_CORPUS / report.source.path).read_bytes()
        assert report.source.text.encode(report.source.encoding) == data
        assert hashlib.sha256(data).hexdigest() == report.source.sha256
        assert report.source.sha256 in readme
        assert report.facts["year"].origin is Origin.TABLE
        assert report.notes == (), "the table and the text agree"


def test_the_starting_reports_without_table_and_names(tmp_path: Path) -> None:
    shutil.copy(_CORPUS / "kazakhstan-2023.txt", tmp_path / "a.txt")
    shutil.copy(_CORPUS / "kazakhstan-2017.txt", tmp_path / "b.txt")
    reading = read_corpus(tmp_path, {})
    assert reading.problems == ()
    assert [(report.report_id, report.source.path) for report in reading.reports] == [
        ("kaz-2017", "b.txt"),
        ("kaz-2023", "a.txt"),
    ]
    assert all(report.facts["year"].origin is Origin.TEXT for report in reading.reports)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x00\x01\x02" * 99, "binary"),
        ("header.txt", b"CHAD (Tier 2)\n\nPROTECTION\n", "no report below"),
        (
            "undated.md",
            b"CHAD (Tier 2)\nThe Government of Chad does not meet the minimum standards.\n",
            "year",
        ),
        ("claims.md", b"---\nencoding: utf-16\n---\n" + _REPORT.encode(), "utf-16"),
        ("yaml.md", b"---\ntitle: a: b\n---\n" + _REPORT.encode(), "YAML"),
    ],
)
def test_a_bad_file_does_not_stop_the_good_one(corpus: Path, name: str, data: bytes, words: str) -> None:
    (corpus / name).write_bytes(data)
    problem = _only_problem(_read(corpus))
    assert name in problem.message
    assert words in problem.message


def test_a_directory_named_like_a_report(corpus: Path) -> None:
    (corpus / "chad-2017.txt").mkdir()
    assert "directory" in _only_problem(_read(corpus)).message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(corpus: Path) -> None:
    path = corpus / "chad-2017.txt"
    path.write_text(_REPORT, encoding="utf-8")
    path.chmod(0)
    assert "cannot be read" in _only_problem(_read(corpus)).message


def test_a_link_that_leads_out_and_a_hidden_file_are_skipped_aloud(corpus: Path) -> None:
    outside = corpus.parent / "outside.txt"
    outside.write_text(_REPORT, encoding="utf-8")
    (corpus / "link.txt").symlink_to(outside)
    assert "leads out" in _only_problem(_read(corpus)).message
    (corpus / "link.txt").unlink()
    (corpus / ".hidden.txt").write_text(_REPORT, encoding="utf-8")
    assert "hidden" in _only_problem(_read(corpus)).message


def test_readme_and_other_formats_are_no_reports(corpus: Path) -> None:
    (corpus / "README.md").write_text("# Corpus\n", encoding="utf-8")
    (corpus / "figures.xlsx").write_bytes(b"PK\x03\x04")
    assert _read(corpus).problems == ()


def test_folders_and_odd_names(corpus: Path) -> None:
    nested = corpus / "central asia" / "año"
    nested.mkdir(parents=True)
    name = "it's a “report”, [chad] 2017.txt"
    (nested / name).write_text(_REPORT.replace("KENYA", "CHAD").replace("Kenya", "Chad"), encoding="utf-8")
    reading = _read(corpus)
    assert reading.problems == ()
    assert [report.source.path for report in reading.reports] == ["good.txt", f"central asia/año/{name}"]


def test_a_name_that_cannot_be_printed_is_refused_in_one_line(corpus: Path) -> None:
    (corpus / "two\nlines.txt").write_text(_REPORT, encoding="utf-8")
    assert "two\\nlines.txt" in _only_problem(_read(corpus)).message


def test_the_same_report_twice_keeps_the_first_or_the_tables(corpus: Path) -> None:
    (corpus / "more.txt").write_text(_REPORT, encoding="utf-8")
    reading = _read(corpus)
    assert [report.source.path for report in reading.reports] == ["good.txt"]
    assert all(name in _only_problem(reading).message for name in ("good.txt", "more.txt"))
    (corpus / "reports.toml").write_text('[[report]]\nfile = "more.txt"\n', encoding="utf-8")
    assert [report.source.path for report in _read(corpus).reports] == ["more.txt"]


def test_a_row_without_a_file_and_a_file_without_a_row(corpus: Path) -> None:
    (corpus / "reports.toml").write_text('[[report]]\nfile = "god.txt"\n', encoding="utf-8")
    reading = _read(corpus)
    problem = _only_problem(reading)
    assert "god.txt" in problem.message
    assert "good.txt" in problem.hint
    assert any("reports.toml" in note for note in reading.reports[0].notes)


def test_a_bad_row_takes_its_own_file_out(corpus: Path) -> None:
    (corpus / "chad-2017.txt").write_text(_REPORT, encoding="utf-8")
    row = '[[report]]\nfile = "chad-2017.txt"\ncountry = "Freedonia"\n[[report]]\nfile = "good.txt"\n'
    (corpus / "reports.toml").write_text(row, encoding="utf-8")
    assert "Freedonia" in _only_problem(_read(corpus)).message


def test_a_table_that_is_no_toml_leaves_the_reports(corpus: Path) -> None:
    (corpus / "reports.toml").write_text("[[report]\n", encoding="utf-8")
    assert "not valid TOML" in _only_problem(_read(corpus)).message


@pytest.mark.parametrize("file", ["good.txt", "*", "./good.txt"])
def test_what_the_user_states_comes_first(corpus: Path, file: str) -> None:
    (report,) = read_corpus(corpus, {file: {"year": "2020", "tier": "3"}}).reports
    assert (report.report_id, report.tier) == ("ken-2020", "Tier 3")
    assert report.facts["year"].origin is Origin.OPTION


def test_one_file_is_stated_over_all(corpus: Path) -> None:
    (report,) = read_corpus(corpus, {"good.txt": {"year": "2020"}, "*": {"year": "2019"}}).reports
    assert report.year == 2020


def test_a_statement_about_no_file_is_refused(corpus: Path) -> None:
    with pytest.raises(QueryError, match=r"goood\.txt") as caught:
        read_corpus(corpus, {"goood.txt": {"year": "2020"}})
    assert "good.txt" in caught.value.hint
    with pytest.raises(QueryError, match="yaer"):
        read_corpus(corpus, {"good.txt": {"yaer": "2020"}})


def test_a_folder_that_is_missing_or_bare(tmp_path: Path) -> None:
    for folder, words in ((tmp_path / "gone", "does not exist"), (tmp_path, "no reports")):
        reading = read_corpus(folder, {})
        assert reading.reports == ()
        (problem,) = reading.problems
        assert words in problem.message


def test_a_link_to_itself_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "kazakhstan-2023.txt").write_text(render(Shape(), known_sections(2023)), encoding="utf-8")
    reading = read_corpus(tmp_path, {})
    assert [report.report_id for report in reading.reports] == ["kaz-2023"]
    (problem,) = reading.problems
    assert "loop.txt cannot be read" in problem.message

"""Web pages, PDFs and office documents: read completely and in order, without page furniture."""

from __future__ import annotations

import gzip
import io
import itertools
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzsearch.errors import ReportError
from kzsearch.reading import read_corpus, read_source, sandbox
from kzsearch.reading.files.content import FileFormat, format_of
from kzsearch.reading.files.markup.office import read_office
from kzsearch.reading.files.markup.web_page import read_web_page
from kzsearch.reading.files.parsing import parse
from kzsearch.reading.files.pdf.document import read_pdf
from kzsearch.reading.files.text.layout import blocks
from kzsearch.reading.files.text.line_hyphens import Words, joined
from kzsearch.reading.wire import Request
from kzsearch.reading.worker import answer
from kzsearch.types import BlockKind, Origin, Source, Span
from tests.layouts import YEARS, accuracy
from tests.made_files import Part, docx, odt, parts, pdf, web_page, zipped
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from pathlib import Path

REPORT = parts(Shape(), known_sections(2023))
PAGE = web_page(REPORT).encode()
MADE = {
    "page": (PAGE, read_web_page),
    "page, headings in bold type": (web_page(REPORT, bold_headings=True).encode(), read_web_page),
    "Word": (docx(REPORT), read_office),
    "OpenDocument": (odt(REPORT), read_office),
    "PDF": (pdf(REPORT), read_pdf),
    "PDF, two columns": (pdf(REPORT, columns=2), read_pdf),
    "PDF, two columns written row by row": (pdf(REPORT, columns=2, across=True), read_pdf),
    "PDF, footnotes": (pdf(REPORT, notes=True), read_pdf),
    "PDF, two columns, footnotes": (pdf(REPORT, columns=2, notes=True), read_pdf),
}


@pytest.mark.parametrize("name", MADE)
def test_every_section_is_whole(name: str) -> None:
    data, reader = MADE[name]
    source = reader(data, "a")
    assert accuracy(source.text, source.blocks, Shape(), known_sections(2023)) > 0.99


@pytest.mark.parametrize("year", [2017, 2023])
@pytest.mark.parametrize("name", YEARS)
def test_layouts_of_other_years(name: str, year: int) -> None:
    content = known_sections(year)
    text = render(YEARS[name], content)
    found = blocks(text, Span(0, len(text)), markdown=False)
    assert accuracy(text, found, YEARS[name], content) > 0.99


def _texts(source: Source) -> list[str]:
    return [source.text[slice(*block.span)] for block in source.blocks]


def test_a_page_is_read_without_its_furniture() -> None:
    source = read_web_page(PAGE, "a.html")
    assert _texts(source) == ["Kazakhstan", *(part.text for part in REPORT)]
    kinds = [block.kind for block in source.blocks]
    assert kinds[1:] == [BlockKind(part.kind) for part in REPORT]
    assert source.extracted


def test_a_page_states_facts_of_itself(tmp_path: Path) -> None:
    address = "https://www.example.gov/reports/2023-trafficking-in-persons-report/kazakhstan/"
    (tmp_path / "saved.html").write_text(web_page(REPORT, address=address), encoding="utf-8")
    (report,) = read_corpus(tmp_path, {}).reports
    facts = {name: fact.value for name, fact in report.facts.items() if fact.origin is Origin.HEADER}
    assert (report.report_id, facts["country"], facts["year"]) == ("kaz-2023", "Kazakhstan", "2023")
    assert (facts["url"], facts["title"], facts["published"]) == (address, "Kazakhstan", "2023-06-15")
    assert facts["site"] == "United States Department of Example"


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>One line,<br>wrapped.</p>", ["One line, wrapped."]),
        ("<p>It ended.<br>The next began.</p>", ["It ended.", "The next began."]),
        ("<p>PROSECUTION<br>The government did.</p>", ["PROSECUTION", "The government did."]),
        ("<p>a<br><br>b</p>", ["a", "b"]),
        ("<p>Law<sup>12</sup> of the 1<sup>st</sup> day</p>", ["Law of the 1st day"]),
        ("<table><tr><td>Publisher</td><td>State</td></tr></table>", ["Publisher State"]),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", ["One.", "Two."]),
        ("<pre>KAZAKHSTAN (Tier 2)\n\nIt is\nwrapped.</pre>", ["KAZAKHSTAN (Tier 2)", "It is\nwrapped."]),
        (
            "<section id='toc-2'><h2 class='toc-title'>Two</h2><p>Its text.</p></section>",
            ["Two", "Its text."],
        ),
        (
            "<div style='display:none'><p>%s</p></div>" % ("Folded away. " * 40),
            [("Folded away. " * 40).strip()],
        ),
        ("<p>&lt;b&gt; &amp;amp; &#x41;&nbsp;B</p>", ["<b> &amp; A\u00a0B"]),
        ("text<div>more</div>end", ["text", "more", "end"]),
    ],
)
def test_markup(markup: str, wanted: list[str]) -> None:
    source = read_web_page(f"<html><body>{markup}</body></html>".encode(), "a.html")
    assert _texts(source) == wanted


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1251"])
def test_a_page_in_another_encoding(codec: str) -> None:
    page = (
        f'<html><head><meta charset="{codec}"></head><body><p>КАЗАХСТАН и торговля людьми</p></body></html>'
    )
    assert "торговля" in read_web_page(page.encode(codec), "a.html").text


def test_pages_of_a_pdf_are_known() -> None:
    source = read_pdf(pdf(REPORT, title="Trafficking in Persons Report 2023: Kazakhstan"), "a.pdf")
    assert len(source.page_starts) > 3
    assert list(source.page_starts) == sorted(source.page_starts)
    assert source.header["country"] == "Kazakhstan"
    assert "TRAFFICKING IN PERSONS REPORT" not in source.text
    for start in source.page_starts[1:]:
        assert source.text[start - 1].isspace() or source.text[start - 1] == "-"


def test_footnotes_stand_on_their_page_and_break_no_paragraph() -> None:
    source = read_pdf(pdf(REPORT, notes=True), "a.pdf")
    starts = [*source.page_starts, len(source.text)]
    for number, match in enumerate(re.finditer(r"\d See the annex to this report", source.text), start=1):
        assert source.text[match.start()] == str(number)
        assert starts[number - 1] <= match.start() < starts[number]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("the elim-", "ination of", "the elimination of"),
        ("the anti-", "trafficking law", "the anti-trafficking law"),
        ("an NGO-", "operated line", "an NGO-operated line"),
        ("COVID-", "19 came", "COVID-19 came"),
        ("vic\u00ad", "tims of", "victims of"),
        ("a line", "and another", "a line and another"),
        ("a dash -", "and more", "a dash - and more"),
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, wanted: str) -> None:
    words = Words([before, after, "elimination", "the law"])
    assert joined(before, after, words)[0] == wanted


def test_a_page_of_many_countries_is_divided(tmp_path: Path) -> None:
    content = known_sections(2023)
    text = "VI. Country Narratives -- Countries H through P\nTrafficking in Persons Report 2023\n"
    for name in ("KENYA", "CHAD", "BURMA"):
        text += render(Shape(tier=f"{name} (Tier 2)"), content)
    (tmp_path / "countries.txt").write_text(text, encoding="utf-8")
    (tmp_path / "countries.md").write_text("x", encoding="utf-8")
    (tmp_path / "countries.md").unlink()
    reading = read_corpus(tmp_path, {})
    assert reading.problems == ()
    assert [report.report_id for report in reading.reports] == ["ken-2023", "mmr-2023", "tcd-2023"]
    bodies = sorted(report.source.body for report in reading.reports)
    assert all(one.end == other.start for one, other in itertools.pairwise(bodies))
    assert {report.source.text for report in reading.reports} == {text}
    (again,) = {read_source(tmp_path, report.source.path).text for report in reading.reports}
    assert again == text


def test_two_series_live_in_one_corpus(tmp_path: Path) -> None:
    tip = render(Shape(), known_sections(2023))
    other = (
        "# 2023 Country Reports on Human Rights Practices: Kazakhstan\n\n## EXECUTIVE SUMMARY\n\n"
        "There were no significant changes in the human rights situation during the year.\n\n"
        "## Prosecution\n\nThe government increased protection efforts, it said.\n"
    )
    (tmp_path / "kazakhstan-2023.txt").write_text(tip, encoding="utf-8")
    (tmp_path / "hr.md").write_text(other, encoding="utf-8")
    reading = read_corpus(tmp_path, {"hr.md": {"country": "Kazakhstan"}})
    assert reading.problems == ()
    assert [(r.report_id, r.series) for r in reading.reports] == [("kaz-2023", "tip"), ("kaz-2023-hr", "hr")]


SMALL = docx([Part("paragraph", "The government did what it had said that it would do.")])
DEEP = b"<html><body>" + b"<div>" * 100_000 + b"text"
HOSTILE = {
    "deep page": (DEEP, "a.html", "nested"),
    "empty page": (b"<html></html>", "a.html", "without text"),
    "scanned": (pdf([Part("paragraph", "")], running=""), "a.pdf", "without text"),
    "cut PDF": (pdf(REPORT)[:900], "a.pdf", "damaged"),
    "PDF whose pages are a loop": (
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>"
        ),
        "a.pdf",
        "PDF",
    ),
    "cut Word": (SMALL[:-60], "a.docx", "damaged"),
    "entities": (
        zipped({"word/document.xml": '<!DOCTYPE d [<!ENTITY a "lol">]><d><p><t>&a;</t></p></d>'}),
        "a.docx",
        "damaged",
    ),
    "no text": (docx([]), "a.docx", "without text"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_in_one_line(name: str) -> None:
    data, file, words = HOSTILE[name]
    with pytest.raises(ReportError) as caught:
        sandbox.read_source(data, file)
    assert words in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_zip_bomb_is_not_unpacked() -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        part.write(b"<d><p><t>")
        for _ in range(60):
            part.write(b"a " * 500_000)
    with pytest.raises(ReportError, match="unpacks to more than"):
        read_office(stream.getvalue(), "a.docx")


def test_a_parser_that_hangs_is_ended_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    attributes = b" ".join(b"a%d=1" % number for number in range(100_000))
    monkeypatch.setattr(sandbox, "SECONDS", 0.5)
    with pytest.raises(ReportError, match="to read"):
        sandbox.read_source(b"<html><body><p " + attributes + b">x</p></body></html>", "a.html")
    monkeypatch.setattr(sandbox, "SECONDS", 30)
    assert sandbox.read_source(PAGE, "b.html").blocks


@pytest.mark.parametrize("suffix", [".html", ".txt", ".pdf", ".html.gz", ".docx"])
def test_content_counts_more_than_the_name(suffix: str) -> None:
    source = parse(gzip.compress(PAGE) if suffix.endswith(".gz") else PAGE, f"a{suffix}")
    assert "PROTECTION" in _texts(source)
    assert bool(source.notes) is not suffix.startswith(".html")


def test_a_compressed_file_never_unpacks_beyond_the_limit() -> None:
    with pytest.raises(ReportError, match="unpacks to more than"):
        parse(gzip.compress(b"a " * 60_000_000, 1), "a.txt.gz")


@pytest.mark.parametrize("name", ["a b.html", "-x.html", "q\"uo'te.html", "Қазақстан.html", "n\nl.html"])
def test_odd_file_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(web_page(REPORT), encoding="utf-8")
    reading = read_corpus(tmp_path, {})
    assert reading.reports or reading.problems
    assert all("\n" not in problem.message for problem in reading.problems)
    assert bool(reading.reports) is name.isprintable()


WHOLE = {
    "a.html": PAGE,
    "a.pdf": pdf(REPORT[:9]),
    "a.docx": docx(REPORT[:9]),
    "a.md": render(Shape(), known_sections(2023)).encode(),
}


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_files_give_a_source_or_one_line(name: str, data: st.DataObject) -> None:
    damaged = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    found = bytes(damaged[: data.draw(st.integers(1, len(damaged) or 1))])
    said = answer(Request(name, len(found), 30, None), found)
    assert (said.error is not None) != bool(said.sources)
    if said.error is not None:
        assert said.error.kind == "ReportError"
        assert said.error.hint
        assert "\n" not in said.error.message
        assert "fault" not in said.error.message
    else:
        (source,) = said.sources
        assert all(0 <= block.span.start < block.span.end <= len(said.text) for block in source.blocks)


def test_a_zip_archive_is_no_report() -> None:
    with pytest.raises(ReportError, match="ZIP archive"):
        format_of(zipped({"a.txt": "x"}), FileFormat.TEXT, "a.txt")

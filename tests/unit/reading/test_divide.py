"""One file with the reports on many countries: each gets its own text, and a note names text outside all reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from kzsearch.reading import read_corpus
from kzsearch.sections.outline import outline
from kzsearch.text import squeeze
from tests.layouts import accuracy
from tests.made_files import Part, parts, pdf, web_page
from tests.renderings import Shape, known_sections

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kzsearch.types import Report, Section

COUNTRIES: Final = {
    "BOSNIA AND HERZEGOVINA": "bih",
    "BURMA": "mmr",
    "CONGO, DEMOCRATIC REPUBLIC OF THE": "cod",
    "CÔTE D’IVOIRE": "civ",
    "KOREA, NORTH": "prk",
    "KOREA, SOUTH": "kor",
    "MICRONESIA, FEDERATED STATES OF": "fsm",
    "PAPUA NEW GUINEA": "png",
    "SÃO TOMÉ AND PRÍNCIPE": "stp",
    "TÜRKIYE": "tur",
}
CONTENT: Final = known_sections(2023)


def _content(name: str) -> dict[Section, list[str]]:
    return {
        section: [text.replace("Kazakhstan", name.title()) for text in texts]
        for section, texts in CONTENT.items()
    }


def _countries() -> list[Part]:
    found = []
    for name in COUNTRIES:
        found += parts(Shape(tier=f"{name} (Tier 2)"), _content(name))
    return found


def _read(folder: Path, name: str, data: bytes) -> Mapping[str, Report]:
    (folder / name).write_bytes(data)
    reading = read_corpus(folder, {})
    assert reading.problems == ()
    return {report.report_id: report for report in reading.reports}


def _check(reports: Mapping[str, Report]) -> None:
    assert set(reports) == {f"{code}-2023" for code in COUNTRIES.values()}
    for name, code in COUNTRIES.items():
        report = reports[f"{code}-2023"]
        shape = Shape(tier=f"{name} (Tier 2)")
        share = accuracy(report.source.text, report.source.blocks, shape, _content(name), report.country)
        assert share > 0.99, name
        assert sum(len(word) for word in _passages(report).split()) == pytest.approx(
            sum(len(word) for texts in _content(name).values() for text in texts for word in text.split()),
            abs=40,
        )


def _passages(report: Report) -> str:
    found = outline(report.source.text, report.source.blocks, report.country, report.year).parts
    return " ".join(
        squeeze(report.source.text[slice(*block.span)]) for part in found for block in part.blocks
    )


CONTENTS: Final = [Part("item", name.title()) for name in COUNTRIES]
INTRODUCTION: Final = Part(
    "paragraph", "Human trafficking is a crime that every government should end. " * 30
)
APPENDIX: Final = [
    Part("heading", "RELEVANT INTERNATIONAL CONVENTIONS"),
    Part("paragraph", "These are the conventions that governments have signed or not. " * 30),
]


def _file(kind: str, report: Sequence[Part]) -> bytes:
    if kind == "page":
        return web_page(
            report, title="2023 Trafficking in Persons Report: Country Narratives B to T"
        ).encode()
    if kind == "text":
        return "\n\n".join(part.text for part in report).encode()
    return pdf(report, columns=2, title="Trafficking in Persons Report 2023")


@pytest.mark.parametrize(("kind", "name"), [("page", "n.html"), ("text", "tip-2023.txt"), ("pdf", "n.pdf")])
def test_each_country_has_its_own_text(tmp_path: Path, kind: str, name: str) -> None:
    whole = [Part("heading", "TABLE OF CONTENTS"), *CONTENTS, INTRODUCTION, *_countries(), *APPENDIX]
    reports = _read(tmp_path, name, _file(kind, whole))
    _check(reports)
    assert any("above the file's first country" in note for note in reports["bih-2023"].notes)
    assert any("below the file's last country" in note for note in reports["tur-2023"].notes)


def test_a_tier_line_over_two_lines_is_on_the_country_that_both_name(tmp_path: Path) -> None:
    page = _file("page", _countries()).decode()
    divided = page.replace("PAPUA NEW GUINEA (", "PAPUA NEW<br>GUINEA (")
    assert divided != page
    _check(_read(tmp_path, "n.html", divided.encode()))


def test_a_country_of_an_unknown_name_is_refused_and_leaves_the_one_above_alone(tmp_path: Path) -> None:
    text = _file("text", _countries()).decode().replace("KOREA, NORTH", "NORTHERN ATLANTIS")
    (tmp_path / "tip-2023.txt").write_text(text, encoding="utf-8")
    reading = read_corpus(tmp_path, {})
    (problem,) = reading.problems
    assert "NORTHERN ATLANTIS" in problem.message
    reports = {report.report_id: report for report in reading.reports}
    assert len(reports) == len(COUNTRIES) - 1
    assert "Korea, North" not in _passages(reports["civ-2023"])


@pytest.mark.parametrize(("about", "wanted"), [("Somalia", True), ("the river", False)])
def test_a_country_without_a_tier_line_is_found_where_the_text_is_on_it(
    tmp_path: Path, about: str, *, wanted: bool
) -> None:
    case = [
        Part("heading", "SOMALIA"),
        Part("paragraph", f"Traffickers in {about} exploit victims in forced labor and begging. " * 20),
    ]
    whole = [*_countries(), *case, *parts(Shape(tier="ZAMBIA (Tier 2)"), _content("Zambia"))]
    reports = _read(tmp_path, "tip-2023.txt", _file("text", whole))
    assert ("som-2023" in reports) is wanted
    assert (f"Traffickers in {about}" in _passages(reports["tur-2023"])) is not wanted

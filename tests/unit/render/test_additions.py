"""The screen of `kzsearch add`: ten lines a report, no word broken, and a question that names what a yes confirms."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzsearch.render.additions import question, render_additions
from kzsearch.types import Country, Fact, Origin, Report, Section, SectionOrigin, Source, Span, Tier
from kzsearch.types.adding import Addition, SectionSummary

YEAR = Fact("2023", Origin.TEXT, "compared with 20 in 2021")


def _addition(**changes: object) -> Addition:
    report = Report(
        report_id="lao-2023",
        country=Country("Laos", "LAO"),
        year=2023,
        tier=Tier.TIER_2,
        facts={
            "country": Fact("Laos", Origin.FILE_NAME),
            "year": YEAR,
            "tier": Fact("Tier 2", Origin.TIER_LINE),
            "title": Fact("Trafficking in Persons Report 2023: Laos\x1b[31m", Origin.TABLE),
        },
        source=Source("laos.txt", "0", "utf-8", 0, "", Span(0, 0), {}, ()),
        notes=("year: the text disagrees",),
    )
    sections = (
        SectionSummary(Section.OVERVIEW, "LAOS", SectionOrigin.HEADING, 1, "The Government", "of Laos."),
        SectionSummary(Section.PROSECUTION, "x", SectionOrigin.INFERRED, 2, "Police", "convicted."),
        *[
            SectionSummary(Section.OTHER, f"Heading {number}", SectionOrigin.HEADING, 1, "a", "b")
            for number in range(30)
        ],
    )
    values = {"file": Path("new/laos.txt"), "name": "laos.txt", "reports": ((report, sections),), **changes}
    return Addition(**values)  # type: ignore[arg-type]


def _text(width: int | None) -> str:
    return "".join(render_additions([_addition()], width=width, colour=False))


def test_each_fact_has_its_origin_and_an_inference_is_called_one() -> None:
    text = _text(100)
    assert text.splitlines()[0] == "new/laos.txt -> laos.txt: lao-2023"
    for part in (
        "country: Laos (from the file name)",
        'year: 2023 (inferred from the text: "compared with 20 in 2021")',
        "(stated)",
        "prosecution 2 (inferred)",
        "16 more sections",
        "33 passages in all",
        "note: laos.txt: year: the text disagrees",
    ):
        assert part in text
    assert "\x1b" not in text
    assert len(text.splitlines()) <= 13


@pytest.mark.parametrize("width", [1, 20, 40, 80, 100])
def test_no_word_is_broken_at_any_width(width: int) -> None:
    words = set(_text(None).split())
    for line in _text(width).splitlines():
        assert set(line.split()) <= words
        assert len(line) <= width or len(line.split()) == 1


def test_the_question_names_what_a_yes_confirms() -> None:
    addition = _addition(to_confirm={"country": "Laos", "year": 2023})
    asked = question([addition], "corpus", width=80)
    assert "laos.txt: country Laos, year 2023" in asked
    assert asked.endswith("add 1 file to corpus, with these facts?")
    assert question([_addition()], "corpus", width=80) == "add 1 file to corpus?"
    many = question([addition] * 40, "corpus", width=20)
    assert "32 more" in " ".join(many.split())


def test_content_that_is_there_already_is_one_line() -> None:
    shown = list(render_additions([_addition(already="a.txt")], width=None, colour=True))
    assert shown == ["new/laos.txt: the corpus has this content already, as a.txt\n"]

"""Citations name the place of a passage, and can be read back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kzsearch.cite import ParsedCitation, citation, parse
from kzsearch.types import Country, Fact, Origin, Section
from tests.render_records import ANYTHING, INFERRED_YEAR, PASSAGE, REPORT

PLAIN = (
    "U.S. Department of State, Trafficking in Persons Report 2023: Kazakhstan, Protection, para. 2 "
    "(corpus/kazakhstan-2023.txt:17)"
)
# What would be taken for the next part of a citation if it stood there bare.
MISLEADING = st.sampled_from(
    [
        "Shelters, legal aid: [2022] (a)",
        "Part B, para. 3 (corpus/x.txt:4)",
        "para. 2",
        "X, para. 1, p. 2",
        "Trafficking in Persons Report 2020: Peru",
        "Office, Trafficking in Persons Report 2020: Peru, Protection",
        "100%2C %25 %0A%2525",
        "Chad [country inferred]",
        "[year inferred]",
        "a,",
        ",",
    ]
)
ODD = MISLEADING | ANYTHING


FIRST, SECOND = PASSAGE.sentences
RANGE = PLAIN.replace("para. 2", "paras. 2–3").replace(":17", ":17-18")


def test_the_line_of_the_design() -> None:
    assert citation(REPORT, PASSAGE, FIRST, corpus_label="corpus") == PLAIN


def test_a_passage_is_cited_by_ranges() -> None:
    assert citation(REPORT, PASSAGE, corpus_label="corpus") == RANGE
    one = replace(PASSAGE, sentences=(FIRST,), lines=(17, 17))
    assert citation(REPORT, one, corpus_label="corpus") == PLAIN


def test_another_sentence_has_another_place() -> None:
    cited = citation(REPORT, PASSAGE, SECOND, corpus_label="corpus")
    assert cited == PLAIN.replace("para. 2", "para. 3").replace(":17", ":18")


def test_page_follows_paragraph() -> None:
    cited = citation(REPORT, PASSAGE, replace(FIRST, page=4), corpus_label="corpus")
    assert cited == PLAIN.replace("para. 2", "para. 2, p. 4")
    pages = replace(PASSAGE, page=4, sentences=(replace(FIRST, page=4), replace(SECOND, page=5)))
    assert citation(REPORT, pages, corpus_label="corpus") == RANGE.replace("–3", "–3, pp. 4–5")


def test_the_series_has_its_publisher() -> None:
    for facts in ({}, {"publisher": Fact(" ", Origin.TABLE)}):
        cited = citation(replace(REPORT, facts=facts), PASSAGE, FIRST, corpus_label="corpus")
        assert cited == PLAIN


def test_inferred_facts_are_marked() -> None:
    assert "Report 2023 [year inferred]: Kazakhstan, " in citation(INFERRED_YEAR, PASSAGE, corpus_label="c")
    report = replace(REPORT, facts={"country": Fact("Kazakhstan", Origin.TEXT, "The Government of")})
    assert ": Kazakhstan [country inferred], Prot" in citation(report, PASSAGE, corpus_label="c")


def test_another_outline_keeps_its_heading() -> None:
    passage = replace(PASSAGE, section=Section.OTHER, section_label="GOVERNMENT  EFFORTS")
    assert ": Kazakhstan, GOVERNMENT EFFORTS, paras. 2–3 (" in citation(REPORT, passage, corpus_label="c")


@pytest.mark.parametrize(
    "name", ["a%20b.txt", "2023 (TIP), final: v2.txt", "caf%C3%A9.txt", "[1].txt", "50%.txt"]
)
def test_a_file_name_is_shown_as_it_is(name: str) -> None:
    cited = citation(replace(REPORT, source=name), PASSAGE, FIRST, corpus_label="corpus")
    assert cited.endswith(f" (corpus/{name}:17)")


@example(
    publisher="",
    country="a",
    label="Trafficking in Persons Report 1: b",
    source="c",
    folder="",
    page=1,
    whole=False,
)
@given(
    publisher=ODD,
    country=ODD,
    label=ODD,
    source=ODD,
    folder=ODD,
    page=st.none() | st.integers(1, 999),
    whole=st.booleans(),
)
def test_parse_undoes_citation(
    *, publisher: str, country: str, label: str, source: str, folder: str, page: int | None, whole: bool
) -> None:
    # A name of nothing but white space is no name; the file's must be there.
    country, source = country if country.strip() else "Chad", source or "a.txt"
    report = replace(
        INFERRED_YEAR,
        country=Country(country, "TCD"),
        facts={**INFERRED_YEAR.facts, "publisher": Fact(publisher, Origin.HEADER)},
        source=source,
    )
    first = replace(FIRST, page=page)
    last = replace(SECOND, page=None if page is None else page + 1)
    passage = replace(PASSAGE, section=Section.OTHER, section_label=label, page=page, sentences=(first, last))

    cited = citation(report, passage, None if whole else first, corpus_label=folder)

    assert "\n" not in cited
    assert parse(cited) == ParsedCitation(
        publisher=" ".join(publisher.split()) or "U.S. Department of State",
        year=2023,
        country=" ".join(country.split()),
        section_label=" ".join(label.split()) or "Other",
        paragraphs=(2, 3 if whole else 2),
        pages=None if page is None else (page, page + whole),
        path=f"{folder}/{source}" if folder else source,
        lines=(17, 18 if whole else 17),
        year_inferred=True,
        country_inferred=False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kazakhstan 2023",
        PLAIN[:-1],
        PLAIN.replace(":17", ""),
        PLAIN.replace("para.", "par."),
        f"{PLAIN} b",
    ],
)
def test_what_is_no_citation_is_not_parsed(text: str) -> None:
    assert parse(text) is None

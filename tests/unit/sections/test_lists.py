"""References, contents and acronyms are told from running text by their heading or their form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kzsearch.index import OpenIndex
from kzsearch.search import Settings, search
from kzsearch.sections.lists import separate_lists
from kzsearch.types import Block, BlockKind, Mode, PassageKind, Section, SectionOrigin, SectionPart, Span

Build = Callable[..., OpenIndex]
PROSE = [
    "The government increased law enforcement efforts in 2022 and convicted 12 traffickers under Article 128.",
    "In 2021, the police investigated 14 cases, see https://example.org/cases, and trained 120 officers and judges.",
    "NGOs reported that officials at borders did not screen migrants.",
]
REFERENCES = [
    "1 U.S. Embassy. Reporting, January 31, 2022.",
    "2 UNESCO Institute for Statistics. Gross intake ratio. Accessed: March 3, 2022.",
    "http://data.example.org/",
    "[3] Government of Kazakhstan. Labor Code. Enacted: 2015.",
    "4. ILO. Minimum age. Geneva, 2020. https://example.org/x",
    "5 Ibid.",
]
CONTENTS = [
    "Introduction ........ 3",
    "Methodology . . . . . 7",
    "Afghanistan…… 61",
    "Albania ....... 64",
    "Annex ....... xii",
]
ACRONYMS = [
    "ILO – International Labour Organization",
    "MVD — Ministry of Internal Affairs",
    "NGO: nongovernmental organization",
    "UNODC - United Nations Office on Drugs and Crime",
    "KZT – Kazakhstani tenge",
]


def divided(label: str, *paragraphs: str) -> list[tuple[PassageKind, int, int]]:
    """Return kind, number of the first paragraph and number of paragraphs of each part."""
    source = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for text in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(text))))
        start += len(text) + 2
    part = SectionPart(Section.OTHER, label, SectionOrigin.HEADING, label, tuple(blocks))
    return [(one.kind, one.first_paragraph, len(one.blocks)) for one in separate_lists(source, [part])]


@pytest.mark.parametrize(
    ("kind", "entries"),
    [
        (PassageKind.REFERENCES, REFERENCES),
        (PassageKind.CONTENTS, CONTENTS),
        (PassageKind.ACRONYMS, ACRONYMS),
    ],
)
def test_a_list_is_told_by_its_form(kind: PassageKind, entries: list[str]) -> None:
    assert divided("Women", *PROSE, *entries, *PROSE) == [
        (PassageKind.TEXT, 1, len(PROSE)),
        (kind, len(PROSE) + 1, len(entries)),
        (PassageKind.TEXT, len(PROSE) + len(entries) + 1, len(PROSE)),
    ]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("REFERENCES", PassageKind.REFERENCES),
        ("Endnotes:", PassageKind.REFERENCES),
        ("Table of Contents", PassageKind.CONTENTS),
        ("List of Acronyms and Abbreviations", PassageKind.ACRONYMS),
        ("Women", PassageKind.TEXT),
        ("Sources of income", PassageKind.TEXT),
    ],
)
def test_a_list_is_told_by_its_heading(label: str, kind: PassageKind) -> None:
    assert divided(label, "See the embassy.", "See the ministry.") == [(kind, 1, 2)]


def test_prose_under_such_a_heading_is_prose() -> None:
    assert divided("References", "word " * 200) == [(PassageKind.TEXT, 1, 1)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        PROSE * 4,
        [
            f"{n}. Train police in {year}." for n, year in enumerate(range(2001, 2004), 1)
        ],  # too few to be sure
        ["2022 was the year in which it began.", *PROSE] * 5,
        [
            f"- Increase funding for {name}."
            for name in ("shelters", "training", "police", "courts", "NGOs", "care")
        ],
    ],
)
def test_running_text_is_none(paragraphs: list[str]) -> None:
    assert {kind for kind, _, _ in divided("Prosecution", *paragraphs)} == {PassageKind.TEXT}


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.DENSE, Mode.LEXICAL])
def test_a_list_ranks_behind_text(fake_index: Build, mode: Mode) -> None:
    text = (
        "PROTECTION\nThe government maintained protection efforts. Officials spoke of shelters in the capital.\n"
        "REFERENCES\n1 Shelters, victims, funding. 2019.\n2 Funding of shelters, 2020.\n"
    )
    index = fake_index(
        {"kazakhstan-2017.txt": "KAZAKHSTAN (Tier 2)\nIt does not meet the standards.\n" + text}
    )
    hits = search(index, "shelters", Settings(mode=mode, min_score=0, explain=True)).hits
    kinds = [hit.passage.kind for hit in hits]
    assert PassageKind.REFERENCES in kinds
    assert kinds.index(PassageKind.REFERENCES) > kinds.index(PassageKind.TEXT)
    explained = next(hit for hit in hits if hit.passage.kind is PassageKind.REFERENCES).explanation
    assert explained is not None
    assert [part.signal for part in explained.contributions][-1] == "references"

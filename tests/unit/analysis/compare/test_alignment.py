"""Which sentences say the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from kzsearch.analysis.compare.alignment import DEFAULT, align
from kzsearch.analysis.compare.terms import terms
from kzsearch.analysis.compare.units import Unit
from kzsearch.types import Section, Span
from kzsearch.types.comparison import CitedSentence
from tests.fake_embedder import FakeEmbedder

if TYPE_CHECKING:
    from collections.abc import Sequence

EMBEDDER = FakeEmbedder()
NUMBERS = count()


def made(section: Section, *texts: str) -> list[Unit]:
    return [
        Unit(
            CitedSentence(
                "a-2000",
                2000,
                section,
                section.value,
                "p",
                text,
                Span(0, 1),
                (1, 1),
                None,
                f"cited {next(NUMBERS)}",
            ),
            terms(text),
            EMBEDDER.encode_query(text),
        )
        for text in texts
    ]


def places(earlier: Sequence[Unit], later: Sequence[Unit]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(group.earlier, group.later) for group in align(earlier, later)]


def test_reordered_sentences_find_each_other() -> None:
    earlier = made(
        Section.PROTECTION, "Shelters gave victims legal aid.", "Police screened migrants at markets."
    )
    later = made(
        Section.PROTECTION, "Police screened migrants at markets daily.", "Shelters gave victims legal aid."
    )
    assert places(earlier, later) == [((1,), (0,)), ((0,), (1,))]


def test_what_has_nothing_in_common_is_not_aligned() -> None:
    earlier = made(Section.PROTECTION, "Filler stands first here.", "Shelters gave victims legal aid.")
    later = made(
        Section.PROTECTION, "Another opening says little.", "A parade marked independence in spring."
    )
    assert places(earlier, later) == []


def test_a_repeated_sentence_is_never_parted_for_a_greater_sum() -> None:
    same = "Police screened migrants at markets and farms."
    earlier = made(Section.PROTECTION, same, "Police screened migrants at farms near markets.")
    later = made(Section.PROTECTION, "Police screened markets and farms for migrants.", same)
    assert ((0,), (1,)) in places(earlier, later)


def test_a_sentence_that_is_told_in_two_is_aligned_with_both() -> None:
    whole = "The center housed forty women, and the center gave women legal aid and medical care."
    earlier = made(Section.PROTECTION, whole)
    later = made(
        Section.PROTECTION,
        "The center housed forty women.",
        "The center gave women legal aid and medical care.",
        "A parade marked independence.",
    )
    assert places(earlier, later) == [((0,), (0, 1))]
    alone = align(earlier, later, replace(DEFAULT, merge=False))
    assert [(len(group.earlier), len(group.later)) for group in alone] == [(1, 1)]


def test_the_farther_a_neighbour_stands_the_more_it_must_add() -> None:
    earlier = made(
        Section.PROTECTION, "Shelters housed women in Navoi and gave victims legal aid and medical care."
    )
    part, rest = "Shelters housed women in Navoi.", "They gave victims legal aid and medical care."
    between = [f"{name} fished carp upstream." for name in ("Ann", "Bob", "Cy", "Dan", "Eve", "Fay")]
    near, far = (made(Section.PROTECTION, rest, *between[:many], part) for many in (1, 6))
    assert [group.later for group in align(earlier, near)] == [(0, 2)]
    assert [group.later for group in align(earlier, far, replace(DEFAULT, gain=0.0))] == [(0, 7)]
    assert [group.later for group in align(earlier, far, replace(DEFAULT, gain=0.1))] == [(0,)]


def test_a_recommendation_and_a_statement_never_say_the_same() -> None:
    text = "Train police on interviews with children."
    assert places(made(Section.RECOMMENDATIONS, text), made(Section.PROTECTION, text)) == []


def test_a_sentence_that_moved_to_another_section_is_found() -> None:
    text = "The hotline received calls from farmers about unpaid wages."
    earlier = made(Section.PROTECTION, text)
    later = made(Section.PREVENTION, text)
    assert places(earlier, later) == [((0,), (0,))]


def test_no_report_no_groups() -> None:
    some = made(Section.PROTECTION, "Shelters gave victims legal aid.")
    assert align([], some) == align(some, []) == align([], []) == []

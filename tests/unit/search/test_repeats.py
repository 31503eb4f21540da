"""Folding reads few passages, and gives what comparing every passage with every better one gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from kzsearch.search.ranking import RankedPassage
from kzsearch.search.repeats import Chosen, choose
from kzsearch.search.settings import Settings
from kzsearch.types import Passage, PassageMetadata, Section, SectionOrigin, Span, Store

TEXTS = ("shelters were open to victims", "courts convicted traffickers", "police trained officers again")
Place = tuple[str, int, Section, str]  # country, year, section, text


class _Store:
    """A store of given passages that counts which it is asked for."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self.read: set[int] = set()

    def metadata(self, keys: Sequence[int]) -> dict[int, PassageMetadata]:
        return {
            key: PassageMetadata(year, country, section)
            for key in keys
            for country, year, section, _ in [self._places[key]]
        }

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        self.read.update(keys)
        return {key: _passage(key, *self._places[key]) for key in keys}


def _passage(key: int, country: str, year: int, section: Section, text: str) -> Passage:
    report = f"{country}-{year}"
    return Passage(
        passage_id=f"{report}-{section.value}-{key}",
        report_id=report,
        section=section,
        section_label=section.value,
        section_origin=SectionOrigin.HEADING,
        paragraph=1,
        text=text,
        span=Span(0, len(text)),
        lines=(1, 1),
        page=None,
        sentences=(),
    )


def _naive(places: Sequence[Place], wanted: int) -> list[tuple[int, tuple[str, ...]]]:
    """Compare every passage with every better one."""
    shown: list[tuple[int, set[str]]] = []
    for key, (country, year, section, text) in enumerate(places):
        for first, others in shown:
            its_country, its_year, its_section, its_text = places[first]
            if (its_country, its_section, its_text) == (country, section, text) and its_year != year:
                others.add(f"{country}-{year}")
                break
        else:
            shown.append((key, set()))
    return [(key, tuple(sorted(others))) for key, others in shown[:wanted]]


def _keys(chosen: Chosen) -> list[tuple[int, tuple[str, ...]]]:
    return [(item.key, others) for item, others in chosen]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("kaz", "uzb")),
            st.integers(2017, 2020),
            st.sampled_from((Section.PROTECTION, Section.PREVENTION)),
            st.sampled_from(TEXTS),
        ),
        max_size=25,
    ),
    st.integers(1, 8),
)
def test_folding_is_that_of_every_pair(places: list[Place], wanted: int) -> None:
    items = [RankedPassage(key, 1 - key / 100) for key in range(len(places))]
    store = cast("Store", _Store(places))
    assert _keys(choose(store, items, Settings(top_k=wanted))) == _naive(places, wanted)


def test_what_cannot_be_a_repeat_is_not_read() -> None:
    alone: list[Place] = [(f"c{number:02}", 2020, Section.PROTECTION, TEXTS[0]) for number in range(50)]
    twice: list[Place] = [("kaz", year, Section.PREVENTION, TEXTS[1]) for year in (2019, 2020)]
    store = _Store([*twice, *alone])
    items = [RankedPassage(key, 1 - key / 100) for key in range(52)]
    chosen = _keys(choose(cast("Store", store), items, Settings(top_k=3)))
    assert chosen == [(0, ("kaz-2020",)), (2, ()), (3, ())]
    assert store.read == {0, 1}

"""Two series of one country and year in one corpus: each is found by its filter, and cited under its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from kzsearch.search import Settings, parse_filters, search
from kzsearch.types import Mode, Section
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzsearch.index import OpenIndex

HUMAN_RIGHTS: Final = (
    "# 2023 Country Reports on Human Rights Practices: Kazakhstan\n\n## EXECUTIVE SUMMARY\n\n"
    "There were no significant changes in the human rights situation of victims during the year.\n\n"
    "## Protection\n\nThe government referred victims of domestic violence to a shelter, it said.\n"
)


@pytest.fixture
def both(fake_index: Callable[..., OpenIndex]) -> OpenIndex:
    tip = render(Shape(), known_sections(2023))
    return fake_index({"kazakhstan-2023.txt": tip, "kazakhstan-2023-hr.md": HUMAN_RIGHTS})


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.DENSE, Mode.LEXICAL, Mode.EXACT])
@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        (["hr"], {"kaz-2023-hr"}),
        (["Country Reports on Human Rights Practices"], {"kaz-2023-hr"}),
        (["tip"], {"kaz-2023"}),
        (["tip", "hr"], {"kaz-2023", "kaz-2023-hr"}),
        ([], {"kaz-2023", "kaz-2023-hr"}),
    ],
)
def test_a_series_is_a_filter(both: OpenIndex, mode: Mode, named: list[str], wanted: set[str]) -> None:
    filters = parse_filters((), (), (), (), named)
    found = search(both, "victims", Settings(mode=mode, top_k=500, min_score=0, filters=filters)).hits
    assert {hit.report.report_id for hit in found} == wanted


def test_two_filters_narrow(both: OpenIndex) -> None:
    filters = parse_filters((), ["protection"], (), (), ["hr"])
    assert search(both, "victims", Settings(mode=Mode.LEXICAL, min_score=0, filters=filters)).hits == ()


def test_each_series_is_cited_under_its_name(both: OpenIndex) -> None:
    filters = parse_filters((), (), (), (), ["hr"])
    (hit,) = search(both, "shelter", Settings(mode=Mode.LEXICAL, min_score=0, filters=filters)).hits
    assert "Country Reports on Human Rights Practices 2023: Kazakhstan, Protection" in hit.citation
    assert (hit.passage.section, hit.passage.section_label) == (Section.OTHER, "Protection")

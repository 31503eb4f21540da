"""The figures of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.analysis.figures.collect import figures, period_of
from kzsearch.reading import read_source
from kzsearch.types import Filters, Section, YearRange
from kzsearch.types.figures import Figure, Measure, YearOrigin

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzsearch.index import OpenIndex

GHANA = """GHANA (Tier 2)

The Government of Ghana does not fully meet the minimum standards.

RECOMMENDATIONS FOR GHANA

Train at least 20 officers.

PROSECUTION

Police investigated 147  trafficking
cases, compared to 104 in 2015.

PROTECTION

The government identified 110 victims. Of those, 82 were victims of sex trafficking and 21 of forced labor.
"""
RIGHTS = """---
series: Country Reports on Human Rights Practices
year: 2016
---

Section 7. Worker Rights

Inspectors conducted 900 inspections. Courts convicted 12 activists. Courts convicted two persons for trafficking.
"""


def _figures(index: OpenIndex, **chosen: object) -> list[Figure]:
    return list(figures(index, **chosen))  # type: ignore[arg-type]


def test_each_figure_stands_where_it_says(fake_index: Callable[..., OpenIndex]) -> None:
    index = fake_index({"ghana-2017.txt": GHANA})
    found = _figures(index)
    assert [(figure.value, figure.measure) for figure in found] == [
        (147, Measure.INVESTIGATIONS),
        (104, Measure.INVESTIGATIONS),
        (110, Measure.IDENTIFIED),
        (82, Measure.IDENTIFIED),
        (21, Measure.IDENTIFIED),
    ]
    source = read_source(index.corpus, "ghana-2017.txt").text
    for figure in found:
        assert figure.span is not None
        assert source[slice(*figure.span)] == figure.number
        assert " ".join(source[slice(*figure.sentence_span)].split()) == figure.sentence
        assert "corpus/ghana-2017.txt:" in figure.citation
    assert found[0].year == 2016
    assert found[0].year_origin is YearOrigin.INFERRED
    assert found[1].year_words == "in 2015"
    assert found[3].part_of == found[2].figure_id
    assert [figure.section for figure in found] == [Section.PROSECUTION] * 2 + [Section.PROTECTION] * 3


def test_filters_narrow(fake_index: Callable[..., OpenIndex]) -> None:
    index = fake_index(
        {"ghana-2017.txt": GHANA, "kenya-2018.txt": GHANA.replace("GHANA", "KENYA").replace("Ghana", "Kenya")}
    )
    assert len(_figures(index)) == 10
    assert {figure.country for figure in _figures(index, filters=Filters(countries=("KEN",)))} == {"Kenya"}
    assert {
        figure.section for figure in _figures(index, filters=Filters(sections=(Section.PROTECTION,)))
    } == {Section.PROTECTION}
    assert {figure.year for figure in _figures(index, about=[YearRange(2015, 2015)])} == {2015}
    assert len(_figures(index, measures=[Measure.IDENTIFIED])) == 6
    assert _figures(index, measures=[Measure.BUDGET]) == []


def test_a_changed_file_gives_no_places(fake_index: Callable[..., OpenIndex]) -> None:
    index = fake_index({"ghana-2017.txt": GHANA})
    (index.corpus / "ghana-2017.txt").write_text(GHANA.replace("147", "148"), encoding="utf-8")
    first = _figures(index)[0]
    assert first.number == "147"
    assert first.span is None
    (index.corpus / "ghana-2017.txt").unlink()
    assert _figures(index)[0].span is None


def test_another_series_counts_its_own_year_and_its_own_subjects(
    fake_index: Callable[..., OpenIndex],
) -> None:
    index = fake_index({"kazakhstan-2016.txt": RIGHTS})
    assert [(figure.value, figure.measure.value, figure.year) for figure in _figures(index)] == [
        (900, "inspections", 2016),
        (2, "convictions", 2016),
    ]
    assert (period_of("tip", 2017), period_of("hr", 2016), period_of("unheard-of", 2016)) == (
        2016,
        2016,
        None,
    )


def test_a_heading_of_another_outline_chooses(fake_index: Callable[..., OpenIndex]) -> None:
    index = fake_index({"kazakhstan-2016.txt": RIGHTS})
    (heading,) = index.store.labels()
    assert len(_figures(index, filters=Filters(labels=(heading,)))) == 2
    assert _figures(index, filters=Filters(labels=("Section 1",))) == []


def test_what_is_told_again_comes_once(fake_index: Callable[..., OpenIndex]) -> None:
    again = GHANA.replace("Of those, 82", "Of the 110 victims identified, 82")
    found = _figures(fake_index({"ghana-2017.txt": again}))
    whole, *parts = [figure for figure in found if figure.measure is Measure.IDENTIFIED]
    assert whole.value == 110
    assert [part.value for part in parts] == [82, 21]
    assert {part.part_of for part in parts} == {whole.figure_id}

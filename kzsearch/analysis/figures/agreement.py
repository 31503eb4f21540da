"""Whether figures agree: between reports, between a whole and its parts, and beside another series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from kzsearch.domain.currencies import same_name
from kzsearch.types.figures import Comparison, Figure, Finding, Measure, Verdict

_DIMENSIONS: Final = {
    "form": (
        "sex trafficking",
        "forced labor",
        "sex trafficking and forced labor",
        "domestic servitude",
        "forced begging",
        "forced marriage",
        "forced criminality",
        "child soldiers",
        "unspecified",
    ),
    "sex": ("women", "men", "girls", "boys", "female", "male", "transgender", "LGBTQI+"),
    "age": ("children", "adults"),
    "status": ("confirmed", "potential"),
}
_DIMENSION_OF: Final = {part: name for name, parts in _DIMENSIONS.items() for part in parts}
_OFFICIAL: Final = frozenset({"", "government", "police"})
_CASES: Final = frozenset(
    "case cases investigation investigations prosecution prosecutions conviction convictions crimes".split()
)
_FEWEST_PARTS: Final = 2


def findings(figures: Iterable[Figure]) -> list[Finding]:
    """Return how figures compare: those that disagree or do not add up first.

    Args:
        figures: Figures of one or more reports.
    """
    known = [figure for figure in figures if figure.measure is not Measure.UNCLASSIFIED]
    found = [*_between_reports(known), *_sums(known), *_other_series(known)]
    order = [Verdict.DISAGREE, Verdict.DOES_NOT_ADD_UP, Verdict.AGREE, Verdict.ADDS_UP, Verdict.OTHER_COUNTER]
    return sorted(found, key=lambda finding: order.index(finding.verdict))


def _between_reports(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield whether reports of one series tell the same figure for the same year."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.comparison is not Comparison.RANGE and "part" not in figure.breakdown:
            groups[(*_key(figure), figure.series, _counter(figure))].append(figure)
    for group in groups.values():
        reports: dict[str, list[Figure]] = defaultdict(list)
        for figure in group:
            reports[figure.report_id].append(figure)
        if len(reports) > 1:
            yield _agreement(list(reports.values()))


def _agreement(reports: list[list[Figure]]) -> Finding:
    common = set.intersection(*({figure.value for figure in told} for told in reports))
    first = reports[0][0]
    what = f"{first.country} {first.year}, {first.label}"
    if common:
        shown = next(figure for figure in reports[0] if figure.value in common)
        names = ", ".join(told[0].report_id for told in reports)
        return Finding(Verdict.AGREE, f"{what}: {shown.amount}, as told in {names}", tuple(chain(*reports)))
    values = "; ".join(
        f"{told[0].report_id} tells {' and '.join(f.amount for f in told)}" for told in reports
    )
    return Finding(Verdict.DISAGREE, f"{what}: {values}", tuple(chain(*reports)))


def _sums(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield whether the parts of a whole add up to it."""
    wholes = {figure.figure_id: figure for figure in figures}
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        whole = wholes.get(figure.part_of)
        if whole is None or whole.measure is not figure.measure or whole.year != figure.year:
            continue
        own = [part for part in figure.breakdown if part not in whole.breakdown]
        dimension = _dimension(own, figure)
        if dimension:
            groups[figure.part_of, dimension].append(figure)
    for (whole_id, _), parts in groups.items():
        whole = wholes[whole_id]
        exact = all(figure.comparison is Comparison.EQUAL for figure in parts)
        if len(parts) >= _FEWEST_PARTS and exact and whole.upper is None:
            yield _sum(whole, parts)


def _sum(whole: Figure, parts: Sequence[Figure]) -> Finding:
    total = round(sum(figure.value for figure in parts), 2)
    terms = " + ".join(
        f"{figure.amount} ({', '.join(part for part in figure.breakdown if part not in whole.breakdown)})"
        for figure in parts
    )
    what = f"{whole.country} {whole.year}, {whole.label}"
    if total == whole.value:
        return Finding(Verdict.ADDS_UP, f"{what}: {terms} = {whole.amount}", (whole, *parts))
    difference = abs(whole.value - total)
    gap = f"{difference:,.10g} {'missing' if total < whole.value else 'too many'}"
    return Finding(
        Verdict.DOES_NOT_ADD_UP, f"{what}: {terms} = {total:,.10g} of {whole.amount}, {gap}", (whole, *parts)
    )


def _other_series(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield figures that another series tells of the same year: another counter, never mixed in."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.comparison is not Comparison.RANGE and not figure.breakdown:
            groups[_key(figure)].append(figure)
    for group in groups.values():
        if len({figure.series for figure in group}) > 1:
            first = group[0]
            told = "; ".join(
                dict.fromkeys(
                    f"{figure.series} ({figure.report_id}) tells {figure.amount}" for figure in group
                )
            )
            what = f"{first.country} {first.year}, {first.label}"
            yield Finding(Verdict.OTHER_COUNTER, f"{what}: {told}", tuple(group))


def _dimension(own: Sequence[str], figure: Figure) -> str:
    """Return by what a part is told apart from the others: form, sex, age, or its own words; nothing if by none."""
    if len(own) != 1 or own == ["part"]:
        return ""
    return _DIMENSION_OF.get(own[0], "purpose" if figure.measure is Measure.BUDGET else "origin")


def _key(figure: Figure) -> tuple[object, ...]:
    return figure.country, figure.measure, figure.year, frozenset(figure.breakdown), _unit(figure)


def _unit(figure: Figure) -> str:
    if figure.measure is Measure.BUDGET:
        return same_name(figure.unit)
    if figure.measure in (Measure.INVESTIGATIONS, Measure.PROSECUTIONS, Measure.CONVICTIONS):
        return "cases" if figure.unit in _CASES or not figure.unit else "persons"
    if figure.measure is Measure.OFFICERS:
        return "inspectors" if figure.unit.startswith("inspector") else "officers"
    return figure.unit if figure.measure is Measure.SENTENCES else ""


def _counter(figure: Figure) -> str:
    return "government" if figure.counted_by in _OFFICIAL else figure.counted_by

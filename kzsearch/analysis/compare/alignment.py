"""Which units of two reports say the same: an optimal assignment of one to one, then neighbours merged.

Merging is Vecalign's idea (B. Thompson and P. Koehn, "Vecalign: Improved Sentence Alignment in Linear Time and Space",
2019): what one report says in a sentence another says in several, and the several together are more alike to it than
any alone. Unlike a translation a later report reorders its sentences, so that the assignment knows no order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.analysis.compare.assignment import assign, assign_greedily
from kzsearch.analysis.compare.likeness import Likeness
from kzsearch.analysis.compare.terms import tokens, without_figures
from kzsearch.analysis.compare.units import Unit, by_section
from kzsearch.domain.themes import share_theme
from kzsearch.types import Section

if TYPE_CHECKING:
    from kzsearch.types import Matrix


@dataclass(frozen=True, slots=True)
class Method:
    """How units are aligned; the defaults are what kzsearch does, and all else is there to be measured.

    Attributes:
        words: The weight of words beside meaning.
        threshold: What two units need to say the same: likeness, and what the next two add to it.
        apart: How far it counts that a pair is more alike than all other pairs of its two units.
        opening: What it counts that both open a section, as these reports tell of efforts there.
        theme: What it counts that two recommendations share a theme.
        elsewhere: The threshold for units of different sections.
        optimal: Whether the assignment is optimal, rather than greedy.
        merge: Whether neighbours are merged.
        gain: What a merged neighbour must add to the likeness for each place that it stands away; recommendations
            have no order, so that each is next to all others.
        held: The share of its words that the other side must hold.
    """

    words: float = 0.5
    threshold: float = 0.5
    apart: float = 1.0
    opening: float = 0.1
    theme: float = 0.1
    elsewhere: float = 0.7
    optimal: bool = True
    merge: bool = True
    gain: float = 0.02
    held: float = 0.4


class Group(NamedTuple):
    """Units that say the same, by their places in their reports."""

    earlier: tuple[int, ...]
    later: tuple[int, ...]
    likeness: float

    def of(self, side: int) -> tuple[int, ...]:
        """Return the places of one report: 0 for the earlier, 1 for the later one."""
        return self.later if side else self.earlier


DEFAULT = Method()
_CHANCE = 0.3  # likeness of two sentences of such reports that have nothing to do with one another


def align(earlier: Sequence[Unit], later: Sequence[Unit], method: Method = DEFAULT) -> list[Group]:
    """Return the groups of units that say the same, in order of the later report; no unit is in two.

    Units of one section are aligned first. What is left is looked for in other sections, except that a recommendation
    and a statement never say the same.
    """
    if not earlier or not later:
        return []
    likeness = Likeness(earlier, later, method.words)
    groups: list[Group] = []
    of_earlier, of_later = by_section(earlier), by_section(later)
    for section, rows in of_earlier.items():
        if columns := of_later.get(section):
            found = _repeated(earlier, later, rows, columns)
            rest = _without(rows, found, 0), _without(columns, found, 1)
            found += _assigned(likeness, *rest, method, _added(section[0], earlier, later, *rest, method))
            if method.merge:
                found = _merged(likeness, (earlier, later), (rows, columns), found, method)
            groups += found
    rows, columns = _left(earlier, later, groups)
    groups += _assigned(likeness, rows, columns, replace(method, threshold=method.elsewhere, apart=0.0), {})
    return sorted(groups, key=lambda group: group.later)


def _added(
    section: Section,
    earlier: Sequence[Unit],
    later: Sequence[Unit],
    rows: Sequence[int],
    columns: Sequence[int],
    method: Method,
) -> Mapping[tuple[int, int], float]:
    """Return what is added to the likeness of some pairs of a section."""
    if section is not Section.RECOMMENDATIONS:
        both_open = rows and columns and _opens(earlier, rows[0]) and _opens(later, columns[0])
        return {(rows[0], columns[0]): method.opening} if both_open else {}
    return {
        (row, column): method.theme
        for row in rows
        for column in columns
        if share_theme(earlier[row].cited.text, later[column].cited.text)
    }


def _opens(units: Sequence[Unit], place: int) -> bool:
    """Whether a unit is the first of its section."""
    return not place or units[place - 1].section != units[place].section


def _repeated(
    earlier: Sequence[Unit], later: Sequence[Unit], rows: Sequence[int], columns: Sequence[int]
) -> list[Group]:
    """Return the pairs of the same words, then those of the same words with other figures, each in order.

    An assignment would part such a pair where two others gain more together.
    """
    groups: list[Group] = []
    for form in (tokens, without_figures):
        free: dict[tuple[str, ...], list[int]] = {}
        for column in _without(columns, groups, 1):
            free.setdefault(form(later[column].cited.text), []).append(column)
        groups += [
            Group((row,), (same.pop(0),), 1.0)
            for row in _without(rows, groups, 0)
            if (same := free.get(form(earlier[row].cited.text)))
        ]
    return groups


def _without(places: Sequence[int], groups: Sequence[Group], side: int) -> list[int]:
    taken = {place for group in groups for place in group.of(side)}
    return [place for place in places if place not in taken]


def _left(
    earlier: Sequence[Unit], later: Sequence[Unit], groups: Sequence[Group]
) -> tuple[list[int], list[int]]:
    """Return the places of the statements that stand in no group."""

    def statements(units: Sequence[Unit]) -> list[int]:
        return [
            place for place, unit in enumerate(units) if unit.cited.section is not Section.RECOMMENDATIONS
        ]

    return _without(statements(earlier), groups, 0), _without(statements(later), groups, 1)


def _assigned(
    likeness: Likeness,
    rows: Sequence[int],
    columns: Sequence[int],
    method: Method,
    added: Mapping[tuple[int, int], float],
) -> list[Group]:
    """Return the units that are assigned to one another, given what is added to the likeness of some."""
    if not rows or not columns:
        return []
    matrix = likeness.matrix(rows, columns)
    weights = matrix - method.threshold + method.apart * (matrix - _next_best(matrix))
    for (row, column), more in added.items():
        if row in rows and column in columns:
            weights[rows.index(row), columns.index(column)] += more
    pairs = (assign if method.optimal else assign_greedily)(weights)
    return [
        Group((rows[row],), (columns[column],), min(1.0, float(matrix[row, column]))) for row, column in pairs
    ]


def _next_best(matrix: Matrix) -> Matrix:
    """Return for each pair the greatest likeness of another pair of the same row or column, or what chance gives."""
    import numpy as np

    others = np.full_like(matrix, _CHANCE)
    for axis in (0, 1):
        if matrix.shape[axis] > 1:
            ordered = np.sort(matrix, axis=axis)
            best, second = ordered.take([-1], axis=axis), ordered.take([-2], axis=axis)
            others = np.maximum(others, np.where(matrix == best, second, best))
    return others


def _merged(
    likeness: Likeness,
    units: tuple[Sequence[Unit], Sequence[Unit]],
    places: tuple[Sequence[int], Sequence[int]],
    groups: list[Group],
    method: Method,
) -> list[Group]:
    """Return groups with the neighbours that make them more alike, the greatest gain first."""
    known: dict[tuple[Group, int, int], _Joining] = {}  # a merge changes one group, all else is as it was
    while True:
        best: tuple[float, int, Group] | None = None
        for side in (0, 1):
            for free in _without(places[side], groups, side):
                for number, group in enumerate(groups):
                    if (group, side, free) not in known:
                        known[group, side, free] = _joining(likeness, units, group, side, free, method)
                    over, joined = known[group, side, free]
                    if over > 0 and joined is not None and (best is None or over > best[0]):
                        best = over, number, joined
        if best is None:
            return groups
        _, place, joined = best
        groups = [*groups[:place], joined, *groups[place + 1 :]]


_Joining = tuple[float, Group | None]


def _joining(
    likeness: Likeness,
    units: tuple[Sequence[Unit], Sequence[Unit]],
    group: Group,
    side: int,
    free: int,
    method: Method,
) -> _Joining:
    """Return what a free unit adds to a group beyond what is asked of it, and the group with it, if it may join."""
    unit = units[side][free]
    unordered = unit.cited.section is Section.RECOMMENDATIONS
    away = 1 if unordered else min(abs(free - member) for member in group.of(side))
    asked = method.gain * away
    others = [units[1 - side][member] for member in group.of(1 - side)]
    if group.likeness + asked >= 1 or likeness.held(unit, others) < method.held:
        return 0.0, None
    with_it = tuple(sorted((*group.of(side), free)))
    earlier, later = (with_it, group.later) if side == 0 else (group.earlier, with_it)
    alike = likeness.of_groups(earlier, later)
    return alike - group.likeness - asked, Group(earlier, later, min(1.0, alike))

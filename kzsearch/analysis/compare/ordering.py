"""The order of a comparison's rows: that of the later report, what was dropped where it stood."""

from __future__ import annotations

from collections.abc import Sequence

from kzsearch.analysis.compare.alignment import Group
from kzsearch.analysis.compare.units import Unit, by_section

_BEFORE_ALL = -1.0

Place = tuple[int, float, int]
"""The place of a row: of its section, in the later report, and among those dropped there."""


class Places:
    """Where the rows of a comparison stand.

    Sections are in the order of the later report, then those that only the earlier one has.

    Args:
        earlier: The units of the earlier report.
        later: Those of the later one.
        groups: Which say the same.
    """

    def __init__(self, earlier: Sequence[Unit], later: Sequence[Unit], groups: Sequence[Group]) -> None:
        self._earlier, self._later = earlier, later
        sections = dict.fromkeys([*by_section(later), *by_section(earlier)])
        self._sections = {section: number for number, section in enumerate(sections)}
        follows = {group.earlier[-1]: group.later[-1] for group in groups}
        # Each unit of the earlier report stands behind the last one before it that both have, in the same section.
        self._behind: list[float] = []
        last: dict[object, float] = {}
        for place, unit in enumerate(earlier):
            self._behind.append(last.get(unit.section, _BEFORE_ALL))
            if place in follows and later[follows[place]].section == unit.section:
                last[unit.section] = follows[place] + 0.5

    def of_later(self, place: int) -> Place:
        """Return the place of a row that the later report has, by its first unit there."""
        return self._sections[self._later[place].section], float(place), 0

    def of_dropped(self, place: int) -> Place:
        """Return the place of a dropped unit."""
        return self._sections[self._earlier[place].section], self._behind[place], place

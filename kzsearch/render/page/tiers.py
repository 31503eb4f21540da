"""The tiers by year: a ladder, and below it each year's sentence; years without a report are gaps."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kzsearch.render.page.gaps import rows_with_gaps
from kzsearch.render.page.marks import mark, number
from kzsearch.render.page.places import Addresses, nowhere
from kzsearch.render.page.tags import Html, Link, cited, table, tag, together
from kzsearch.render.timelines import change_words
from kzsearch.types import Tier
from kzsearch.types.timelines import TierYear, YearState

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUNGS = (Tier.TIER_1, Tier.TIER_2, Tier.TIER_2_WATCH_LIST, Tier.TIER_3, Tier.SPECIAL_CASE)
_FORMS = {Tier.TIER_2_WATCH_LIST: 2, Tier.SPECIAL_CASE: 1}
_STEP, _ROW, _TOP = 36, 28, 10
_SHORT_NAMES, _LONG_NAMES = 54, 118  # room for the names of the tiers
_POINT = 6.5


def tiers(years: Sequence[TierYear], corpus: str, to: Addresses = nowhere) -> Html:
    """Return the ladder and the table of a country's tiers.

    Args:
        years: By year, the missing ones included.
        corpus: Name of the corpus folder.
        to: Where citations lead.
    """
    if not years:
        return tag("p", "No report in the index places this country on a tier.", class_="none")
    rows = rows_with_gaps(years, lambda year: _row(year, corpus, to))
    return together(
        [
            tag("div", _ladder(years), class_="scroll"),
            table(["Report", "Tier", "What the report says"], rows, "tiers"),
        ]
    )


def _row(year: TierYear, corpus: str, to: Addresses) -> Html:
    tier = year.tier.value if year.tier else "not stated"
    change = change_words(year)
    placed = tag("td", tag("strong", tier), *([tag("span", change, class_="change")] if change else []))
    said = [tag("q", year.text)] if year.text else []
    if year.note:
        said.append(tag("span", year.note, class_="note"))
    source = year.citation or (f"{corpus}/{year.report.source}" if year.report else "")
    address = to(year.passage.passage_id, year.sentence.span) if year.passage and year.sentence else ""
    return tag(
        "tr",
        tag("th", year.year, scope="row"),
        placed,
        tag("td", *said, cited(Link(source, address))),
        class_="fact",
    )


def _ladder(years: Sequence[TierYear]) -> Html:
    rungs = [tier for tier in _RUNGS if tier not in _FORMS or any(year.tier is tier for year in years)]
    columns = list(dict.fromkeys(year.year for year in years))
    names = _LONG_NAMES if any(tier in _FORMS for tier in rungs) else _SHORT_NAMES
    wide, high = names + _STEP * len(columns) + 8, _TOP + _ROW * len(rungs) + 24
    heights = {tier: _TOP + _ROW * (place + 0.5) for place, tier in enumerate(rungs)}
    centres = {year: names + _STEP * (place + 0.5) for place, year in enumerate(columns)}
    drawn: list[Html] = []
    for tier, y in heights.items():
        drawn += [
            tag("text", tier.value, class_="rung", x="0", y=number(y + 4)),
            tag("line", class_="grid", x1=str(names), x2=str(wide), y1=number(y), y2=number(y)),
        ]
    drawn += _states(years, centres, high)
    drawn += [
        tag(
            "line",
            class_="join",
            x1=number(centres[one.year]),
            y1=number(heights[one.tier]),
            x2=number(centres[two.year]),
            y2=number(heights[two.tier]),
        )
        for one, two in pairwise(years)
        if one.tier and two.tier and two.year == one.year + 1
    ]
    drawn += [
        mark(_FORMS.get(year.tier, 0), centres[year.year], heights[year.tier], _told(year), size=_POINT)
        for year in years
        if year.tier
    ]
    return tag(
        "svg",
        *drawn,
        class_="ladder",
        viewBox=f"0 0 {wide} {high}",
        width=str(wide),
        height=str(high),
        role="img",
        aria_label="Tier by report year. " + "; ".join(map(_told, years)),
    )


def _states(years: Sequence[TierYear], centres: dict[int, float], high: int) -> list[Html]:
    """Return the names of the years, and what stands in place of a tier that is not known."""
    found = []
    for year in years:
        x = centres[year.year]
        if year.state is YearState.MISSING:
            left = number(x - _STEP / 2)
            found.append(
                tag("rect", class_="nothing", x=left, y="0", width=str(_STEP), height=str(high - 22))
            )
        elif year.tier is None:
            found.append(tag("text", "?", class_="value", x=number(x), y=number(high / 2)))
        found.append(tag("text", year.year, class_="year", x=number(x), y=str(high - 6)))
    return found


def _told(year: TierYear) -> str:
    if year.state is YearState.MISSING:
        return f"{year.year}: no report"
    return f"{year.year}: {year.tier.value if year.tier else 'tier not stated'}"

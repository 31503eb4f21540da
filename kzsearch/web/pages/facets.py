"""How the hits of a search part by year, section, country, series and tier, each part one click away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.cite import section_name, series_of
from kzsearch.render.page.tags import Child, Html, tag
from kzsearch.types import Section, Tier

if TYPE_CHECKING:
    from kzsearch.types import Hit
    from kzsearch.web.pages.addresses import Asked

_ORDERS = {"section": [one.value for one in Section], "tier": [one.value for one in Tier]}
_AT_ONCE = 12  # values of a facet that are shown without a click


class Value(NamedTuple):
    """A value that hits have.

    Attributes:
        written: As the address has it.
        shown: As people read it.
    """

    written: str
    shown: str


def _year(hit: Hit) -> Value | None:
    return Value(str(hit.report.year), str(hit.report.year))


def _section(hit: Hit) -> Value | None:
    name = section_name(hit.passage)
    other = hit.passage.section is Section.OTHER
    return Value(name if other else hit.passage.section.value, name)


def _country(hit: Hit) -> Value | None:
    return Value(hit.report.country.alpha3, hit.report.country.name)


def _series(hit: Hit) -> Value | None:
    return Value(hit.report.series, series_of(hit.report).name)


def _tier(hit: Hit) -> Value | None:
    return None if hit.report.tier is None else Value(hit.report.tier.value, hit.report.tier.value)


FACETS: Mapping[str, Callable[[Hit], Value | None]] = {
    "year": _year,
    "section": _section,
    "country": _country,
    "series": _series,
    "tier": _tier,
}
"""How a hit's value of each filter is read."""


def facets(asked: Asked, hits: Callable[[str], Iterable[Hit]]) -> Html:
    """Return the facets of a search.

    Args:
        asked: What was asked for.
        hits: Gives the hits that there would be without the filter of this name.
    """
    found = {name: list(hits(name)) for name in FACETS}
    groups = [_facet(name, asked, _counts(found[name], read)) for name, read in FACETS.items()]
    if not any(group.source for group in groups):
        return Html("")
    chosen = sum(len(asked.all(name)) for name in FACETS)
    title = f"Filters ({chosen} chosen)" if chosen else "Filters"
    return tag(
        "section",
        tag("details", tag("summary", title), *groups, *_left_out(found.values()), class_="facets"),
        aria_label="Filters",
        class_="aside",
    )


def _counts(hits: Iterable[Hit], read: Callable[[Hit], Value | None]) -> Mapping[Value, int]:
    """Return how many hits have each value, the weaker ones left out: alone they would not be shown as hits."""
    return Counter(filter(None, (read(hit) for hit in hits if not hit.weak)))


def _left_out(found: Iterable[Iterable[Hit]]) -> list[Html]:
    if not any(hit.weak for hits in found for hit in hits):
        return []
    return [tag("p", "Weaker passages are not counted.", class_="note")]


def _facet(name: str, asked: Asked, counts: Mapping[Value, int]) -> Html:
    chosen = asked.all(name)
    values = sorted(counts, key=lambda value: _order(name, value, counts[value]))
    known = {form.casefold() for value in values for form in value}
    # What was asked for and no hit has, such as a range of years, can still be taken away.
    others = [
        _taken(name, text, Value(text, text), asked, 0) for text in chosen if text.casefold() not in known
    ]
    items = others + [_value(name, value, asked, counts[value]) for value in values]
    if not items:
        return Html("")
    parts: list[Child] = [tag("h2", name.capitalize()), tag("ul", *items[:_AT_ONCE])]
    if len(items) > _AT_ONCE:
        more = tag("summary", f"{len(items) - _AT_ONCE} more")
        parts.append(tag("details", more, tag("ul", *items[_AT_ONCE:])))
    return tag("div", *parts, class_="facet")


def _order(name: str, value: Value, count: int) -> tuple[float, str]:
    if name == "year":
        return -int(value.written), ""
    order = _ORDERS.get(name, ())
    return (order.index(value.written) if value.written in order else len(order) - count / 1e6), value.shown


def _value(name: str, value: Value, asked: Asked, count: int) -> Html:
    same = [text for text in asked.all(name) if text.casefold() in {form.casefold() for form in value}]
    if same:
        return _taken(name, same[0], value, asked, count)
    link = tag(
        "a", value.shown, tag("span", count, class_="count"), href=asked.with_(name, value.written).href
    )
    return tag("li", link)


def _taken(name: str, text: str, value: Value, asked: Asked, count: int) -> Html:
    """Return a value that is chosen, as a link that takes it away."""
    link = tag(
        "a",
        tag("span", "Take away ", class_="unseen"),
        value.shown,
        tag("span", count, class_="count"),
        href=asked.without(name, text).href,
        class_="chosen",
    )
    return tag("li", link)

"""The page of a search: the box, the filters, the hits, and where there are none, why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzsearch.render.page.tags import Child, Html, tag, together
from kzsearch.search.asking import may_ask_of_years
from kzsearch.types import Mode
from kzsearch.web.pages.addresses import Asked
from kzsearch.web.pages.facets import FACETS, facets
from kzsearch.web.pages.frame import hidden, notes, sentence
from kzsearch.web.pages.hits import hit_article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kzsearch.serving.searching import HitsPage
    from kzsearch.types import Hit

ON_A_PAGE = 10
AT_MOST = 100
"""Hits that are looked for: what is further down is not paged through, but asked for more narrowly."""

_MODES = {
    Mode.HYBRID: "words and meaning",
    Mode.LEXICAL: "words",
    Mode.DENSE: "meaning",
    Mode.EXACT: "this very phrase",
}
# The command line's way to see all the same, for which the page has a link.
_OPTION = re.compile(r"\s*\((?:--min-score|min_score)\b[^)]*\)")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        asked: What was asked for.
        answer: The answer to it, with at most `AT_MOST` hits.
        without: Gives the hits that there would be without the filters of a name.
        start: The rank of the first hit that is shown, from 1.
    """

    asked: Asked
    answer: HitsPage
    without: Callable[[str], Sequence[Hit]]
    start: int = 1


def box(asked: Asked, *, label: str = "Search the reports", large: bool = False) -> Html:
    """Return the box in which people type what they look for.

    Args:
        asked: What was asked for before; its filters stay.
        label: What it is for.
        large: Whether it begins the page.
    """
    mode = asked.one("mode", Mode.HYBRID.value)
    modes = [
        tag("option", f"by {said}", value=name.value, selected="selected" if name.value == mode else "")
        for name, said in _MODES.items()
    ]
    kept = [pair for pair in asked.pairs if pair[0] in (*FACETS, "min_score", "all_years", "per_report")]
    return tag(
        "form",
        tag("label", label, for_="q"),
        tag(
            "div",
            tag("input", type="search", id="q", name="q", value=asked.one("q"), autocomplete="off"),
            tag("button", "Search", type="submit"),
            tag(
                "span",
                tag("label", "Find", for_="mode"),
                tag("select", *modes, id="mode", name="mode"),
                class_="how",
            ),
            class_="ask",
        ),
        hidden(kept),
        role="search",
        action="/search",
        method="get",
        class_="search large" if large else "search",
    )


def found_page(found: Found) -> list[Html]:
    """Return what the page of a search shows."""
    hits = found.answer.hits
    base = found.asked.without("start")
    shown = tag("div", *(_hits(found) if hits else _nothing(found, base)), class_="results")
    beside = facets(base, found.without)
    return [
        tag("h1", f"Results for “{found.answer.query}”", class_="unseen"),
        box(base),
        tag("div", beside, shown, class_="beside-filters") if beside.source else shown,
    ]


def _hits(found: Found) -> list[Html]:
    hits, base = found.answer.hits, found.asked.without("start")
    shown = hits[found.start - 1 : found.start - 1 + ON_A_PAGE]
    items = [tag("li", hit_article(hit)) for hit in shown]
    return [
        _summary(found, shown),
        notes(found.answer.notes),
        _of_years(base, found.answer.notes),
        tag("ol", *items, start=str(found.start), class_="hits"),
        _onward(found, base),
    ]


def _summary(found: Found, shown: Sequence[Hit]) -> Html:
    hits = found.answer.hits
    weak = sum(hit.weak for hit in hits)
    many = f"The best {AT_MOST} passages" if len(hits) >= AT_MOST else _passages(len(hits))
    weaker = f", {weak} of them weaker" if weak else ""
    here = f"; these are {found.start} to {found.start + len(shown) - 1}" if len(hits) > ON_A_PAGE else ""
    csv = Asked("/api/search", found.asked.without("start").pairs)
    csv = csv.with_("k", str(AT_MOST)).with_("format", "csv")
    return tag(
        "p",
        tag("span", f"{many}{weaker}{here}.", role="status"),
        " ",
        tag("a", "Download as csv", href=csv.href, download="kzsearch.csv", class_="action"),
        class_="summary",
    )


def _passages(count: int) -> str:
    return "1 passage" if count == 1 else f"{count} passages"


def _onward(found: Found, base: Asked) -> Html:
    """Return the ways to the hits before and after."""
    links: list[Child] = []
    if found.start > 1:
        before = max(1, found.start - ON_A_PAGE)
        asked = base.changed("start", str(before)) if before > 1 else base
        links.append(tag("a", "Previous", href=asked.href, rel="prev", class_="button"))
    after = found.start + ON_A_PAGE
    if after <= len(found.answer.hits):
        links.append(
            tag("a", "Next", href=base.changed("start", str(after)).href, rel="next", class_="button")
        )
    return tag("nav", *links, aria_label="More hits", class_="onward") if links else Html("")


def _of_years(base: Asked, told: Sequence[str]) -> Html:
    """Return the way to an answer of each year, for a query that seems to ask for several."""
    # A note that names the comparison leads there itself.
    if not may_ask_of_years(base.one("q")) or any("kzsearch compare" in line for line in told):
        return Html("")
    asked = Asked(
        "/compare", tuple(pair for pair in base.pairs if pair[0] in ("q", "year", "country", "series"))
    )
    return tag(
        "p",
        "This seems to ask for several years. ",
        tag("a", "See the best sentence of each year", href=asked.href),
        " or ",
        tag("a", "compare the reports", href=asked.without("q").href),
        ".",
        class_="hint",
    )


def _nothing(found: Found, base: Asked) -> list[Html]:
    """Return why nothing was found, what came nearest, and what else can be tried."""
    answer = found.answer
    reason = _OPTION.sub("", answer.reason)
    parts = [
        tag("h2", "Nothing found"),
        tag("p", sentence(reason), role="status", class_="reason"),
        notes(found.answer.notes),
        _of_years(base, found.answer.notes),
    ]
    ways = list(_other_ways(base, answer))
    if ways:
        parts.append(tag("ul", *(tag("li", way) for way in ways), class_="ways"))
    if answer.nearest is not None:
        parts += [
            tag("h2", "The nearest passage"),
            tag("p", "It came nearest, and does not seem to be the answer.", class_="note"),
            hit_article(answer.nearest, heading="h3"),
        ]
    return [tag("section", together(parts), class_="nothing-found")]


def _other_ways(base: Asked, answer: HitsPage) -> list[Html]:
    ways = []
    if _OPTION.search(answer.reason):
        ways.append(tag("a", "Show what there is all the same", href=base.changed("min_score", "0").href))
    elif base.one("min_score"):
        ways.append(tag("a", "Search without a lowest score", href=base.without("min_score").href))
    if any(base.all(name) for name in FACETS):
        free = base
        for name in FACETS:
            free = free.without(name)
        ways.append(tag("a", "Search without filters", href=free.href))
    if base.one("mode") not in ("", Mode.HYBRID.value):
        ways.append(tag("a", "Search by words and meaning", href=base.without("mode").href))
    return ways

"""A hit as the page of a search shows it: where it stands, its best sentence lit, its citation, its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.page.tags import Child, Html, cited, table, tag, together
from kzsearch.render.wording import (
    BEST_SENTENCE,
    Line,
    Signals,
    below,
    place,
    section_title,
    tier_name,
)
from kzsearch.web.pages.addresses import Asked, in_report, report_address
from kzsearch.web.pages.citing import citations
from kzsearch.web.pages.passages import excerpt, is_whole, paragraphs

if TYPE_CHECKING:
    from kzsearch.types import Hit

_SIGNALS = {
    "lexical": "words",
    "dense": "meaning",
    "sentence": "best sentence",
}
_COLUMNS = ("Signal", "Measured", "From 0 to 1", "Weight", "Adds")


def hit_article(hit: Hit, *, heading: str = "h2") -> Html:
    """Return a hit.

    Args:
        hit: The hit.
        heading: The element of its heading.
    """
    passage, best = hit.passage, hit.best_sentence
    lit = best.sentence.within if best else None
    window = excerpt(passage, lit)
    # A sentence that was found by its meaning alone is marked as a whole; it is lit already.
    words = [span for span in hit.highlights if not (lit and span.start <= lit.start and lit.end <= span.end)]
    address = in_report(passage, best.sentence if best else None)
    title = f"{place(hit.report)}: {section_title(passage)}"
    parts: list[Child] = [
        tag(heading, tag("a", title, href=address)),
        _beside(hit),
        tag("div", paragraphs(passage, lit, words, window), class_="words"),
        cited(hit.citation),
    ]
    actions: list[Child] = []
    if not is_whole(passage, window):
        whole = tag("div", paragraphs(passage, lit, words), class_="words")
        actions.append(tag("details", tag("summary", "Whole passage"), whole))
    actions.append(citations(hit))
    if hit.explanation is not None:
        actions.append(tag("details", tag("summary", "Why it was found"), *_why(hit)))
    actions.append(tag("a", "More like this", href=more_like(hit.sentence_text), class_="action"))
    return tag(
        "article", *parts, tag("div", *actions, class_="actions"), class_="hit weak" if hit.weak else "hit"
    )


def more_like(sentence: str) -> str:
    """Return the address of a search for what is like a sentence."""
    return Asked("/search").with_("q", sentence).href


def _beside(hit: Hit) -> Html:
    """Return what stands beside a hit's heading."""
    said: list[Child] = [hit.series, tier_name(hit.report)]
    if hit.weak:
        said.append(tag("span", "weaker: does not reach the threshold by itself", class_="badge doubtful"))
    if hit.also_in:
        others = [
            together([", " if number else "", tag("a", other, href=report_address(other))])
            for number, other in enumerate(hit.also_in)
        ]
        said.append(tag("span", "nearly the same in ", *others))
    pieces = [one if isinstance(one, Html) else tag("span", one) for one in said if one]
    return tag("p", *pieces, class_="beside") if pieces else Html("")


def _why(hit: Hit) -> list[Html]:
    found = []
    for piece in below(hit):
        if isinstance(piece, Signals):
            rows = [
                tag(
                    "tr",
                    tag("th", _SIGNALS.get(str(row["signal"]), str(row["signal"])), scope="row"),
                    *(tag("td", _rounded(value), class_="number") for value in list(row.values())[1:]),
                )
                for row in piece.rows
            ]
            found.append(table(_COLUMNS, rows, "signals"))
        elif isinstance(piece, Line) and not piece.citation and not piece.text.startswith(BEST_SENTENCE):
            found.append(tag("p", f"{piece.text[:1].upper()}{piece.text[1:]}", class_="note"))
    return found


def _rounded(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)

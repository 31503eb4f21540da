"""How a passage or a sentence is cited, ready to be copied: a line for a footnote, BibTeX and RIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.references import of_hit
from kzsearch.render.page.tags import Html, tag, verbatim
from kzsearch.render.references import bibtex, footnotes, ris

if TYPE_CHECKING:
    from kzsearch.types import Hit
    from kzsearch.types.references import Reference

_STYLES = (("Text", footnotes), ("BibTeX", bibtex), ("RIS", ris))


def citations(hit: Hit, *, opened: bool = False) -> Html:
    """Return how a hit is cited: its best sentence, or its passage where there is none.

    Args:
        hit: The hit.
        opened: Whether this is shown at once.
    """
    return citations_of(of_hit(hit), opened=opened)


def citations_of(reference: Reference, *, opened: bool = False) -> Html:
    """Return how something is cited.

    Args:
        reference: Its reference.
        opened: Whether this is shown at once.
    """
    # The script puts a button beside each text that it can copy.
    shown = [
        tag(
            "div",
            tag("p", name, class_="kind"),
            tag("pre", verbatim("".join(style([reference])).strip()), class_="copied"),
        )
        for name, style in _STYLES
    ]
    if opened:
        return tag("div", *shown, class_="citations")
    return tag("details", tag("summary", "Copy citation"), tag("div", *shown, class_="citations"))

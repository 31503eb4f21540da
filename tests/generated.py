"""Reports that hypothesis makes up: real sentences and nonsense, in the shapes and with the dirt of real copies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from kzsearch.types import Section
from tests.renderings import (
    Shape,
    capitals,
    inline_bullets,
    known_sections,
    marked,
    render,
    semicolons,
    titled,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_SECTIONS = tuple(known_sections(2023))
_REAL = {section: tuple(known_sections(2023)[section]) for section in _SECTIONS}
_ODD_WORDS = (
    "anti-trafficking",
    "125(3b),",
    "U.S.",
    "$5,911),",
    "No. 5",
    "“quoted.”",
    "Тенге",
    "naïve",
    "cafe\u0301",
    "word\u00adbreak",
    "no\u00a0break",
    "zero\u200bwidth",
    "long-" * 30 + "word",
    "x" * 400,
    "do so.The",
    "\U0001f600",
    "\ue000",
)
_words = st.one_of(
    st.sampled_from(_ODD_WORDS),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Co")), min_size=1, max_size=8),
)
_nonsense = st.lists(_words, min_size=1, max_size=60).map(lambda words: f"The {' '.join(words)} end.")


@dataclass(frozen=True)
class Generated:
    """A made-up file and how it is encoded."""

    name: str
    text: str
    codec: str

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.text.encode(self.codec)


@st.composite
def _content(draw: st.DrawFn) -> dict[Section, list[str]]:
    content = {}
    for section in _SECTIONS:
        first, *rest = _REAL[section]
        extra = draw(st.lists(st.one_of(st.sampled_from(rest or [first]), _nonsense), max_size=3))
        content[section] = [first, *extra]
    return content


_shapes: st.SearchStrategy[Shape] = st.builds(
    lambda width, blank, heading, items, lost: replace(
        Shape(),
        width=width,
        between=" \n\n" if blank and width else "\n",
        after=" \n\n" if width else "\n",
        heading=heading,
        items=semicolons if blank and width else items,
        lost=frozenset({Section.OVERVIEW}) | lost,
    ),
    st.sampled_from([None, 60, 75, 100]),
    st.booleans(),
    st.sampled_from([capitals, titled]),
    st.sampled_from([marked("- "), marked("• "), semicolons, inline_bullets]),
    st.frozensets(st.sampled_from([Section.PROSECUTION, Section.PROTECTION, Section.PROFILE])),
)

_dirt: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("the ", "the\u00a0"),
        lambda text: text.replace("victims", "vic\u00adtims"),
        lambda text: text.replace(". The", ".\n\n\nThe"),
        lambda text: text.replace(" of ", " \fof "),
        lambda text: text.replace("'", "’"),
        lambda text: text.replace("ing ", "ing-\n"),
        lambda text: f"---\ntitle: A report\n---\n{text}",
        lambda text: f"{text}\nOriginal source can be found here.\n",
    ]
)


@st.composite
def files(draw: st.DrawFn, year: int = 2023) -> Generated:
    """Draw a file of one report on Kazakhstan."""
    text = draw(_dirt)(render(draw(_shapes), draw(_content())))
    codec = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    if codec == "cp1252":
        text = text.encode("cp1252", "ignore").decode("cp1252")
    return Generated(f"kazakhstan-{year}.txt", text, codec)

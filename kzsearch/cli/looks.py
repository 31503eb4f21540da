"""How hits are printed: which of them, how much of each, and in which view."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.cli.shape import Shape, hit_pieces
from kzsearch.render import Folded, Format, folded

if TYPE_CHECKING:
    from kzsearch.search import Answer, Settings
    from kzsearch.types import Hit, Miss


class Looks(NamedTuple):
    """How to print hits.

    Attributes:
        shape: Format, width and colour, and what a program wants.
        full: Whether whole passages are shown.
        all_of_them: Whether every hit is shown, because the user said how many.
        paged: Whether there may be a pager.
        links: URI of the corpus folder, where citations are links.
    """

    shape: Shape
    full: bool
    all_of_them: bool
    paged: bool
    links: str | None

    def shown(self, answer: Answer, settings: Settings) -> Sequence[Hit | Folded]:
        """Return the hits of an answer that people see, with a record of the others; programs get all."""
        for_people = self.shape.view["fmt"] in (Format.TEXT, Format.TERMINAL)
        return answer.hits if self.all_of_them or not for_people else folded(answer.hits, settings.top_k)

    @property
    def on_screen(self) -> bool:
        """Whether people see the answer on the screen that shows standard error too."""
        return self.shape.view["fmt"] is Format.TERMINAL and sys.stdout.isatty()

    def rendered(self, hits: Iterable[Hit | Miss | Folded], *, batch: bool = False) -> Iterator[str]:
        """Yield hits as they are printed."""
        return hit_pieces(hits, self.shape, batch=batch, full=self.full, links=self.links)

"""How hits are printed: which of them, how much of each, and in which view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzsearch.cli.options import View
from kzsearch.render import Folded, Format, folded, render_hits

if TYPE_CHECKING:
    from kzsearch.search import Answer, Settings
    from kzsearch.types import Hit


@dataclass(frozen=True, slots=True)
class Looks:
    """How to print hits.

    Attributes:
        view: Format, width and colour.
        full: Whether whole passages are shown.
        all_of_them: Whether every hit is shown, because the user said how many.
        paged: Whether there may be a pager.
        links: URI of the corpus folder, where citations are links.
    """

    view: View
    full: bool
    all_of_them: bool
    paged: bool
    links: str | None

    def shown(self, answer: Answer, settings: Settings) -> Sequence[Hit | Folded]:
        """Return the hits of an answer that people see, with a record of the others; programs get all."""
        for_people = self.view["fmt"] in (Format.TEXT, Format.TERMINAL)
        return answer.hits if self.all_of_them or not for_people else folded(answer.hits, settings.top_k)

    def rendered(self, hits: Iterable[Hit | Folded], *, batch: bool = False) -> Iterator[str]:
        """Yield hits as they are printed."""
        return render_hits(hits, **self.view, batch=batch, full=self.full, links=self.links)

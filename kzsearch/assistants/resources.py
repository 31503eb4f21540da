"""Reports as resources: a user hands an assistant a whole report, and an address in an answer can be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from kzsearch.assistants.addresses import PASSAGES, REPORTS
from kzsearch.assistants.fetching import text_of
from kzsearch.assistants.quoting import NOTICE, named
from kzsearch.errors import QueryError
from kzsearch.references import of_report

if TYPE_CHECKING:
    from kzsearch.assistants.passages import Asked
    from kzsearch.types import Hit, ReportRecord

MIME_TYPE: Final = "text/markdown"
PAGE: Final = 100
"""Reports of one page of the list."""
LONGEST: Final = 400_000
"""Characters of a resource."""


def page_of(reports: Sequence[ReportRecord], cursor: str | None) -> tuple[Sequence[ReportRecord], str | None]:
    """Return a page of the list of reports, and the cursor of the next.

    Raises:
        QueryError: The cursor is none of this list.
    """
    start = 0
    if cursor is not None:
        if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10 and int(cursor) % PAGE == 0):  # noqa: PLR2004
            raise QueryError("the cursor is none of this list", "begin again without one")
        start = int(cursor)
    following = start + PAGE
    return reports[start:following], str(following) if following < len(reports) else None


def described(report: ReportRecord) -> str:
    """Return what a user sees of a report before it is read."""
    tier = "" if report.tier is None else f"{report.tier.value}, "
    return f"{tier}{report.passages} passages, {report.words} words"


def read(asked: Asked, uri: str) -> str:
    """Return the text of a report or passage by its address.

    Raises:
        KzsearchError: The address is none of a resource, or the index has no such report or passage.
    """
    of_report, of_passage = uri.startswith(REPORTS), uri.startswith(PASSAGES)
    if not (of_report or of_passage):
        raise QueryError(f"{named(uri)} is no resource", f"resources are {REPORTS}ID and {PASSAGES}ID")
    name = unquote(uri.removeprefix(REPORTS).removeprefix(PASSAGES))
    hits = asked.index.show(name)
    return _page(hits)


def _page(hits: Sequence[Hit]) -> str:
    text, following = text_of(hits, LONGEST)
    parts = [f"# {named(of_report(hits[0].report).title)}", NOTICE, text]
    if following is not None:
        parts.append(f"There was no room for more: fetch has the rest from {following} on.")
    return "\n\n".join(parts) + "\n"

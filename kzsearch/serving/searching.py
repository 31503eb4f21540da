"""A search as a request asks for it: page by page, by year where the query or the request wants that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from kzsearch.errors import QueryError
from kzsearch.render import Format, render_hits
from kzsearch.serving.cursors import MAX_DEPTH, Cursor, after, read_cursor, write_cursor
from kzsearch.serving.found import Found, Written, notes_of
from kzsearch.types.fields import finite

if TYPE_CHECKING:
    from kzsearch.library import Index
    from kzsearch.search import Settings
    from kzsearch.types import Hit


@dataclass(frozen=True, slots=True)
class HitsPage:
    """A page of hits.

    Attributes:
        query: The query.
        hits: The hits, ranked on from the pages before.
        notes: What the user should know of how the query was read.
        reason: Why nothing was found; empty where something was.
        nearest: Where nothing was found, the nearest passage, or None.
        cursor: Where the next page begins; empty where there is none.
    """

    query: str
    hits: tuple[Hit, ...]
    notes: tuple[str, ...] = ()
    reason: str = ""
    nearest: Hit | None = None
    cursor: str = ""


def search_page(index: Index, arguments: Mapping[str, object]) -> HitsPage:
    """Return a page of hits.

    Args:
        index: An open index.
        arguments: Those of `Index.search`, and `by_year` and `cursor`.

    Raises:
        KzsearchError: An argument makes no sense.
    """
    asked = dict(arguments)
    cursor = str(asked.pop("cursor", ""))
    by_year = bool(asked.pop("by_year", False))
    if by_year and cursor:
        raise QueryError("by_year has one page alone", "leave cursor out")
    query = str(asked.pop("query", ""))
    notes: tuple[str, ...] = ()
    if not cursor:
        page, notes = _by_year(index, query, asked, wanted=by_year)
        if page is not None:
            return page
    page = _plain(index, query, asked, cursor)
    return replace(page, notes=notes_of(notes, page.notes))


def search_records(index: Index, arguments: Mapping[str, object]) -> Found:
    """Return a page of hits as records; `fields` chooses among their fields.

    Raises:
        KzsearchError: An argument makes no sense.
    """
    asked = dict(arguments)
    fields = cast("str | None", asked.pop("fields", None))
    written = hits_written(fields)
    page = search_page(index, asked)
    nearest = page.nearest
    about = {
        "query": page.query,
        "reason": page.reason or None,
        "nearest": None
        if nearest is None
        else {
            "passage_id": nearest.passage.passage_id,
            "score": finite(nearest.score),
            "citation": nearest.citation,
            "text": nearest.sentence_text,
        },
    }
    return Found(written(page.hits), page.notes, about, page.cursor)


def hits_written(fields: str | None) -> Callable[[tuple[Hit, ...]], Written]:
    """Return what gives hits in a format, with these fields or with all; it raises where there is no such field."""
    from kzsearch.render.selection import hit_fields, hit_records, render_fields

    def writing(hits: tuple[Hit, ...]) -> Written:
        def written(fmt: Format) -> Iterator[str]:
            if fields is None:
                return render_hits(hits, fmt, width=None, colour=False, full=True)
            return render_fields(hit_records(hits, fmt), hit_fields(fields, fmt), fmt)

        return written

    return writing


def _plain(index: Index, query: str, asked: Mapping[str, object], cursor: str) -> HitsPage:
    from kzsearch.library import search_index
    from kzsearch.search.inferred import inferred_notes

    settings = _settings(index, asked)
    whole = {"query": query, **asked}
    found = read_cursor(cursor, whole, index.generation) if cursor else Cursor(0, "", 0.0)
    depth = min(found.place + settings.top_k, MAX_DEPTH)
    answer = search_index(index, query, replace(settings, top_k=depth))
    listed = after(answer.hits, found)[: settings.top_k] if cursor else answer.hits
    hits = tuple(replace(hit, rank=rank) for rank, hit in enumerate(listed, start=found.place + 1))
    follows = ""
    if len(hits) == settings.top_k and depth < MAX_DEPTH:
        end = Cursor(depth, hits[-1].passage.passage_id, hits[-1].score or 0.0)
        follows = write_cursor(end, whole, index.generation)
    notes = notes_of(index.notes, answer.notes, list(inferred_notes(hits)))
    return HitsPage(answer.query, hits, notes, answer.reason, answer.nearest, follows)


def _by_year(
    index: Index, query: str, asked: Mapping[str, object], *, wanted: bool
) -> tuple[HitsPage | None, tuple[str, ...]]:
    """Return the hits of each year where they are asked for, and what the user should know where they are not."""
    settings = _settings(index, asked)
    each = (settings.top_k if "top_k" in asked else 1) if wanted else None
    found, notes = index.search_by_year(query, settings, each=each)
    if found is None:
        return None, notes
    reason = "" if found.hits else "the report of no year answers it"
    told = notes_of(index.notes, notes, found.notes, found.silent)
    return HitsPage(query.strip(), found.hits, told, reason), told


def _settings(index: Index, asked: Mapping[str, object]) -> Settings:
    return index.settings(**cast("dict[str, Any]", asked))

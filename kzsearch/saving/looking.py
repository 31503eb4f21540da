"""A look at a saved search: what it finds, and what of that has come since the last look.

Only reports that were not in the index at the last look, or have changed since, can have something new: a hit whose
best sentence was in none of the passages of that report that were found so far. So a rebuild shows nothing, nor does
a passage that other reports push up or whose borders have moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, cast

from kzsearch.digests import of_bytes
from kzsearch.saving.searches import Option, SavedSearch
from kzsearch.search import Settings, search
from kzsearch.search.query import check_settings, parse_choice, parse_filters
from kzsearch.text import squeeze
from kzsearch.types import Filters, Hit, Mode, Store
from kzsearch.types.conditions import OfReports

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.search import Answer

# So many hits are remembered, though fewer be shown: another hit that moves up is not new.
_REMEMBERED = 200
_DIGITS = 16  # of a digest; a collision would hide one hit, and needs billions of sentences


class Look(NamedTuple):
    """What a look found.

    Attributes:
        answer: The answer; only what is new, if that was asked for.
        search: The saved search, with what is there now.
    """

    answer: Answer
    search: SavedSearch


def settings_of(saved: SavedSearch, store: Store) -> Settings:
    """Return how a saved search searches.

    Raises:
        QueryError: An option makes no sense.
    """
    options = saved.options
    filters = parse_filters(
        _several(options.get("year")),
        _several(options.get("section")),
        _several(options.get("country")),
        _several(options.get("tier")),
        _several(options.get("series")),
        store.labels,
    )
    return check_settings(
        Settings(
            top_k=cast("int", options.get("k", Settings().top_k)),
            mode=parse_choice(str(options.get("mode", Mode.HYBRID.value)), Mode, "--mode"),
            filters=filters,
            min_score=cast("float | None", options.get("min-score")),
            per_report=cast("int | None", options.get("per-report")),
            all_years=bool(options.get("all-years", False)),
            rerank=cast("str | None", options.get("rerank")),
        )
    )


def look(index: OpenIndex, saved: SavedSearch, settings: Settings) -> Look:
    """Return what a saved search finds.

    Args:
        index: Its index.
        saved: The search.
        settings: How it searches, and what is wanted of each hit.

    Raises:
        QueryError: The query makes no sense.
    """
    return Look(search(index, saved.query, settings), _looked(index, saved, settings))


def look_for_new(index: OpenIndex, saved: SavedSearch, settings: Settings) -> Look:
    """Return what a saved search finds that was not there at the last look.

    Args:
        index: Its index.
        saved: The search.
        settings: How it searches, and what is wanted of each hit.

    Raises:
        QueryError: The query makes no sense.
    """
    now = _reports(index.store)
    fresh = sorted(report for report, digest in now.items() if saved.reports.get(report) != digest)
    within = settings.filters.within(Filters(condition=OfReports(tuple(fresh))))
    many = replace(settings, filters=within, top_k=max(settings.top_k, _REMEMBERED))
    answer = search(index, saved.query, many)
    new = [hit for hit in answer.hits if not hit.weak and _is_new(hit, saved)][: settings.top_k]
    hits = tuple(replace(hit, rank=rank) for rank, hit in enumerate(new, start=1))
    return Look(replace(answer, hits=hits), _looked(index, saved, settings))


def _is_new(hit: Hit, saved: SavedSearch) -> bool:
    return hit.best_sentence is None or _digest(hit, hit.best_sentence.text) not in saved.sentences


def _looked(index: OpenIndex, saved: SavedSearch, settings: Settings) -> SavedSearch:
    """Return a saved search with what is there now."""
    many = Settings(
        top_k=max(settings.top_k, _REMEMBERED),
        mode=settings.mode,
        filters=settings.filters,
        min_score=settings.min_score,
        all_years=True,
    )
    found = (hit for hit in search(index, saved.query, many).hits if not hit.weak)
    return replace(
        saved,
        looked=datetime.now(UTC).isoformat(timespec="seconds"),
        reports=_reports(index.store),
        sentences=saved.sentences | _sentences(found),
    )


def _sentences(hits: Iterable[Hit]) -> frozenset[str]:
    return frozenset(
        _digest(hit, hit.passage.text[slice(*sentence.within)])
        for hit in hits
        for sentence in hit.passage.sentences
    )


def _digest(hit: Hit, sentence: str) -> str:
    """Return what tells a sentence of a report from others, whatever its line breaks."""
    words = f"{hit.report.report_id}\n{squeeze(sentence)}"
    return of_bytes(words.encode("utf-8", "surrogatepass"))[:_DIGITS]


def _reports(store: Store) -> dict[str, str]:
    return {report.report_id: report.sha256 for report in store.reports()}


def _several(value: Option | None) -> list[str]:
    return value if isinstance(value, list) else []

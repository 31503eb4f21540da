"""Passages like a given one: near it in meaning, and with the words that tell it from others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kzsearch.domain.countries import fold
from kzsearch.errors import QueryError
from kzsearch.index.read.bm25 import inverse_frequency
from kzsearch.search.checked import checked_settings
from kzsearch.search.function_words import FUNCTION_WORDS
from kzsearch.search.hits import make_hits
from kzsearch.search.query import all_words
from kzsearch.search.ranking import PreparedQuery, Ranking, rank
from kzsearch.search.repeats import Chosen, choose, is_repeat
from kzsearch.search.settings import Answer, Settings
from kzsearch.search.show import show
from kzsearch.search.understanding import Reading, Understood
from kzsearch.types import Filters, Mode, Passage, ReportRecord, Store, YearRange

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_DEFAULTS = Settings()
# Words of the passage that are looked for, as many as the longest of usual queries have; the others say less.
_TELLING = 25
_CANDIDATES = 200
_CANDIDATES_A_HIT = 4
_MORE = 4


def more_like(index: OpenIndex, passage_id: str, settings: Settings = _DEFAULTS) -> Answer:
    """Return the passages most like one, without it and without nearly the same passage of other years.

    No model is needed: the passage's own vector is in the index. No threshold counts, as a passage of the index is
    always on its subject.

    Args:
        index: An open index.
        passage_id: The passage.
        settings: How. With `all_years` nearly the same passages of other years are shown too.

    Raises:
        QueryError: The index has no such passage, or a setting makes no sense.
    """
    settings = checked_settings(settings, index.store.labels)
    if settings.mode is Mode.EXACT:
        raise QueryError(
            "exact mode finds the very words of a query, and no passages like another",
            "--mode takes hybrid, dense or lexical here",
        )
    if settings.rerank is not None:
        raise QueryError("--rerank reads a query, and a passage is none", "leave --rerank out")
    passage, report = _named(index, passage_id)
    store = index.store
    key = _key(store, report, passage)
    vector = None if settings.mode is Mode.LEXICAL else store.passage_vectors([key])[0]
    words = () if settings.mode is Mode.DENSE else _telling(store, passage)
    understood = Understood(passage_id, Reading(passage.text, words))
    prepared = PreparedQuery(understood, settings.mode, vector)
    chosen = _chosen(store, prepared, key, passage, settings)
    if not chosen:
        what = (
            "no other passage of the index"
            if not settings.filters
            else "no other passage that passes the filters"
        )
        least = "" if settings.min_score is None else f" and scores {settings.min_score:g} or more"
        return Answer(passage_id, (), reason=f"{what} is like it{least}")
    hits = make_hits(index, prepared, chosen, settings)
    relevance = max(item.relevance for item, _ in chosen)
    return Answer(passage_id, tuple(replace(hit, weak=False) for hit in hits), relevance=relevance)


def _named(index: OpenIndex, passage_id: str) -> tuple[Passage, ReportRecord]:
    """Return the passage of an id, and its report.

    Raises:
        QueryError: There is none.
    """
    found = show(index, passage_id)
    if found[0].passage.passage_id != passage_id:
        raise QueryError(
            f"{passage_id} is no passage, but {len(found)} of them",
            f"give one, such as {found[0].passage.passage_id}; kzsearch show {passage_id} shows them",
        )
    return found[0].passage, found[0].report


def _key(store: Store, report: ReportRecord, passage: Passage) -> int:
    years = (YearRange(report.year, report.year),)
    of_report = Filters(years=years, countries=(report.country.alpha3,), series=(report.series,))
    found = store.passages(store.keys(of_report))
    return next(key for key, other in found.items() if other.passage_id == passage.passage_id)


def _telling(store: Store, passage: Passage) -> tuple[str, ...]:
    """Return the words that tell a passage from others: often in it, and rare elsewhere; no names and no figures."""
    names = {word for name in store.coverage().names for word in name.split()}
    counted = Counter(
        word
        for word in all_words(passage.text)
        if word not in FUNCTION_WORDS and not any(map(str.isdigit, word)) and fold(word) not in names
    )
    passages = store.coverage().passages
    holding = store.frequencies(list(counted))
    weights = {word: times * inverse_frequency(passages, holding[word]) for word, times in counted.items()}
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:_TELLING])


def _chosen(store: Store, prepared: PreparedQuery, key: int, passage: Passage, settings: Settings) -> Chosen:
    """Return the passages to show, with more candidates where copies and limits leave too few."""
    limit = max(_CANDIDATES, settings.top_k * _CANDIDATES_A_HIT)
    while True:
        ranking = _without(store, rank(store, prepared, settings.filters, limit), key, passage, settings)
        chosen = choose(store, ranking.items, settings)
        if len(chosen) >= settings.top_k or ranking.complete:
            return chosen
        limit *= _MORE


def _without(store: Store, ranking: Ranking, key: int, passage: Passage, settings: Settings) -> Ranking:
    """Return a ranking without the passage itself, and without its copies unless they are wanted."""
    others = [item for item in ranking.items if item.key != key]
    if not settings.all_years:
        passages = store.passages([item.key for item in others])
        others = [item for item in others if not is_repeat(passage, passages[item.key])]
    return replace(ranking, items=tuple(others))

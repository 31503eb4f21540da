"""One query answered: filters, signals, fusion, and the records of the hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzsearch import cite, fusion
from kzsearch.search import query as queries
from kzsearch.text import find_exact
from kzsearch.types import Explanation, Filters, Hit, Mode, Scores, Span, Store

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.types import Passage, ReportRecord, Vector

# How many passages each signal proposes before fusion, at least, and for each hit asked for.
_CANDIDATES = 200
_CANDIDATES_A_HIT = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """How to search.

    Attributes:
        top_k: How many hits at most.
        mode: Which signals count.
        filters: What may be found.
        min_score: Leave out hits below this score.
        per_report: How many hits of one report at most.
        context: How many neighbouring passages to add on each side.
        explain: Whether hits say why they stand where they stand.
    """

    top_k: int = 10
    mode: Mode = Mode.HYBRID
    filters: Filters = Filters()
    min_score: float | None = None
    per_report: int | None = None
    context: int = 0
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found.

    Attributes:
        query: The query.
        hits: Best first; empty where nothing was found.
        nearest: Where nothing was found, the hit that came nearest, or None.
        reason: Where nothing was found, why.
    """

    query: str
    hits: tuple[Hit, ...]
    nearest: Hit | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Ranked:
    key: int
    score: float
    scores: Scores


def search(index: OpenIndex, query: str, settings: Settings = Settings()) -> Answer:
    """Answer one query.

    Args:
        index: An open index.
        query: What to look for.
        settings: How.

    Returns:
        The hits. The same index and query give the same hits in the same order; ties go by passage id.

    Raises:
        QueryError: The query or a setting makes no sense.
        ModelError: The index's model cannot be had.
        IndexFolderError: The index is damaged.
    """
    query = queries.check_query(query)
    queries.check_top_k(settings.top_k)
    store = index.store
    if settings.filters and not store.count(settings.filters):
        return Answer(query, (), reason="no passage of the index passes the filters")
    terms = queries.terms(query)
    vector = index.embedder().encode_query(query) if settings.mode in (Mode.HYBRID, Mode.DENSE) else None
    ranked = _rank(store, query, terms, vector, settings)
    chosen = _choose(store, ranked, settings)
    if chosen:
        return Answer(query, tuple(_hits(index, query, terms, vector, chosen, settings)))
    if ranked:
        nearest = _hits(index, query, terms, vector, ranked[:1], settings)
        return Answer(query, (), nearest[0], f"no hit scores {settings.min_score} or more")
    return Answer(query, (), _nearest(index, query, terms, settings), _reason(settings.mode))


def _reason(mode: Mode) -> str:
    return "no passage holds these very words" if mode is Mode.EXACT else "no passage holds any word of the query"


def _rank(
    store: Store, query: str, terms: Sequence[str], vector: Vector | None, settings: Settings
) -> list[_Ranked]:
    """Return every candidate with its score, best first."""
    limit = max(_CANDIDATES, settings.top_k * _CANDIDATES_A_HIT)
    filters = settings.filters
    if settings.mode is Mode.EXACT:
        found = store.exact(query, filters, limit)
        return [_Ranked(key, score, Scores()) for key, score in found]
    if vector is None:
        found = store.lexical(terms, filters, limit)
        return [_Ranked(key, fusion.saturate(score), Scores(lexical=score)) for key, score in found]
    candidates = {key for key, _ in store.dense(vector, filters, limit)}
    candidates |= {key for key, _ in store.sentence(vector, filters, limit)}
    if settings.mode is Mode.HYBRID:
        candidates |= {key for key, _ in store.lexical(terms, filters, limit)}
    keys = sorted(candidates)
    lexical = store.lexical_of(terms, keys) if settings.mode is Mode.HYBRID else None
    dense = store.dense_of(vector, keys)
    sentence = store.sentence_of(vector, keys)
    weights = fusion.WEIGHTS if lexical is not None else fusion.DENSE_WEIGHTS
    ranked = []
    for key in keys:
        scores = Scores(None if lexical is None else lexical.get(key, 0.0), dense[key], sentence[key][0])
        ranked.append(_Ranked(key, fusion.fuse(scores, weights), scores))
    return sorted(ranked, key=lambda item: (-item.score, item.key))


def _choose(store: Store, ranked: Sequence[_Ranked], settings: Settings) -> list[_Ranked]:
    """Return the hits that the settings let through."""
    wanted = [item for item in ranked if settings.min_score is None or item.score >= settings.min_score]
    if settings.per_report is None:
        return wanted[: settings.top_k]
    chosen: list[_Ranked] = []
    seen: Counter[str] = Counter()
    passages = store.passages([item.key for item in wanted])
    for item in wanted:
        report_id = passages[item.key].report_id
        seen[report_id] += 1
        if seen[report_id] <= settings.per_report and len(chosen) < settings.top_k:
            chosen.append(item)
    return chosen


def _nearest(index: OpenIndex, query: str, terms: Sequence[str], settings: Settings) -> Hit | None:
    """Return what words alone find when nothing else does."""
    if settings.mode is not Mode.EXACT:
        return None
    lexical = Settings(top_k=1, mode=Mode.LEXICAL, filters=settings.filters)
    ranked = _rank(index.store, query, terms, None, lexical)[:1]
    hits = _hits(index, query, terms, None, ranked, lexical)
    return hits[0] if hits else None


def _hits(
    index: OpenIndex,
    query: str,
    terms: Sequence[str],
    vector: Vector | None,
    ranked: Sequence[_Ranked],
    settings: Settings,
) -> list[Hit]:
    store = index.store
    keys = [item.key for item in ranked]
    passages = store.passages(keys)
    reports = {report.report_id: report for report in store.reports()}
    matched = {} if settings.mode in (Mode.EXACT, Mode.DENSE) else store.matched(terms, keys)
    best = {} if vector is None else store.sentence_of(vector, keys)
    hits = []
    for rank, item in enumerate(ranked, start=1):
        passage = passages[item.key]
        sentence = passage.sentences[best[item.key][1]].within if item.key in best else None
        if settings.mode is Mode.EXACT:
            spans = tuple(find_exact(passage.text, query))
        else:
            spans = matched.get(item.key, ()) or ((sentence,) if sentence else ())
        before, after = store.neighbours(item.key, settings.context) if settings.context else ((), ())
        hits.append(
            Hit(
                query=query,
                rank=rank,
                score=item.score,
                scores=item.scores,
                passage=passage,
                report=reports[passage.report_id],
                highlights=spans,
                citation=_cite(index, reports[passage.report_id], passage),
                before=before,
                after=after,
                explanation=_explain(item, passage, spans, sentence, settings) if settings.explain else None,
            )
        )
    return hits


def _cite(index: OpenIndex, report: ReportRecord, passage: Passage) -> str:
    return cite.citation(report, passage, corpus_label=index.corpus.resolve().name)


def _explain(
    item: _Ranked, passage: Passage, spans: Sequence[Span], sentence: Span | None, settings: Settings
) -> Explanation:
    weights = {Mode.HYBRID: fusion.WEIGHTS, Mode.DENSE: fusion.DENSE_WEIGHTS}.get(settings.mode, {"lexical": 1.0})
    words = () if settings.mode is Mode.DENSE else (passage.text[slice(*span)].casefold() for span in spans)
    return Explanation(
        contributions=fusion.contributions(item.scores, weights),
        matched_terms=tuple(dict.fromkeys(words)),
        best_sentence=passage.text[slice(*sentence)] if sentence else None,
    )

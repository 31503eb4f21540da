"""Ranked candidates to the hits that a user sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kzsearch import cite, fusion
from kzsearch.search.ranking import MODE_WEIGHTS, Asked, Ranked
from kzsearch.search.repeats import Repeats
from kzsearch.search.settings import Settings
from kzsearch.search.understanding import Understood
from kzsearch.text import find_begun, find_exact
from kzsearch.types import Contribution, Explanation, Hit, Mode, Passage, Span, Store

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.types import Vector


def make_hits(
    index: OpenIndex,
    asked: Asked,
    chosen: Repeats,
    settings: Settings,
) -> list[Hit]:
    """Return the records of the chosen candidates, in order.

    Args:
        index: The index.
        asked: The query.
        chosen: What is shown.
        settings: Whether context and explanation are wanted.
    """
    store, understood, vector = index.store, asked.understood, asked.vector
    keys = [item.key for item, _ in chosen]
    passages = store.passages(keys)
    shown = {passage.report_id for passage in passages.values()}
    reports = {report.report_id: report for report in store.reports(shown)}
    highlights = _highlights(store, understood, vector, keys, settings.mode)
    best = _best_sentences(store, vector, passages) if settings.explain or settings.mode is Mode.DENSE else {}
    label = index.corpus.resolve().name
    hits = []
    for rank, (item, others) in enumerate(chosen, start=1):
        passage = passages[item.key]
        spans = highlights.get(item.key) or ((best[item.key],) if item.key in best else ())
        before, after = store.neighbours(item.key, settings.context) if settings.context else ((), ())
        report = reports[passage.report_id]
        hits.append(
            Hit(
                query=understood.query,
                rank=rank,
                score=item.score,
                scores=item.scores,
                passage=passage,
                report=report,
                highlights=spans,
                citation=cite.citation(report, passage, corpus_label=label),
                before=before,
                after=after,
                also_in=others,
                explanation=(
                    _explain(item, passage, spans, best.get(item.key), understood, settings.mode)
                    if settings.explain
                    else None
                ),
            )
        )
    return hits


def _highlights(
    store: Store, understood: Understood, vector: Vector | None, keys: Sequence[int], mode: Mode
) -> Mapping[int, tuple[Span, ...]]:
    """Return what is emphasised in each passage: the words that match; without any, the nearest sentence."""
    if mode is Mode.EXACT:
        return {key: _exact(passage.text, understood.query) for key, passage in store.passages(keys).items()}
    if mode is Mode.DENSE:
        return {}
    found = store.matched(understood.reading.terms, keys)
    bare = [key for key in keys if not found.get(key)]
    if vector is not None and bare:
        found = {
            **found,
            **{key: (span,) for key, span in _best_sentences(store, vector, store.passages(bare)).items()},
        }
    return found


def _exact(text: str, phrase: str) -> tuple[Span, ...]:
    begun = find_begun(text, phrase)
    return tuple(find_exact(text, phrase)) or ((begun,) if begun else ())


def _best_sentences(store: Store, vector: Vector | None, passages: Mapping[int, Passage]) -> dict[int, Span]:
    if vector is None:
        return {}
    best = store.sentence_of(vector, list(passages))
    return {key: passages[key].sentences[place].within for key, (_, place) in best.items()}


def _explain(
    item: Ranked,
    passage: Passage,
    spans: Sequence[Span],
    sentence: Span | None,
    understood: Understood,
    mode: Mode,
) -> Explanation:
    words = (passage.text[slice(*span)].casefold() for span in spans if span != sentence)
    return Explanation(
        contributions=(
            *fusion.contributions(item.scores, item.highest, MODE_WEIGHTS[mode]),
            *(Contribution(name, amount, amount, 1.0) for name, amount in item.adjustments.items()),
        ),
        matched_terms=tuple(dict.fromkeys(words)),
        best_sentence=passage.text[slice(*sentence)] if sentence else None,
        corrections=understood.corrections,
        expansions=understood.expansions,
        named=understood.named.written,
        asked=understood.asked,
    )

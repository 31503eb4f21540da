"""Ranked candidates to the hits that a user sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kzsearch import cite, fusion
from kzsearch.search.ranking import MODE_WEIGHTS, Asked, Ranked
from kzsearch.search.repeats import Repeats
from kzsearch.search.sentences import Best, best_sentences, phrase_spans
from kzsearch.search.settings import Settings
from kzsearch.types import (
    BestSentence,
    Contribution,
    Explanation,
    Hit,
    Mode,
    Passage,
    ReportRecord,
    Sentence,
    Span,
    Store,
)

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex


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
    store = index.store
    keys = [item.key for item, _ in chosen]
    passages = store.passages(keys)
    shown = {passage.report_id for passage in passages.values()}
    reports = {report.report_id: report for report in store.reports(shown)}
    best = _best(index, asked, chosen, passages)
    highlights = _highlights(store, asked, passages)
    label = index.corpus.resolve().name
    hits = []
    for rank, (item, others) in enumerate(chosen, start=1):
        passage, report = passages[item.key], reports[passages[item.key].report_id]
        sentence = passage.sentences[best[item.key].place]
        cited = cite.citation(report, passage, sentence, corpus_label=label)
        spans = highlights.get(item.key) or (sentence.within,)
        before, after = store.neighbours(item.key, settings.context) if settings.context else ((), ())
        hits.append(
            Hit(
                query=asked.understood.query,
                rank=rank,
                score=item.score,
                scores=item.scores,
                passage=passage,
                report=report,
                highlights=spans,
                citation=cited,
                best_sentence=BestSentence(
                    sentence, passage.text[slice(*sentence.within)], cited, best[item.key].score
                ),
                before=before,
                after=after,
                also_in=others,
                series=series_shown(store, report),
                explanation=_explain(item, passage, spans, sentence, asked) if settings.explain else None,
            )
        )
    return hits


def series_shown(store: Store, report: ReportRecord) -> str:
    """Return the name of a report's series where the index holds more than one, and else nothing."""
    return cite.series_of(report).name if len(store.held().series) > 1 else ""


def _best(
    index: OpenIndex, asked: Asked, chosen: Repeats, passages: Mapping[int, Passage]
) -> dict[int, Best]:
    """Return each hit's best sentence, by the reading of the query that the hit was found by."""
    best: dict[int, Best] = {}
    for read, own in ((asked, True), (asked.elsewhere, False)):
        keys = [item.key for item, _ in chosen if item.own is own]
        if keys:
            count = index.manifest.counts.passages
            best |= best_sentences(index.store, count, read, {key: passages[key] for key in keys})
    return best


def _highlights(
    store: Store, asked: Asked, passages: Mapping[int, Passage]
) -> Mapping[int, tuple[Span, ...]]:
    """Return the words that match in each passage; where none does, its best sentence is emphasised instead."""
    if asked.mode is Mode.EXACT:
        query = asked.understood.query
        return {key: phrase_spans(passage.text, query) for key, passage in passages.items()}
    if asked.mode is Mode.DENSE:
        return {}
    return store.matched(asked.understood.reading.terms, list(passages))


def _explain(
    item: Ranked, passage: Passage, spans: Sequence[Span], sentence: Sentence, asked: Asked
) -> Explanation:
    understood = asked.understood
    words = (passage.text[slice(*span)].casefold() for span in spans if span != sentence.within)
    return Explanation(
        contributions=(
            *fusion.contributions(item.scores, item.highest, MODE_WEIGHTS[asked.mode]),
            *(Contribution(name, amount, amount, 1.0) for name, amount in item.adjustments.items()),
        ),
        matched_terms=tuple(dict.fromkeys(words)),
        corrections=understood.corrections,
        expansions=understood.expansions,
        named=understood.named.written,
        asked=understood.asked,
    )

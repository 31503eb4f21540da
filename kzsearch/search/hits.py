"""Ranked passages to hits: best sentence, citation, highlights, neighbours and explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from kzsearch import cite
from kzsearch.search import fusion
from kzsearch.search.function_words import FUNCTION_WORDS
from kzsearch.search.ranking import MODE_WEIGHTS, PreparedQuery, RankedPassage
from kzsearch.search.repeats import Chosen
from kzsearch.search.sentences import Matched, Required, Scored, best_sentences, phrase_spans
from kzsearch.search.settings import Settings
from kzsearch.search.thresholds import thresholds_of
from kzsearch.types import (
    BestSentence,
    Contribution,
    Explanation,
    Hit,
    Mode,
    Passage,
    ReportRecord,
    Section,
    Sentence,
    Span,
    Store,
)
from kzsearch.types.filters import Condition

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex


def make_hits(index: OpenIndex, prepared: PreparedQuery, chosen: Chosen, settings: Settings) -> list[Hit]:
    """Return the hits of the chosen passages, in order.

    Args:
        index: The index.
        prepared: The query.
        chosen: The passages to show.
        settings: Whether context and explanation are wanted.
    """
    store = index.store
    keys = [item.key for item, _ in chosen]
    passages = store.passages(keys)
    shown = {passage.report_id for passage in passages.values()}
    reports = {report.report_id: report for report in store.reports(shown)}
    matched = _matched(store, prepared, passages)
    required = _required(prepared, passages)
    best = _best(store, prepared, chosen, passages, matched, required)
    highlights = _highlights(prepared, passages, matched, required)
    thresholds = thresholds_of(index.manifest.thresholds, prepared.mode, prepared.understood.language)
    label = index.corpus_label
    hits = []
    for rank, (item, others) in enumerate(chosen, start=1):
        passage, report = passages[item.key], reports[passages[item.key].report_id]
        sentence, sentence_score = best[item.key]
        cited = cite.citation(report, passage, sentence, corpus_label=label)
        spans = highlights.get(item.key) or (sentence.within,)
        before, after = _neighbours_of(store, item.key, settings.context)
        hits.append(
            Hit(
                query=prepared.understood.query,
                rank=rank,
                score=item.score,
                scores=item.scores,
                passage=passage,
                report=report,
                highlights=spans,
                citation=cited,
                best_sentence=BestSentence(
                    sentence, passage.text[slice(*sentence.within)], cited, sentence_score
                ),
                before=before,
                after=after,
                also_in=others,
                series=series_shown(store, report),
                explanation=_explain(item, passage, spans, sentence, prepared) if settings.explain else None,
                weak=settings.min_score is None
                and not prepared.understood.certain
                and item.relevance < thresholds.get(report.series, 0.0),
            )
        )
    return hits


def series_shown(store: Store, report: ReportRecord) -> str:
    """Return the name of a report's series where the index holds more than one, and else nothing."""
    return cite.series_of(report).name if len(store.coverage().series) > 1 else ""


def neighbours(
    passages: Sequence[Passage], place: int, count: int
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Return up to `count` passages before and after one, of the same section.

    Passages of a section that is taken up again further on are not neighbours.

    Args:
        passages: A report's passages in order, or some that follow one another.
        place: Place of the passage among them.
        count: How many on each side at most.
    """

    def section_of(passage: Passage) -> tuple[str, Section, str]:
        return passage.report_id, passage.section, passage.section_label

    def same(other: Passage) -> bool:
        return section_of(other) == section_of(passages[place])

    before = list(takewhile(same, reversed(passages[max(0, place - count) : place])))
    after = takewhile(same, passages[place + 1 : place + 1 + count])
    return tuple(reversed(before)), tuple(after)


def _neighbours_of(store: Store, key: int, count: int) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    if not count:
        return (), ()
    first = max(0, key - count)
    return neighbours(list(store.passages(range(first, key + count + 1)).values()), key - first, count)


def _matched(store: Store, prepared: PreparedQuery, passages: Mapping[int, Passage]) -> Matched:
    """Return where each word of the query's readings occurs, asked once for highlights and best sentences."""
    if "lexical" not in MODE_WEIGHTS[prepared.mode]:
        return {}
    readings = (prepared.understood.reading, prepared.for_other_countries.understood.reading)
    terms = dict.fromkeys(term for reading in readings for term in reading.terms)
    return store.matched(list(terms), list(passages))


def _best(
    store: Store,
    prepared: PreparedQuery,
    chosen: Chosen,
    passages: Mapping[int, Passage],
    matched: Matched,
    required: Required,
) -> dict[int, Scored]:
    """Return each hit's best sentence, by the reading of the query that found the hit."""
    best: dict[int, Scored] = {}
    for query, other_country in ((prepared, False), (prepared.for_other_countries, True)):
        found = {item.key: passages[item.key] for item, _ in chosen if item.other_country is other_country}
        if found:
            best |= best_sentences(store, query, found, matched, required)
    return best


def _highlights(
    prepared: PreparedQuery, passages: Mapping[int, Passage], matched: Matched, required: Required
) -> Mapping[int, tuple[Span, ...]]:
    """Return the spans of each passage that match; a passage without any has its best sentence highlighted.

    Function words are no match, unless in a phrase.
    """
    if prepared.mode is Mode.EXACT:
        query = prepared.understood.query
        return {key: phrase_spans(passage.text, query) for key, passage in passages.items()}
    terms = prepared.understood.reading.terms
    return {
        key: _merged(
            [
                *(
                    span
                    for term in terms
                    for span in matched.get(key, {}).get(term, ())
                    if _says_something(passage.text[slice(*span)])
                ),
                *required.get(key, ()),
            ]
        )
        for key, passage in passages.items()
    }


def _required(prepared: PreparedQuery, passages: Mapping[int, Passage]) -> Required:
    """Return where the quotations and beginnings of words that a query wants stand in each passage."""
    if prepared.understood.condition is None:
        return {}
    from kzsearch.search.conditions import spans

    return {key: spans(prepared.understood.condition, passage.text) for key, passage in passages.items()}


def _says_something(word: str) -> bool:
    """Whether a word is more than a function word; US and WHO are names."""
    return word.casefold() not in FUNCTION_WORDS or (len(word) > 1 and word.isupper())


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, overlapping spans made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _explain(
    item: RankedPassage, passage: Passage, spans: Sequence[Span], sentence: Sentence, prepared: PreparedQuery
) -> Explanation:
    understood = prepared.understood
    words = (passage.text[slice(*span)].casefold() for span in spans if span != sentence.within)
    return Explanation(
        contributions=(
            *fusion.contributions(item.scores, item.highest, MODE_WEIGHTS[prepared.mode]),
            *(Contribution(name, amount, amount, 1.0) for name, amount in item.adjustments.items()),
        ),
        matched_terms=tuple(dict.fromkeys(words)),
        corrections=understood.corrections,
        expansions=understood.expansions,
        named=understood.named.written,
        asked=understood.asked,
        condition=_shown(understood.condition),
    )


def _shown(condition: Condition | None) -> str:
    if condition is None:
        return ""
    from kzsearch.search.conditions import described

    return described(condition)

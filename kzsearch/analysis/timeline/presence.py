"""How much the reports of each year speak of a concept: its passages, counted by report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.analysis.timeline.years import lines_of
from kzsearch.search.answer import prepare
from kzsearch.search.hits import make_hits
from kzsearch.search.parsing import parsed_for
from kzsearch.search.query import terms
from kzsearch.search.ranking import PreparedQuery, RankedPassage, rank
from kzsearch.search.settings import Settings
from kzsearch.types import Country, Filters, Mode, ReportRecord, Store
from kzsearch.types.timelines import Mention, PresenceYear, YearState

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_ANY = Filters()
_SHOWN = 3  # passages of each report that are shown


class _Passage(NamedTuple):
    """A passage that was ranked, and whether it speaks of the concept."""

    item: RankedPassage
    above: bool
    word_for_word: bool
    all_words: bool

    @property
    def speaks(self) -> bool:
        return self.above or self.word_for_word or self.all_words


def presence_timeline(
    index: OpenIndex,
    concept: str,
    filters: Filters = _ANY,
    *,
    mode: Mode = Mode.HYBRID,
    min_score: float | None = None,
) -> list[PresenceYear]:
    """Return how much each report speaks of a concept, by country and year, with the years that no report is of.

    A passage counts if it reaches the index's threshold, or holds all words of the concept, in any form, in one
    sentence: that a report is silent is a claim, and a sentence with these words would refute it.

    Args:
        index: An open index.
        concept: Words that say what is looked for.
        filters: Which reports and sections count.
        mode: Which signals count.
        min_score: The score that a passage must have, in place of the index's threshold.

    Raises:
        QueryError: The concept makes no sense as a query.
    """
    parsed = parsed_for(index.store, concept, mode)
    concept = parsed.written
    lines = lines_of(index.store, filters)
    prepared = next(prepare(index, [parsed], mode))
    ranked = _ranked(index, prepared, filters, min_score)
    found: list[PresenceYear] = []
    for country, years in lines:
        for year, reports in years.items():
            if not reports:
                found.append(PresenceYear(concept, country, year, YearState.MISSING))
            for report in reports:
                of_report = ranked.get(report.report_id, [])
                threshold = _threshold(index, mode, report.series) if min_score is None else min_score
                found.append(_year(index, prepared, country, report, of_report, threshold, min_score))
    return found


def _ranked(
    index: OpenIndex, prepared: PreparedQuery, filters: Filters, min_score: float | None
) -> Mapping[str, list[_Passage]]:
    """Return the passages that some signal finds, by report."""
    store = index.store
    many = max(1, store.coverage().passages)
    understood = prepared.understood
    within = filters.within(understood.filters)
    words = understood.compared
    exact = {candidate.key for candidate in store.exact(words, within, many)} if words else set()
    items = {item.key: item for item in rank(store, prepared, filters, many).items}
    items |= {key: RankedPassage(key, 0.0) for key in exact if key not in items}
    series = {key: metadata.series for key, metadata in store.metadata(list(items)).items()}
    thresholds = {code: _threshold(index, prepared.mode, code) for code in set(series.values())}
    above = {
        key: _reaches(item, thresholds[series[key]], prepared.mode) or understood.certain
        if min_score is None
        else item.score >= min_score
        for key, item in items.items()
    }
    said = _saying(store, words, [key for key in items if not above[key] and key not in exact])
    passages = [
        _Passage(item, above[key], key in exact, key in exact or key in said) for key, item in items.items()
    ]
    report_of = _report_of(index, [passage.item.key for passage in passages])
    by_report: dict[str, list[_Passage]] = {}
    for passage in passages:
        by_report.setdefault(report_of[passage.item.key], []).append(passage)
    return by_report


def _saying(store: Store, concept: str, keys: Sequence[int]) -> set[int]:
    """Return which of some passages hold all words of a concept, compared by stem, in one sentence."""
    wanted = terms(concept)
    found = set()
    matched = store.matched(wanted, keys)
    holding = [key for key, of in matched.items() if all(of.get(term) for term in wanted)]
    for key, passage in store.passages(holding).items():
        for sentence in passage.sentences:
            start, end = sentence.within
            if all(any(start <= span.start < end for span in matched[key][term]) for term in wanted):
                found.add(key)
    return found


def _report_of(index: OpenIndex, keys: Iterable[int]) -> Mapping[int, str]:
    return {key: passage.report_id for key, passage in index.store.passages(list(keys)).items()}


def _threshold(index: OpenIndex, mode: Mode, series: str) -> float:
    return index.manifest.thresholds.get(mode.value, {}).get(series, 0.0)


def _reaches(item: RankedPassage, threshold: float, mode: Mode) -> bool:
    # Without a threshold a passage that was found holds a word of the query.
    return item.relevance >= threshold if mode in (Mode.HYBRID, Mode.DENSE) else item.score > 0


def _year(
    index: OpenIndex,
    prepared: PreparedQuery,
    country: Country,
    report: ReportRecord,
    passages: list[_Passage],
    threshold: float,
    min_score: float | None,
) -> PresenceYear:
    speaking = sorted(
        (passage for passage in passages if passage.speaks),
        key=lambda passage: (not passage.word_for_word, -passage.item.score, passage.item.key),
    )
    shown = speaking[:_SHOWN]
    settings = Settings(mode=prepared.mode, min_score=min_score)
    hits = make_hits(index, prepared, [(passage.item, ()) for passage in shown], settings)
    return PresenceYear(
        prepared.understood.query,
        country,
        report.year,
        YearState.PRESENT if speaking else YearState.SILENT,
        report,
        len(speaking),
        sum(passage.word_for_word for passage in speaking),
        tuple(
            Mention(hit, passage.word_for_word, passage.above)
            for hit, passage in zip(hits, shown, strict=True)
        ),
        max(
            (passage.item.relevance if min_score is None else passage.item.score for passage in passages),
            default=0.0,
        ),
        threshold,
    )

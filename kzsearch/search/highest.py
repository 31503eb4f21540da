"""The highest relevance of any passage, for many queries at once: by products of matrices instead of rankings.

A ranking looks closely at the passages that some signal proposes. Here every passage counts, in as many signals as it
has: where no passage that a ranking looks at has the highest relevance, this is the higher one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.index.read.bm25 import highest_bm25
from kzsearch.search.ranking import LIST, MODE_WEIGHTS, PreparedQuery, rank
from kzsearch.types import Filters, Mode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kzsearch.index import OpenIndex
    from kzsearch.index.read.everything import AllPassages, Block
    from kzsearch.index.read.maxscore import Share
    from kzsearch.types import Keys, Matrix

    Relevance = NDArray[np.float64]
    """By filters and query."""

_CANDIDATES = 200  # that a ranking looks at, as in a search for what a query prefers


def highest_relevance(
    index: OpenIndex, prepared: Sequence[PreparedQuery], modes: Sequence[Mode], allowed: Sequence[Filters]
) -> dict[Mode, Relevance]:
    """Return, by mode, the highest relevance of a passage that each of some filters allows, for each query.

    Args:
        index: An open index.
        prepared: Queries prepared for hybrid search.
        modes: Hybrid or dense.
        allowed: The filters.

    Returns:
        Arrays of shape (filters, queries); 0 where a filter allows no passage.
    """
    import numpy as np

    found = {mode: np.zeros((len(allowed), len(prepared))) for mode in modes}
    together = [place for place, query in enumerate(prepared) if index.everything and _is_simple(query)]
    if index.everything is not None and together:
        queries = [prepared[place] for place in together]
        for mode, relevance in _together(index, index.everything, queries, modes, allowed).items():
            found[mode][:, together] = relevance
    for place in sorted(set(range(len(prepared))).difference(together)):
        for mode in modes:
            found[mode][:, place] = [
                highest_of_ranking(index, replace(prepared[place], mode=mode), filters) for filters in allowed
            ]
    return found


def highest_of_ranking(index: OpenIndex, prepared: PreparedQuery, filters: Filters) -> float:
    """Return the highest relevance in a query's ranking."""
    ranking = rank(index.store, prepared, filters, _CANDIDATES)
    return max((item.relevance for item in ranking.items), default=0.0)


def _is_simple(prepared: PreparedQuery) -> bool:
    """Whether the relevance of every passage is a sum of its signals, to which its report adds nothing."""
    understood = prepared.understood
    return (
        understood.condition is None
        and not understood.names_only
        and not understood.preferred & understood.in_domain
    )


def _together(
    index: OpenIndex,
    everything: AllPassages,
    prepared: Sequence[PreparedQuery],
    modes: Sequence[Mode],
    allowed: Sequence[Filters],
) -> dict[Mode, Relevance]:
    import numpy as np

    columns = [column for query in prepared for column in _columns(index, query)]
    readings = [column.query.understood.reading for column in columns]
    vectors = np.stack([column.query.vector for column in columns if column.query.vector is not None], axis=1)
    shares = [everything.shares(reading.terms) for reading in readings]
    count = index.store.coverage().passages
    highest = [highest_bm25(count, index.store.frequencies(reading.words).values()) for reading in readings]
    lists = np.asarray(everything.lists(), dtype=np.int64)
    inside = [
        np.asarray(index.store.keys(filters), dtype=np.int64) if filters else None for filters in allowed
    ]
    found = {mode: np.zeros((len(allowed), len(columns))) for mode in modes}
    relevance = part = np.empty((0, 0), dtype=np.float32)
    for block in everything.blocks():
        # One product after the other: the threads of the first wait, at work, for the second.
        dense, of_sentences = block.passages @ vectors, block.sentences @ vectors
        signals = {
            "lexical": _scaled_bm25(block.keys, shares, highest),
            "dense": np.clip(dense, 0.0, 1.0, out=dense),
            "sentence": _scaled_best(of_sentences, block.starts),
        }
        if len(relevance) != len(block.keys):
            relevance, part = np.empty_like(dense), np.empty_like(dense)
        listed = _within(block, lists)
        for mode in modes:
            relevance.fill(0.0)
            for signal, weight in MODE_WEIGHTS[mode].items():
                relevance += np.multiply(signals[signal], np.float32(weight), out=part)
            relevance[listed] *= LIST
            for number, column in enumerate(columns):
                if column.countries is not None:
                    on_them = np.zeros(len(block.keys), dtype=bool)
                    on_them[_within(block, column.countries)] = True
                    relevance[on_them == column.is_of_others, number] = 0.0
            for place, keys in enumerate(inside):
                those = relevance if keys is None else relevance[_within(block, keys)]
                np.maximum(found[mode][place], those.max(axis=0, initial=0.0), out=found[mode][place])
    first = [number for number, column in enumerate(columns) if not column.is_of_others]
    return {mode: np.maximum.reduceat(by_column, first, axis=1) for mode, by_column in found.items()}


class _Column(NamedTuple):
    """A query as some passages are compared with it: those of reports on the countries that it names, or the others.

    Attributes:
        query: The query as it is for these passages.
        countries: The keys of the passages on its countries; None where every passage is compared with it.
        is_of_others: Whether the other passages are compared with it.
    """

    query: PreparedQuery
    countries: Keys | None = None
    is_of_others: bool = False


def _columns(index: OpenIndex, query: PreparedQuery) -> list[_Column]:
    import numpy as np

    if query.understood.with_countries is None:
        return [_Column(query)]
    named = Filters(countries=tuple(sorted(query.understood.named.countries)))
    keys = np.asarray(index.store.keys(named), dtype=np.int64)
    return [_Column(query, keys), _Column(query.for_other_countries, keys, is_of_others=True)]


def _within(block: Block, keys: Keys) -> Keys:
    """Return which rows of a block some keys are, both in order."""
    import numpy as np

    first, end = np.searchsorted(keys, [block.keys.start, block.keys.stop])
    return keys[first:end] - block.keys.start


def _scaled_bm25(keys: range, shares: Sequence[Sequence[Share]], highest: Sequence[float]) -> Matrix:
    """Return BM25 as `fusion.scale_bm25` has it, for each passage and query; shape (passages, queries)."""
    import numpy as np

    scaled: Matrix = np.zeros((len(keys), len(shares)), dtype=np.float32)
    for query, (of_query, most) in enumerate(zip(shares, highest, strict=True)):
        for share in of_query if most > 0 else ():
            # Bounds of another type would have all keys converted, block by block.
            bounds = np.array([keys.start, keys.stop], dtype=share.keys.dtype)
            first, end = share.keys.searchsorted(bounds)
            scaled[share.keys[first:end] - keys.start, query] += share.weights[first:end] / most
    return np.minimum(scaled, 1.0, out=scaled)


def _scaled_best(cosines: Matrix, starts: Keys) -> Matrix:
    """Return the cosine of each passage's best sentence as `fusion.scale_cosine` has it."""
    import numpy as np

    # All first sentences, then all second ones, and so on: rows are compared as a whole, which `reduceat` does not.
    sizes = np.diff(starts, append=len(cosines))
    best: Matrix = cosines[starts]
    for place in range(1, int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > place)
        best[longer] = np.maximum(best[longer], cosines[starts[longer] + place])
    return np.clip(best, 0.0, 1.0, out=best)

"""Which sentence of each hit answers the query best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.index.bm25 import inverse_frequency
from kzsearch.search.ranking import Asked
from kzsearch.text import find_begun, find_exact
from kzsearch.types import Mode, Passage, Span, Store

if TYPE_CHECKING:
    from kzsearch.types import Vector


class Best(NamedTuple):
    """The place of a sentence within its passage, and its score where it has one."""

    place: int
    score: float | None


def best_sentences(
    store: Store, count: int, asked: Asked, passages: Mapping[int, Passage]
) -> dict[int, Best]:
    """Return the best sentence of each passage.

    Args:
        store: The index.
        count: How many passages it holds.
        asked: The query.
        passages: The passages by key, none without a sentence.
    """
    if asked.mode is Mode.EXACT:
        return {
            key: Best(_at(passage, phrase_spans(passage.text, asked.understood.query)), None)
            for key, passage in passages.items()
        }
    if asked.understood.names_only:
        return dict.fromkeys(passages, Best(0, None))
    if asked.vector is None:
        return _by_words(store, count, asked.understood.reading.own_terms, passages)
    return _by_meaning(store, asked.vector, list(passages))


def phrase_spans(text: str, phrase: str) -> tuple[Span, ...]:
    """Return where a phrase stands in a passage's text, or begins at its end."""
    begun = find_begun(text, phrase)
    return tuple(find_exact(text, phrase)) or ((begun,) if begun else ())


def _at(passage: Passage, spans: Sequence[Span]) -> int:
    """Return the sentence in which the first span begins."""
    start = spans[0].start if spans else 0
    return max((place for place, one in enumerate(passage.sentences) if one.within.start <= start), default=0)


def _by_meaning(store: Store, vector: Vector, keys: Sequence[int]) -> dict[int, Best]:
    return {key: Best(place, score) for key, (score, place) in store.sentence_of(vector, keys).items()}


def _by_words(
    store: Store, count: int, terms: Sequence[str], passages: Mapping[int, Passage]
) -> dict[int, Best]:
    """Return the sentence whose words weigh most, the first of those that weigh the same."""
    weights = {term: inverse_frequency(count, holding) for term, holding in store.frequencies(terms).items()}
    total = sum(weights.values())
    held: dict[int, list[float]] = {key: [0.0] * len(one.sentences) for key, one in passages.items()}
    for term, weight in weights.items():
        for key, spans in store.matched([term], list(passages)).items():
            for place, sentence in enumerate(passages[key].sentences):
                if any(sentence.within.start <= span.start < sentence.within.end for span in spans):
                    held[key][place] += weight
    return {
        key: Best(shares.index(max(shares)), max(shares) / total if total else None)
        for key, shares in held.items()
    }

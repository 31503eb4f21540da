"""The sentence of each hit that answers the query best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kzsearch.index.read.bm25 import inverse_frequency
from kzsearch.search.fusion import scale_cosine
from kzsearch.search.ranking import MODE_WEIGHTS, PreparedQuery
from kzsearch.text import find_begun, find_exact
from kzsearch.types import Mode, Passage, Sentence, Span, Store

Matched = Mapping[int, Mapping[str, tuple[Span, ...]]]
"""Where in each passage's text each term occurs, by the passage's key."""

Required = Mapping[int, Sequence[Span]]
"""Where in each passage's text the quotations and beginnings of words of a query stand, by the passage's key."""

Scored = tuple[Sentence, float | None]
"""A sentence, and its score where it has one."""


def best_sentences(
    store: Store,
    prepared: PreparedQuery,
    passages: Mapping[int, Passage],
    matched: Matched,
    required: Required = MappingProxyType({}),
) -> dict[int, Scored]:
    """Return the best sentence of each passage: words and meaning weigh as they do for passages.

    Args:
        store: The index.
        prepared: The query.
        passages: The passages by key, none without a sentence.
        matched: Where each word of the query occurs in them.
        required: Where in them its quotations stand; a sentence in which one begins comes before all others.
    """
    if prepared.mode is Mode.EXACT:
        return {
            key: (_at(passage, phrase_spans(passage.text, prepared.understood.query)), None)
            for key, passage in passages.items()
        }
    if prepared.understood.names_only:
        return {key: (passage.sentences[0], None) for key, passage in passages.items()}
    weight = MODE_WEIGHTS[prepared.mode].get("lexical", 0.0)
    shares = _word_shares(store, prepared.understood.reading.words, passages, matched) if weight else {}
    cosines = store.sentence_cosines(prepared.vector, list(passages)) if prepared.vector is not None else {}
    best: dict[int, Scored] = {}
    for key, passage in passages.items():
        if key not in cosines:
            scores = shares[key]
        elif key not in shares:
            scores = cosines[key]
        else:
            scores = [
                weight * share + (1 - weight) * scale_cosine(cosine)
                for share, cosine in zip(shares[key], cosines[key], strict=True)
            ]
        # The first of those that score highest.
        place = -max((scores[place], -place) for place in _holding(passage, required.get(key, ())))[1]
        best[key] = passage.sentences[place], scores[place]
    return best


def _holding(passage: Passage, spans: Sequence[Span]) -> Sequence[int]:
    """Return the places of the sentences in which one of the spans begins, or of all where there is none."""
    holding = [
        place
        for place, sentence in enumerate(passage.sentences)
        if any(sentence.within.start <= span.start < sentence.within.end for span in spans)
    ]
    return holding or range(len(passage.sentences))


def phrase_spans(text: str, phrase: str) -> tuple[Span, ...]:
    """Return where a phrase stands in a passage's text, or begins at its end."""
    begun = find_begun(text, phrase)
    return tuple(find_exact(text, phrase)) or ((begun,) if begun else ())


def _at(passage: Passage, spans: Sequence[Span]) -> Sentence:
    """Return the sentence in which the first span begins."""
    start = spans[0].start if spans else 0
    begun = [sentence for sentence in passage.sentences if sentence.within.start <= start]
    return (begun or passage.sentences[:1])[-1]


def _word_shares(
    store: Store, terms: Sequence[str], passages: Mapping[int, Passage], matched: Matched
) -> dict[int, list[float]]:
    """Return, for each passage's sentences in order, the weight of the terms that they hold, as a share of all."""
    count = store.coverage().passages
    weights = {term: inverse_frequency(count, holding) for term, holding in store.frequencies(terms).items()}
    total = sum(weights.values()) or 1.0
    return {
        key: [
            sum(
                weights[term]
                for term in weights
                if any(
                    sentence.within.start <= span.start < sentence.within.end
                    for span in matched[key].get(term, ())
                )
            )
            / total
            for sentence in passage.sentences
        ]
        for key, passage in passages.items()
    }

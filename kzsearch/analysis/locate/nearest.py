"""The sentence nearest in meaning to a quote or claim that no report holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.types import Filters, Hit, Mode, Sentence
from kzsearch.types.locating import Located, Place, QuoteKind

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_READ = 200  # words of a long quote that the model is given; it reads about as many
_SHOWN = 3
_NOT_THERE = "the words are in no report"


def nearest_in_meaning(index: OpenIndex, quote: str, text: str, filters: Filters) -> Located:
    """Return the sentences nearest in meaning, or why there are none.

    Args:
        index: An open index.
        quote: The quote as given.
        text: The same, squeezed.
        filters: Which reports and sections count.
    """
    from kzsearch.search import Settings, search

    settings = Settings(top_k=_SHOWN, mode=Mode.DENSE, filters=filters)
    try:
        answer = search(index, " ".join(text.split()[:_READ]), settings)
    except QueryError as error:
        return Located(quote, QuoteKind.NONE, (), f"{_NOT_THERE}; {error.message}")
    if not answer.hits:
        return Located(quote, QuoteKind.NONE, (), f"{_NOT_THERE}; {answer.reason.partition(' (--')[0]}")
    places = tuple(_place(hit) for hit in answer.hits if not hit.weak)
    return Located(quote, QuoteKind.MEANING, places, _NOT_THERE)


def _place(hit: Hit) -> Place:
    best = hit.best_sentence
    sentence: Sentence = best.sentence if best is not None else hit.passage.sentences[0]
    cosine = hit.scores.sentence if hit.scores.sentence is not None else hit.score
    return Place(
        kind=QuoteKind.MEANING,
        report=hit.report,
        passages=(hit.passage,),
        text=hit.sentence_text,
        similarity=float(cosine or 0.0),
        differences=(),
        joined=(),
        span=sentence.span,
        span_is_exact=True,
        lines=sentence.lines,
        page=sentence.page,
        citation=hit.citation,
    )

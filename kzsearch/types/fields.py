"""The nested fields of a hit as plain values: numbers, text, lists and mappings that JSON can hold."""

from __future__ import annotations

import math

from kzsearch.types.index import Passage
from kzsearch.types.signals import BestSentence, Explanation, Scores


def finite(number: float | None) -> float | None:
    """Return a number as a float, or None where JSON could not write it."""
    # The json module cannot write NumPy's scalars.
    return None if number is None or not math.isfinite(number) else float(number)


def scores_fields(scores: Scores) -> dict[str, object]:
    """Return the signals of a hit."""
    return {
        "lexical": finite(scores.lexical),
        "dense": finite(scores.dense),
        "sentence": finite(scores.sentence),
    }


def sentence_fields(best: BestSentence) -> dict[str, object]:
    """Return a best sentence."""
    return {
        "text": best.text,
        "span": list(best.sentence.span),
        "lines": list(best.sentence.lines),
        "paragraph": best.sentence.paragraph,
        "page": best.sentence.page,
        "citation": best.citation,
        "score": finite(best.score),
    }


def explanation_fields(explanation: Explanation) -> dict[str, object]:
    """Return the reasons for a rank."""
    return {
        "contributions": [
            {
                "signal": part.signal,
                "raw": finite(part.raw),
                "scaled": finite(part.scaled),
                "weight": finite(part.weight),
                "contribution": finite(part.amount),
            }
            for part in explanation.contributions
        ],
        "matched_terms": list(explanation.matched_terms),
        "corrections": dict(explanation.corrections),
        "expansions": {written: list(added) for written, added in explanation.expansions.items()},
        "named": dict(explanation.named),
        "asked": explanation.asked,
        "condition": explanation.condition,
    }


def neighbour_fields(passage: Passage) -> dict[str, object]:
    """Return a passage that stands beside a hit."""
    return {
        "passage_id": passage.passage_id,
        "paragraph": passage.paragraph,
        "text": passage.text,
        "span": list(passage.span),
        "lines": list(passage.lines),
        "page": passage.page,
    }

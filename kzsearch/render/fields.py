"""The fields of a hit: the contract that `jsonl` keeps, and that `json` and `csv` print in other shapes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kzsearch.types import BestSentence, Explanation, Hit, Passage


def hit_fields(hit: Hit) -> dict[str, object]:
    """Return a hit as plain values, always with the same fields in the same order.

    `explanation`, `before`, `after` and `also_in` follow only where the hit has them.
    """
    passage, report = hit.passage, hit.report
    fields: dict[str, object] = {
        "query": hit.query,
        "rank": hit.rank,
        "score": finite(hit.score),
        "scores": {
            "lexical": finite(hit.scores.lexical),
            "dense": finite(hit.scores.dense),
            "sentence": finite(hit.scores.sentence),
        },
        "passage_id": passage.passage_id,
        "report_id": report.report_id,
        "country": report.country.name,
        "year": report.year,
        "tier": None if report.tier is None else report.tier.value,
        "section": passage.section.value,
        "section_label": passage.section_label,
        "section_origin": passage.section_origin.value,
        "paragraph": passage.paragraph,
        "text": passage.text,
        "highlights": [list(span) for span in hit.highlights],
        "source": report.source,
        "span": list(passage.span),
        "lines": list(passage.lines),
        "page": passage.page,
        "citation": hit.citation,
        "indexed_sha256": report.sha256,
        "best_sentence": None if hit.best_sentence is None else _sentence_fields(hit.best_sentence),
        "weak": hit.weak,
    }
    if hit.explanation is not None:
        fields["explanation"] = _explanation_fields(hit.explanation)
    if hit.before or hit.after:
        fields["before"] = [_neighbour_fields(passage) for passage in hit.before]
        fields["after"] = [_neighbour_fields(passage) for passage in hit.after]
    if hit.also_in:
        fields["also_in"] = list(hit.also_in)
    return fields


def finite(number: float | None) -> float | None:
    """Return a number as a float, or None where JSON could not write it."""
    # The json module cannot write NumPy's scalars.
    return None if number is None or not math.isfinite(number) else float(number)


def _explanation_fields(explanation: Explanation) -> dict[str, object]:
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
    }


def _sentence_fields(best: BestSentence) -> dict[str, object]:
    return {
        "text": best.text,
        "span": list(best.sentence.span),
        "lines": list(best.sentence.lines),
        "paragraph": best.sentence.paragraph,
        "page": best.sentence.page,
        "citation": best.citation,
        "score": finite(best.score),
    }


def _neighbour_fields(passage: Passage) -> dict[str, object]:
    return {
        "passage_id": passage.passage_id,
        "paragraph": passage.paragraph,
        "text": passage.text,
        "span": list(passage.span),
        "lines": list(passage.lines),
        "page": passage.page,
    }

"""Why a hit has its rank: what each signal adds to its score, and how the query was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.printable import one_line

if TYPE_CHECKING:
    from kzsearch.types import BestSentence, Explanation

COLUMNS = ("signal", "raw", "scaled", "weight", "contribution")


def explanation_rows(explanation: Explanation) -> list[dict[str, object]]:
    """Return a row a signal."""
    return [
        dict(zip(COLUMNS, (part.signal, part.raw, part.scaled, part.weight, part.amount), strict=True))
        for part in explanation.contributions
    ]


def explanation_notes(explanation: Explanation, best: BestSentence | None) -> list[str]:
    """Return the notes below the signals: the words that matched, the best sentence, how the query was read."""
    notes = []
    if explanation.matched_terms:
        notes.append(f"matched: {one_line(', '.join(explanation.matched_terms))}")
    if best is not None:
        notes.append(f"best sentence: {one_line(best.text)}")
    if explanation.asked:
        notes.append(f"only asks: {one_line(explanation.asked)}")
    for written, meant in explanation.named.items():
        notes.append(f"named: {one_line(written)} as {one_line(meant)}")
    for written, used in explanation.corrections.items():
        notes.append(f"corrected: {one_line(written)} to {one_line(used)}")
    for written, added in explanation.expansions.items():
        notes.append(f"expanded: {one_line(written)} to {one_line(', '.join(added))}")
    return notes

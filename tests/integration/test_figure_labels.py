"""How many of the hand labels the reader of figures meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzsearch.index import open_index
from tests.figure_labels import by_grammar, labelled, scores, together, wrong

if TYPE_CHECKING:
    from pathlib import Path


def test_the_two_reports() -> None:
    cases = together(labelled("figures.jsonl"))
    score = scores(cases, by_grammar)["all"]
    told = "\n".join(wrong(cases, by_grammar))
    assert score.precision >= 0.98, told
    assert score.recall >= 0.90, told


@pytest.mark.parametrize(
    ("number", "recall"),
    [
        ("", 0.99),
        (2, 0.98),
        (3, 0.92),
        (4, 0.95),
        # Harder texts, of which much is left unclassified.
        (5, 0.64),
        (6, 0.82),
        (7, 0.68),
        (8, 0.70),
        (9, 0.76),
        (10, 0.84),
        (11, 0.78),
    ],
)
def test_other_texts_stay_as_well_read_as_they_are(number: object, recall: float) -> None:
    cases = labelled(f"figures-unseen{number}.jsonl")
    score = scores(cases, by_grammar)["all"]
    assert score.precision >= 0.98, "\n".join(wrong(cases, by_grammar))
    assert score.recall >= recall, "\n".join(wrong(cases, by_grammar))


def test_every_labelled_sentence_is_a_sentence_of_its_report(real_index: Path) -> None:
    with open_index(real_index) as index:
        texts = {
            (report.report_id, passage.text[slice(*sentence.within)].strip())
            for report in index.store.reports()
            for passage in index.store.report_passages(report.report_id)
            for sentence in passage.sentences
        }
    cases = labelled("figures.jsonl")
    assert {(case.report_id, case.text) for case in cases} <= texts
    assert len(cases) == len({case.text for case in cases}) > 25

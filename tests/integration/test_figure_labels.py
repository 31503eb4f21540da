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


@pytest.mark.parametrize("name", [f"figures-unseen{number}.jsonl" for number in ("", 2, 3, 4)])
def test_other_texts_stay_as_well_read_as_they_are(name: str) -> None:
    cases = labelled(name)
    score = scores(cases, by_grammar)["all"]
    assert score.precision >= 0.98, "\n".join(wrong(cases, by_grammar))
    assert score.recall >= 0.95, "\n".join(wrong(cases, by_grammar))


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

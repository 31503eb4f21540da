"""A hit is cited by its best sentence, and the citation leads to that sentence in the file, to the character."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kzsearch import cite
from kzsearch.chunker import split
from kzsearch.index import OpenIndex, open_index
from kzsearch.index.check.verify import verify
from kzsearch.reading import read_corpus
from kzsearch.search import Settings, search
from kzsearch.sections.outline import outline
from kzsearch.text import squeeze
from kzsearch.types import Mode, Passage
from tests.conftest import ROOT, Kz

Build = Callable[..., OpenIndex]
REPORT = """KAZAKHSTAN (Tier 2)
The Government of Kazakhstan does not fully meet the minimum standards.
PROTECTION
The government increased protection efforts. Shelters took victims in.

A ministry paid for food. A court heard of 4,920 inspections
of farms. Judges paid for nothing.
"""


def test_every_sentence_of_the_reports_is_found_by_its_citation(real_index: Path) -> None:
    with open_index(real_index) as index:
        sentences = 0
        for report in index.store.reports():
            lines = (ROOT / "corpus" / report.source).read_bytes().decode("utf-8").splitlines(keepends=True)
            for passage in index.store.report_passages(report.report_id):
                for sentence in passage.sentences:
                    cited = cite.parse(cite.citation(report, passage, sentence, corpus_label="corpus"))
                    assert cited is not None
                    first, last = sentence.lines
                    assert cited.lines == (first, first)
                    assert cited.paragraphs == (sentence.paragraph, sentence.paragraph)
                    text = passage.text[slice(*sentence.within)]
                    assert text in squeeze("".join(lines[first - 1 : last]))
                    if first < last:
                        assert text not in squeeze("".join(lines[first - 1 : last - 1]))
                        assert text not in squeeze("".join(lines[first:last]))
                    sentences += 1
        assert sentences == index.manifest.counts.sentences > 200


def test_paragraphs_of_sentences_are_those_of_the_outline(tmp_path: Path) -> None:
    (tmp_path / "kazakhstan-2017.txt").write_text(REPORT, encoding="utf-8")
    (report,) = read_corpus(tmp_path, {}).reports
    parts = outline(report.source.text, report.source.blocks, report.country, report.year)
    passages = split(report, parts, lambda text: len(text.split()), 500)
    paragraphs = {
        (part.section, number): squeeze(report.source.text[slice(*block.span)])
        for part in parts.parts
        for number, block in enumerate(part.blocks, start=1)
    }
    for passage in passages:
        for sentence in passage.sentences:
            own = paragraphs[passage.section, sentence.paragraph]
            assert passage.text[slice(*sentence.within)] in own
    assert passages[-1].paragraphs == (1, 2)


@pytest.mark.parametrize(
    ("query", "mode", "text", "paragraph", "line"),
    [
        ("4,920 inspections", Mode.EXACT, "A court heard", 2, 6),
        ("took victims in. A ministry", Mode.EXACT, "Shelters took", 1, 4),
        ("the court of inspections", Mode.LEXICAL, "A court heard", 2, 6),
        ("food that a ministry paid for", Mode.LEXICAL, "A ministry", 2, 6),
        ("paid", Mode.LEXICAL, "A ministry", 2, 6),  # the first of those that weigh the same
        ("shelters took victims", Mode.HYBRID, "Shelters took", 1, 4),
        ("judges paid nothing", Mode.DENSE, "Judges paid", 2, 7),
    ],
)
def test_the_best_sentence(
    fake_index: Build, query: str, mode: Mode, text: str, paragraph: int, line: int
) -> None:
    index = fake_index({"kazakhstan-2017.txt": REPORT})
    hit = search(index, query, Settings(mode=mode, min_score=0)).hits[0]
    best = hit.best_sentence
    assert best is not None
    assert best.text.startswith(text)
    assert (best.sentence.paragraph, best.sentence.lines[0]) == (paragraph, line)
    assert hit.citation == best.citation
    assert f"Protection, para. {paragraph} (" in best.citation
    assert best.citation.endswith(f"corpus/kazakhstan-2017.txt:{line})")
    assert (best.score is None) is (mode is Mode.EXACT)


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_verify_counts_lines_as_the_citation_does(fake_index: Build, end: str) -> None:
    index = fake_index({"kazakhstan-2017.txt": REPORT.replace("\n", end).encode()})
    passages: dict[str, Passage] = {
        passage.passage_id: passage for passage in index.store.report_passages("kaz-2017")
    }
    for finding in verify(index.store, index.corpus):
        assert finding.state == "intact"
        assert finding.line == passages[finding.passage_id].lines[0]
    assert passages["kaz-2017-protection-01"].lines[0] == 4


def test_exact_words_are_cited_where_they_stand(kz: Kz) -> None:
    out = kz("search", "--mode", "exact", "4,920 inspections", "--format", "jsonl").out
    (record,) = map(json.loads, out.splitlines())
    assert record["citation"].endswith("Prevention, para. 2 (corpus/kazakhstan-2023.txt:25)")
    assert "4,920 inspections" in record["best_sentence"]["text"]


def test_what_is_shown_is_cited_as_a_whole(kz: Kz) -> None:
    out = kz("show", "kaz-2023-prevention-02", "--format", "jsonl").out
    assert json.loads(out)["citation"].endswith("Prevention, paras. 1–2 (corpus/kazakhstan-2023.txt:24-25)")

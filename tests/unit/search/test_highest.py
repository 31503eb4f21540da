"""The highest relevance of any passage, by matrices, is what rankings say."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kzsearch.index.format.manifest import FILES_OF_LARGE
from kzsearch.index.read import coarse, everything
from kzsearch.search import highest
from kzsearch.search.answer import prepare
from kzsearch.search.calibration import off_topic_queries, thresholds
from kzsearch.search.highest import highest_of_ranking, highest_relevance
from kzsearch.search.parsed import as_words
from kzsearch.types import Filters, Mode
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kzsearch.index import OpenIndex
    from kzsearch.search.ranking import PreparedQuery

MODES = (Mode.HYBRID, Mode.DENSE)
WITH_A_LIST = """KAZAKHSTAN (Tier 2)
It does not meet the standards.
PROTECTION
The government maintained protection efforts. Officials spoke of shelters in the capital.
REFERENCES
1 Shelters, victims, funding. 2019.
2 Funding of shelters, 2020.
"""
OF_ANOTHER_SERIES = """---
series: Country Reports on Human Rights Practices
---

# 2020 Country Reports on Human Rights Practices: Armenia

## Women

Rape is a crime. Shelters took women in.

## Prisons

Conditions were harsh.
"""
ALLOWED = [Filters(), Filters(series=("tip",)), Filters(series=("hr",)), Filters(countries=("FJI",))]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    folder: Path = tmp_path_factory.mktemp("highest")
    files = {
        f"kazakhstan-{year}.txt": render(Shape(year=year), known_sections(year)) for year in (2017, 2023)
    }
    build_fake(
        folder / "corpus",
        folder / "index",
        {**files, "kazakhstan-2021.txt": WITH_A_LIST, "armenia-2020.md": OF_ANOTHER_SERIES},
    )
    with open_fake(folder / "index") as opened:
        yield opened


@pytest.fixture(scope="module")
def queries(index: OpenIndex) -> list[PreparedQuery]:
    """Queries on other subjects, on the reports' own, of words drawn from the reports, and naming reports."""
    chance = random.Random(0)  # noqa: S311  the same queries at every run
    held = index.store.passages(range(index.manifest.counts.passages)).values()
    words = sorted({word for passage in held for word in re.findall(r"\w+", passage.text)})
    drawn = [" ".join(chance.choices(words, k=chance.randint(1, 6))) for _ in range(60)]
    phrases = [
        "shelters of an NGO",
        "anti-trafficking police",
        "victims in 2016",
        "funding, funding of shelters",
    ]
    naming = [
        "women in Armenia",
        "Kazakhstan 2017",
        "tier 2 of games",
        "recommendations on tires",
        "shelters 2023",
    ]
    texts = [*off_topic_queries()[::4], *drawn, *phrases, *naming]
    return list(prepare(index, [as_words(text) for text in texts], Mode.HYBRID))


def _by_rankings(index: OpenIndex, queries: list[PreparedQuery], mode: Mode) -> list[list[float]]:
    return [
        [highest_of_ranking(index, replace(query, mode=mode), filters) for query in queries]
        for filters in ALLOWED
    ]


@pytest.mark.parametrize("at_once", [4_096, 7])
def test_it_is_the_highest_of_the_ranking(
    index: OpenIndex, queries: list[PreparedQuery], at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everything, "_AT_ONCE", at_once)
    assert index.manifest.counts.passages < highest._CANDIDATES  # a ranking looks at all of them
    found = highest_relevance(index, queries, MODES, ALLOWED)
    for mode in MODES:
        np.testing.assert_allclose(found[mode], _by_rankings(index, queries, mode), atol=1e-6)
    assert not found[Mode.HYBRID][ALLOWED.index(Filters(countries=("FJI",)))].any()


def test_it_is_never_lower_than_that_of_a_ranking_that_looks_at_a_few(
    index: OpenIndex, queries: list[PreparedQuery], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = highest_relevance(index, queries, MODES, ALLOWED)
    monkeypatch.setattr(highest, "_CANDIDATES", 2)
    for mode in MODES:
        assert (found[mode] >= np.asarray(_by_rankings(index, queries, mode)) - 1e-6).all()


def test_most_queries_need_no_ranking_and_those_that_name_reports_do(queries: list[PreparedQuery]) -> None:
    ranked = {query.understood.query for query in queries if not highest._is_simple(query)}
    assert {"Kazakhstan 2017", "tier 2 of games"} <= ranked
    assert "women in Armenia" not in ranked
    assert any(query.with_countries is not None for query in queries)
    assert len(ranked) < len(queries) / 4


def test_thresholds_are_the_same_where_a_server_keeps_the_signals(
    index: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_matrices = thresholds(index)
    monkeypatch.setattr(index, "everything", None)
    by_rankings = thresholds(index)
    assert by_matrices.keys() == by_rankings.keys()
    for mode, bars in by_matrices.items():
        assert bars == pytest.approx(by_rankings[mode], abs=1.1e-4)


def test_it_is_the_same_in_an_index_with_compressed_vectors(
    queries: list[PreparedQuery], index: OpenIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coarse, "LARGEST_EXACT", 10)
    files = {path.name: path.read_bytes() for path in sorted(index.corpus.iterdir())}
    build_fake(tmp_path / "corpus", tmp_path / "index", files)
    with open_fake(tmp_path / "index") as compressed:
        assert set(FILES_OF_LARGE) <= set(compressed.manifest.files)
        found = highest_relevance(compressed, queries, MODES, ALLOWED)
        for mode, relevance in highest_relevance(index, queries, MODES, ALLOWED).items():
            np.testing.assert_allclose(found[mode], relevance, atol=1e-6)

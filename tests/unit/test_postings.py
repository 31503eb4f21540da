"""The scores of the postings are those of SQLite's own BM25, bit for bit."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kzsearch.index import postings
from kzsearch.index.generations import live
from kzsearch.index.manifest import POSTINGS
from kzsearch.types import Filters, Section
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from pathlib import Path

QUERIES = [
    ["victims"],
    ["the"],  # in more than half of the passages
    ["shelter", "victims", "funding"],
    ["anti-trafficking", "police"],
    ["national action plan", "victims"],
    ["2016", "2017"],  # a year counts in the text alone
    ["victims", "victims"],
    ["nosuchword"],
    ["nosuchword", "government"],
    ["..."],
    ["Kazakhstan", "2017", "prosecution"],
]


@pytest.fixture(scope="module", params=["large", "small"])
def index(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path_factory.mktemp("postings")
    files = {
        f"kazakhstan-{year}.txt": render(Shape(year=year), known_sections(year)) for year in (2017, 2023)
    }
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "large":
            patch.setattr(postings, "LARGEST_WITHOUT", 1)
        build_fake(folder / "corpus", folder / "index", files)
    assert (live(folder / "index") / POSTINGS).exists() is (request.param == "large")
    return folder / "index"


def _sqlite(index: Path, terms: list[str], section: str) -> list[tuple[int, float]]:
    year = {"2016", "2017"}
    expression = " OR ".join(f'text : "{term}"' if term in year else f'"{term}"' for term in terms)
    with closing(sqlite3.connect(live(index) / "passages.sqlite")) as connection:
        return connection.execute(
            "SELECT rowid, -bm25(stems) AS score FROM stems WHERE stems MATCH ? AND rowid IN "
            "(SELECT key FROM passages WHERE section LIKE ?) ORDER BY score DESC, rowid",
            [expression, section],
        ).fetchall()


@pytest.mark.parametrize("terms", QUERIES, ids=" ".join)
def test_scores_are_sqlites_own(index: Path, terms: list[str]) -> None:
    with open_fake(index) as opened:
        everything = opened.store.lexical(terms, Filters(), 1000)
        section = opened.store.lexical(terms, Filters(sections=(Section.PROTECTION,)), 1000)
        assert opened.store.lexical(terms, Filters(), 3) == everything[:3]
        some = [key for key, _ in everything][::2]
        assert opened.store.lexical_of(terms, some) == {k: s for k, s in everything if k in some}
    assert everything == _sqlite(index, terms, "%")
    assert section == _sqlite(index, terms, "protection")


def test_something_is_found(index: Path) -> None:
    assert sum(bool(_sqlite(index, terms, "%")) for terms in QUERIES) >= len(QUERIES) - 2

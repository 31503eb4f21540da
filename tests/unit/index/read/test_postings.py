"""Words are scored by BM25 in Lucene's form, whether few postings are added up or many."""

from __future__ import annotations

import math
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kzsearch.errors import IndexFolderError
from kzsearch.index.format.generations import live
from kzsearch.index.format.manifest import POSTINGS
from kzsearch.index.read import lexical, postings
from kzsearch.index.read.bm25 import highest_bm25
from kzsearch.index.read.store import SqliteStore
from kzsearch.index.write import postings as writing
from kzsearch.types import Filters, Section
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from pathlib import Path

    from kzsearch.index import OpenIndex

# Each with its words as FTS5 stems them; a phrase is one row of stems.
QUERIES = {
    ("victims",): ["victim"],
    ("the",): ["the"],  # in more than half of the passages
    ("shelter", "victims", "funding"): ["shelter", "victim", "fund"],
    ("anti-trafficking", "police"): ["anti traffick", "polic"],
    ("national action plan", "victims"): ["nation action plan", "victim"],
    ("2016", "2017"): ["text:2016", "text:2017"],  # a year counts in the text alone
    ("nosuchword",): [],
    ("nosuchword", "government"): ["govern"],
    ("...",): [],
    ("Kazakhstan", "prosecution"): ["kazakhstan", "prosecut"],
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("postings")
    files = {
        f"kazakhstan-{year}.txt": render(Shape(year=year), known_sections(year)) for year in (2017, 2023)
    }
    build_fake(folder / "corpus", folder / "index", files)
    return folder / "index"


def _store(opened: OpenIndex) -> SqliteStore:
    assert isinstance(opened.store, SqliteStore)
    return opened.store


def _texts(index: Path) -> dict[int, list[tuple[str, str]]]:
    """Return the stems of each passage with the column that each stands in, as FTS5 tells them."""
    with closing(sqlite3.connect(live(index) / "passages.sqlite")) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.i USING fts5vocab(main, stems, instance)")
        found: dict[int, list[tuple[int, str, str]]] = {}
        for term, key, column, offset in connection.execute("SELECT term, doc, col, offset FROM temp.i"):
            found.setdefault(key, []).append((offset, column, term))
    return {
        key: [(column, term) for _, column, term in sorted(rows, key=lambda row: (row[1], row[0]))]
        for key, rows in found.items()
    }


def _times(stems: list[tuple[str, str]], wanted: str) -> int:
    in_text = wanted.startswith("text:")
    words = wanted.removeprefix("text:").split()
    columns = ["text"] if in_text else ["context", "text"]
    rows = [[term for column, term in stems if column == name] for name in columns]
    return sum(row[i : i + len(words)] == words for row in rows for i in range(len(row)))


def _by_hand(index: Path, stems: list[str]) -> dict[int, float]:
    texts = _texts(index)
    average = sum(map(len, texts.values())) / len(texts)
    scores: dict[int, float] = {}
    for wanted in stems:
        times = {key: n for key, text in texts.items() if (n := _times(text, wanted))}
        rarity = math.log(1 + (len(texts) - len(times) + 0.5) / (len(times) + 0.5))
        for key, n in times.items():
            long = 1.2 * (1 - 0.75 + 0.75 * len(texts[key]) / average)
            scores[key] = scores.get(key, 0.0) + rarity * n * 2.2 / (n + long)
    return scores


@pytest.mark.parametrize("at_once", [1, 50])
def test_postings_are_the_same_however_few_are_counted_at_once(
    index: Path, tmp_path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_AT_ONCE", at_once)
    shutil.copy(live(index) / "passages.sqlite", tmp_path)
    with closing(sqlite3.connect(tmp_path / "passages.sqlite")) as connection:
        written = connection.execute("SELECT * FROM postings ORDER BY first").fetchall()
        (passages,) = connection.execute("SELECT count(*) FROM passages").fetchone()
        connection.execute("DELETE FROM postings")
        writing.write(connection, tmp_path / POSTINGS, passages)
        assert connection.execute("SELECT * FROM postings ORDER BY first").fetchall() == written
    assert (tmp_path / POSTINGS).read_bytes() == (live(index) / POSTINGS).read_bytes()


def test_stems_are_the_same_where_none_is_known_any_more(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = ["shelters", "anti-trafficking", "жертвы", "...", "shelters"]
    monkeypatch.setattr(lexical, "_KNOWN", {})
    with open_fake(index) as opened, _store(opened)._connections.one() as connection:
        found = [lexical.stems(connection, terms)]
        found.append(lexical.stems(connection, terms))
        monkeypatch.setattr(lexical, "_MOST_KNOWN", 1)
        found += [lexical.stems(connection, [*terms, word])[: len(terms)] for word in ("police", "court")]
    assert all(stems == found[0] for stems in found)
    assert found[0][:2] == [["shelter"], ["anti", "traffick"]]
    assert "police" not in lexical._KNOWN  # forgotten, so that what is known stays within bounds


@pytest.mark.parametrize("postings_are", ["few", "many"])
@pytest.mark.parametrize(("terms", "stems"), QUERIES.items(), ids=map(" ".join, QUERIES))
def test_scores_are_those_of_the_formula(
    index: Path, terms: tuple[str, ...], stems: list[str], postings_are: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "_in_plain_python", lambda _: postings_are == "few")
    with open_fake(index) as opened:
        everything = _store(opened).lexical(terms, Filters(), 1000)
        section = _store(opened).lexical(terms, Filters(sections=(Section.PROTECTION,)), 1000)
        allowed = set(opened.store.keys(Filters(sections=(Section.PROTECTION,)), 1000))
        assert _store(opened).lexical(terms, Filters(), 3) == everything[:3]
        some = [key for key, _ in everything][::2]
        assert _store(opened).lexical_of(terms, some) == {k: s for k, s in everything if k in some}
    assert dict(everything) == pytest.approx(_by_hand(index, stems), rel=1e-6)
    assert everything == sorted(everything, key=lambda found: (-found.score, found.key))
    assert section == [found for found in everything if found.key in allowed]
    assert bool(everything) == bool(stems)


def test_few_and_many_give_the_same_bits(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = ["shelter", "victims", "funding", "government", "national action plan"]
    found = []
    with open_fake(index) as opened:
        keys = range(opened.manifest.counts.passages)
        for few in (True, False):
            monkeypatch.setattr(postings, "_in_plain_python", lambda _, few=few: few)
            found.append(
                (_store(opened).lexical_of(terms, keys), _store(opened).lexical(terms, Filters(), 1000))
            )
    assert found[0] == found[1]


def test_no_passage_exceeds_the_highest(index: Path) -> None:
    with open_fake(index) as opened:
        passages = opened.manifest.counts.passages
        for terms in QUERIES:
            plain = [term for term in terms if term.isalnum()]
            highest = highest_bm25(passages, opened.store.frequencies(plain).values())
            assert all(
                score <= highest * (1 + 1e-6) for _, score in _store(opened).lexical(plain, Filters(), 99)
            )


def test_a_word_in_every_passage_still_counts(index: Path) -> None:
    with open_fake(index) as opened:
        assert _store(opened).lexical(["the"], Filters(), 1)[0].score > 0.005


def test_a_short_file_is_an_error(index: Path, tmp_path: Path) -> None:
    whole = (live(index) / POSTINGS).read_bytes()
    (tmp_path / POSTINGS).write_bytes(whole[: len(whole) // 3 // 4 * 4])
    with open_fake(index) as opened:
        broken = postings.Postings(_store(opened)._connections, tmp_path, 10)
        with pytest.raises(IndexFolderError, match="damaged"):
            broken.best(["victims", "government", "the", "year", "ukraine"], None, 5)
    (tmp_path / POSTINGS).unlink()
    with open_fake(index) as opened:
        gone = postings.Postings(_store(opened)._connections, tmp_path, 10)
        with pytest.raises(IndexFolderError, match="damaged"):
            gone.best(["victims"], None, 5)

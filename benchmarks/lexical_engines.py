"""The engines that `lexical.py` compares, each asked the same; a method that is missing is what one cannot do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from kzsearch.index.format import schema
from kzsearch.index.format.manifest import PASSAGES_DB, POSTINGS
from kzsearch.index.read import lexical
from kzsearch.index.read.connections import Connections
from kzsearch.index.read.postings import Postings
from kzsearch.index.write.postings import write

FIRST_YEAR, YEARS, PASSAGES_A_REPORT = 2000, 100, 30
LIMIT = 200
_ROW = (
    "INSERT INTO passages (key, passage_id, report_id, section, label, origin, paragraph, text, start, end, "
    "line_first, line_last, kind, context) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_ALLOWED = (
    "SELECT key FROM passages WHERE report_id IN (SELECT report_id FROM reports WHERE year BETWEEN ? AND ?)"
)
_REPORT = "INSERT INTO reports VALUES (?, '', '', ?, NULL, '', '', '', '', '', 0, 0, 0, '')"

Found = list[tuple[int, float]]
Made = Iterable[tuple[int, str]]
"""Year and text of passages, in order of their keys."""


class Today:
    """FTS5 for tokens, phrases and places; mapped postings for BM25."""

    COLD = (
        "import sys; from pathlib import Path; from kzsearch.index.read.postings import Postings; "
        "from kzsearch.index.read.connections import Connections; p = Path(sys.argv[1]) / 'Today'; "
        "n = int((p / 'count').read_text()); "
        "print(Postings(Connections(p / 'passages.sqlite'), p, n).best(sys.argv[2:], None, 200)[:1])"
    )

    @staticmethod
    def build(own: Path, passages: Made) -> None:
        """Write rows, FTS5's two tables and the postings."""
        connection = sqlite3.connect((own / PASSAGES_DB).absolute().as_uri(), uri=True)
        schema.create(connection)
        years, key = {}, -1
        for key, (year, text) in enumerate(passages):
            report = f"r{key // PASSAGES_A_REPORT}"
            years[report] = year
            columns = (
                key,
                f"p{key}",
                report,
                "protection",
                "",
                "heading",
                1,
                text,
                0,
                len(text),
                1,
                1,
                "text",
                "",
            )
            connection.execute(_ROW, columns)
        connection.executemany(_REPORT, years.items())
        schema.finish(connection)
        write(connection, own / POSTINGS, key + 1)
        connection.commit()
        connection.close()
        (own / "count").write_text(str(key + 1))

    def __init__(self, own: Path) -> None:
        self.passages = int((own / "count").read_text())
        self._connections = Connections(own / PASSAGES_DB)
        self._postings = Postings(self._connections, own, self.passages)

    def best(self, words: Sequence[str], years: tuple[int, int] | None = None) -> Found:
        """Return the best passages."""
        allowed = None
        if years:
            with self._connections.one() as connection:
                allowed = sorted(key for (key,) in connection.execute(_ALLOWED, years))
        return [(found.key, found.score) for found in self._postings.best(words, allowed, LIMIT)]

    def scores_of(self, words: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        """Return BM25 of given passages."""
        return self._postings.scores_of(words, keys)

    def phrase(self, words: Sequence[str]) -> Found:
        """Return passages that hold the words side by side."""
        return self.best([" ".join(words)])

    def near(self, words: Sequence[str]) -> object:
        """Return passages that hold the words, ten apart at most."""
        return self._match("stems", f'NEAR("{words[0]}" "{words[1]}", 10)')

    def wildcard(self, middle: str) -> object:
        """Return passages with a word that holds some letters."""
        with self._connections.one() as connection:
            found = connection.execute(
                "SELECT word FROM vocabulary WHERE word GLOB ?", [f"*{middle}*"]
            ).fetchall()
        return self._match("words", " OR ".join(f'"{word}"' for (word,) in found)) if found else []

    def boolean(self, words: Sequence[str]) -> object:
        """Return passages that hold the first or the second word, and not the third."""
        return self._match("stems", f'("{words[0]}" OR "{words[1]}") NOT "{words[2]}"')

    def places(self, shown: tuple[Sequence[str], Mapping[int, str]]) -> object:
        """Return where words stand in passages."""
        with self._connections.one() as connection:
            return lexical.matched(connection, shown[0], list(shown[1]))

    def _match(self, table: str, expression: str) -> object:
        query = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY bm25({table}), rowid LIMIT 200"  # noqa: S608
        with self._connections.one() as connection:
            return connection.execute(query, [expression]).fetchall()


class Tantivy:
    """Stems and words with positions; the key and the year as fields."""

    COLD = (
        "import sys, tantivy as t; i = t.Index.open(sys.argv[1] + '/Tantivy'); s = i.searcher(); "
        "a = t.TextAnalyzerBuilder(t.Tokenizer.simple()).filter(t.Filter.stemmer('english')).build(); "
        "q = t.Query.boolean_query([(t.Occur.Should, t.Query.term_query(i.schema, 'stems', x)) "
        "for w in sys.argv[2:] for x in a.analyze(w)]); "
        "h = s.search(q, 200, count=False).hits; print(s.fast_field_values('key', [d for _, d in h])[:1])"
    )

    @staticmethod
    def build(own: Path, passages: Made) -> None:
        """Write one segment, or few: by one thread, so that documents stay in order."""
        tantivy = import_module("tantivy")
        builder = tantivy.SchemaBuilder()
        for name in ("stems", "words"):
            builder.add_text_field(name, tokenizer_name=name)
        for name in ("key", "year"):
            builder.add_unsigned_field(name, fast=True, indexed=True)
        index = tantivy.Index(builder.build(), str(own))
        _register(tantivy, index)
        writer = index.writer(256_000_000, num_threads=1)
        key = -1
        for key, (year, text) in enumerate(passages):
            document = tantivy.Document(stems=text, words=text)
            document.add_unsigned("key", key)
            document.add_unsigned("year", year)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        (own / "count").write_text(str(key + 1))

    def __init__(self, own: Path) -> None:
        self._tantivy = tantivy = import_module("tantivy")
        self._query, self._occur = tantivy.Query, tantivy.Occur
        index = tantivy.Index.open(str(own))
        self._stems = _register(tantivy, index)
        self._searcher, self._schema = index.searcher(), index.schema
        self.passages = int((own / "count").read_text())

    def best(self, words: Sequence[str], years: tuple[int, int] | None = None) -> Found:
        """Return the best passages."""
        if years is None:
            return self._found(self._any(words))
        kind = self._tantivy.FieldType.Unsigned
        return self._found(self._within(words, self._query.range_query(self._schema, "year", kind, *years)))

    def scores_of(self, words: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        """Return BM25 of given passages."""
        given = self._query.term_set_query(self._schema, "key", list(keys))
        return dict(self._found(self._within(words, given), len(keys)))

    def phrase(self, words: Sequence[str], apart: int = 0) -> Found:
        """Return passages that hold the words side by side."""
        return self._found(self._query.phrase_query(self._schema, "stems", self._stemmed(words), apart))

    def near(self, words: Sequence[str]) -> Found:
        """Return passages that hold the words, ten apart at most."""
        return self.phrase(words, 10)

    def wildcard(self, middle: str) -> Found:
        """Return passages with a word that holds some letters; all score alike."""
        return self._found(self._query.regex_query(self._schema, "words", f".*{middle}.*"))

    def boolean(self, words: Sequence[str]) -> Found:
        """Return passages that hold the first or the second word, and not the third."""
        parts = [(self._occur.Must, self._any(words[:2])), (self._occur.MustNot, self._any(words[2:3]))]
        return self._found(self._query.boolean_query(parts))

    def places(self, shown: tuple[Sequence[str], Mapping[int, str]]) -> object:
        """Return where words stand in passages: the places are of bytes."""
        generator = self._tantivy.SnippetGenerator.create(
            self._searcher, self._any(shown[0]), self._schema, "stems"
        )
        generator.set_max_num_chars(1_000_000)
        texts = shown[1].items()
        return {
            key: [
                (part.start, part.end)
                for part in generator.snippet_from_doc(self._tantivy.Document(stems=text)).highlighted()
            ]
            for key, text in texts
        }

    def _stemmed(self, words: Sequence[str]) -> list[str]:
        return [stem for word in words for stem in self._stems.analyze(word)]

    def _any(self, words: Sequence[str]) -> Any:  # noqa: ANN401
        terms = (self._query.term_query(self._schema, "stems", stem) for stem in self._stemmed(words))
        return self._query.boolean_query([(self._occur.Should, term) for term in terms])

    def _within(self, words: Sequence[str], allowed: Any) -> Any:  # noqa: ANN401
        must = self._occur.Must
        unscored = self._query.const_score_query(allowed, 0.0)
        return self._query.boolean_query([(must, unscored), (must, self._any(words))])

    def _found(self, query: Any, limit: int = LIMIT) -> Found:  # noqa: ANN401
        hits = self._searcher.search(query, limit, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        found = zip(keys, (score for score, _ in hits), strict=True)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _register(tantivy: Any, index: Any) -> Any:  # noqa: ANN401
    """Give an index its two analyzers; return the one that stems."""
    for name in ("words", "stems"):
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
        analyzer = (builder.filter(tantivy.Filter.stemmer("english")) if name == "stems" else builder).build()
        index.register_tokenizer(name, analyzer)
    return analyzer


class Bm25s:
    """Scores alone, of Porter's stems by PyStemmer."""

    COLD = (
        "import sys, bm25s, Stemmer; b = bm25s.BM25.load(sys.argv[1] + '/Bm25s', mmap=True, show_progress=False); "
        "s = Stemmer.Stemmer('porter'); k = min(200, b.scores['num_docs']); "
        "print(b.retrieve([s.stemWords(sys.argv[2:])], k=k, show_progress=False).documents[0][:1])"
    )

    @staticmethod
    def build(own: Path, passages: Made) -> None:
        """Hold all texts and their tokens in memory, as the library wants them, and write the matrix."""
        bm25s = import_module("bm25s")
        tokenizer = bm25s.tokenization.Tokenizer(
            splitter=r"[^\W_]+", stemmer=import_module("Stemmer").Stemmer("porter"), stopwords=None
        )
        texts = [text for _, text in passages]
        engine = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        engine.index(tokenizer.tokenize(texts, return_as="tuple", show_progress=False), show_progress=False)
        engine.save(own, show_progress=False)

    def __init__(self, own: Path) -> None:
        self._engine = import_module("bm25s").BM25.load(own, mmap=True, show_progress=False)
        self._stem = import_module("Stemmer").Stemmer("porter").stemWords
        self.passages = self._engine.scores["num_docs"]

    def best(self, words: Sequence[str], years: tuple[int, int] | None = None) -> Found:
        """Return the best passages; a filter is a weight of 0 or 1 for each passage, made for each query."""
        import numpy as np

        mask = None
        if years:
            own = FIRST_YEAR + np.arange(self.passages) // PASSAGES_A_REPORT % YEARS
            mask = ((own >= years[0]) & (own <= years[1])).astype(np.float32)
        limit = min(LIMIT, self.passages)
        found = self._engine.retrieve([self._stem(words)], k=limit, weight_mask=mask, show_progress=False)
        pairs = zip(found.documents[0].tolist(), found.scores[0].tolist(), strict=True)
        return [(key, score) for key, score in pairs if score > 0]

    def scores_of(self, words: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        """Return BM25 of given passages."""
        scores = self._engine.get_scores(self._stem(words))
        return {key: float(scores[key]) for key in keys if scores[key] > 0}


ENGINES = {"today": Today, "tantivy": Tantivy, "bm25s": Bm25s}

"""Ask in English, Russian and Kazakh, and switch each mechanism off; write the tables into docs/languages.md.

    python benchmarks/languages.py --multilingual INDEX [--index INDEX]

The first index is built with `kzsearch index --model multilingual`, the second with the default model.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import sets  # type: ignore[import-not-found]
from ablation import patched  # type: ignore[import-not-found]

from kzsearch.embedder import multilingual
from kzsearch.evaluation import Task, evaluate, read_foreign, searcher, settings_for
from kzsearch.index import OpenIndex, open_index
from kzsearch.index.format.manifest import PASSAGES_DB
from kzsearch.index.read import rows
from kzsearch.languages import Language
from kzsearch.search import Settings, search, understanding
from kzsearch.types import Embedder, Filters, Mode

if TYPE_CHECKING:
    from kzsearch.types import Vector

PAGE = sets.ROOT / "docs" / "languages.md"
SETS: Mapping[Language, tuple[str, str]] = {
    Language.ENGLISH: ("dev", "foreign"),
    Language.RUSSIAN: ("dev-ru", "foreign-ru"),
    Language.KAZAKH: ("dev-kk", "foreign-kk"),
}
NO_GLOSSARY = partial(patched, (understanding, "look_up", lambda _: {}))
NO_NAMES = partial(patched, (understanding, "named_in_latin", lambda *_: None))


def _no_help() -> ExitStack:
    stack = ExitStack()
    stack.enter_context(NO_GLOSSARY())
    stack.enter_context(NO_NAMES())
    return stack


HELP: Mapping[str, Callable[[], Any]] = {
    "": nullcontext,
    ", without the glossary": NO_GLOSSARY,
    ", without names in Latin letters": NO_NAMES,
    ", without either": _no_help,
}


class Remembering:
    """An embedder that encodes each query once; the systems ask the same queries."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vector] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._embedder, name)

    def encode_queries(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each query in order."""
        for text in texts:
            if text not in self._known:
                self._known[text] = self._embedder.encode_query(text)
            yield self._known[text]


def system(name: str, index: OpenIndex, mode: Mode) -> dict[str, object]:
    """Return a row: nDCG@10 without a threshold, and what the threshold turns away, by language."""
    row: dict[str, object] = {"system": name}
    for language, (topics, foreign) in SETS.items():
        task: Task = sets.topics(index, topics)
        found = evaluate(index, task, searcher(settings_for(task, mode, 0.0)))
        queries = read_foreign(sets.ROOT / "topics" / f"{foreign}.jsonl")
        settings = Settings(mode=mode)
        away = sum(not search(index, judgement.query, settings).hits for judgement in task.judgements)
        refused = sum(not search(index, query.query, settings).hits for query in queries)
        row[language.value] = f"{found.mean('nDCG@10'):.4f}"
        row[f"{language.value}: turned away"] = f"{away} of {len(task.judgements)}"
        row[f"{language.value}: refused"] = f"{refused} of {len(queries)}"
    return row


def unit(vectors: Any) -> Any:  # noqa: ANN401
    """Return rows of length one."""
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def vector_rows(index: OpenIndex) -> list[dict[str, object]]:
    """Return nDCG@10 of vectors alone on the passages of the default index, by what is taken from them."""
    keys = index.store.keys(Filters())
    passages = index.store.passages(keys)
    ids = [passages[key].passage_id for key in keys]
    owners = np.array([place for place, key in enumerate(keys) for _ in passages[key].sentences])
    with closing(sqlite3.connect(index.folder / PASSAGES_DB)) as connection:
        texts = {
            kind: [text for _, text in rows.encoded_texts(connection, kind)]
            for kind in ("passages", "sentences")
        }
    raw = {kind: multilingual.engine_vectors(each, queries=False) for kind, each in texts.items()}
    own = {kind: np.stack(list(index.embedder().encode_passages(each))) for kind, each in texts.items()}
    means = np.load(multilingual.VECTORS)[:, :, 0]
    found: dict[str, dict[str, object]] = {}
    for place, (language, (topics, _)) in enumerate(SETS.items()):
        task = sets.topics(index, topics)
        asked = [judgement.query for judgement in task.judgements]
        queries = multilingual.engine_vectors(asked, queries=True)

        def scores(query: Any, vectors: Mapping[str, Any]) -> Any:  # noqa: ANN401
            best = np.full((len(query), len(ids)), -1.0)
            np.maximum.at(best.T, owners, (query @ vectors["sentences"].T).T)
            return query @ vectors["passages"].T + best

        def minus(mean: Any) -> dict[str, Any]:  # noqa: ANN401
            return {kind: unit(each - mean) for kind, each in raw.items()}

        corpus = raw["passages"].mean(axis=0)
        chosen = scores(unit(queries - means[0, place]), minus(means[1, 0]))
        english = [understanding.understand(index.store, query, lambda _: True) for query in asked]
        encoded = [one.english or one.reading.encoded for one in english]
        other = scores(np.stack(list(index.embedder().encode_queries(encoded))), own)
        for name, each in {
            "as the engine gives them": scores(queries, raw),
            "all minus the corpus's mean": scores(unit(queries - corpus), minus(corpus)),
            "queries minus the questions' mean of English": scores(unit(queries - means[0, 0]), raw),
            "queries minus the questions' mean of their language": scores(
                unit(queries - means[0, place]), raw
            ),
            "and passages minus the statements' mean (as it is)": chosen,
            "and the default model's vectors besides": chosen + other,
        }.items():
            measured = _ndcg(each, ids, task)
            found.setdefault(name, {"vectors": name})[language.value] = f"{measured:.4f}"
    return list(found.values())


def _ndcg(scores: Any, ids: list[str], task: Task) -> float:  # noqa: ANN401
    discounts = 1 / np.log2(np.arange(2, 12))
    values = []
    for row, judgement in zip(scores, task.judgements, strict=True):
        gains = [judgement.grades.get(ids[place], 0) for place in np.argsort(-row, kind="stable")[:10]]
        ideal = sorted(judgement.grades.values(), reverse=True)[:10]
        values.append(np.dot(gains, discounts[: len(gains)]) / np.dot(ideal, discounts[: len(ideal)]))
    return float(np.mean(values))


def main() -> None:
    """Measure, print and write."""
    parser = sets.arguments(__doc__)
    parser.add_argument("--multilingual", type=Path, required=True, help="an index of the multilingual model")
    given = parser.parse_args()
    with ExitStack() as stack:
        default = stack.enter_context(open_index(given.index))
        other = stack.enter_context(open_index(given.multilingual))
        table = []
        for name, index in (("default", default), ("multilingual", other)):
            index._embedder = Remembering(index.embedder())  # noqa: SLF001
            for off, switched in HELP.items():
                with switched():
                    table.append(system(f"{name}{off}", index, Mode.HYBRID))
            with _no_help():
                table.append(system(f"{name}, vectors alone", index, Mode.DENSE))
        sets.put("languages", list(table[0]), table, PAGE)
        lines = vector_rows(default)
        sets.put("vectors", list(lines[0]), lines, PAGE)


if __name__ == "__main__":
    main()

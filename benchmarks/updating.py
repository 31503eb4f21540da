"""How long an update of an index of ten thousand passages takes, compared with a full build."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kzsearch.adding.calibrated_build import build_index
from kzsearch.index import open_index
from kzsearch.index.format.manifest import PASSAGES_DB
from kzsearch.index.read import rows

PASSAGES_A_REPORT, SENTENCES_A_PASSAGE = 30, 1
COUNTRIES = (
    *("Armenia", "Belgium", "Bulgaria", "Chad", "Chile", "Denmark", "Estonia", "Fiji", "Ghana", "Haiti"),
    *("India", "Japan", "Kenya", "Laos", "Malta", "Nepal", "Oman", "Peru", "Qatar", "Rwanda"),
)
YEARS = range(2008, 2025)


def measure(real: Path, folder: Path) -> dict[str, float]:
    """Build an index of made-up reports, add one report, and build again with nothing changed.

    Args:
        real: An index of real reports, whose sentences the made-up reports repeat.
        folder: The folder for corpus and index; it holds the sealed encoder already.

    Returns:
        Milliseconds of a `full` build, of a build with `one more` report, of the `encoding` of that report alone, and
        of a build with `nothing` to do; and the number of `passages`.
    """
    corpus, index = folder / "made-corpus", folder / "made"
    corpus.mkdir()
    with open_index(real) as opened:
        held = opened.store.passages(range(opened.manifest.counts.passages)).values()
        sentences = [p.text[slice(*sentence.within)] for p in held for sentence in p.sentences]
    chance = random.Random(0)  # noqa: S311  the same reports at every run
    *names, last = [f"{country.lower()}-{year}.md" for country in COUNTRIES for year in YEARS]
    for name in names:
        (corpus / name).write_text(made_up(sentences, chance), encoding="utf-8")
    found = {"full": took(lambda: build_index(corpus, index))}
    (corpus / last).write_text(made_up(sentences, chance), encoding="utf-8")
    found["one more"] = took(lambda: build_index(corpus, index))
    found["nothing"] = took(lambda: build_index(corpus, index))
    with open_index(index) as opened:
        texts = encoded(opened.folder / PASSAGES_DB, last)
        embedder = opened.embedder()
        list(embedder.encode_passages(texts[:1]))  # loads the model, which is not measured
        found["encoding"] = took(lambda: list(embedder.encode_passages(texts)))
        return {**found, "passages": opened.manifest.counts.passages}


def made_up(sentences: Sequence[str], chance: random.Random) -> str:
    """Return a report of many short sections, each of which becomes one passage."""
    sections = (
        f"# Section {number}\n\n{' '.join(chance.choices(sentences, k=SENTENCES_A_PASSAGE))} ({chance.random()})\n"
        for number in range(PASSAGES_A_REPORT)
    )
    return "\n".join(sections)


def encoded(database: Path, name: str) -> list[str]:
    """Return the texts of a file's report that a build encodes."""
    connection = rows.connect(database)
    try:
        report_id = next(r.report_id for r in rows.reports(connection) if r.source == name)
        keys = rows.report_keys(connection, report_id)
        return [
            text
            for kind, of_kind in zip(("passages", "sentences"), keys, strict=True)
            for _, text in rows.encoded_texts(connection, kind, of_kind)
        ]
    finally:
        connection.close()


def took(call: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000

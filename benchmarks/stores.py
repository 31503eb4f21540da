"""Compare a store with the index folder: the same hits, in the same order, with the same scores, and how long it takes.

    python benchmarks/stores.py --store URI [COLLECTION ...] [--index DIR] [--keep DIR]

URI is what `kzsearch index --store` takes. The index, or each test collection where some are named, is copied there;
then every query is asked of both, in every mode and with every filter.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import sets  # type: ignore[import-not-found]

from kzsearch.index import open_index
from kzsearch.index.format import generations
from kzsearch.index.write.keeping import Keeping
from kzsearch.render import Format, render_table
from kzsearch.search import Settings, search
from kzsearch.types import Filters, Mode, Section, Tier, YearRange

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

MODES = (Mode.HYBRID, Mode.DENSE, Mode.LEXICAL, Mode.EXACT)
TOP_K = 10


class _Compared(NamedTuple):
    asked: int
    other_order: int
    largest: float
    local_ms: float
    store_ms: float


def main() -> int:
    """Copy, ask and print."""
    parser = sets.arguments(__doc__)
    parser.add_argument("--store", required=True, metavar="URI", help="where the copies go")
    given = parser.parse_args()
    rows = []
    with ExitStack() as stack:
        index = stack.enter_context(open_index(given.index))
        topics = [query for name in ("dev", "abbreviations", "foreign") for query in _queries(name)]
        pairs = [] if given.collections else [("the two reports", index, topics, _filters(index))]
        for opened, task in sets.collections(stack, index, given):
            pairs.append(
                (task.name, opened, [judgement.query for judgement in task.judgements], {"none": Filters()})
            )
        for name, opened, queries, filters in pairs:
            with _copied(opened, given.store) as copy:
                for mode in MODES:
                    for filtered, allowed in filters.items():
                        found = _compare(opened, copy, queries, Settings(TOP_K, mode=mode, filters=allowed))
                        rows.append(
                            {
                                "corpus": name,
                                "mode": mode.value,
                                "filter": filtered,
                                "queries": found.asked,
                                "other order": found.other_order,
                                "largest difference": f"{found.largest:.1e}",
                                "folder ms": f"{found.local_ms:.0f}",
                                "store ms": f"{found.store_ms:.0f}",
                            }
                        )
                        print(json.dumps(rows[-1]), flush=True)
    print("".join(render_table(list(rows[0]), rows, Format.MD, width=None, colour=False)))
    return int(any(row["other order"] for row in rows))


def _queries(name: str) -> Iterator[str]:
    for line in (sets.ROOT / "topics" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["query"]


def _filters(index: OpenIndex) -> dict[str, Filters]:
    """Return one filter of each kind, and some together."""
    years = sorted(index.store.coverage().years)
    labels = tuple(index.store.labels()[:2])
    country = next(iter(index.store.coverage().countries)).alpha3
    found = {
        "none": Filters(),
        "a year": Filters(years=(YearRange(years[0], years[0]),)),
        "years": Filters(years=(YearRange(years[0], years[0]), YearRange(years[-1], years[-1]))),
        "a section": Filters(sections=(Section.PROTECTION,)),
        "sections": Filters(sections=(Section.PROTECTION, Section.PREVENTION)),
        "a country": Filters(countries=(country,)),
        "a tier": Filters(tiers=(Tier.TIER_2,)),
        "a series": Filters(series=("tip",)),
        "together": Filters(
            years=(YearRange(years[-1], years[-1]),),
            sections=(Section.PROSECUTION, Section.PREVENTION),
            also=(Filters(countries=(country,)),),
        ),
        "nothing": Filters(years=(YearRange(1900, 1900),)),
    }
    return found | ({"labels": Filters(labels=labels)} if labels else {})


@contextmanager
def _copied(opened: OpenIndex, store: str) -> Iterator[OpenIndex]:
    """Give a copy of an index whose signals are in the store; it is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="kzsearch-") as name:
        path = Path(name) / "copy"
        encoders = opened.path.absolute().parent / "encoders"
        if encoders.is_dir():
            (Path(name) / "encoders").symlink_to(encoders)
        with Keeping(store, None, path) as keeping:
            keeping.check()
            began = time.perf_counter()
            with generations.building(path) as folder:
                shutil.copytree(opened.folder, folder, dirs_exist_ok=True)
                keeping.publish(folder, opened.manifest, lambda *_: None)
            counts = opened.manifest.counts
            rows = counts.passages + counts.sentences
            seconds = time.perf_counter() - began
            print(
                f"{rows:,} rows sent and indexed in {seconds:.1f} s: {rows / seconds:,.0f} a second",
                flush=True,
            )
        with open_index(path) as copy:
            copy._embedder = opened.embedder()  # noqa: SLF001  a collection's model is that of the index
            yield copy
            kept = copy.manifest.kept
        with Keeping(store, None, path) as keeping:
            if kept is not None and keeping._keeper is not None:  # noqa: SLF001  nothing else leaves a store
                keeping._keeper.discard(kept)  # noqa: SLF001


def _compare(local: OpenIndex, store: OpenIndex, queries: Sequence[str], settings: Settings) -> _Compared:
    other_order, largest = 0, 0.0
    times: tuple[list[float], list[float]] = [], []
    for query in queries:
        answers = []
        for index, spent in zip((local, store), times, strict=True):
            began = time.perf_counter()
            answers.append(search(index, query, settings))
            spent.append((time.perf_counter() - began) * 1000)
        one, other = (answer.hits or tuple(filter(None, [answer.nearest])) for answer in answers)
        if [hit.passage.passage_id for hit in one] != [hit.passage.passage_id for hit in other]:
            other_order += 1
            print(f"{query!r} {settings.mode} {settings.filters}", file=sys.stderr)
            continue
        for mine, its in zip(one, other, strict=True):
            pairs = [(mine.score, its.score)]
            pairs += [
                (getattr(mine.scores, name), getattr(its.scores, name))
                for name in ("lexical", "dense", "sentence")
            ]
            largest = max(
                largest,
                *(abs(a - b) for a, b in pairs if a is not None and b is not None),
            )
    return _Compared(len(queries), other_order, largest, *map(statistics.median, times))


if __name__ == "__main__":
    sys.exit(main())

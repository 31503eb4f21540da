"""Damaged files of every format, read and divided: each gives a report, or one clear line.

`make fuzz` runs many more: `make fuzz CASES=20000 SEED=7`.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from kzsearch.errors import KzsearchError
from kzsearch.index.write.divided import divide
from kzsearch.reading import sandbox
from kzsearch.reading.wire import Known
from kzsearch.text import squeeze
from kzsearch.types import Report
from tests.fake_embedder import FakeEmbedder
from tests.fuzz.mutations import damaged

CASES = int(os.environ.get("KZSEARCH_FUZZ_CASES", "200"))
SEED = int(os.environ.get("KZSEARCH_FUZZ_SEED", "1"))
_TOGETHER = 100
_KNOWN = Known(None, {}, table=False)
_EMBEDDER = FakeEmbedder()

came_out: Counter[str] = Counter()
slowest: list[tuple[float, int]] = []


@pytest.fixture(scope="module", autouse=True)
def _tell() -> Iterator[None]:
    """Print the outcomes, which `make fuzz` shows."""
    yield
    lines = [f"\n{CASES} damaged files, seed {SEED}:"]
    lines += [f"{count:7} {what}" for what, count in came_out.most_common()]
    lines += [
        f"  file {number} took {seconds:.2f} s" for seconds, number in sorted(slowest, reverse=True)[:3]
    ]
    sys.stdout.write("\n".join(lines) + "\n")


@pytest.mark.parametrize("first", range(0, CASES, _TOGETHER))
def test_a_damaged_file_gives_whole_passages_or_one_line(first: int) -> None:
    for number in range(first, min(first + _TOGETHER, CASES)):
        name, data = damaged(number, SEED)
        begun = time.perf_counter()
        came_out[_outcome(name, data, number)] += 1
        slowest.append((time.perf_counter() - begun, number))


def _outcome(name: str, data: bytes, number: int) -> str:
    """Read and divide a file; return the outcome in a word or two."""
    try:
        reports, problems = sandbox.read_reports(data, name, _KNOWN)
        for report in reports:
            _check(report, number)
    except KzsearchError as error:
        reports, problems = (), (error,)
    assert reports or problems, number
    for problem in problems:
        assert problem.message.isprintable(), (number, problem.message)
        assert problem.hint.isprintable(), (number, problem.hint)
        assert problem.hint, number
        assert "fault" not in problem.message, (number, problem.message)
        assert "parser down" not in problem.message, (number, problem.message)
        assert " s to read" not in problem.message, (number, problem.message)
    if not reports:
        words = re.sub(r"\d[\d,]*", "N", problems[0].message.replace(name, "FILE")).split()
        return f"refused: {' '.join(words[:6])}"
    return "read" if not problems else "read in part"


def _check(report: Report, number: int) -> None:
    """Every passage is the source's own text, in order, and every sentence is at its spans."""
    end = 0
    for passage in divide(report, _EMBEDDER).passages:
        assert end <= passage.span.start < passage.span.end <= len(report.source.text), number
        end = passage.span.end
        source = report.source.text[slice(*passage.span)]
        assert squeeze(passage.text) == squeeze(source), (number, passage.passage_id)
        for sentence in passage.sentences:
            inside = passage.text[slice(*sentence.within)]
            assert squeeze(inside) == squeeze(report.source.text[slice(*sentence.span)]), number

"""A suggestion is made only where it is really near."""

from __future__ import annotations

import pytest

from kzsearch.suggestion import did_you_mean, nearest
from kzsearch.types import Mode, Section

FORMATS = ("auto", "text", "json", "jsonl", "csv", "md")
IDS = ("kaz-2017", "kaz-2023", "kaz-2023-protection-01", "kaz-2023-protection-11")


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("jsn", FORMATS, "json"),
        ("JSONL", FORMATS, "jsonl"),
        ("prosecuton", list(Section), "prosecution"),
        ("protektion", list(Section), "protection"),
        ("prevent", list(Section), "prevention"),
        ("recommend", list(Section), "recommendations"),
        ("lexcial", list(Mode), "lexical"),
        ("report-id", ["report_id", "rank"], "report_id"),
        ("--yaer", ["--year", "--tier"], "--year"),
        ("kaz-2032", IDS, "kaz-2023"),
        ("kaz-2023-protecton-11", IDS, "kaz-2023-protection-11"),
    ],
)
def test_a_slip_is_seen_through(written: str, known: list[str], meant: str) -> None:
    assert nearest(written, known) == meant
    assert did_you_mean(written, known) == f"did you mean {meant}? "


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("", FORMATS),
        ("--", ["--year"]),
        ("xml", FORMATS),
        ("md5", FORMATS),
        ("xls", FORMATS),
        ("semantic", list(Mode)),
        ("law", list(Section)),
        ("pro", list(Section)),
        ("Tier 9", list(Section)),
        ("usa-2023", IDS),
        ("kaz", IDS),
        ("x" * 100_000, FORMATS),
        ("prosecuton", []),
    ],
)
def test_nothing_is_suggested_that_is_far(written: str, known: list[str]) -> None:
    assert nearest(written, known) is None
    assert did_you_mean(written, known) == ""


def test_of_equally_near_words_the_one_that_begins_alike() -> None:
    assert nearest("kaz-2022", ["kaz-1022", "kaz-2023"]) == "kaz-2023"
    assert nearest("kaz-2022", ["kaz-2023", "kaz-1022"]) == "kaz-2023"

"""`kzsearch search --profile`: the time of each phase, on standard error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome

LINE = re.compile(r"profile: +([\d.-]+) ms  (.+)")


@pytest.mark.parametrize(
    ("mode", "told"),
    [("hybrid", {"encoding", "dense scores", "lexical scores"}), ("lexical", {"lexical scores"})],
)
def test_phases_add_up_and_change_no_answer(kz: Callable[..., Outcome], mode: str, told: set[str]) -> None:
    plain = kz("search", "shelter funding", "--mode", mode, "--format", "jsonl")
    profiled = kz("search", "shelter funding", "--mode", mode, "--format", "jsonl", "--profile")
    assert profiled.out == plain.out
    assert "profile:" not in plain.err
    phases = {name: float(ms) for ms, name in LINE.findall(profiled.err)}
    total = phases.pop("total")
    assert told <= set(phases)
    assert ("encoding" in phases) == ("encoding" in told)
    assert sum(phases.values()) == pytest.approx(total, abs=0.1 * len(phases))
    assert min(phases.values()) > -0.1

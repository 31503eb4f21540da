"""`kzsearch search --profile`: the time of each phase, on standard error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome

LINE = re.compile(r"profile: +([\d.-]+) ms  (.+)")
# Words are added up in a thread of their own while vectors are compared.
BESIDE = ", beside the others"


@pytest.mark.parametrize(
    ("mode", "told"),
    [("hybrid", {"encoding", "dense scores", f"lexical scores{BESIDE}"}), ("lexical", {"lexical scores"})],
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
    in_turn = [ms for name, ms in phases.items() if not name.endswith(BESIDE)]
    assert sum(in_turn) == pytest.approx(total, abs=0.1 * len(phases))
    assert min(phases.values()) > -0.1

"""Every error becomes one of ours, in a program's words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kzsearch.errors import KzsearchError, ModelError, QueryError
from kzsearch.library.own_errors import folder, in_python, own_errors


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (FileNotFoundError(2, "No such file", "a/b"), "a/b: No such file"),
        (OSError("broken"), "a file: broken"),
        (MemoryError(), "there is not enough memory"),
        (sqlite3.OperationalError("locked"), "a fault in kzsearch: OperationalError: locked"),
        (TypeError("x"), "a fault in kzsearch: TypeError: x"),
    ],
)
def test_other_errors_become_ours_and_stay_the_cause(error: Exception, message: str) -> None:
    with pytest.raises(KzsearchError) as caught, own_errors():
        raise error
    assert caught.value.message == message
    assert caught.value.hint
    assert caught.value.__cause__ is error


def test_our_own_keep_their_class() -> None:
    with pytest.raises(ModelError) as caught, own_errors():
        raise ModelError("--rerank has no model", "leave --rerank out")
    assert str(caught.value) == caught.value.message == "rerank has no model"
    assert caught.value.hint == "leave rerank out"


def test_an_interrupt_goes_through() -> None:
    with pytest.raises(KeyboardInterrupt), own_errors():
        raise KeyboardInterrupt


def test_options_become_arguments_and_commands_stay() -> None:
    assert in_python("-k takes a number; --min-score 0 shows it; --per-report takes 1") == (
        "top_k takes a number; min_score=0 shows it; per_report takes 1"
    )
    assert in_python("no index: kzsearch index --model x") == "no index: kzsearch index --model x"


def test_paths() -> None:
    assert folder("a", "folder") == folder(Path("a"), "folder") == Path("a")
    for value in (None, 3, b"a", "a\0", object()):
        with pytest.raises(QueryError, match="folder is "):
            folder(value, "folder")

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.exceptions import HTTPException

from kzsearch.errors import IndexFolderError, KzsearchError, ModelError, QueryError, UnknownIdError
from kzsearch.serving.cursors import StaleCursorError
from kzsearch.web.errors import BusyError, problem_of, without_paths
from kzsearch.web.negotiation import NotAcceptableError


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QueryError("a", "b"), 400),
        (UnknownIdError("a", "b"), 404),
        (NotAcceptableError("a", "b"), 406),
        (StaleCursorError("a", "b"), 410),
        (ModelError("a", "b"), 500),
        (KzsearchError("a", "b"), 500),
        (IndexFolderError("a", "b"), 503),
        (BusyError(), 503),
        (HTTPException(404), 404),
        (HTTPException(405, headers={"Allow": "GET"}), 405),
        (ZeroDivisionError("a secret of /home/me"), 500),
    ],
)
def test_every_error_has_a_status(error: Exception, status: int) -> None:
    problem = problem_of(error)
    assert problem.status == status
    assert ("Retry-After" in problem.headers) == (status == 503)
    assert list(problem.to_dict()) == ["type", "title", "status", "detail", "hint"]
    assert "secret" not in problem.detail


def test_options_are_named_as_parameters() -> None:
    problem = problem_of(
        QueryError("0 hits cannot be shown", "-k takes a number; --year 2017, --min-score 0.3")
    )
    assert problem.hint == "k takes a number; year=2017, min_score=0.3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no index at /srv/data/indexes/default", "no index at default"),
        ("no index at /srv/my data/indexes/default", "no index at default"),
        ("'/srv/x/current' cannot be read: [Errno 13]", "'current' cannot be read: [Errno 13]"),
        (r"no index at C:\Users\me\index", "no index at index"),
        ("see https://example.org/a/b, or either/or", "see https://example.org/a/b, or either/or"),
        ("build it with: kzsearch index --index ~/a/b", "build it with: kzsearch index --index ~b"),
    ],
)
def test_a_path_is_told_by_its_last_name(text: str, expected: str) -> None:
    assert without_paths(text, (Path("/srv/my data/indexes/default"),)) == expected

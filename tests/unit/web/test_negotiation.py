from __future__ import annotations

import pytest

from kzsearch.web.negotiation import NotAcceptableError, accepted

OFFERED = ("application/json", "application/x-ndjson", "text/csv")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; q=0.5, application/json; q=0.4", "text/csv"),
        ("text/*", "text/csv"),
        ("application/json;q=0, */*", "application/x-ndjson"),
        ("application/x-ndjson, application/json", "application/json"),
        ("text/csv;q=lots, application/json", "application/json"),
    ],
)
def test_the_form_that_a_request_prefers(header: str, expected: str) -> None:
    assert accepted(header, OFFERED) == expected


@pytest.mark.parametrize("header", ["image/png", "application/json;q=0", ",;,"])
def test_a_form_that_is_not_offered(header: str) -> None:
    with pytest.raises(NotAcceptableError) as caught:
        accepted(header, OFFERED)
    assert "text/csv" in caught.value.hint

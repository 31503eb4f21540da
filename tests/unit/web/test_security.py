from __future__ import annotations

import base64
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from kzsearch.errors import QueryError
from kzsearch.web.security import Guard, checked_origin, is_loopback
from kzsearch.web.settings import ServerSettings


def _client(**settings: Any) -> TestClient:  # noqa: ANN401
    async def answer(_: Request) -> Response:
        return PlainTextResponse("well")

    guard = Middleware(Guard, ServerSettings(**settings))
    app = Starlette(routes=[Route("/", answer, methods=["GET", "POST"])], middleware=[guard])
    return TestClient(app, base_url="http://127.0.0.1:8377")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:9", "localhost:8377", "LOCALHOST", "[::1]:8377", "localhost."]
)
def test_names_of_this_machine(host: str) -> None:
    assert _client().get("/", headers={"Host": host}).text == "well"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "",
        "[::1",
        "a@localhost",
    ],
)
def test_other_names_are_turned_away(host: str) -> None:
    answer = _client().get("/", headers={"Host": host})
    assert answer.status_code == (200 if host == "a@localhost" else 421)


def test_a_server_for_others_goes_by_addresses_and_by_the_names_that_it_is_given() -> None:
    client = _client(host="0.0.0.0", names=("Reports.example.org",))  # noqa: S104
    for host in ("10.0.0.1:8377", "[2001:db8::1]:8377", "reports.example.org", "localhost"):
        assert client.get("/", headers={"Host": host}).status_code == 200
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421


def test_pages_of_other_origins_may_not_ask() -> None:
    client = _client()
    assert client.get("/", headers={"Origin": "http://127.0.0.1:8377"}).status_code == 200
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:8377"):
        answer = client.get("/", headers={"Origin": origin})
        assert (answer.status_code, "access-control-allow-origin" in answer.headers) == (403, False)
    allowed = _client(origins=("https://example.org",))
    assert allowed.get("/", headers={"Origin": "https://example.org"}).status_code == 200
    assert allowed.get("/", headers={"Origin": "https://example.com"}).status_code == 403


def test_every_answer_has_the_headers_also_one_that_turns_away() -> None:
    client = _client()
    for answer in (client.get("/"), client.get("/", headers={"Host": "evil.example"}), client.get("/none")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_what_is_too_large_is_refused() -> None:
    client = _client()
    assert client.get("/", params={"q": "a" * 20_000}).status_code == 414
    assert client.get("/", headers={"X": "a" * 40_000}).status_code == 431
    assert client.post("/", content=b"a" * 1_100_000).status_code == 413
    assert client.post("/", headers={"Content-Length": "-1"}).status_code == 413
    assert client.post("/", headers={"Content-Length": "9" * 5_000}).status_code == 413
    assert client.post("/", content=b"{}").status_code == 200


def test_a_token_is_asked_for() -> None:
    client = _client(token="correct hörse")  # noqa: S106
    basic = base64.b64encode("any:correct hörse".encode()).decode()
    for given in (f"Basic {basic}", "Bearer correct hörse", "bearer  correct hörse"):
        assert client.get("/", headers={b"Authorization": given.encode()}).status_code == 200
    for given in ("", "Bearer", "Bearer wrong", "Bearer correct h", "Basic !!!", "Basic Og==", "Digest x"):
        answer = client.get("/", headers={"Authorization": given} if given else {})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert "Basic" in answer.headers["www-authenticate"]


def test_which_addresses_only_this_machine_reaches() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "example.org", "")))  # noqa: S104


def test_what_is_an_origin() -> None:
    assert checked_origin("https://Example.org:8443/") == "https://example.org:8443"
    assert checked_origin("*") == "*"
    for text in ("example.org", "https://example.org/a", "ftp://example.org", "", "null", "https://[::1"):
        with pytest.raises(QueryError):
            checked_origin(text)

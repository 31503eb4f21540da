"""What goes around the records: errors, tags, forms, compression, methods, origins, tokens, queues."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzsearch.errors import IndexFolderError
from kzsearch.web.api.endpoints import ENDPOINTS
from kzsearch.web.settings import ServerSettings
from tests.served import ADDRESS
from tests.served import client as served

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from kzsearch.library import Index
    from tests.conftest import Kz


@pytest.fixture(scope="module")
def client(real_index: Path) -> Iterator[TestClient]:
    with served(real_index) as made:
        yield made


@pytest.mark.parametrize(
    ("address", "command", "status"),
    [
        ("/api/search?q=%20", "search| ", 400),
        ("/api/search?q=...", "search|...", 400),
        ("/api/search?q=a%00b", "", 400),
        ("/api/search?q=shelter&year=1066", "search|shelter|--year|1066", 400),
        ("/api/search?q=shelter&year=2023..2017", "search|shelter|--year|2023..2017", 400),
        ("/api/search?q=shelter&country=Kazakhstn", "search|shelter|--country|Kazakhstn", 400),
        ("/api/search?q=shelter&section=protectoin", "search|shelter|--section|protectoin", 400),
        ("/api/search?q=shelter&tier=9", "search|shelter|--tier|9", 400),
        ("/api/search?q=shelter&fields=citatoin", "search|shelter|--fields|citatoin|--format|jsonl", 400),
        ("/api/passages/kaz-2023-protectoin-03", "show|kaz-2023-protectoin-03", 404),
        ("/api/reports/kaz-2032", "show|kaz-2032|--outline", 404),
        ("/api/reports/kaz-2023-protection", "show|kaz-2023-protection|--outline", 400),
        ("/api/cite/nothing", "cite|nothing", 404),
        ("/api/compare?year=2023", "compare|--year|2023", 400),
        ("/api/recommendations?country=Albania", "recommendations|--country|Albania", 400),
        ("/api/figures?measure=convictons", "figures|--measure|convictons", 400),
        ("/api/timeline?section=protection", "timeline|--section|protection", 400),
        ("/api/locate?q=%20%20", "locate|  ", 400),
    ],
)
def test_an_error_is_a_problem_in_the_words_of_the_command_line(
    client: TestClient, kz: Kz, address: str, command: str, status: int
) -> None:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert list(problem) == ["type", "title", "status", "detail", "hint"]
    assert problem["status"] == status
    if command:
        told = kz(*command.split("|"))
        assert told.code == 2
        message, hint = told.err.splitlines()
        # Options are named as parameters; all else is the same.
        assert _words(problem["detail"]) <= _words(message)
        assert _words(problem["hint"]) <= _words(hint) | {"k"}


def _words(text: str) -> set[str]:
    return set(text.replace("--", "").replace("=", " ").replace("_", "-").split())


def test_addresses_and_methods_that_are_not_there(client: TestClient) -> None:
    for path in ("/api/none", "/api/passages/", "/api/search/", "/api/passages/a/b"):
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code in (404, 307)
    missing = client.get("/api/none")
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/problem+json")
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"):
        for path in ("/api/search", "/api/reports/kaz-2023", "/openapi.json", "/healthz"):
            answer = client.request(method, path)
            assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")
            assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient, real_index: Path) -> None:
    first = client.get("/api/search?q=shelter")
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        again = client.get("/api/search?q=shelter", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/api/search?q=shelter", headers={"If-None-Match": '"other"'}).status_code == 200
    others = ("/api/search?q=shelters", "/api/search?q=shelter&k=3", "/api/search?q=shelter&format=csv")
    assert len({tag, *(client.get(address).headers["etag"] for address in others)}) == 4
    with served(real_index) as again_opened:
        assert again_opened.get("/api/search?q=shelter").headers["etag"] == tag


def test_a_head_is_an_answer_without_its_body(client: TestClient) -> None:
    for path in ("/api/search?q=shelter", "/api/reports", "/openapi.json", "/healthz", "/version"):
        whole, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == whole.headers["content-type"]
        assert head.headers.get("etag") == whole.headers.get("etag")


def test_answers_are_compressed_for_whom_that_suits(client: TestClient) -> None:
    with client.stream("GET", "/api/passages/kaz-2023", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["vary"]
        assert "Accept" in answer.headers["vary"].replace("Accept-Encoding", "")
    plain = client.get("/api/passages/kaz-2023", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert json.loads(gzip.decompress(raw)) == plain.json()
    assert len(raw) < len(plain.content) / 2


def test_a_form_that_is_not_given_is_refused(client: TestClient) -> None:
    answer = client.get("/api/reports", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["hint"]
    assert client.get("/api/reports?format=bibtex").status_code == 400


def test_a_cursor_of_another_search_is_refused(client: TestClient) -> None:
    following = client.get("/api/search?q=police&k=2").json()["next"]
    assert client.get(following).status_code == 200
    assert client.get(following.replace("q=police", "q=victims")).status_code == 400
    assert client.get("/api/search?q=police&cursor=AAAA").json()["detail"] == "the cursor is damaged"
    assert client.get(f"{following}&by_year=true").status_code == 400


def test_pages_of_origins_that_the_user_names_may_read(real_index: Path) -> None:
    plain = {"Origin": "https://example.org"}
    with served(real_index) as client:
        assert client.get("/api/reports", headers=plain).status_code == 403
    with served(real_index, ServerSettings(origins=("https://example.org",))) as client:
        answer = client.get("/api/reports", headers=plain)
        assert answer.headers["access-control-allow-origin"] == "https://example.org"
        assert "ETag" in answer.headers["access-control-expose-headers"]
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        asked_first = {**plain, "Access-Control-Request-Method": "GET"}
        assert client.options("/api/reports", headers=asked_first).status_code == 200
        other = client.get("/api/reports", headers={"Origin": "https://example.com"})
        assert (other.status_code, "access-control-allow-origin" in other.headers) == (403, False)


def test_a_token_guards_every_address(real_index: Path) -> None:
    with served(real_index, ServerSettings(token="correct horse")) as client:  # noqa: S106
        paths = [endpoint.path.replace("{id}", endpoint.id_example) for endpoint in ENDPOINTS]
        for path in (*paths, "/", "/openapi.json", "/healthz", "/version", "/none"):
            assert client.get(path).status_code == 401
        given = client.get("/api/reports", headers={"Authorization": "Bearer correct horse"})
        assert given.status_code == 200
        assert client.get("/api/reports", auth=("anybody", "correct horse")).status_code == 200


def test_what_cannot_wait_is_told_to_come_again(real_index: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(_: Index, generation: str) -> str:
        begun.set()
        go_on.wait(30)
        return generation

    with served(real_index, ServerSettings(threads=1, waiting=0)) as client:
        client.get("/healthz")  # after what the server does at its start
        workers = client.app.state.workers  # type: ignore[attr-defined]
        assert client.portal is not None
        held = client.portal.start_task_soon(workers.run, slow)
        assert begun.wait(30)
        answer = client.get("/api/reports")
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) >= 1
        assert client.get("/version").status_code == 200  # which needs no index
        go_on.set()
        assert held.result(30).startswith("g")
        assert client.get("/api/reports").status_code == 200


def test_a_fault_is_one_line_and_a_problem(
    real_index: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from kzsearch.library import Index

    def broken(_: Index) -> None:
        raise ZeroDivisionError(f"at {real_index}")

    def gone(_: Index) -> None:
        raise IndexFolderError(f"no index at {real_index}", f"kzsearch index --index {real_index}")

    with served(real_index) as client:
        monkeypatch.setattr(Index, "reports", broken)
        fault = client.get("/api/reports")
        monkeypatch.setattr(Index, "reports", gone)
        missing = client.get("/api/reports")
    assert (fault.status_code, missing.status_code) == (500, 503)
    assert missing.json()["detail"] == "no index at default"
    for answer in (fault, missing):
        assert answer.headers["content-type"] == "application/problem+json"
        assert str(real_index.parent) not in answer.text
    told = capfd.readouterr().err
    assert "Traceback" not in told
    assert len(told.splitlines()) == 2
    assert ADDRESS not in told

"""The tools as an assistant has them: the SDK's own client and the installed command, over both transports."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS

from kzsearch.web.settings import ServerSettings
from tests.assistant_sessions import Session, begun, over_http, over_stdio, posted, text_of
from tests.conftest import ROOT, Outcome, Run
from tests.served import client, running

NAMES = ["search", "fetch", "list_reports", "compare", "figures", "verify_quote"]
TRANSPORTS = ("over stdio", "over http")
SEARCH = json.dumps(
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "search", "arguments": {"query": "shelter funding", "limit": 1}},
    }
).encode()
PERU = "PERU (Tier 2)\n\nPROTECTION\n\nThe government opened a shelter for llama herders in Cusco.\n"


@pytest.fixture(scope="module")
def index(real_index: Path) -> Iterator[Path]:
    """Give a copy of the real index that a test may rebuild, beside the same sealed encoder."""
    copy = real_index.parent / "assistants"
    shutil.copytree(real_index, copy)
    yield copy
    shutil.rmtree(copy, ignore_errors=True)


@pytest.fixture(scope="module")
def address(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    told = tmp_path_factory.mktemp("serve") / "told.txt"
    with running(index, told, "--corpus", str(ROOT / "corpus")) as server:
        yield server.address


@pytest.fixture(scope="module")
def stdio(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("elsewhere")
    with over_stdio("--index", index, "--corpus", ROOT / "corpus", cwd=folder) as session:
        yield session


@pytest.fixture(scope="module")
def http(address: str) -> Iterator[Session]:
    with over_http(address) as session:
        yield session


@pytest.fixture(params=TRANSPORTS)
def session(request: pytest.FixtureRequest) -> Session:
    name = {"over stdio": "stdio", "over http": "http"}[request.param]
    found = request.getfixturevalue(name)
    assert isinstance(found, Session)
    return found


def test_six_tools_all_of_them_for_reading(session: Session) -> None:
    tools = session.ask("list_tools").tools
    assert [tool.name for tool in tools] == NAMES
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert not tool.annotations.open_world_hint
        assert tool.title
        assert tool.output_schema["type"] == "object"


def test_search_answers_what_the_command_line_does(session: Session, kz: Callable[..., Outcome]) -> None:
    printed = kz("search", "shelter funding", "-k", 5, "--year", "2017..2023", "--format", "jsonl").out
    records = [json.loads(line) for line in printed.splitlines()]
    answer = session.call("search", query="shelter funding", limit=5, year=["2017..2023"])
    assert json.loads(text_of(answer)) == answer.structured_content
    results = answer.structured_content["results"]
    assert [result["id"] for result in results] == [record["passage_id"] for record in records]
    assert [result["sentence"] for result in results] == [
        record["best_sentence"]["text"] for record in records
    ]
    assert [result["citation"] for result in results] == [record["citation"] for record in records]
    assert all(result["url"] and result["title"] for result in results)


def test_every_tool_answers_with_citations_and_names_no_file_of_the_machine(session: Session) -> None:
    for name, given in (
        ("search", {"query": "hotline calls"}),
        ("fetch", {"id": "kaz-2023-protection"}),
        ("list_reports", {}),
        ("compare", {"section": "recommendations"}),
        ("figures", {"measure": "convictions"}),
        ("verify_quote", {"quote": "The government identified 24 trafficking victims"}),
    ):
        answer = session.call(name, **given)
        assert not answer.is_error
        whole = text_of(answer) + json.dumps(answer.structured_content)
        assert "U.S. Department of State, Trafficking in Persons Report 20" in whole
        assert "(corpus/kazakhstan-20" in whole
        assert str(ROOT) not in whole


def test_nothing_found_is_said_and_is_no_error(session: Session) -> None:
    answer = session.call("search", query="banana bread recipe")
    assert not answer.is_error
    fields = answer.structured_content
    assert fields["results"] == []
    assert fields["message"].startswith("Nothing found: the corpus does not seem to answer it")
    assert fields["nearest"]["citation"]


@pytest.mark.parametrize(
    ("name", "given", "message", "hint"),
    [
        ("search", {}, "search needs query", "what to look for"),
        ("search", {"query": " "}, "the query is empty", "say what to look for"),
        ("search", {"query": "x" * 200_000}, "at most 1,000 words are read", "ask for one thing at a time"),
        ("search", {"query": "shelter", "yeer": 2017}, "search has no argument 'yeer'", "did you mean year?"),
        ("search", {"query": "shelter", "year": "1492"}, "there is no report of 1492", "year=2017..2023"),
        (
            "search",
            {"query": "shelter", "section": "protektion"},
            "no 'protektion'",
            "did you mean protection?",
        ),
        ("search", {"query": "shelter", "limit": 0}, "limit is 0", "from 1 to 50"),
        ("fetch", {"id": "kaz-2023-protecton"}, "nothing called", "did you mean kaz-2023-protection?"),
        ("fetch", {"id": "../../../etc/passwd"}, "nothing called", "list_reports lists what there is"),
        ("compare", {"year": 2017}, "2017", ""),
        ("figures", {"measure": "convictoins"}, "no measure is called", "did you mean convictions?"),
        ("verify_quote", {"quote": "victims"}, "one word is no quote", ""),
    ],
)
def test_an_error_is_an_error(
    session: Session, name: str, given: dict[str, object], message: str, hint: str
) -> None:
    answer = session.call(name, **given)
    assert answer.is_error
    first, second = text_of(answer).split("\n")
    assert first.startswith("error: ")
    assert message in first
    assert second.startswith("hint: ")
    assert hint in second
    assert answer.structured_content is None


def test_a_tool_a_resource_or_a_prompt_that_does_not_exist(session: Session) -> None:
    for method, given, said in (
        ("call_tool", ("serch", {}), "there is no tool serch\nhint: did you mean search?"),
        ("read_resource", ("kzsearch://reports/kaz-2022",), "hint: did you mean kaz-2023?"),
        ("read_resource", ("file:///etc/passwd",), "file:///etc/passwd is no resource"),
        ("get_prompt", ("answer",), "there is no prompt answer"),
        ("get_prompt", ("answer_from_reports",), "answer_from_reports needs question"),
    ):
        with pytest.raises(MCPError) as error:
            session.ask(method, *given)
        assert said in error.value.error.message
        assert error.value.error.code == INVALID_PARAMS


def test_reports_are_resources_and_addresses_can_be_read(session: Session) -> None:
    listed = session.ask("list_resources").resources
    assert [str(resource.uri) for resource in listed] == [
        "kzsearch://reports/kaz-2017",
        "kzsearch://reports/kaz-2023",
    ]
    (contents,) = session.ask("read_resource", "kzsearch://reports/kaz-2023").contents
    assert contents.mime_type == "text/markdown"
    assert contents.text.startswith("# Trafficking in Persons Report 2023: Kazakhstan\n\nSentences and texts")
    lines = contents.text.splitlines()
    assert sum(line.startswith("[kaz-2023-") for line in lines) == 22
    (passage,) = session.ask("read_resource", "kzsearch://passages/kaz-2023-protection-03").contents
    assert passage.text.split("\n\n", 2)[2].strip() in contents.text
    templates = session.ask("list_resource_templates").resource_templates
    assert {template.uri_template for template in templates} == {
        "kzsearch://reports/{id}",
        "kzsearch://passages/{id}",
    }


def test_a_prompt_asks_for_citations(session: Session) -> None:
    (prompt,) = session.ask("list_prompts").prompts
    (message,) = session.ask("get_prompt", prompt.name, {"question": "Who runs the shelters?"}).messages
    assert "alone: Who runs the shelters?" in message.content.text


def test_sixteen_calls_at_once_get_the_answers_of_one_at_a_time(session: Session) -> None:
    asked = [
        ("search", {"query": f"{what} in {year}", "year": year})
        for year in ("2017", "2023")
        for what in ("shelter funding", "hotline calls", "convictions", "forced labor in fields")
    ]
    asked += [("fetch", {"id": f"kaz-2023-protection-0{number}"}) for number in range(1, 5)]
    asked += [("figures", {"measure": "convictions"}), ("compare", {"section": "prosecution"})]
    asked += [("list_reports", {}), ("verify_quote", {"quote": "received more than 842 calls"})]
    assert len(asked) == 16
    one_by_one = [session.call(name, **given) for name, given in asked]
    with ThreadPoolExecutor(16) as pool:
        at_once = list(pool.map(lambda call: session.call(call[0], **call[1]), asked))
    assert at_once == one_by_one
    assert not any(answer.is_error for answer in at_once)


def test_addresses_are_pages_where_a_server_is_asked(stdio: Session, http: Session, address: str) -> None:
    urls = [
        session.call("search", query="shelter funding", limit=1).structured_content["results"][0]["url"]
        for session in (stdio, http)
    ]
    assert urls[0] == "kzsearch://passages/kaz-2023-protection-03"
    assert urls[1].startswith(f"{address}/passages/kaz-2023-protection-03/sentences/")
    report = http.call("list_reports").structured_content["reports"][1]["url"]
    passage = http.call("fetch", id="kaz-2023-protection-03").structured_content["url"]
    for url in (urls[1], report, passage):
        with urlopen(url, timeout=60) as page:  # noqa: S310  of the server that was just started
            assert "Kazakhstan" in page.read().decode("utf-8")


def test_clients_of_the_handshake_are_answered_too(address: str) -> None:
    with over_http(address, mode="legacy") as session:
        assert [tool.name for tool in session.ask("list_tools").tools] == NAMES
        assert session.call("fetch", id="kaz-2023").structured_content["url"] == f"{address}/reports/kaz-2023"


def test_a_client_that_goes_in_the_middle_of_a_question_leaves_no_trace(address: str) -> None:
    # The fixture of the server checks what it has told, when it ends.
    for sent in (SEARCH[:20], SEARCH):
        begun(address, sent, len(SEARCH)).close()
    assert posted(address, SEARCH)[0] == 200


@pytest.mark.parametrize(
    ("headers", "method", "status"),
    [
        ({}, "POST", 200),
        ({"Host": "evil.example"}, "POST", 421),
        ({"Origin": "http://evil.example"}, "POST", 403),
        ({"Content-Type": "text/plain"}, "POST", 400),
        ({"Accept": "text/html"}, "POST", 406),
        ({}, "GET", 405),
        ({}, "DELETE", 405),
    ],
)
def test_the_server_says_who_may_ask(address: str, headers: dict[str, str], method: str, status: int) -> None:
    answered, text = posted(address, SEARCH, method, **headers)
    assert answered == status
    assert ("kaz-2023-protection-03" in text) is (status == 200)


def test_a_body_that_is_no_question_or_too_long_is_refused(address: str) -> None:
    assert posted(address, b"{")[0] == 400
    assert posted(address, b"[]")[0] == 400
    assert posted(address, b"", **{"Content-Length": "300000"})[0] == 413
    assert "by POST" in posted(address, b"", "GET")[1]
    assert posted(address, SEARCH)[0] == 200


def test_a_token_is_asked_for(real_index: Path) -> None:
    sent = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    secret = "a secret that is long"  # noqa: S105  of this test alone
    with client(real_index, ServerSettings(token=secret)) as asked:
        for brought, status in ((None, 401), ("a secret that is wrong", 401), (secret, 200)):
            headers = sent if brought is None else {**sent, "Authorization": f"Bearer {brought}"}
            assert asked.post("/mcp", content=SEARCH, headers=headers).status_code == status


def test_a_rebuilt_index_is_followed(
    index: Path, stdio: Session, http: Session, copied_corpus: Path, run: Run
) -> None:
    # This test is the last: what it adds stays.
    for session in (stdio, http):
        assert session.call("list_reports").structured_content["total"] == 2
    (copied_corpus / "peru-2021.txt").write_text(PERU, encoding="utf-8")
    done = run("index", "--index", index, "--corpus", copied_corpus)
    assert done.returncode == 0, done.stderr
    for session in (stdio, http):
        assert session.call("list_reports").structured_content["total"] == 3
        (best,) = session.call("search", query="llama herders", limit=1).structured_content["results"]
        assert best["id"] == "per-2021-protection-01"

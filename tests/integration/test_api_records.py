"""The records of the API are those of the command line, field by field."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzsearch.web.api.endpoints import ENDPOINTS
from tests.served import client as served

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.conftest import Kz

ADDRESSES: Sequence[tuple[str, str]] = (
    ("/api/search?q=shelter funding for foreign victims", "search|shelter funding for foreign victims"),
    (
        "/api/search?q=convictions&year=2017&year=2023&section=prosecution&k=3&mode=lexical&explain=true",
        "search|convictions|--year|2017|--year|2023|--section|prosecution|-k|3|--mode|lexical|--explain",
    ),
    (
        "/api/search?q=shelter&country=KAZAKHSTAN&tier=2&series=tip&min_score=0.2&per_report=1&context=1&all_years=true",
        "search|shelter|--country|KAZAKHSTAN|--tier|2|--series|tip|--min-score|0.2|--per-report|1|--context|1|--all-years",
    ),
    ("/api/search?q=shelters&by_year=true", "search|shelters|--by-year"),
    ("/api/search?q=shelter funding in both years", "search|shelter funding in both years"),
    ("/api/search?q=what changed between 2017 and 2023", "search|what changed between 2017 and 2023"),
    ("/api/search?q=best pizza in Naples", "search|best pizza in Naples"),
    (
        "/api/search?q=police&mode=exact&fields=rank,scores.dense",
        "search|police|--mode|exact|--fields|rank,scores.dense",
    ),
    ("/api/passages/kaz-2023-protection-03?context=1", "show|kaz-2023-protection-03|--context|1"),
    ("/api/passages/kaz-2017?section=prosecution", "show|kaz-2017|--section|prosecution"),
    ("/api/reports", "reports"),
    ("/api/reports?fields=report_id,facts.tier.origin", "reports|--fields|report_id,facts.tier.origin"),
    ("/api/reports/kaz-2023", "show|kaz-2023|--outline"),
    ("/api/compare", "compare"),
    (
        "/api/compare?section=recommendations&section=overview&change=new&change=carried&country=KAZ",
        "compare|--section|recommendations|--section|overview|--change|new|--change|carried|--country|KAZ",
    ),
    ("/api/compare?q=shelter funding", "compare|shelter funding"),
    ("/api/recommendations?year=2017..2023", "recommendations|--year|2017..2023"),
    ("/api/figures", "figures"),
    (
        "/api/figures?measure=convictions&measure=shelters&year=2016&report_year=2017&from=prosecution",
        "figures|--measure|convictions|--measure|shelters|--year|2016|--report-year|2017|--from|prosecution",
    ),
    ("/api/timeline?country=Kazakhstan", "timeline|--country|Kazakhstan"),
    (
        "/api/timeline?q=hotline&section=protection&mode=lexical&min_score=0.1",
        "timeline|hotline|--section|protection|--mode|lexical|--min-score|0.1",
    ),
    ("/api/timeline?fields=year,tier", "timeline|--fields|year,tier"),
    (
        "/api/locate?q=identified 24 trafficking victims&year=2023",
        "locate|identified 24 trafficking victims|--year|2023",
    ),
    (
        "/api/locate?q=no such words anywhere here&fields=kind",
        "locate|no such words anywhere here|--fields|kind",
    ),
)


@pytest.fixture(scope="module")
def client(real_index: Path) -> Iterator[TestClient]:
    with served(real_index) as made:
        yield made


@pytest.mark.parametrize(("address", "command"), ADDRESSES, ids=[address for address, _ in ADDRESSES])
def test_an_address_gives_the_records_of_its_command(
    client: TestClient, kz: Kz, address: str, command: str
) -> None:
    printed = kz(*command.split("|"), "--format", "jsonl")
    assert printed.code in (0, 1)
    records = [json.loads(line) for line in printed.out.splitlines()]
    whole = client.get(address)
    assert whole.status_code == 200
    answer = whole.json()
    assert answer["records"] == records
    # Field by field, in the order of the command line; and its very bytes where lines are asked for.
    assert [list(record) for record in answer["records"]] == [list(record) for record in records]
    lines = client.get(address, headers={"Accept": "application/x-ndjson"})
    assert lines.text == printed.out
    assert lines.headers["content-type"] == "application/x-ndjson"
    notes = [line.removeprefix("note: ") for line in printed.err.splitlines() if line.startswith("note: ")]
    assert set(notes) <= set(answer["notes"]) or not records


def test_every_address_is_compared() -> None:
    compared = {address.partition("?")[0] for address, _ in ADDRESSES}
    for endpoint in ENDPOINTS:
        before, _, after = endpoint.path.partition("{id}")
        assert endpoint.path == "/api/cite/{id}" or any(
            address.startswith(before) and address.endswith(after) for address in compared
        ), endpoint.path


def test_references_are_those_of_cite(client: TestClient, kz: Kz) -> None:
    for name in ("kaz-2023", "kaz-2017-prosecution", "kaz-2023-protection-03"):
        records = json.loads(kz("cite", name, "--style", "csl-json").out)
        assert client.get(f"/api/cite/{name}").json()["records"] == records
        for style, media in (
            ("text", "text/plain"),
            ("bibtex", "application/x-bibtex"),
            ("ris", "application/x-research-info-systems"),
            ("csl-json", "application/vnd.citationstyles.csl+json"),
        ):
            printed = kz("cite", name, "--style", style).out
            assert client.get(f"/api/cite/{name}", params={"format": style}).text == printed
            found = client.get(f"/api/cite/{name}", headers={"Accept": media})
            assert (found.text, found.headers["content-type"].partition(";")[0]) == (printed, media)


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("/api/search?q=shelter", "search|shelter"),
        (
            "/api/search?q=shelter&fields=score,best_sentence.text",
            "search|shelter|--fields|score,best_sentence.text",
        ),
        ("/api/reports", "reports"),
        ("/api/compare?change=new", "compare|--change|new"),
        ("/api/timeline?fields=year,tier,line_first", "timeline|--fields|year,tier,line_first"),
    ],
)
def test_a_table_is_that_of_the_command_line(client: TestClient, kz: Kz, address: str, command: str) -> None:
    printed = kz(*command.split("|"), "--format", "csv").out
    by_header = client.get(address, headers={"Accept": "text/csv, application/json;q=0.5"})
    by_name = client.get(f"{address}{'&' if '?' in address else '?'}format=csv")
    assert by_header.text == by_name.text == printed
    assert by_header.headers["content-type"].startswith("text/csv")
    assert list(csv.reader(io.StringIO(by_header.text)))


def test_pages_of_a_search_give_its_hits_once_and_in_order(client: TestClient, kz: Kz) -> None:
    whole = [
        json.loads(line) for line in kz("search", "police", "-k", "20", "--format", "jsonl").out.splitlines()
    ]
    found: list[dict[str, object]] = []
    address, pages = "/api/search?q=police&k=3", 0
    while address and len(found) < len(whole):
        answer = client.get(address)
        page = answer.json()
        found += page["records"]
        address = page["next"]
        assert answer.headers.get("link") == (f'<{address}>; rel="next"' if address else None)
        pages += 1
    assert pages > 3
    assert [hit["passage_id"] for hit in found[: len(whole)]] == [hit["passage_id"] for hit in whole]
    assert [hit["score"] for hit in found[: len(whole)]] == pytest.approx([hit["score"] for hit in whole])
    assert [hit["rank"] for hit in found] == list(range(1, len(found) + 1))


def test_nothing_found_says_why_and_what_came_nearest(client: TestClient, kz: Kz) -> None:
    told = kz("search", "best pizza in Naples").err
    answer = client.get("/api/search?q=best pizza in Naples").json()
    assert answer["records"] == []
    assert answer["next"] is None
    assert answer["nearest"]["passage_id"] in told
    assert answer["reason"].partition("(")[0] in told
    beyond = client.get("/api/search?q=shelter&year=2001").json()
    assert beyond["nearest"] is None
    assert "the index holds the report years 2017, 2023" in beyond["notes"]
    figures = client.get("/api/figures?measure=convictions&year=2001").json()
    _, *notes = kz("figures", "--measure", "convictions", "--year", "2001").err.splitlines()
    assert (figures["records"], figures["notes"]) == ([], [note.removeprefix("note: ") for note in notes])
    assert figures["notes"]


def test_what_goes_with_the_records(client: TestClient) -> None:
    outline = client.get("/api/reports/kaz-2023").json()
    assert outline["report"] in client.get("/api/reports").json()["records"]
    compared = client.get("/api/compare").json()
    (head,) = compared["comparisons"]
    assert head["later"] == "kaz-2023"
    assert sum(head["counts"].values()) == len(compared["records"])
    assert {one["verdict"] for one in client.get("/api/figures").json()["findings"]} >= {"adds up"}
    assert client.get("/api/recommendations").json()["years"] == [2017, 2023]


def test_sources_are_relative_to_the_corpus(client: TestClient, real_index: Path) -> None:
    for endpoint in ENDPOINTS:
        path = endpoint.path.replace("{id}", endpoint.id_example)
        asked = any(parameter.required for parameter in endpoint.parameters)
        params = {"q": "identified 24 trafficking victims"} if asked else {}
        text = client.get(path, params=params).text
        assert str(Path.cwd()) not in text
        assert str(real_index.parent) not in text
        assert "(corpus/kazakhstan" in text or endpoint.record == "Report"

"""The description of the API: valid, kept by every answer, and held against requests that it allows and forbids."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from kzsearch.web.api.endpoints import ENDPOINTS
from kzsearch.web.api.records import record_schemas
from kzsearch.web.settings import ServerSettings
from tests.conftest import ROOT
from tests.served import client as served
from tests.served import running

sys.path.insert(0, str(ROOT / "tools"))
from api_examples import FILE, made  # tools/ is no package

if TYPE_CHECKING:
    from starlette.testclient import TestClient

# Whether any text names a country, or a year is one of a report, no schema can say.
EXAMPLES = 6
NOT_CHECKED: Any = [positive_data_acceptance]


@pytest.fixture(scope="module")
def client(real_index: Path) -> Iterator[TestClient]:
    with served(real_index) as made_client:
        yield made_client


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    answer = client.get("/openapi.json")
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.1"
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="module")
def api(real_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with running(real_index, tmp_path_factory.mktemp("served") / "told") as server:
        yield schemathesis.openapi.from_url(f"{server.address}/openapi.json")


@pytest.mark.parametrize("path", [*(endpoint.path for endpoint in ENDPOINTS), "/healthz", "/version"])
@pytest.mark.parametrize("mode", list(GenerationMode), ids=[mode.value for mode in GenerationMode])
def test_requests_that_the_description_allows_or_forbids(
    api: Any,  # noqa: ANN401
    path: str,
    mode: GenerationMode,
) -> None:
    if mode.is_negative and path in ("/healthz", "/version"):
        return  # an address without parameters has nothing to get wrong

    @given(case=api[path]["GET"].as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def hold(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(excluded_checks=NOT_CHECKED)

    hold()


def test_every_address_is_described(description: dict[str, Any]) -> None:
    assert description["openapi"] == "3.1.0"
    assert {*description["paths"]} == {*(endpoint.path for endpoint in ENDPOINTS), "/healthz", "/version"}
    for endpoint in ENDPOINTS:
        operation = description["paths"][endpoint.path]["get"]
        named = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"}
        assert named == {parameter.name for parameter in endpoint.all_parameters}
        assert all(parameter["description"] for parameter in operation["parameters"])


def test_every_record_of_an_answer_is_as_described(client: TestClient, description: dict[str, Any]) -> None:
    addresses = {
        "Hit": ["/api/search?q=shelter&explain=true&context=1&k=30", "/api/passages/kaz-2023"],
        "Report": ["/api/reports"],
        "OutlineSection": ["/api/reports/kaz-2017"],
        "ComparedRow": ["/api/compare"],
        "YearAnswer": ["/api/compare?q=shelter"],
        "Recommendation": ["/api/recommendations"],
        "Figure": ["/api/figures"],
        "TierYear": ["/api/timeline"],
        "PresenceYear": ["/api/timeline?q=hotline"],
        "Located": ["/api/locate?q=identified 20 trafficking victims", "/api/locate?q=zzz yyy xxx www vvv"],
        "Reference": ["/api/cite/kaz-2023-protection-03"],
    }
    assert addresses.keys() == record_schemas().keys()
    for name, asked in addresses.items():
        validator = jsonschema_rs.Draft202012Validator(description["components"]["schemas"][name])
        for address in asked:
            records = client.get(address).json()["records"]
            assert records, address
            for record in records:
                validator.validate(record)


def test_records_of_two_series_are_as_described(
    description: dict[str, Any],
    fake_index: Any,  # noqa: ANN401
) -> None:
    validator = jsonschema_rs.Draft202012Validator(description["components"]["schemas"]["Hit"])
    opened = fake_index({"albania-2019.txt": "TIER 1\n\nThe police opened a shelter.\n"})
    from kzsearch.search import search

    for hit in search(opened, "shelter"):
        validator.validate(json.loads(json.dumps(hit.to_dict())))


def test_the_examples_are_answers(real_index: Path, description: dict[str, Any]) -> None:
    written = json.loads(FILE.read_text(encoding="utf-8"))
    assert made(real_index) == written, "python tools/api_examples.py writes them"
    for path, example in written.items():
        content = description["paths"][path]["get"]["responses"]["200"]["content"]
        assert content["application/json"]["example"] == example


def test_a_token_is_described(real_index: Path) -> None:
    with served(real_index, ServerSettings(token="correct horse")) as client:  # noqa: S106
        described = client.get("/openapi.json", headers={"Authorization": "Bearer correct horse"}).json()
    assert described["security"] == [{"token": []}]

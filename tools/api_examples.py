"""Write the examples in the description of the API: an answer of each address, on the reports that come with kzsearch.

Each answer is cut to its first record, and its numbers to four digits. `python tools/api_examples.py [INDEX]`
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE = ROOT / "kzsearch/web/api/examples.json"
_DIGITS = 4


def made(index: Path) -> dict[str, object]:
    """Return the examples, by address.

    Args:
        index: An index of the reports that come with kzsearch.
    """
    from starlette.testclient import TestClient

    from kzsearch.serving.live import LiveIndex
    from kzsearch.web.api.endpoints import ENDPOINTS
    from kzsearch.web.api.requests import example_request
    from kzsearch.web.app import application

    with TestClient(application(LiveIndex(index)), base_url="http://127.0.0.1") as client:
        return {endpoint.path: _short(client.get(example_request(endpoint)).json()) for endpoint in ENDPOINTS}


def _short(answer: dict[str, object]) -> object:
    """Return an answer with its first record alone, and without what differs between two builds of an index."""
    answer |= {"generation": "g000001-0123456789ab"}
    if answer.get("next"):
        answer["next"] = f"{str(answer['next']).partition('cursor=')[0]}cursor=WzIsICJrYXotMjAx"
    records = answer.get("records")
    if isinstance(records, list):
        answer["records"] = records[:1]
    return _rounded(answer)


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return value


if __name__ == "__main__":
    named = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "indexes/default"
    FILE.write_text(json.dumps(made(named), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

"""Ask the tools what docs/assistants.md shows, and write their real answers back.

A call is a fenced block of JSON with `name` and `arguments`; the block after it is the text of the answer.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from kzsearch.assistants.addresses import Addresses
from kzsearch.assistants.errors_told import told
from kzsearch.assistants.passages import Asked
from kzsearch.assistants.toolbox import TOOLS
from kzsearch.errors import KzsearchError
from kzsearch.library import Index, open_index

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "assistants.md"

_CALL = re.compile(
    r'^```json\n(?P<call>\{"name": .*?)\n```\n\n```(?P<kind>\w+)\n(?P<answer>.*?)\n```$',
    re.MULTILINE | re.DOTALL,
)


def answered(page: str, index: Index) -> str:
    """Return a page with the answers that its calls get now.

    Args:
        page: The page.
        index: The index of the two reports.
    """
    return _CALL.sub(lambda found: _block(found["call"], index), page)


def calls(page: str) -> list[str]:
    """Return the names of the tools that a page calls."""
    return [json.loads(found["call"])["name"] for found in _CALL.finditer(page)]


def _block(call: str, index: Index) -> str:
    asked = json.loads(call)
    try:
        text = TOOLS[asked["name"]].call(Asked(index, Addresses()), asked["arguments"]).text
    except KzsearchError as error:
        text = told(error, nearby=True).text
    kind = "json" if text.startswith("{") else "text"
    return f"```json\n{call}\n```\n\n```{kind}\n{text}\n```"


def main() -> None:
    """Write the page anew with the answers of today."""
    with open_index(ROOT / "indexes" / "default", by_name=True) as index:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(answered(page, index), encoding="utf-8")


if __name__ == "__main__":
    main()

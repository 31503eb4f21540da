from __future__ import annotations

import inspect
import json
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator
from tokenizers import Tokenizer

import kzsearch
from kzsearch.assistants.arguments import Kind
from kzsearch.assistants.toolbox import INSTRUCTIONS, TOOLS
from kzsearch.embedder.source import resolve
from kzsearch.library import Index

MOST_TOKENS = 1_500


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(resolve().folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _tokens(text: str) -> int:
    """Count tokens as the bundled model's tokenizer does, the only one at hand: WordPiece, 30,522 pieces.

    It knows fewer words than the tokenizers of assistants, and each bracket of JSON is a token of its own, so that it
    counts more than they do.
    """
    return len(_tokenizer().encode(text, add_special_tokens=False).ids)


def test_there_are_six_tools() -> None:
    assert list(TOOLS) == ["search", "fetch", "list_reports", "compare", "figures", "verify_quote"]


def test_what_an_assistant_reads_of_them_is_short() -> None:
    told = [
        f"{tool.name} {tool.description} {json.dumps(tool.input_schema(), separators=(',', ':'))}"
        for tool in TOOLS.values()
    ]
    assert sum(map(_tokens, told)) < MOST_TOKENS
    assert _tokens(INSTRUCTIONS) < 150


@pytest.mark.parametrize("name", TOOLS)
def test_schemas_are_schemas(name: str) -> None:
    for schema in (TOOLS[name].input_schema(), TOOLS[name].output_schema()):
        Draft202012Validator(dict(schema))  # raises where it is none
        assert schema["type"] == "object"


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_takes_what_its_limit_says(name: str) -> None:
    for parameter in TOOLS[name].parameters:
        if parameter.kind is Kind.COUNT:
            assert parameter.least <= parameter.default <= parameter.most


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("search", Index.search),
        ("compare", Index.compare),
        ("figures", Index.figures),
        ("verify_quote", Index.locate),
    ],
)
def test_filters_have_the_names_of_the_library(name: str, method: object) -> None:
    assert callable(method)
    known = {*inspect.signature(method).parameters, "limit", "offset", "query"}
    assert {parameter.name for parameter in TOOLS[name].parameters} <= known


def test_nothing_is_offered_that_writes() -> None:
    folder = Path(kzsearch.__file__).parent / "assistants"
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"write_text|write_bytes|\bopen\(|unlink|build_index|kzsearch\.adding", text), (
            path
        )

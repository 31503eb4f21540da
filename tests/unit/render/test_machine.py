"""json, jsonl and csv: valid whatever the records hold, and exactly the contract's fields."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kzsearch.render import Format, render_hits, render_table
from kzsearch.render.spreadsheet import for_excel
from kzsearch.types import Hit, Scores
from tests.render_records import AFTER, ANYTHING, BEFORE, EXPLANATION, HIT, READABLE, SHOWN, hits

CONTRACT = [
    "query",
    "rank",
    "score",
    "scores",
    "passage_id",
    "report_id",
    "country",
    "year",
    "tier",
    "section",
    "section_label",
    "section_origin",
    "paragraph",
    "text",
    "highlights",
    "source",
    "span",
    "lines",
    "page",
    "citation",
    "indexed_sha256",
    "best_sentence",
    "weak",
]
EXTRAS = ["explanation", "before", "after", "also_in"]


def rendered(records: list[Hit], fmt: Format) -> str:
    return "".join(render_hits(records, fmt, width=None, colour=False))


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def refuse_nan(name: str) -> None:
    raise AssertionError(name)


def test_the_fields_of_a_hit() -> None:
    assert HIT.to_dict() == {
        "query": "shelter for victims",
        "rank": 1,
        "score": 0.5,
        "scores": {"lexical": 12.5, "dense": 0.5, "sentence": None},
        "passage_id": "kaz-2023-protection-03",
        "report_id": "kaz-2023",
        "country": "Kazakhstan",
        "year": 2023,
        "tier": "Tier 2",
        "section": "protection",
        "section_label": "PROTECTION",
        "section_origin": "heading",
        "paragraph": 2,
        "text": "The shelter took in victims.\nOther victims found none.",
        "highlights": [[4, 11], [20, 27], [35, 42]],
        "source": "kazakhstan-2023.txt",
        "span": [100, 154],
        "lines": [17, 18],
        "page": None,
        "citation": HIT.citation,
        "indexed_sha256": "ab" * 32,
        "best_sentence": {
            "text": "The shelter took in victims.",
            "span": [100, 128],
            "lines": [17, 17],
            "paragraph": 2,
            "page": None,
            "citation": HIT.citation,
            "score": 0.5,
        },
        "weak": False,
    }
    assert list(HIT.to_dict()) == CONTRACT


def test_extras_come_last_and_only_when_present() -> None:
    explained = replace(HIT, explanation=EXPLANATION).to_dict()
    assert list(explained) == [*CONTRACT, "explanation"]
    full = replace(
        HIT, explanation=EXPLANATION, before=(BEFORE,), after=(AFTER,), also_in=("kaz-2022",)
    ).to_dict()
    assert list(full) == CONTRACT + EXTRAS
    assert list(replace(HIT, after=(AFTER,)).to_dict()) == [*CONTRACT, "before", "after"]


def test_a_shown_passage_has_null_for_what_a_query_gives() -> None:
    fields = SHOWN.to_dict()
    assert list(fields) == CONTRACT
    assert [fields[name] for name in ("query", "rank", "score", "highlights")] == [None, None, None, []]
    assert fields["scores"] == {"lexical": None, "dense": None, "sentence": None}


@given(st.lists(hits(), max_size=4))
def test_every_line_of_jsonl_is_one_hit(records: list[Hit]) -> None:
    text = rendered(records, Format.JSONL)
    lines = text.splitlines()
    assert len(lines) == len(records)
    for line, hit in zip(lines, records, strict=True):
        line.encode()
        fields = json.loads(line, parse_constant=refuse_nan)
        assert list(fields)[: len(CONTRACT)] == CONTRACT
        assert fields["text"] == hit.passage.text
        assert fields == hit.to_dict()


@given(st.lists(hits(), max_size=4))
def test_json_is_one_array_of_the_same(records: list[Hit]) -> None:
    array = json.loads(rendered(records, Format.JSON), parse_constant=refuse_nan)
    assert array == [json.loads(line) for line in rendered(records, Format.JSONL).splitlines()]


def test_json_keeps_letters_and_escapes_what_a_terminal_obeys() -> None:
    hit = replace(HIT, query="Қазақстан \x1b[31m \x9b \udc80 \u2028")
    line = rendered([hit], Format.JSONL)
    assert "Қазақстан" in line
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\ud800-\udfff]", line)
    assert json.loads(line)["query"] == hit.query


def test_numbers_that_json_lacks_become_null() -> None:
    hit = replace(HIT, score=float("nan"), scores=Scores(lexical=float("inf")))
    fields = json.loads(rendered([hit], Format.JSONL), parse_constant=refuse_nan)
    assert fields["score"] is None
    assert fields["scores"]["lexical"] is None


def test_csv_names_every_field_flat() -> None:
    header = rendered([], Format.CSV).rstrip("\n").split(",")
    split = {
        "scores": ["scores_lexical", "scores_dense", "scores_sentence"],
        "span": ["span_start", "span_end"],
        "lines": ["line_first", "line_last"],
        "best_sentence": [
            "best_sentence",
            "best_sentence_span_start",
            "best_sentence_span_end",
            "best_sentence_score",
        ],
        "weak": ["weak", "query_line"],
    }
    missed = ["hits", "reason", "nearest_passage_id", "nearest_citation", "nearest_text"]
    assert header == [column for name in CONTRACT for column in split.get(name, [name])] + EXTRAS + missed


@given(st.lists(hits(READABLE), max_size=4))
def test_csv_round_trips(records: list[Hit]) -> None:
    rows = read_csv(rendered(records, Format.CSV))
    assert len(rows) == len(records)
    for row, hit in zip(rows, records, strict=True):
        fields = json.loads(json.dumps(hit.to_dict()))
        for name in ("query", "country", "section_label", "text", "source", "citation"):
            assert re.sub(r"^'('*[=+\-@＝＋－＠\t\n\r])", r"\1", row[name]) == (fields[name] or "")
        assert row["score"] == ("" if fields["score"] is None else repr(fields["score"]))
        assert [int(row["span_start"]), int(row["span_end"])] == fields["span"]
        assert json.loads(row["highlights"]) == fields["highlights"]
        for name in EXTRAS:
            assert (json.loads(row[name]) if row[name] else None) == fields.get(name)


@given(st.lists(st.dictionaries(st.sampled_from("ab"), ANYTHING), max_size=4))
def test_no_text_in_csv_is_a_formula_or_a_control(rows: list[dict[str, object]]) -> None:
    text = "".join(render_table(["a", "b"], rows, Format.CSV, width=None, colour=False))
    text.encode()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    cells = [cell for row in read_csv(text) for cell in row.values()]
    assert len(cells) == 2 * len(rows)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_csv_guards_formulas_and_leaves_numbers() -> None:
    rows = [{"a": "=1+1", "b": -0.25}, {"a": "'=1", "b": -3}, {"a": "'tis", "b": True}]
    text = "".join(render_table(["a", "b"], rows, Format.CSV, width=None, colour=False))
    assert text == "a,b\n'=1+1,-0.25\n''=1,-3\n'tis,true\n"


def test_csv_for_excel_has_a_byte_order_mark_and_crlf() -> None:
    lines = render_table(["a", "b"], [{"a": "x\ny", "b": 'q"'}], Format.CSV, width=None, colour=False)
    text = "".join(for_excel(lines))
    assert text == '\ufeffa,b\r\n"x\ny","q"""\r\n'
    [row] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row == {"a": "x\ny", "b": 'q"'}

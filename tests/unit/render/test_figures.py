"""Figures in every format."""

from __future__ import annotations

import csv
import json

from kzsearch.analysis.figures.agreement import findings
from kzsearch.render.figures import COLUMNS, render_figures, render_findings
from kzsearch.render.formats import Format
from kzsearch.types.figures import Figure, Measure, YearOrigin
from tests.figure_records import figure

FIGURES = [
    figure(figure_id="a"),
    figure(value=82, breakdown=("sex trafficking",), part_of="a", figure_id="b"),
    figure(value=21, breakdown=("forced labor",), part_of="a", figure_id="c", year_origin=YearOrigin.STATED),
    figure(
        measure=Measure.BUDGET,
        value=25_970_000,
        unit="KZT",
        dollars=77_918,
        year=2015,
        year_origin=YearOrigin.STATED,
    ),
    figure(
        measure=Measure.UNCLASSIFIED,
        number="11",
        year=None,
        reason="no verb makes it certain",
        sentence="=11 arrests",
    ),
]


def _shown(fmt: Format, width: int | None = None, figures: list[Figure] = FIGURES) -> str:
    return "".join(render_figures(figures, findings(figures), fmt, width=width, colour=False))


def test_text() -> None:
    text = _shown(Format.TEXT, 110)
    assert "Kazakhstan: victims identified\n  2016*  110 victims" in text
    assert "25,970,000 KZT ($77,918)" in text
    assert "does not add up" in text
    assert "  11: no verb makes it certain (kaz.txt:9)\n    =11 arrests" in text
    assert max(map(len, text.splitlines())) <= 110


def test_a_narrow_screen_loses_no_figure() -> None:
    for width in (20, 40, 60, 80):
        text = _shown(Format.TEXT, width)
        assert max(map(len, text.splitlines())) <= width
        assert "25,970,000" in text


def test_machine_formats() -> None:
    records = json.loads(_shown(Format.JSON))
    assert [record["value"] for record in records] == [110, 82, 21, 25_970_000, 110]
    assert [json.loads(line) for line in _shown(Format.JSONL).splitlines()] == records
    assert records[1]["breakdown"] == ["sex trafficking"]
    assert records[0]["span"] == [36, 39]
    rows = list(csv.DictReader(_shown(Format.CSV).splitlines()))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["value"] for row in rows] == ["110", "82", "21", "25970000", "110"]
    assert rows[4]["sentence"] == "'=11 arrests"
    assert set(records[0]) - {"span", "sentence_span"} == set(COLUMNS) - {
        "span_start",
        "span_end",
        "sentence_span_start",
        "sentence_span_end",
    }


def test_markdown() -> None:
    text = _shown(Format.MD)
    assert "## Kazakhstan: victims identified" in text
    assert "| 2016\\* | 110 victims |" in text
    assert text.count("para. 1") == 5


def test_only_how_they_compare() -> None:
    found = findings(FIGURES)
    assert "".join(render_findings(found, Format.TEXT, width=None, colour=False)).startswith(
        "  does not add up:"
    )
    (record,) = json.loads("".join(render_findings(found, Format.JSON, width=None, colour=False)))
    assert record["verdict"] == "does not add up"
    assert len(record["citations"]) == 1


def test_nothing_found() -> None:
    assert _shown(Format.TEXT, 80, []) == ""
    assert json.loads(_shown(Format.JSON, None, [])) == []

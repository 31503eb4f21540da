"""Pictures: gaps stay gaps, the same series give the same bytes."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from kzsearch.errors import QueryError
from kzsearch.render.plot import Points, plot, suffix_of

SERIES: list[tuple[str, Points]] = [
    ("Kazakhstan", [(2017, 2.0), (2018, None), (2019, 1.0)]),
    ("Laos", [(2017, 1.0), (2018, 1.0), (2019, 1.0)]),
]


def test_a_picture_is_svg_or_png() -> None:
    pytest.importorskip("matplotlib")
    svg = plot(SERIES, "svg", title="Passages <on> shelters", y_label="passages", missing=[2018])
    root = ET.fromstring(svg)  # noqa: S314  our own text
    words = " ".join(filter(None, (element.text for element in root.iter())))
    assert all(
        word in words for word in ("Kazakhstan", "Laos", "no report", "2017", "Passages <on> shelters")
    )
    assert plot(SERIES, "png").startswith(b"\x89PNG")


def test_the_same_series_give_the_same_bytes() -> None:
    pytest.importorskip("matplotlib")
    assert plot(SERIES, "svg") == plot(SERIES, "svg")


def test_a_gap_breaks_the_line() -> None:
    pytest.importorskip("matplotlib")
    svg = plot(SERIES[:1], "svg").decode()
    (line,) = re.findall(r'<g id="line2d_\d+">\s*<path d="([^"]+)" clip-path[^>]*stroke: #0072b2', svg)
    assert line.count("M") == 2
    assert "L" not in line


def test_names_and_marks_of_values() -> None:
    pytest.importorskip("matplotlib")
    svg = plot(
        [("x", [(2017, 1.0), (2018, 2.0)])], "svg", y_names={1: "Watch List", 2: "Tier 2"}, marks={1: "D"}
    )
    assert b"Watch List" in svg


def test_nothing_to_draw() -> None:
    with pytest.raises(QueryError, match="nothing to draw"):
        plot([("x", [(2017, None)])], "svg")


@pytest.mark.parametrize("name", ["a.pdf", "svg", "a", "a.svgz", ""])
def test_a_file_that_is_no_picture(name: str) -> None:
    with pytest.raises(QueryError, match="is no picture"):
        suffix_of(name)
    assert suffix_of("a.b.SVG") == "svg"

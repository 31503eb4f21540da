"""Pictures of figures."""

from __future__ import annotations

import pytest

from kzsearch.errors import QueryError
from kzsearch.render.figures_plot import plot
from kzsearch.types.figures import Measure
from tests.figure_records import figure


def test_a_picture() -> None:
    pytest.importorskip("matplotlib")
    figures = [figure(), figure(value=92, year=2015), figure(value=20, year=2021, report_year=2023)]
    picture = plot(figures, "svg").decode("utf-8")
    assert picture.startswith("<?xml")
    for words in ("Kazakhstan: victims identified", "report of 2017", "report of 2023", ">110<"):
        assert words in picture
    assert plot(figures, "svg") == plot(figures, "svg")
    assert plot(figures, "png").startswith(b"\x89PNG")


def test_nothing_to_draw() -> None:
    with pytest.raises(QueryError, match="no figure to draw"):
        plot([figure(measure=Measure.UNCLASSIFIED)], "svg")

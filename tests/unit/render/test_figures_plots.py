"""Pictures of figures."""

from __future__ import annotations

import pytest

from kzsearch.errors import QueryError
from kzsearch.render.figures_plots import picture
from kzsearch.types.figures import Measure
from tests.figure_records import figure


def test_a_picture() -> None:
    pytest.importorskip("matplotlib")
    figures = [figure(), figure(value=92, year=2015), figure(value=20, year=2021, report_year=2023)]
    drawn = picture(figures, "svg").decode("utf-8")
    assert drawn.startswith("<?xml")
    for words in ("Kazakhstan: victims identified", "report of 2017", "report of 2023", ">110<"):
        assert words in drawn
    assert picture(figures, "svg") == picture(figures, "svg")
    assert picture(figures, "png").startswith(b"\x89PNG")


def test_nothing_to_draw() -> None:
    with pytest.raises(QueryError, match="no figure to draw"):
        picture([figure(measure=Measure.UNCLASSIFIED)], "svg")

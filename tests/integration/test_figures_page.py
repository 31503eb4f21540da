"""The page on figures shows what Python prints; `test_analysis_pages` replays its sessions."""

from __future__ import annotations

import doctest
import re
from typing import TYPE_CHECKING

from kzsearch.types.figures import Measure
from tests.conftest import ROOT
from tests.figure_records import figure

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")


def test_the_python_example_prints_what_the_page_shows(real_index: Path) -> None:
    (code,) = re.findall(r"^```pycon\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    code = code.replace('"indexes/default"', repr(str(real_index)))
    told: list[str] = []
    examples = doctest.DocTestParser().get_doctest(code, {}, "docs/figures.md", None, 0)
    result = doctest.DocTestRunner(verbose=False).run(examples, out=told.append)
    assert result.failed == 0, "".join(told)


def test_every_measure_and_field_is_explained() -> None:
    assert [measure.value for measure in Measure if f"`{measure.value}`" not in PAGE] == []
    assert [field for field in figure().to_dict() if f"`{field}`" not in PAGE] == []

"""The public surface is a promise."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

import kzsearch

if TYPE_CHECKING:
    from pathlib import Path


def test_all_is_sorted_complete_and_documented() -> None:
    assert kzsearch.__all__ == sorted(kzsearch.__all__)
    assert set(kzsearch.__all__) == set(kzsearch._HOMES)
    for name in kzsearch.__all__:
        thing = getattr(kzsearch, name)
        assert inspect.getdoc(thing), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kzsearch.nothing  # noqa: B018


def test_help_and_completion_know_every_public_name() -> None:
    from pydoc import plain, render_doc

    assert {*kzsearch.__all__, "__version__"} <= set(dir(kzsearch))
    page = plain(render_doc(kzsearch))
    for name in (
        "open_index(folder",
        "search_index(index",
        "build_index(corpus",
        "class Index(",
        "class Answer(",
    ):
        assert name in page
    assert page.index("open_index      open an index") < page.index("PACKAGE CONTENTS")
    assert "__getattr__" not in page.partition("FUNCTIONS\n    ")[2]


def test_no_public_name_is_a_modules_too() -> None:
    from importlib.util import find_spec

    assert [name for name in kzsearch.__all__ if find_spec(f"kzsearch.{name}")] == []


def test_open_search_and_iterate(real_index: Path) -> None:
    with kzsearch.open_index(real_index) as index:
        settings = kzsearch.Settings(
            top_k=3,
            mode=kzsearch.Mode.LEXICAL,
            filters=kzsearch.Filters(years=(kzsearch.YearRange(2017, 2017),)),
        )
        hits = list(kzsearch.search_index(index, "shelter", settings).hits)
        assert 0 < len(hits) <= 3
        assert {hit.report.year for hit in hits} == {2017}
        assert all("Trafficking in Persons Report 2017: Kazakhstan" in hit.citation for hit in hits)
    with pytest.raises(kzsearch.KzsearchError) as caught:
        kzsearch.open_index(real_index / "nowhere")
    assert caught.value.hint


def test_a_foreign_path_is_taken_as_text_too(real_index: Path) -> None:
    with kzsearch.open_index(str(real_index)) as index:
        assert [report.report_id for report in index.reports()] == ["kaz-2017", "kaz-2023"]

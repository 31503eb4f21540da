"""The files that pages load."""

from __future__ import annotations

import re

import pytest

from kzsearch.render.page.style import STYLE
from kzsearch.web.pages.files import static_address, static_file


def test_the_stylesheet_begins_with_that_of_the_page_in_one_file() -> None:
    found = static_file("site.css")
    assert found is not None
    text = found.content.decode("utf-8")
    assert text.startswith(STYLE)
    assert text.count("{") == text.count("}")
    assert not re.search(r"https?:|@import|url\(", text)
    assert static_address("site.css") == f"/static/site.css?v={found.version}"


@pytest.mark.parametrize("name", ["", "../files.py", "site.css/..", "app.py"])
def test_no_other_file_is_given(name: str) -> None:
    assert static_file(name) is None


def test_the_script_writes_no_html() -> None:
    found = static_file("site.js")
    assert found is not None
    assert not re.search(
        rb"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function", found.content
    )

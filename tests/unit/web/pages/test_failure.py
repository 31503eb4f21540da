"""Errors as pages."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from kzsearch.render.page.tags import together
from kzsearch.web.errors import Problem
from kzsearch.web.pages.failure import problem_page, title_of
from tests.markup import first


@pytest.mark.parametrize("status", [400, 404, 405, 500, 503])
def test_an_error_says_what_is_wrong_and_leads_on(status: int) -> None:
    problem = Problem(status, "the <thing> is wrong", "try <another>")
    tree = LexborHTMLParser(together(problem_page(problem, 'a "query"')).source)
    assert first(tree, "h1").text() == title_of(problem)
    assert first(tree, ".lead").text() == "The <thing> is wrong."
    assert first(tree, ".hint").text() == "Hint: Try <another>"
    assert first(tree, "#q").attributes["value"] == 'a "query"'


def test_a_hint_for_programs_is_left_out() -> None:
    assert ".hint" not in together(problem_page(Problem(404, "x", "/api lists the addresses"))).source

"""Errors as pages: what is wrong, how to mend it, and a way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.page.tags import Html, tag
from kzsearch.web.pages.addresses import Asked
from kzsearch.web.pages.frame import linked, sentence
from kzsearch.web.pages.searching import box

if TYPE_CHECKING:
    from kzsearch.web.errors import Problem

_TITLES = {
    400: "That cannot be asked",
    404: "There is no such page",
    405: "Pages are for reading",
    503: "Not now",
}


def title_of(problem: Problem) -> str:
    """Return what the page of an error is called."""
    return _TITLES.get(problem.status, "Something went wrong")


def problem_page(problem: Problem, query: str = "") -> list[Html]:
    """Return what the page of an error shows.

    Args:
        problem: The error.
        query: What was searched for.
    """
    return [
        tag("h1", title_of(problem)),
        tag("p", sentence(problem.detail), class_="lead"),
        tag("p", "Hint: ", linked(problem.hint), class_="hint") if _for_people(problem) else Html(""),
        box(Asked("/search", (("q", query),))),
        tag("p", tag("a", "The reports that there are", href="/")),
    ]


def _for_people(problem: Problem) -> bool:
    """Whether an error has a hint that is of use to somebody who reads pages."""
    return bool(problem.hint) and not problem.hint.startswith("/api")

"""Which address is answered by which page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kzsearch.errors import UnknownIdError
from kzsearch.web.pages import answers
from kzsearch.web.pages.addresses import Asked
from kzsearch.web.pages.failure import problem_page, title_of
from kzsearch.web.pages.files import static_address, static_file
from kzsearch.web.pages.frame import document
from kzsearch.web.pages.searching import AT_MOST
from kzsearch.web.parameters import FILTERS, MIN_SCORE, MODE, Kind, Parameter, read_parameters
from kzsearch.web.work import borrowed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request

    from kzsearch.library import Index
    from kzsearch.web.errors import Problem

_HERE = {"/search": "/"}  # the page of a search belongs to the first
_FOR_GOOD = "public, max-age=31536000, immutable"
_LONGEST_NUMBER = 6
_COUNTRY = Parameter("country", "Country.")
_SERIES = Parameter("series", "Series.")
_QUERY = Parameter("q", "What to look for.", argument="query")
_SEARCH = (
    _QUERY,
    *FILTERS,
    MODE,
    MIN_SCORE,
    Parameter("per_report", "Largest number of hits of one report.", kind=Kind.WHOLE, least=1),
    Parameter("all_years", "Whether each year's repetition of a passage is shown.", kind=Kind.FLAG),
    Parameter("start", "Rank of the first hit that is shown.", kind=Kind.WHOLE, least=1, most=AT_MOST),
)
_COMPARE = (
    _QUERY,
    _COUNTRY,
    _SERIES,
    Parameter("year", "A report year; two of them.", repeats=True),
    Parameter("section", "The section that is shown."),
    Parameter("change", "Only changes of this kind.", repeats=True),
)
_FIGURES = (_COUNTRY, _SERIES, Parameter("measure", "Only this measure."))
_RECOMMENDATIONS = (_COUNTRY, _SERIES)
_TIMELINE = (_QUERY, _COUNTRY, _SERIES)


def page_of_problem(request: Request, problem: Problem) -> Response:
    """Return an error as a page."""
    query = next(reversed(request.query_params.getlist("q")), "")
    return _page(answers.Page(title_of(problem), problem_page(problem, query)), status=problem.status)


def _page(page: answers.Page, here: str = "", status: int = 200) -> Response:
    text = document(
        page.title,
        page.content,
        here=here,
        style=static_address("site.css"),
        script=static_address("site.js"),
    )
    return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-cache"})


def _asked(
    path: str, known: Sequence[Parameter], answer: Callable[[Index, Asked, answers.Arguments], answers.Page]
) -> Route:
    """Return the route of a page that has parameters."""

    async def endpoint(request: Request) -> Response:
        asked = Asked(path, tuple(request.query_params.multi_items()))
        arguments = read_parameters(asked.pairs, known)
        return _page(
            await borrowed(request, lambda index, _: answer(index, asked, arguments)), _HERE.get(path, path)
        )

    return Route(path, endpoint, name=path)


def _named(path: str, answer: Callable[[Request, Index], answers.Page]) -> Route:
    """Return the route of a page about something that its path names."""

    async def endpoint(request: Request) -> Response:
        read_parameters(request.query_params.multi_items(), ())
        return _page(await borrowed(request, lambda index, _: answer(request, index)))

    return Route(path, endpoint, name=path)


def _report(request: Request, index: Index) -> answers.Page:
    return answers.report(index, request.path_params["report_id"])


def _passage(request: Request, index: Index) -> answers.Page:
    return answers.passage(index, request.path_params["passage_id"])


def _sentence(request: Request, index: Index) -> answers.Page:
    number = request.path_params["number"]
    if not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        raise UnknownIdError(f"{number!r} is no number of a sentence", "sentences are counted from 1")
    return answers.passage(index, request.path_params["passage_id"], int(number))


async def _static(request: Request) -> Response:
    found = static_file(request.path_params["name"])
    if found is None:
        raise UnknownIdError("there is no such file", "the pages load what they need")
    kept = _FOR_GOOD if request.query_params.get("v") == found.version else "no-cache"
    return Response(found.content, media_type=found.kind, headers={"Cache-Control": kept})


routes = (
    _asked("/", _SEARCH, answers.search),
    _asked("/search", _SEARCH, answers.search),
    _named("/reports/{report_id}", _report),
    _named("/passages/{passage_id}", _passage),
    _named("/passages/{passage_id}/sentences/{number}", _sentence),
    _asked("/compare", _COMPARE, answers.compare),
    _asked("/figures", _FIGURES, answers.figures),
    _asked("/recommendations", _RECOMMENDATIONS, answers.recommendations),
    _asked("/timeline", _TIMELINE, answers.timeline),
    Route("/static/{name}", _static),
)
"""The pages; `kzsearch.web.app` puts them beside the API."""

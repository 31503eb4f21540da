"""What each page answers from the open index: plain parameters in, a title and content out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzsearch import cite
from kzsearch.errors import QueryError
from kzsearch.serving.searching import search_page
from kzsearch.web.pages import analysing, comparing
from kzsearch.web.pages.addresses import Asked, Places
from kzsearch.web.pages.choosing import chooser, chosen_line, first_choose, select
from kzsearch.web.pages.passage import chosen, passage_page, sentence_of
from kzsearch.web.pages.report import report_page
from kzsearch.web.pages.searching import AT_MOST, Found, found_page
from kzsearch.web.pages.start import start_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzsearch.library import Index
    from kzsearch.render.page.tags import Html
    from kzsearch.serving.searching import HitsPage
    from kzsearch.types import Hit
    from kzsearch.web.pages.choosing import Line

Arguments = dict[str, object]
_TWO = 2


class Page(NamedTuple):
    """A page.

    Attributes:
        title: What its tab is called.
        content: What it shows.
    """

    title: str
    content: Sequence[Html]


def start(index: Index, asked: Asked, _arguments: Arguments) -> Page:
    """Answer the first page."""
    return Page("", start_page(index.reports(), asked, index.notes))


def search(index: Index, asked: Asked, arguments: Arguments) -> Page:
    """Answer a search; without a query, the first page."""
    if not arguments.get("query"):
        return start(index, asked, arguments)
    start_at = arguments.pop("start", 1)
    assert isinstance(start_at, int)  # noqa: S101  for the type checker
    answer = answered(index, arguments)
    if start_at > max(1, len(answer.hits)):
        raise QueryError(
            f"there is no hit {start_at}",
            f"there are {len(answer.hits)}; leave start out to begin with the first",
        )

    def without(name: str) -> Sequence[Hit]:
        """Return the hits that there would be without a filter, so that its other values can be counted."""
        if name not in arguments:
            return answer.hits
        return answered(index, {key: value for key, value in arguments.items() if key != name}).hits

    found = Found(asked, answer, without, start_at)
    return Page(answer.query, found_page(found))


def answered(index: Index, arguments: Mapping[str, object]) -> HitsPage:
    """Return the answer to a search, as many hits as people page through."""
    return search_page(index, {"top_k": AT_MOST, "explain": True, **arguments})


def report(index: Index, report_id: str) -> Page:
    """Answer the page of a report."""
    hits = index.show(report_id)
    (reference,) = index.cite(hits[0].report.report_id)
    content = report_page(hits, index.reports(), reference, index.corpus.resolve().name)
    return Page(f"{hits[0].report.country.name} {hits[0].report.year}", content)


def passage(index: Index, passage_id: str, number: int | None = None) -> Page:
    """Answer the page of a passage, or of its sentence of a number."""
    hits = index.show(passage_id, context=1)
    hit = chosen(hits, passage_id)
    if number is None:
        return Page(passage_id, passage_page(hits, hit, hit.citation))
    sentence = sentence_of(hit, number)
    citation = cite.citation(hit.report, hit.passage, sentence, corpus_label=_label(hit))
    return Page(f"{passage_id}, sentence {number}", passage_page(hits, hit, citation, sentence))


def _label(hit: Hit) -> str:
    """Return the corpus folder as the passage's citation names it."""
    parsed = cite.parse(hit.citation)
    return parsed.path.removesuffix(hit.report.source).rstrip("/") if parsed else ""


def compare(index: Index, asked: Asked, _arguments: Arguments) -> Page:
    """Answer a comparison of two years, or with a query the best sentence of each year."""
    reports = index.reports()
    line = chosen_line(asked, reports)
    if line is None:
        return Page("Compare", first_choose("Compare two years", asked, reports, kept=("q", "section")))
    if len(line.years) < _TWO:
        error = QueryError(
            f"the index holds one report of this series on {line.country}, of {line.years[0]}",
            "kzsearch add takes a report of another year",
        )
        return Page(
            "Compare", analysing.none_page(f"{line.country}: compare", error, chooser(asked, reports, line))
        )
    years = _years(asked, line)
    if asked.one("q"):
        found = index.compare_query(
            asked.one("q"), country=line.alpha3, series=line.series, year=asked.all("year") or None
        )
        form = chooser(asked, reports, line, analysing.query_field(asked.one("q")))
        return Page(
            f"{found.country}: {found.query}", comparing.each_year_page(found, _places(index, line), form)
        )
    pairs = [("year", "From", years[0], "from"), ("year", "To", years[-1], "to")]
    fields = [
        select(name, label, [(str(one), str(one)) for one in line.years], str(year), f"choose-{identity}")
        for name, label, year, identity in pairs
    ]
    form = chooser(asked, reports, line, *fields)
    (found_pair,) = index.compare(country=line.alpha3, series=line.series, year=years)
    title = f"{found_pair.country}: {found_pair.earlier_year} to {found_pair.later_year}"
    return Page(title, comparing.comparison_page(found_pair, asked, _places(index, line), form))


def _years(asked: Asked, line: Line) -> list[int | str]:
    """Return the two years that are asked for, or the last two."""
    named: list[int | str] = [*dict.fromkeys(asked.all("year"))]
    if len(named) > _TWO:
        raise QueryError(
            "a comparison is of two years", f"give two: year={line.years[0]}&year={line.years[-1]}"
        )
    if not named:
        return [*line.years[-_TWO:]]
    return sorted(named, key=str)


def figures(index: Index, asked: Asked, _arguments: Arguments) -> Page:
    """Answer the figures of a country."""
    from kzsearch.analysis.figures import findings

    reports = index.reports()
    line = chosen_line(asked, reports)
    if line is None:
        return Page("Figures", first_choose("Figures", asked, reports, kept=("measure",)))
    measure = asked.one("measure")
    found = index.figures(country=line.alpha3, series=line.series, measure=measure or ())
    form = chooser(asked, reports, line, analysing.measure_field(measure))
    told = (
        [] if found else index.figures_instead(country=line.alpha3, series=line.series, measure=measure or ())
    )
    places = _places(index, line)
    content = analysing.figures_page(line.country, found, findings(found), places, form, told)
    return Page(f"{line.country}: figures", content)


def recommendations(index: Index, asked: Asked, _arguments: Arguments) -> Page:
    """Answer the recommendations to a country."""
    reports = index.reports()
    line = chosen_line(asked, reports)
    if line is None:
        return Page("Recommendations", first_choose("Recommendations", asked, reports))
    form = chooser(asked, reports, line)
    try:
        found = index.recommendations(country=line.alpha3, series=line.series)
    except QueryError as error:  # the reports are there, and make none
        return Page("Recommendations", analysing.none_page(f"{line.country}: recommendations", error, form))
    content = analysing.recommendations_page(found, _places(index, line), form)
    return Page(f"{line.country}: recommendations", content)


def timeline(index: Index, asked: Asked, _arguments: Arguments) -> Page:
    """Answer a country's tiers by year, or a concept's presence."""
    reports = index.reports()
    line = chosen_line(asked, reports)
    if line is None:
        return Page("Timeline", first_choose("Timeline", asked, reports, kept=("q",)))
    concept = asked.one("q")
    found = index.timeline(concept or None, country=line.alpha3, series=line.series)
    form = chooser(asked, reports, line, analysing.concept_field(concept))
    corpus = index.corpus.resolve().name
    content = analysing.timeline_page(line.country, found, concept, _places(index, line), form, corpus)
    return Page(f"{line.country}: timeline", content)


def _places(index: Index, line: Line) -> Places:
    return Places(hit for report in line.reports for hit in index.show(report.report_id))

"""What an analyst does after searching, as a request asks for it; the command line prints the same records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from kzsearch.serving.found import Found, Written, notes_of, written_as

if TYPE_CHECKING:
    from kzsearch.library import Index
    from kzsearch.types.comparison import ByYear, Comparison
    from kzsearch.types.figures import Figure, Finding
    from kzsearch.types.locating import Located
    from kzsearch.types.recommendations import Recommendations
    from kzsearch.types.timelines import PresenceYear, TierYear


def compare(index: Index, arguments: Mapping[str, object]) -> Found:
    """Return reports compared, row by row; with `query`, the best sentence of each year on it.

    Raises:
        KzsearchError: There are not two reports to compare, or an argument makes no sense.
    """
    asked = cast("dict[str, Any]", dict(arguments))
    fields = asked.pop("fields", None)
    if "query" in asked:
        asked.pop("change", None)
        answer = index.compare_query(**asked)
        return Found(
            by_year_written([answer], fields), notes_of(index.notes, answer.notes), {"comparisons": []}
        )
    found = index.compare(**asked)
    heads = [
        {name: value for name, value in comparison.to_dict().items() if name != "rows"}
        for comparison in found
    ]
    notes = notes_of(*(comparison.notes for comparison in found))
    return Found(comparisons_written(found, fields), notes, {"comparisons": heads})


def recommendations(index: Index, arguments: Mapping[str, object]) -> Found:
    """Return the recommendations to a country, followed over the years.

    Raises:
        KzsearchError: There is no such report, or none has recommendations.
    """
    asked = cast("dict[str, Any]", dict(arguments))
    fields = asked.pop("fields", None)
    found = index.recommendations(**asked)
    about = {"country": found.country, "series": found.series, "years": list(found.years)}
    return Found(recommendations_written(found, fields), found.notes, about)


def figures(index: Index, arguments: Mapping[str, object]) -> Found:
    """Return the numbers that reports give, and how they compare.

    Raises:
        KzsearchError: An argument makes no sense.
    """
    from kzsearch.analysis.figures.agreement import findings

    asked = cast("dict[str, Any]", dict(arguments))
    found = index.figures(**asked)
    compared = findings(found)
    about = {"findings": [finding.to_dict() for finding in compared]}
    notes = [] if found else index.figures_instead(**asked)
    return Found(figures_written(found, compared), notes_of(index.notes, notes), about)


def timeline(index: Index, arguments: Mapping[str, object]) -> Found:
    """Return a country's tiers by year, or with `concept` how much each report speaks of it.

    Raises:
        KzsearchError: An argument makes no sense.
    """
    from kzsearch.analysis.timeline.notes import nothing_in_timeline, timeline_notes

    asked = cast("dict[str, Any]", dict(arguments))
    fields = asked.pop("fields", None)
    years = index.timeline(**asked)
    concept = asked.get("concept")
    some = any(year.report is not None for year in years)
    notes = timeline_notes(years, concept) if some else [f"nothing found: {nothing_in_timeline(concept)}"]
    return Found(timeline_written(years, fields), notes_of(index.notes, notes))


def locate(index: Index, arguments: Mapping[str, object]) -> Found:
    """Return where a quote comes from, and how it differs from the report's words.

    Raises:
        KzsearchError: The quote is empty or too long, or another argument makes no sense.
    """
    asked = cast("dict[str, Any]", dict(arguments))
    fields = asked.pop("fields", None)
    return Found(located_written([index.locate(**asked)], fields), index.notes)


def comparisons_written(found: Sequence[Comparison], fields: object = None) -> Written:
    """Return what gives comparisons in a format."""
    from kzsearch.render.comparison import comparison_views

    return written_as(lambda: comparison_views(found), fields)


def by_year_written(answers: Sequence[ByYear], fields: object = None) -> Written:
    """Return what gives the answers of each year in a format."""
    from kzsearch.render.side_by_side import by_year_views

    return written_as(lambda: by_year_views(answers), fields)


def recommendations_written(found: Recommendations, fields: object = None) -> Written:
    """Return what gives recommendations in a format."""
    from kzsearch.render.recommendations import recommendation_views

    return written_as(lambda: recommendation_views(found), fields)


def figures_written(found: Sequence[Figure], compared: Sequence[Finding] = ()) -> Written:
    """Return what gives figures in a format."""
    from kzsearch.render.figures import render_figures

    return lambda fmt: render_figures(found, compared, fmt, width=None, colour=False)


def timeline_written(years: Sequence[TierYear] | Sequence[PresenceYear], fields: object = None) -> Written:
    """Return what gives a timeline in a format."""
    from kzsearch.render.timelines import timeline_views

    return written_as(lambda: timeline_views(years), fields)


def located_written(found: Sequence[Located], fields: object = None) -> Written:
    """Return what gives the places of quotes in a format."""
    from kzsearch.render.located import located_views

    return written_as(lambda: located_views(found), fields)

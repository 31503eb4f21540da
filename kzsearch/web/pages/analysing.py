"""The pages of what an analyst does next: figures, recommendations and the timeline of one country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.page.figures import figures
from kzsearch.render.page.presence import presence
from kzsearch.render.page.recommendations import recommendations
from kzsearch.render.page.tags import Html, tag
from kzsearch.render.page.tiers import tiers
from kzsearch.types.figures import Measure
from kzsearch.types.timelines import PresenceYear, TierYear
from kzsearch.web.pages.choosing import select
from kzsearch.web.pages.frame import linked, notes, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.errors import KzsearchError
    from kzsearch.types.figures import Figure, Finding
    from kzsearch.types.recommendations import Recommendations
    from kzsearch.web.pages.addresses import Places


def figures_page(
    country: str,
    found: Sequence[Figure],
    findings: Sequence[Finding],
    places: Places,
    form: Html,
    instead: Sequence[str] = (),
) -> list[Html]:
    """Return what the page of figures shows.

    Args:
        country: The country.
        found: The figures.
        findings: How they compare.
        places: Where sentences stand.
        form: The form that chooses others.
        instead: Where none was found, what there is.
    """
    if not found:
        return [
            tag("h1", f"{country}: figures"),
            form,
            tag("p", "No figure found.", class_="lead"),
            notes(instead),
        ]
    known = sum(figure.measure is not Measure.UNCLASSIFIED for figure in found)
    count = "1 figure" if known == 1 else f"{known} figures"
    said = f"{count}, and {len(found) - known} unclassified. Each point and each row leads to its sentence."
    return [
        tag("h1", f"{country}: figures"),
        tag("p", said, class_="lead"),
        form,
        tag("section", tag("h2", "By year"), figures(country, found, findings, places.address), id="figures"),
    ]


def none_page(title: str, error: KzsearchError, form: Html) -> list[Html]:
    """Return a page that has nothing to show of these reports, and says why."""
    return [
        tag("h1", title),
        form,
        tag("p", sentence(error.message), class_="lead"),
        tag("p", linked(sentence(error.hint)), class_="hint"),
    ]


def measure_field(chosen: str) -> Html:
    """Return the field that chooses one measure."""
    names = [(measure.value, measure.words) for measure in Measure]
    return select("measure", "Measure", [("", "all measures"), *names], chosen)


def recommendations_page(found: Recommendations, places: Places, form: Html) -> list[Html]:
    """Return what the page of recommendations shows."""
    repeated = sum(len(row.years) > 1 for row in found.rows)
    said = f"{len(found.rows)} recommendations, of which {repeated} in more than one report."
    return [
        tag("h1", f"{found.country}: recommendations"),
        tag("p", said, class_="lead"),
        form,
        tag(
            "section",
            tag("h2", "By theme and year"),
            recommendations([found], (), places.address),
            id="recommendations",
        ),
    ]


def timeline_page(
    country: str,
    found: Sequence[TierYear] | Sequence[PresenceYear],
    concept: str,
    places: Places,
    form: Html,
    corpus: str,
) -> list[Html]:
    """Return what the page of a timeline shows: tiers, or a concept's presence.

    Args:
        country: The country.
        found: The timeline.
        concept: The concept; empty for the tiers.
        places: Where sentences stand.
        form: The form that chooses others.
        corpus: Name of the corpus folder.
    """
    of_tiers = [year for year in found if isinstance(year, TierYear)]
    of_concept = [year for year in found if isinstance(year, PresenceYear)]
    if concept:
        silent = not any(year.passages for year in of_concept)
        told = notes(["Every report is silent on it."] if silent else [])
        title = f"“{of_concept[0].concept if of_concept else concept}” by report year"
        body = [told, presence(of_concept, places.address)]
    else:
        title, body = "Tiers by report year", [tiers(of_tiers, corpus, places.address)]
    return [
        tag("h1", f"{country}: timeline"),
        form,
        tag("section", tag("h2", title), *body, id="timeline"),
    ]


def concept_field(concept: str) -> Html:
    """Return the field for a concept of a timeline."""
    return query_field(concept, "A concept, or nothing for the tiers")


def query_field(query: str, label: str = "What to look for") -> Html:
    """Return the field for what is looked for."""
    return tag(
        "div",
        tag("label", label, for_="choose-q"),
        tag("input", type="search", id="choose-q", name="q", value=query, autocomplete="off"),
        class_="field wide",
    )

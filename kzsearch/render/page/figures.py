"""What the reports count: charts, a table a measure with its sentences, how figures compare, what is unclassified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.figures import INFERRED_NOTE, by_measure, shown_row, source_line
from kzsearch.render.figures_series import line_groups
from kzsearch.render.page.charts import chart, key, points
from kzsearch.render.page.places import Addresses, nowhere
from kzsearch.render.page.tags import Child, Html, Link, cited, table, tag, together
from kzsearch.types.figures import Figure, Finding, Measure, Verdict, YearOrigin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_COLUMNS = ("year", "value", "of", "counted by")
_HEADINGS = ("Year", "Figure", "Of these", "Counted by", "Source")
_DOUBTFUL = (Verdict.DISAGREE, Verdict.DOES_NOT_ADD_UP)


class Sentences:
    """The sentences that figures stand in, numbered in the order in which they are first cited."""

    def __init__(self, to: Addresses = nowhere) -> None:
        self.to = to
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, figure: Figure) -> int:
        """Return the number of a figure's sentence."""
        return self._numbers.setdefault((figure.citation, figure.sentence), len(self._numbers) + 1)

    def link(self, figure: Figure) -> Html:
        """Return the number as a link to the sentence, beside its file and line."""
        number = self.number(figure)
        link = tag("a", f"[{number}]", href=f"#sentence-{number}", title=figure.citation)
        return tag("span", link, f" {source_line(figure)}", class_="source")

    def cited(self, figure: Figure) -> Html:
        """Return the citation of a figure's sentence."""
        return cited(Link(figure.citation, self.to(figure.passage_id, figure.sentence_span)))


def figures(
    country: str, found: Sequence[Figure], findings: Sequence[Finding], to: Addresses = nowhere
) -> Html:
    """Return the section on figures.

    Args:
        country: The country, which the headings leave out.
        found: The figures.
        findings: How they compare.
        to: Where the points of charts and the citations lead.
    """
    if not found:
        return tag("p", "No figure was found in these reports.", class_="none")
    sentences = Sentences(to)
    parts = [_charts(country, found, to)]
    if any(figure.year_origin is YearOrigin.INFERRED for figure in found):
        parts.append(tag("p", f"{INFERRED_NOTE}.", class_="note"))
    listed: set[int] = set()
    for title, group in by_measure(found):
        parts.append(tag("h3", _without(country, title)))
        rows = [_row(figure, sentences) for figure in group]
        parts += [table(_HEADINGS, rows, "figures"), _listed(group, sentences, listed)]
    parts += [*_findings(findings, sentences), *_unclassified(found, sentences)]
    return together(parts)


def _without(country: str, title: str) -> str:
    said = title.removeprefix(f"{country}: ")
    return said[:1].upper() + said[1:]


def _charts(country: str, found: Sequence[Figure], to: Addresses) -> Html:
    """Return a chart of each measure that is told of two years or more, and the names of the others."""
    lines = [(_without(country, title), points(group, to)) for title, group in line_groups(found)]
    drawn = [(title, line) for title, line in lines if len({point.year for point in line}) > 1]
    others = [title for title, line in lines if (title, line) not in drawn]
    parts = []
    if drawn:
        told = [point for _, line in drawn for point in line]
        years = range(min(point.year for point in told), max(point.year for point in told) + 1)
        forms = {year: form for form, year in enumerate(sorted({point.report_year for point in told}))}
        pictures = [chart(title, line, years, forms) for title, line in drawn]
        parts = [key(forms), tag("div", *pictures, class_="charts")]
    if others:
        one_year = f"Of one year alone, and so in the tables only: {'; '.join(others)}."
        parts.append(tag("p", one_year, class_="note"))
    return together(parts)


def _row(figure: Figure, sentences: Sentences) -> Html:
    shown = shown_row(figure)
    first, *others = (str(shown[column]) for column in _COLUMNS)
    cells = [tag("td", value, class_="" if value else "empty") for value in others]
    return tag(
        "tr",
        tag("th", first, scope="row"),
        *cells,
        tag("td", sentences.link(figure)),
        class_="fact",
    )


def _listed(group: Iterable[Figure], sentences: Sentences, listed: set[int]) -> Html:
    """Return the sentences of a measure that no measure above has shown."""
    shown = []
    for figure in group:
        number = sentences.number(figure)
        if number not in listed:
            listed.add(number)
            body: tuple[Child, ...] = (tag("q", figure.sentence), sentences.cited(figure))
            shown.append(tag("li", *body, id=f"sentence-{number}", value=str(number), class_="fact"))
    return tag("ol", *shown, class_="sentences") if shown else Html("")


def _findings(findings: Sequence[Finding], sentences: Sentences) -> list[Html]:
    if not findings:
        return []
    rows = []
    for finding in findings:
        doubtful = finding.verdict in _DOUBTFUL
        links: dict[int, Html] = {sentences.number(one): sentences.link(one) for one in finding.figures}
        separated = [piece for link in links.values() for piece in (" ", link)]
        verdict = tag("b", finding.verdict.value, class_="badge doubtful" if doubtful else "badge")
        rows.append(tag("li", verdict, f" {finding.text}", *separated, class_="fact"))
    return [tag("h3", "How the figures compare"), tag("ul", *rows, class_="findings")]


def _unclassified(found: Sequence[Figure], sentences: Sentences) -> list[Html]:
    rows = [
        tag(
            "li",
            tag("strong", figure.number),
            f": {figure.reason} ",
            tag("q", figure.sentence),
            sentences.cited(figure),
            class_="fact",
        )
        for figure in found
        if figure.measure is Measure.UNCLASSIFIED
    ]
    if not rows:
        return []
    return [
        tag("h3", "Unclassified: measure or year is not certain"),
        tag("ul", *rows, class_="unclassified"),
    ]

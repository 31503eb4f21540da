"""The page of a report: its whole text by section, each passage and sentence with an address, and its facts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.cite import section_name, series_of
from kzsearch.render.page.tags import Child, Html, cited, table, tag, together
from kzsearch.render.reports import fact_rows
from kzsearch.render.wording import place, tier_name
from kzsearch.types import Passage, SectionOrigin
from kzsearch.web.pages.addresses import Asked, passage_address, report_address, sentence_name
from kzsearch.web.pages.citing import citations_of
from kzsearch.web.pages.frame import notes, trail

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzsearch.types import Hit, ReportRecord, Sentence
    from kzsearch.types.references import Reference

_INFERRED = "no heading in the file; inferred from the text"


class SectionOfPage(NamedTuple):
    """A section of a report.

    Attributes:
        anchor: Its name within the page.
        title: What it is called.
        inferred: Whether no heading opens it.
        printed: Its heading as printed; empty where there is none.
        passages: Its passages in order.
    """

    anchor: str
    title: str
    inferred: bool
    printed: str
    passages: list[Passage]


def report_page(
    hits: Sequence[Hit], reports: Sequence[ReportRecord], reference: Reference, corpus: str
) -> list[Html]:
    """Return what the page of a report shows.

    Args:
        hits: Its passages, in order.
        reports: The reports of the index, for its neighbours.
        reference: Its reference.
        corpus: Name of the corpus folder.
    """
    report = hits[0].report
    sections = list(_sections([hit.passage for hit in hits]))
    text = [_section(section) for section in sections]
    return [
        trail(tag("a", "Reports", href="/"), report.country.name, str(report.year)),
        tag(
            "div",
            tag("h1", place(report)),
            tag("p", " · ".join(filter(None, (series_of(report).name, tier_name(report)))), class_="lead"),
            _neighbours(report, reports),
            notes(report.notes),
            class_="report-head",
        ),
        tag(
            "div",
            _contents(sections),
            tag("div", *text, _facts(report, corpus), citations_of(reference), class_="report-text"),
            class_="beside-contents",
        ),
    ]


def of_line(report: ReportRecord, reports: Sequence[ReportRecord]) -> list[ReportRecord]:
    """Return the reports of a report's country and series, by year."""
    line = [
        one for one in reports if (one.country.alpha3, one.series) == (report.country.alpha3, report.series)
    ]
    return sorted(line, key=lambda one: (one.year, one.report_id))


def _neighbours(report: ReportRecord, reports: Sequence[ReportRecord]) -> Html:
    """Return the ways to the reports of the years around, and to the comparison with each."""
    line = of_line(report, reports)
    at = next((number for number, one in enumerate(line) if one.report_id == report.report_id), 0)
    links: list[Child] = []
    for other, said in ((at - 1, "← {}"), (at + 1, "{} →")):
        if 0 <= other < len(line):
            near = line[other]
            years = sorted({near.year, report.year})
            links.append(
                tag("a", said.format(near.year), href=report_address(near.report_id), class_="button")
            )
            if len(years) > 1:
                pairs = [("country", report.country.alpha3), *(("year", str(year)) for year in years)]
                asked = Asked("/compare", (*pairs, ("series", report.series)))
                links.append(tag("a", f"What changed from {years[0]} to {years[1]}", href=asked.href))
    return tag("nav", *links, aria_label="Other years", class_="neighbours") if links else Html("")


def _sections(passages: Sequence[Passage]) -> Iterator[SectionOfPage]:
    taken: dict[str, int] = {}
    for (section, label, origin), group in groupby(
        passages, key=lambda one: (one.section, one.section_label, one.section_origin)
    ):
        of_section = list(group)
        taken[section.value] = taken.get(section.value, 0) + 1
        again = f"-{taken[section.value]}" if taken[section.value] > 1 else ""
        inferred = origin is SectionOrigin.INFERRED
        yield SectionOfPage(
            f"section-{section.value}{again}",
            section_name(of_section[0]),
            inferred,
            "" if inferred else label,
            of_section,
        )


def _contents(sections: Sequence[SectionOfPage]) -> Html:
    links = [
        tag(
            "li",
            tag("a", section.title, href=f"#{section.anchor}"),
            *([tag("small", " (inferred)")] if section.inferred else []),
        )
        for section in sections
    ]
    links.append(tag("li", tag("a", "Facts and their origin", href="#facts")))
    return tag("nav", tag("h2", "Contents"), tag("ol", *links), aria_label="Contents", class_="contents")


def _section(section: SectionOfPage) -> Html:
    said: list[Child] = []
    if section.inferred:
        said.append(tag("p", _INFERRED.capitalize(), class_="badge doubtful"))
    elif section.printed.casefold().split() != section.title.casefold().split():
        said.append(tag("p", "Its heading in the file: ", tag("q", section.printed), class_="note"))
    body = [_passage(passage) for passage in section.passages]
    return tag("section", tag("h2", section.title), *said, *body, id=section.anchor, class_="part")


def _passage(passage: Passage) -> Html:
    """Return a passage: its paragraphs, each with the lines of the file that it stands in."""
    numbered = list(enumerate(passage.sentences, start=1))
    shown = []
    for _, group in groupby(numbered, key=lambda one: passage.text.count("\n", 0, one[1].within.start)):
        of_paragraph = list(group)
        first, last = of_paragraph[0][1].lines[0], of_paragraph[-1][1].lines[1]
        sentences: list[Child] = []
        line = first
        for number, sentence in of_paragraph:
            # Citations name the line on which a sentence begins; in a paragraph of one line that is said once.
            begun = [tag("sup", sentence.lines[0], aria_hidden="true")] if sentence.lines[0] > line else []
            line = sentence.lines[0]
            sentences += [" " if sentences else "", *begun, _sentence(passage, number, sentence)]
        lines = f"{first}–{last}" if last > first else f"{first}"
        shown.append(
            tag(
                "div",
                tag("span", tag("span", "line ", class_="unseen"), lines, class_="line"),
                tag("p", *sentences, dir="auto"),
                class_="paragraph",
            )
        )
    mark = tag(
        "a",
        "¶",
        tag("span", f" {passage.passage_id}: its address and citation", class_="unseen"),
        href=passage_address(passage.passage_id),
        class_="permanent",
        title=f"{passage.passage_id}: address and citation",
    )
    return tag("div", *shown, mark, id=passage.passage_id, class_="passage")


def _sentence(passage: Passage, number: int, sentence: Sentence) -> Html:
    text = passage.text[slice(*sentence.within)]
    return tag("span", text, id=sentence_name(passage.passage_id, number), class_="sentence")


def _facts(report: ReportRecord, corpus: str) -> Html:
    """Return the report's facts, each with where it came from."""
    rows = [
        tag(
            "tr",
            tag("th", str(row["fact"]), scope="row"),
            tag("td", _value(str(row["fact"]), str(row["value"]))),
            tag("td", str(row["origin"])),
            tag("td", *([tag("q", str(row["evidence"]))] if row["evidence"] else [])),
        )
        for row in fact_rows(report)
    ]
    file = f"{corpus}/{report.source}" if corpus else report.source
    return tag(
        "section",
        tag("h2", "Facts and their origin"),
        table(["Fact", "Value", "Origin", "Read from"], rows, "facts"),
        tag(
            "p",
            f"{report.passages} passages, {report.words:,} words. ",
            together([cited(file), tag("code", f"sha256 {report.sha256}", class_="digest")]),
            class_="note",
        ),
        id="facts",
    )


def _value(name: str, value: str) -> Child:
    # An address that is no web address, such as `javascript:`, stays a text.
    if name == "url" and value.startswith(("https://", "http://")):
        return tag("a", value, href=value, rel="noreferrer")
    return value

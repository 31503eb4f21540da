"""The page of a comparison: counts first, then one section at a time, the two years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.render.comparison import by_section, joined, said, tally
from kzsearch.render.page.redline import one_side
from kzsearch.render.page.tags import Child, Html, Link, cited, table, tag, together
from kzsearch.types.comparison import Aligned, Change, Mark
from kzsearch.web.pages.addresses import report_address
from kzsearch.web.pages.frame import capital, notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types.comparison import ByYear, CitedSentence, Comparison
    from kzsearch.web.pages.addresses import Asked, Places

CHANGED = (Change.FIGURES, Change.REWORDED, Change.NEW, Change.DROPPED)


def comparison_page(found: Comparison, asked: Asked, places: Places, form: Html) -> list[Html]:
    """Return what the page of a comparison shows.

    Args:
        found: The comparison, all of it.
        asked: What was asked for: a section, kinds of changes.
        places: Where the sentences stand.
        form: The form that chooses other reports.
    """
    sections = by_section(found)
    name, rows = _section(sections, asked)
    kinds = [change for change in Change if change.value in asked.all("change")] or list(Change)
    shown = [row for row in rows if row.change in kinds]
    if shown:
        body = tag("ol", *(_pair(row, found, places) for row in shown), class_="pairs")
    else:
        body = tag("p", "No sentence of this section is of these kinds.", class_="none")
    return [
        tag("h1", f"{found.country}: {found.earlier_year} to {found.later_year}"),
        tag("p", f"{capital(tally(found.counts))}.", class_="lead"),
        form,
        notes([f"{line}." for line in found.notes]),
        tag("section", tag("h2", "Counts by section"), _counts(found, asked, name), id="counts"),
        tag(
            "section",
            tag("h2", f"{name}, {found.earlier_year} and {found.later_year}"),
            _kinds(asked, name, only_changed=bool(asked.all("change"))),
            body,
            _onward(sections, name, asked),
            id="changes",
        ),
    ]


def each_year_page(found: ByYear, places: Places, form: Html) -> list[Html]:
    """Return a page with the best sentence of each year on a query."""
    columns = []
    for answer in found.answers:
        parts: list[Child] = [tag("h2", tag("a", answer.year, href=report_address(answer.report_id)))]
        if answer.sentence is None:
            parts.append(tag("p", "This report does not seem to answer it.", class_="none"))
        else:
            parts += [
                tag("p", answer.sentence.section_name, class_="note"),
                tag("div", tag("p", answer.sentence.text, dir="auto"), class_="words"),
                _cited([answer.sentence], places),
            ]
        columns.append(tag("li", *parts))
    return [
        tag("h1", f"{found.country}: “{found.query}” in each year"),
        form,
        notes(found.notes),
        tag("ol", *columns, class_="each-year"),
    ]


def _section(sections: Sequence[tuple[str, list[Aligned]]], asked: Asked) -> tuple[str, list[Aligned]]:
    """Return the section that is asked for, or the first that changed."""
    wanted = asked.one("section")
    if not wanted:
        return next(
            (one for one in sections if any(row.change in CHANGED for row in one[1])),
            next(iter(sections), ("All", [])),
        )
    found = next((one for one in sections if one[0].casefold() == wanted.casefold()), None)
    if found is None:
        raise QueryError(
            f"neither report has a section {wanted!r}", f"they have {', '.join(name for name, _ in sections)}"
        )
    return found


def _counts(found: Comparison, asked: Asked, chosen: str) -> Html:
    kinds = [change for change in Change if found.counts[change]]  # a narrow screen has room for few columns
    rows = []
    for name, counts in found.sections:
        link = tag(
            "a",
            name,
            href=f"{asked.changed('section', name).href}#changes",
            aria_current="true" if name == chosen else "",
        )
        cells = [tag("td", counts[change] or "–", class_="number") for change in kinds]
        rows.append(tag("tr", tag("th", link, scope="row"), *cells))
    total = [tag("td", found.counts[change], class_="number") for change in kinds]
    rows.append(tag("tr", tag("th", "All", scope="row"), *total))
    columns = ("Section", *(capital(change.value) for change in kinds))
    return table(columns, rows, "counts")


def _kinds(asked: Asked, name: str, *, only_changed: bool) -> Html:
    asked = asked.changed("section", name)
    if only_changed:
        link = tag("a", "Show what was carried over, too", href=f"{asked.without('change').href}#changes")
    else:
        for change in CHANGED:
            asked = asked.with_("change", change.value)
        link = tag("a", "Show only what changed", href=f"{asked.href}#changes")
    return tag("p", link, class_="onward")


def _pair(row: Aligned, found: Comparison, places: Places) -> Html:
    sides = (
        _side(row, row.earlier, Mark.REMOVED, found.earlier_year, places),
        _side(row, row.later, Mark.ADDED, found.later_year, places),
    )
    return tag(
        "li",
        tag("p", said(row), class_="badge"),
        tag("div", *sides, class_="sides"),
        class_=f"pair {row.change.value}",
    )


def _side(row: Aligned, sentences: Sequence[CitedSentence], mark: Mark, year: int, places: Places) -> Html:
    head = tag("p", year, class_="side-year")
    if not sentences:
        return tag("div", head, tag("p", f"not in {year}", class_="none"), class_="side empty")
    words = one_side(row.words, mark) if row.words and row.change is not Change.CARRIED else joined(sentences)
    text = tag("div", tag("p", words, dir="auto"), class_="words")
    return tag("div", head, text, _cited(sentences, places), class_="side")


def _cited(sentences: Sequence[CitedSentence], places: Places) -> Html:
    return cited(*(Link(one.citation, places.address(one.passage_id, one.span)) for one in sentences))


def _onward(sections: Sequence[tuple[str, list[Aligned]]], name: str, asked: Asked) -> Html:
    """Return the ways to the sections before and after."""
    names = [one for one, _ in sections]
    at = names.index(name) if name in names else 0
    links = [
        tag(
            "a",
            said.format(names[other]),
            href=f"{asked.changed('section', names[other]).href}#changes",
            class_="button",
        )
        for other, said in ((at - 1, "← {}"), (at + 1, "{} →"))
        if 0 <= other < len(names)
    ]
    return tag("nav", together(links), aria_label="Other sections", class_="onward") if links else Html("")

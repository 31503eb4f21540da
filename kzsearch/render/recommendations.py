"""Recommendations over the years: a matrix of themes by year, then one recommendation after the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kzsearch.render.markup import escape
from kzsearch.render.paragraphs import Page
from kzsearch.render.printable import one_line
from kzsearch.render.records import Views
from kzsearch.render.redline import markdown_redline, plain_redline, styled_redline
from kzsearch.render.styles import Style, Styled
from kzsearch.render.tables import markdown_table, text_table
from kzsearch.types.comparison import Change
from kzsearch.types.recommendations import Recommendation, Recommendations, Telling

_COLUMNS = (
    *("country", "series", "theme", "themes", "first_year", "last_year", "years", "dropped_in", "text"),
    *("rewording", "citation", "citations", "bearing", "bearing_citations"),
)
_SHORT = ("first_year", "last_year", "theme", "citation", "text")
_INDENT = "   "
_AGAIN = {
    Change.CARRIED: "repeated word for word",
    Change.FIGURES: "repeated with other figures",
    Change.REWORDED: "repeated, reworded",
}


def recommendation_views(found: Recommendations) -> Views:
    """Return how recommendations are printed: `json` one record, `jsonl` and `csv` a row a recommendation."""
    named = {"country": found.country, "series": found.series}
    return Views(
        whole=(one.to_dict() for one in (found,)),
        rows=(named | row.to_dict() for row in found.rows),
        flat=_flat(found),
        columns=_COLUMNS,
        short=_SHORT,
        markdown=_markdown(found),
        text=partial(_text, found),
    )


def _flat(found: Recommendations) -> Iterator[dict[str, object]]:
    for row in found.rows:
        yield {
            "country": found.country,
            "series": found.series,
            "theme": row.theme,
            "themes": ", ".join(row.themes),
            "first_year": row.years[0],
            "last_year": row.years[-1],
            "years": ", ".join(map(str, row.years)),
            "dropped_in": row.dropped_in,
            "text": row.text,
            "rewording": " / ".join(plain_redline(told.words) for told in row.tellings[1:]),
            "citation": row.tellings[-1].items[0].citation,
            "citations": "; ".join(item.citation for told in row.tellings for item in told.items),
            "bearing": " / ".join(one.sentence.text for one in row.bearing),
            "bearing_citations": "; ".join(one.sentence.citation for one in row.bearing),
        }


def matrix(found: Recommendations) -> tuple[list[str], list[dict[str, object]]]:
    """Return the columns and rows of the matrix; a theme that a year's report does not name has an empty cell."""
    columns = ["theme", *map(str, found.years)]
    rows: list[dict[str, object]] = [
        {"theme": theme} | {str(year): count or None for year, count in by_year.items()}
        for theme, by_year in found.matrix.items()
    ]
    totals: dict[str, object] = {
        str(year): sum(by_year[year] for by_year in found.matrix.values()) for year in found.years
    }
    return columns, [*rows, {"theme": "all", **totals}]


def title_of(found: Recommendations) -> str:
    """Return country, years and number of recommendations."""
    count = len(found.rows)
    return (
        f"{one_line(found.country)} {_range(found.years)}: {count} recommendation{'' if count == 1 else 's'}"
    )


def _range(years: tuple[int, ...]) -> str:
    return f"{years[0]} to {years[-1]}" if len(years) > 1 else f"{years[0]}"


def when(row: Recommendation) -> str:
    """Return when a recommendation was made: `2017, repeated 2023`, `2017, not in 2023`, `first in 2023`."""
    first, *later = row.years
    said = f"first in {first}"
    if later:
        said += f", repeated in {', '.join(map(str, later))}"
    if row.dropped_in is not None:
        said += f", no longer in {row.dropped_in}"
    return said


def again(told: Telling) -> str:
    """Return the year of a telling and how it differs from the one before."""
    return f"{told.year}: {_AGAIN.get(told.change, told.change.value)}"


def _text(found: Recommendations, page: Page) -> Iterator[str]:
    yield from page.paragraph(Styled(title_of(found), base=Style.HEADING))
    yield "\n"
    columns, rows = matrix(found)
    for line in text_table(columns, rows, page.width):
        yield f"{line}\n"
    for number, row in enumerate(found.rows, start=1):
        yield "\n"
        yield from _text_row(row, page, f"{number}. ")


def _text_row(row: Recommendation, page: Page, mark: str) -> Iterator[str]:
    yield from page.paragraph(Styled(f"{', '.join(row.themes)}: {when(row)}", base=Style.SECTION), mark=mark)
    for told in row.tellings:
        if told.words and told.change is not Change.CARRIED:
            yield from page.paragraph(Styled(again(told), base=Style.DIM), indent=_INDENT)
            yield from page.paragraph(styled_redline(told.words), indent=_INDENT)
        elif told.words:
            yield from page.paragraph(Styled(again(told), base=Style.DIM), indent=_INDENT)
        else:
            yield from page.paragraph(one_line(told.text), indent=_INDENT)
        for item in told.items:
            yield from page.paragraph(Styled(one_line(item.citation), base=Style.CITATION), indent=_INDENT)
    if row.bearing:
        yield from page.paragraph(
            Styled("what later reports say that bears on it:", base=Style.DIM), indent=_INDENT
        )
    for one in row.bearing:
        yield from page.paragraph(f"{one_line(one.sentence.text)}", mark=f"{_INDENT}- ")
        cited = Styled(one_line(one.sentence.citation), base=Style.CITATION)
        yield from page.paragraph(cited, indent=f"{_INDENT}  ")


def _markdown(found: Recommendations) -> Iterator[str]:
    yield f"## {escape(title_of(found))}\n\n"
    yield from (f"{line}\n" for line in markdown_table(*matrix(found)))
    for number, row in enumerate(found.rows, start=1):
        yield f"\n{number}. **{escape(', '.join(row.themes))}**: {escape(when(row))}\n"
        for told in row.tellings:
            words = markdown_redline(told.words) if told.words else escape(told.text)
            lead = f"{escape(again(told))}: " if told.words else ""
            yield f"\n   - {lead}{words}\n"
            for item in told.items:
                yield f"     {escape(item.citation)}\n"
        for one in row.bearing:
            yield f"\n   - *bears on it*: {escape(one.sentence.text)}\n     {escape(one.sentence.citation)}\n"

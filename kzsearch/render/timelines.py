"""Timelines in every format: a plot and a block a year in text, a row a year in all others."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kzsearch.render.cells import cells, wrap
from kzsearch.render.printable import one_line
from kzsearch.render.records import Views
from kzsearch.render.styles import Line, Style, painted
from kzsearch.render.tables import markdown_table
from kzsearch.render.timeline_plots import ladder
from kzsearch.types.timelines import PresenceYear, TierYear, YearState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Year = TierYear | PresenceYear

TIER_COLUMNS = (
    *("country", "year", "state", "tier", "mark", "change", "since", "report_id", "sentence", "says"),
    *(
        "passage_id",
        "source",
        "span_start",
        "span_end",
        "line_first",
        "line_last",
        "page",
        "citation",
        "note",
    ),
)
PRESENCE_COLUMNS = (
    *("concept", "country", "year", "state", "report_id", "series", "passages", "passages_of_report"),
    *("word_for_word", "reached", "threshold", "passage_id", "score", "sentence", "citation", "others"),
)
_TIER_TABLE = ("country", "year", "tier", "mark", "change", "sentence", "citation")
_PRESENCE_TABLE = ("country", "year", "state", "passages", "word_for_word", "sentence", "citation")
_INDENT = "      "
_BAR, _LONGEST_BAR = "█", 20
_CHANGES = {"up": "up from", "down": "down from", "same": "as in", "other": "changed from"}


def timeline_views(years: Sequence[Year]) -> Views:
    """Return how years of tiers, or of presence, are printed: a row a year in all but text."""
    of_tiers = not years or isinstance(years[0], TierYear)
    short = _TIER_TABLE if of_tiers else _PRESENCE_TABLE
    records = [year.to_dict() for year in years]
    return Views(
        whole=records,
        rows=records,
        flat=map(timeline_row, years),
        columns=TIER_COLUMNS if of_tiers else PRESENCE_COLUMNS,
        short=short,
        markdown=_markdown(years, short),
        text=lambda page: _text(years, page.width, colour=page.colour),
    )


def _markdown(years: Sequence[Year], short: Sequence[str]) -> Iterator[str]:
    for line in markdown_table(short, list(map(_said_row, years))):
        yield f"{line}\n"


def timeline_row(year: Year) -> dict[str, object]:
    """Return a year as a row of a spreadsheet: no field inside another."""
    row = year.to_dict()
    if isinstance(year, TierYear):
        if year.sentence is not None:
            row |= {"span_start": year.sentence.span.start, "span_end": year.sentence.span.end}
            row |= {"line_first": year.sentence.lines[0], "line_last": year.sentence.lines[1]}
        return row
    if year.best:
        first, *others = year.best
        row |= {name: value for name, value in first.to_dict().items() if name != "word_for_word"}
        row["others"] = " ".join(mention.hit.passage.passage_id for mention in others)
    return row


def _said_row(year: Year) -> dict[str, object]:
    """Return a year as a row for people, in which a missing year is called so."""
    row = timeline_row(year)
    if year.state is YearState.MISSING:
        row |= {"tier": "no report", "state": "no report"}
    elif isinstance(year, TierYear):
        row["tier"] = row["tier"] or "not stated"
        row["change"] = change_words(year)
    return row


def change_words(year: TierYear) -> str:
    """Return how a tier compares with the last that is known: `up from 2017`; or empty."""
    return f"{_CHANGES[year.change]} {year.since}" if year.change else ""


def _text(years: Sequence[Year], width: int | None, *, colour: bool) -> Iterator[str]:
    for number, (_, of_country) in enumerate(groupby(years, key=_line_of)):
        line = list(of_country)
        head = one_line(line[0].country.name)
        tiers = [year for year in line if isinstance(year, TierYear)]
        presence = [year for year in line if isinstance(year, PresenceYear)]
        if presence:
            head = f"{one_line(presence[0].concept)} · {head}"
        yield ("\n" if number else "") + _lines([(head, Style.HEADING)], width, colour=colour) + "\n"
        if tiers:
            yield from ladder(tiers, width, colour=colour)
            yield "\n"
        most = max((year.passages or 0 for year in presence), default=0)
        for missing, run in groupby(line, key=lambda year: year.state is YearState.MISSING):
            of_run = list(run)
            if missing:
                yield _gap(of_run[0].year, of_run[-1].year, width, colour=colour)
            else:
                yield from (_block(year, most, width, colour=colour) for year in of_run)


def _line_of(year: Year) -> tuple[str, str]:
    # A missing year belongs to the series of its neighbours; countries of one name are told apart by their code.
    return year.country.alpha3, year.country.name


def _gap(first: int, last: int, width: int | None, *, colour: bool) -> str:
    """Return the line of years without a report that follow one another."""
    span = f"{first}" if first == last else f"{first}–{last}"
    return _lines([(f"{span}  no report in the index", Style.DIM)], width, colour=colour)


def _block(year: Year, most: int, width: int | None, *, colour: bool) -> str:
    if isinstance(year, TierYear):
        return _tier_block(year, width, colour=colour)
    return _presence_block(year, most, width, colour=colour)


def _tier_block(year: TierYear, width: int | None, *, colour: bool) -> str:
    tier = year.tier.value if year.tier else "tier not stated"
    head: Line = [
        (f"{year.year}  ", Style.STRONG),
        (tier, Style.MATCH if year.mark in "WS" and year.mark else Style.STRONG),
    ]
    if year.change:
        head.append((f"  {change_words(year)}", Style.DIM))
    if year.state is YearState.STATED and year.says == "minimum standards":
        head.append(("  (no sentence names the tier; this one is on the standards)", Style.DIM))
    block = _lines(head, width, colour=colour)
    block += _indented(year.text, width, Style.PLAIN, colour=colour)
    block += _indented(year.note, width, Style.MATCH, colour=colour)
    return block + _indented(year.citation, width, Style.CITATION, colour=colour)


def _presence_block(year: PresenceYear, most: int, width: int | None, *, colour: bool) -> str:
    count = year.passages or 0
    if year.state is YearState.SILENT:
        said = f"silent; its nearest passage reaches {year.reached or 0:.2f}, and {year.threshold or 0:.2f} is needed"
        return _lines([(f"{year.year}  ", Style.STRONG), (said, Style.DIM)], width, colour=colour)
    bar = _BAR * max(1, round(_LONGEST_BAR * count / max(most, _LONGEST_BAR)))
    words = f", {year.word_for_word} word for word" if year.word_for_word else ""
    of = f" of {year.report.passages}" if year.report is not None else ""
    said = f" {count}{of} passage{'' if of.endswith(' 1') else 's'}{words}"
    block = _lines(
        [(f"{year.year}  ", Style.STRONG), (bar, Style.SECTION), (said, Style.PLAIN)], width, colour=colour
    )
    for mention in year.best[:1]:
        block += _indented(mention.hit.sentence_text, width, Style.PLAIN, colour=colour)
        block += _indented(mention.hit.citation, width, Style.CITATION, colour=colour)
    return block


def _indented(text: str, width: int | None, style: Style, *, colour: bool) -> str:
    if not text:
        return ""
    lines = wrap(one_line(text), width, _INDENT)
    return "".join(f"{painted([(line, style)], colour=colour)}\n" for line in lines)


def _lines(line: Iterable[tuple[str, Style]], width: int | None, *, colour: bool) -> str:
    pieces = list(line)
    whole = "".join(text for text, _ in pieces)
    if width is None or cells(whole) <= width:
        return f"{painted(pieces, colour=colour)}\n"
    return "".join(f"{line}\n" for line in wrap(whole, width))

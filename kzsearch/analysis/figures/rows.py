"""Rows of tables: `Convictions 23 6` under `Measure 2021 2022`, `| Investigations | 26 |`, `Victims identified: 24`.

Readers of files give each row of a table a line of its own. A row counts only if it is a label and numbers, and nothing
else, and if its label names a measure.
"""

from __future__ import annotations

import re
from typing import Final

from kzsearch.analysis.figures.amounts import Amount, Sort, amount
from kzsearch.analysis.figures.items import Item
from kzsearch.analysis.figures.nouns import parts
from kzsearch.analysis.figures.numerals import Numeral, numerals
from kzsearch.analysis.figures.phrases import Phrase
from kzsearch.types.figures import Measure, YearOrigin

_YEARS: Final = re.compile(
    r"(?:[A-Za-z][A-Za-z ()/’-]{0,60}?\s+)?((?:(?:FY\s?)?(?:19|20)\d\d\s+)*(?:FY\s?)?(?:19|20)\d\d)"
)
_EMPTY: Final = r"(?:N/?A|n/?a|unknown|Unknown|none reported|not available|–|—|-)"
_ROW: Final = re.compile(
    rf"(?P<label>[A-Za-z][^\d:]{{2,80}}?)\s*:?\s+(?P<cells>(?:(?:[$€£]?\d[\d,.]*|{_EMPTY})(?:\s+|$))+)"
)
_LABELS: Final = (
    (Measure.IDENTIFIED, r"(?:victims?\b.*\bidentified|identified\b.*\bvictims?|victims? identifications?)"),
    (Measure.ASSISTED, r"(?:victims?\b.*\bassisted|assisted\b.*\bvictims?)"),
    (Measure.REFERRED, r"(?:victims?\b.*\breferred|referred\b.*\bvictims?)"),
    (
        Measure.PEOPLE_TRAINED,
        r"(?:(?:officials?|officers?|people|persons|judges|prosecutors|police)\b.*\btrained)",
    ),
    (Measure.TRAINING_SESSIONS, r"(?:training sessions?|trainings(?: held| conducted)?)"),
    (Measure.INSPECTIONS, r"(?:(?:labor |worksite |workplace )*inspections?(?: conducted| carried out)?)"),
    (Measure.HOTLINE_CALLS, r"(?:hotline calls|calls (?:to|received by) (?:the )?(?:\w+ )*hotline)"),
    (Measure.OFFICERS, r"(?:(?:labor inspectors|anti-trafficking (?:police )?officers))"),
    (Measure.SHELTERS, r"(?:(?:\w+ )?shelters(?: in operation| operating)?)"),
    (
        Measure.INVESTIGATIONS,
        r"(?:investigations?|cases investigated|investigated cases)(?: (?:opened|initiated))?",
    ),
    (Measure.PROSECUTIONS, r"(?:prosecutions?|cases prosecuted|persons prosecuted)(?: initiated)?"),
    (Measure.CONVICTIONS, r"(?:convictions?|traffickers convicted|persons convicted)"),
)
_BEFORE: Final = (
    r"(?:(?:total |number of |new |human |trafficking |sex |labor |and |forced |confirmed |criminal )*)"
)
_NAMED: Final = [(measure, re.compile(_BEFORE + words, re.IGNORECASE)) for measure, words in _LABELS]
_ABOUT: Final = re.compile(
    r"(?:\s\([^()]*\)|\s(?:for|of) (?:sex trafficking|forced labor|labor trafficking))*\s*", re.IGNORECASE
)


class TableRows:
    """Reads rows; the years of the last header count for the rows right behind it."""

    def __init__(self) -> None:
        self._years: tuple[int, ...] = ()

    def read(self, text: str, period: int | None) -> list[Item] | None:
        """Return the numbers of a row, each with its measure and year, or None where the text is no row.

        Args:
            text: A paragraph.
            period: The year of the report's own period, for a row without a header of years.
        """
        line = re.sub(r"[|\t]", " ", text)
        header = _YEARS.fullmatch(line.strip())
        if header:
            self._years = tuple(int(year) for year in re.findall(r"(?:19|20)\d\d", header[1]))
            return []
        if line.strip(" -:|") == "":
            return []
        row = _ROW.fullmatch(line.strip())
        measure = None if row is None else _measure(row["label"])
        if row is None or measure is None:
            self._years = ()
            return None
        return self._items(text, line, row, measure, period)

    def _items(
        self, text: str, line: str, row: re.Match[str], measure: Measure, period: int | None
    ) -> list[Item] | None:
        cells = re.findall(rf"[$€£]?\d[\d,.]*|{_EMPTY}", row["cells"])
        years: tuple[int | None, ...] = self._years or (period,)
        if len(cells) != len(years):
            return None
        start = line.index(row["label"])
        found = [number for number in numerals(line) if number.span.start >= start + len(row["label"])]
        of_cells = [year for cell, year in zip(cells, years, strict=True) if cell[-1].isdigit()]
        if len(found) != len(of_cells):
            return None
        return [
            _item(number, amount(text, number, ()), measure, year, row["label"], header=bool(self._years))
            for number, year in zip(found, of_cells, strict=True)
        ]


def _measure(label: str) -> Measure | None:
    for measure, pattern in _NAMED:
        named = pattern.match(label.strip())
        if named and _ABOUT.fullmatch(label.strip()[named.end() :]):
            return measure
    return None


def _item(
    number: Numeral, kind: Amount, measure: Measure, year: int | None, label: str, *, header: bool
) -> Item:
    words = " ".join(label.split())
    count = kind if kind.sort is Sort.COUNT else Amount(Sort.COUNT, number.span.end)
    noun = Phrase(None, words.casefold(), words, number.span.end, (), definite=False, tail="")
    return Item(
        number,
        count,
        noun,
        layer=0,
        before="",
        limit=number.span.end,
        measure=measure,
        year=year,
        year_origin=YearOrigin.STATED if header else YearOrigin.INFERRED,
        year_words=f"column {year} of a table"
        if header
        else "a row without a year counts the report's own period",
        parts=parts(words, nationality=False),
        rule="row of a table",
    )

"""Rows of tables: `Convictions 23 6` under `Measure 2021 2022`, `| Investigations | 26 |`, `Victims identified: 24`.

Readers of files give each row of a table a line of its own. A row counts only if it is a label and numbers, and nothing
else, and if its label names a measure.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kzsearch.analysis.figures.amounts import Amount, Sort, amount
from kzsearch.analysis.figures.items import Item
from kzsearch.analysis.figures.nouns import is_noun, parts
from kzsearch.analysis.figures.numerals import Numeral, numerals
from kzsearch.analysis.figures.phrases import Phrase
from kzsearch.types.figures import Measure, YearOrigin

_YEARS: Final = re.compile(
    r"(?:[A-Za-z][A-Za-z ()/’-]{0,60}?\s+)?((?:(?:FY\s?)?(?:19|20)\d\d\s+)*(?:FY\s?)?(?:19|20)\d\d)"
)
_EMPTY: Final = r"(?:N/?A|n/?a|unknown|Unknown|none reported|not available|–|—|-)"
_CELL: Final = rf"(?:[$€£]?\d[\d,.]*|{_EMPTY})"
_ROW: Final = re.compile(rf"(?P<label>[A-Za-z][^\d:]{{2,80}}?)\s*:?\s+(?P<cells>(?:{_CELL}(?:\s+|$))+)")
_CELLS: Final = re.compile(rf"\s*(?P<cells>(?:{_CELL}(?:\s+|$))+)")
_RUNNING: Final = re.compile(r"\s*(?:(?:19|20)\d\d\s+){2,}(?=[A-Z])")
_REFERENCES: Final = re.compile(r"\(\d{1,3}(?:[,;]\s?\d{1,3})*\)")
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


class _Open(NamedTuple):
    """A row whose last cells stand in the sentences behind: `3,982`, `(2) 4,300`."""

    label: str
    measure: Measure
    years: tuple[int, ...]


class TableRows:
    """Reads rows; the years of the last header count for the rows behind it, up to the next whole sentence.

    A table may run into one text: `2020 2021 Number of Labor Inspections Conducted 3,982 (2) 4,300 (1) Number of ...`.
    Its numbers in brackets are references.
    """

    def __init__(self) -> None:
        self._years: tuple[int, ...] = ()
        self._open: _Open | None = None

    def read(self, text: str, period: int | None, ahead: str = "") -> list[Item] | None:
        """Return the numbers of a row, each with its measure and year, or None where the text is no row.

        Args:
            text: A paragraph, or a sentence of it.
            period: The year of the report's own period, for a row without a header of years.
            ahead: What follows in the paragraph.
        """
        line = re.sub(r"[|\t]", " ", text)
        if header := _YEARS.fullmatch(line.strip()):
            self._years, self._open = _years(header[1]), None
            return []
        if line.strip(" -:|") == "":
            return []
        if running := _RUNNING.match(line):
            self._years, line = _years(running[0]), " " * running.end() + line[running.end() :]
        if self._several:
            line = _REFERENCES.sub(lambda found: " " * len(found[0]), line)
        row_before, self._open = self._open, None
        if row_before is not None and (rest := _CELLS.fullmatch(line)):
            return self._items(line, 0, rest["cells"], row_before, _REFERENCES.sub(" ", ahead))
        row = _ROW.fullmatch(line.strip())
        measure = None if row is None else _measure(row["label"])
        if row is None or measure is None:
            if re.search(r"[a-z]{3}[.!?]\W*$", text) or not self._several:
                self._years = ()
            return [] if running else None
        years = self._years or ((period,) if period is not None else ())
        start = line.index(row["label"]) + len(row["label"])
        begun = _Open(row["label"], measure, years)
        return self._items(
            line, start, row["cells"], begun, _REFERENCES.sub(" ", ahead) if self._several else ""
        )

    @property
    def _several(self) -> bool:
        return len(self._years) > 1

    def _items(self, line: str, start: int, printed: str, row: _Open, ahead: str) -> list[Item] | None:
        cells = re.findall(_CELL, printed)
        missing = len(row.years) - len(cells)
        if missing < 0 or (
            missing and not re.match(rf"\s*(?:{_CELL}(?:\s+|$)){{{missing}}}(?=[A-Z]|\s*$)", ahead)
        ):
            return None
        found = [number for number in numerals(line) if number.span.start >= start]
        of_cells = [year for cell, year in zip(cells, row.years, strict=False) if cell[-1].isdigit()]
        if len(found) != len(of_cells):
            return None
        if missing:
            self._open = row._replace(years=row.years[len(cells) :])
        return [
            _item(number, amount(line, number, ()), row.measure, year, row.label, header=bool(self._years))
            for number, year in zip(found, of_cells, strict=True)
        ]


def _years(text: str) -> tuple[int, ...]:
    return tuple(int(year) for year in re.findall(r"(?:19|20)\d\d", text))


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
    named = [word for word in words.casefold().split() if is_noun(word)]
    count = kind if kind.sort is Sort.COUNT else Amount(Sort.COUNT, number.span.end)
    noun = Phrase(
        None, named[-1] if named else words.casefold(), words, number.span.end, (), definite=False, tail=""
    )
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

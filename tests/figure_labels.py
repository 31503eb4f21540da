"""Hand labels of figures, and how well a reader of figures meets them.

A label file has one JSON object a line: a text whose figures are marked `[number|measure|year|part, part]`, or
`[six=6|...]` and `[three to 10=3..10|...]` where the number is written otherwise than its value. Every number without a
mark is no figure of a measure, or its measure or year is not certain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kzsearch.analysis.figures.collect import is_on_subject, period_of
from kzsearch.analysis.figures.reader import Context, read
from kzsearch.domain.series import TIP
from kzsearch.text import sentences

TOPICS: Final = Path(__file__).parent.parent / "topics"
_MARK: Final = re.compile(
    r"\[(?P<number>[^\[\]=|]+)(?:=(?P<value>[\d.]+))?\|(?P<measure>\w+)\|(?P<year>\d{4})(?:\|(?P<parts>[^\]]*))?\]"
)


class Label(NamedTuple):
    """A figure that a person marked, or that a reader found.

    Attributes:
        place: Where the number begins in the text.
        measure: The measure.
        value: The number, or the lower end of a range.
        upper: The upper end, or None.
        year: The year that it is about.
        parts: The parts of the whole, in alphabetical order.
    """

    place: int
    measure: str
    value: float
    upper: float | None
    year: int
    parts: tuple[str, ...] = ()


class Labelled(NamedTuple):
    """A text with its figures.

    Attributes:
        text: The text without marks.
        report_year: The year of its report.
        report_id: The report, or empty for a text that was written for the test.
        labels: The figures.
        series: The report's series, which says what period it counts.
    """

    text: str
    report_year: int
    report_id: str
    labels: tuple[Label, ...]
    series: str = TIP.code


class Score(NamedTuple):
    """How many of the figures found are right, and how many there are.

    Attributes:
        found: Figures that the reader classified.
        right: Those of them whose measure, value and year are as labelled.
        labelled: Figures that are labelled.
        right_parts: Those of the right ones whose parts are as labelled too.
    """

    found: int = 0
    right: int = 0
    labelled: int = 0
    right_parts: int = 0

    @property
    def precision(self) -> float:
        """The share of figures found that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of labelled figures that were found."""
        return self.right / self.labelled if self.labelled else 1.0


Reader = Callable[[Labelled], Iterable[Label]]


def labelled(name: str) -> list[Labelled]:
    """Return the texts of a label file in `topics/`."""
    records = [json.loads(line) for line in (TOPICS / name).read_text(encoding="utf-8").splitlines()]
    return [_labelled(record) for record in records]


def _labelled(record: dict[str, object]) -> Labelled:
    marked = str(record["text"])
    text, labels, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        low, _, high = (match["value"] or match["number"].replace(",", "")).partition("..")
        parts = tuple(sorted(part.strip() for part in (match["parts"] or "").split(",") if part.strip()))
        labels.append(
            Label(
                len(text),
                match["measure"],
                float(low),
                float(high) if high else None,
                int(match["year"]),
                parts,
            )
        )
        text += match["number"]
        at = match.end()
    text += marked[at:]
    report_id = str(record.get("report_id", ""))
    year = record.get("report_year") or report_id.rpartition("-")[2]
    return Labelled(text, int(str(year)), report_id, tuple(labels), str(record.get("series", TIP.code)))


def by_grammar(case: Labelled) -> Iterator[Label]:
    """Yield the figures that kzsearch reads in a text whose sentences are of one paragraph."""
    context = Context(period_of(case.series, case.report_year), case.report_year)
    for span in sentences(case.text):
        text = case.text[slice(*span)]
        for item in read(text, context):
            if not is_on_subject(case.series, item, text):
                continue
            if item.measure is not None and item.year is not None:
                yield Label(
                    span.start + item.numeral.span.start,
                    item.measure.value,
                    item.numeral.value,
                    item.numeral.upper,
                    item.year,
                    tuple(sorted(item.parts)),
                )


def together(cases: list[Labelled]) -> list[Labelled]:
    """Return the texts of each report as one, in order, so that a sentence can refer to the one before it."""
    out: list[Labelled] = []
    for case in cases:
        if out and case.report_id and out[-1].report_id == case.report_id:
            last = out[-1]
            shift = len(last.text) + 1
            moved = tuple(label._replace(place=label.place + shift) for label in case.labels)
            out[-1] = last._replace(text=f"{last.text} {case.text}", labels=(*last.labels, *moved))
        else:
            out.append(case)
    return out


def scores(cases: Iterable[Labelled], reader: Reader) -> dict[str, Score]:
    """Return the score of a reader by measure; that of all measures under `all`."""
    counted: dict[str, Score] = {}
    for case in cases:
        wanted = {label.place: label for label in case.labels}
        for label in case.labels:
            for name in (label.measure, "all"):
                score = counted.get(name, Score())
                counted[name] = score._replace(labelled=score.labelled + 1)
        for found in reader(case):
            meant = wanted.get(found.place)
            right = meant is not None and meant[1:5] == found[1:5]
            same_parts = right and meant is not None and meant.parts == found.parts
            for name in (found.measure, "all"):
                score = counted.get(name, Score())
                counted[name] = score._replace(
                    found=score.found + 1,
                    right=score.right + right,
                    right_parts=score.right_parts + same_parts,
                )
    return counted


def wrong(cases: Iterable[Labelled], reader: Reader) -> Iterator[str]:
    """Yield a line for each figure that a reader missed, and each that it found and is not labelled so."""
    for case in cases:
        wanted = {label.place: label for label in case.labels}
        found = {label.place: label for label in reader(case)}
        for place in sorted(wanted.keys() | found.keys()):
            if place not in found or place not in wanted or wanted[place][1:5] != found[place][1:5]:
                words = case.text[max(0, place - 40) : place + 40]
                yield f"...{words}...\n    labelled {wanted.get(place)}\n    found    {found.get(place)}"

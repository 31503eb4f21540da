"""Citations: a passage to a line for a footnote, and back.

    U.S. Department of State, Trafficking in Persons Report 2023: Kazakhstan, Protection, para. 2 (corpus/kazakhstan-2023.txt:17)

A sentence is cited by its paragraph and the line on which it begins, a passage of several paragraphs by ranges:
`paras. 1–2 (corpus/kazakhstan-2023.txt:24-25)`.

Every part can be read back. Where a part contains the beginning of the next part (a heading with `, para. 3` in it),
the ambiguous character is written as `%` and its hexadecimal code; so is a control character, so that a citation is
one line. Nothing else is changed.
"""  # noqa: E501 - the example is one line, as a citation is

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from kzsearch.domain import series
from kzsearch.types import Origin, Passage, ReportRecord, Section, Sentence

SERIES = series.TIP.name


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """What a citation says.

    Attributes:
        publisher: The publisher, or None where the citation has none.
        year: The report year.
        country: The country's printed name.
        section_label: The section as the citation names it.
        paragraphs: Numbers of the first and the last paragraph within the section, from 1.
        pages: First and last page, or None.
        path: The file, under the corpus folder's own name.
        lines: First and last line in the file, from 1.
        year_inferred: Whether the report year was inferred from the text.
        country_inferred: Whether the country was.
        series: Name of the series.
    """

    publisher: str | None
    year: int
    country: str
    section_label: str
    paragraphs: tuple[int, int]
    pages: tuple[int, int] | None
    path: str
    lines: tuple[int, int]
    year_inferred: bool = False
    country_inferred: bool = False
    series: str = SERIES


class _Escape(NamedTuple):
    """How one part of a citation is kept distinct from the others."""

    unsafe: str  # pattern of the ambiguous characters
    codes: str  # their codes; only these are decoded, so that a file named `a%20b.txt` keeps its name


_CONTROL = r"[\x00-\x1f\x7f]"
_CONTROL_CODES = "25|[01][0-9A-F]|7F"
_PATH = _Escape(_CONTROL, _CONTROL_CODES)
_NAME = _Escape(rf"{_CONTROL}|[,:]", f"{_CONTROL_CODES}|2C|3A")
_COUNTRY = _Escape(rf"{_CONTROL}|[,\[]", f"{_CONTROL_CODES}|2C|5B")
_LABEL = _Escape(rf"{_CONTROL}|,(?= paras?\. )", f"{_CONTROL_CODES}|2C")

_YEAR_MARK = " [year inferred]"
_COUNTRY_MARK = " [country inferred]"
_ANY_SERIES = "[^,:]+?"
_PATTERN = (
    # A citation without a publisher is tried first, so that a later part is not taken for the title.
    rf"(?:(?P<publisher>.+?), )??(?P<series>%s) (?P<year>[0-9]+)(?P<year_mark>{re.escape(_YEAR_MARK)})?"
    rf": (?P<country>[^,]+?)(?P<country_mark>{re.escape(_COUNTRY_MARK)})?"
    r", (?P<label>.+?), paras?\. (?P<paragraph>[0-9]+)(?:–(?P<paragraph_last>[0-9]+))?"
    r"(?:, pp?\. (?P<page>[0-9]+)(?:–(?P<page_last>[0-9]+))?)?"
    r" \((?P<path>.+):(?P<line>[0-9]+)(?:-(?P<line_last>[0-9]+))?\)"
)


def citation(
    report: ReportRecord, passage: Passage, sentence: Sentence | None = None, *, corpus_label: str
) -> str:
    """Return the citation of a passage, or of one of its sentences.

    Args:
        report: The passage's report.
        passage: The passage.
        sentence: The sentence to cite, or None for the passage.
        corpus_label: Path of the corpus folder, under which the file is shown.
    """
    publisher, of_series = report.facts.get("publisher"), series_of(report)
    # A series has one publisher; the fact may name another, such as an embassy.
    who = (_squeeze(publisher.value) if publisher else "") or of_series.publisher
    name = _escape(of_series.name, _NAME)
    title = (
        f"{name} {report.year}{_YEAR_MARK if is_inferred(report, 'year') else ''}"
        f": {_escape(_squeeze(report.country.name), _COUNTRY)}"
        f"{_COUNTRY_MARK if is_inferred(report, 'country') else ''}"
    )
    if sentence is None:
        place = paragraphs_name(*passage.paragraphs)
        place += f", {_range('p. ', 'pp. ', *passage.pages)}" if passage.pages else ""
        first, last = passage.lines
        line = f"{first}-{last}" if last > first else f"{first}"
    else:
        place = paragraphs_name(sentence.paragraph, sentence.paragraph)
        place += f", p. {sentence.page}" if sentence.page is not None else ""
        line = f"{sentence.lines[0]}"
    folder = "" if corpus_label in ("", ".") else f"{corpus_label.rstrip('/')}/"
    path = _escape(f"{folder}{report.source}", _PATH)
    by = f"{_escape(who, _publisher(name))}, " if who else ""
    return f"{by}{title}, {_escape(section_name(passage), _LABEL)}, {place} ({path}:{line})"


def paragraphs_name(first: int, last: int) -> str:
    """Return `para. 2`, or `paras. 2–3`."""
    return _range("para. ", "paras. ", first, last)


def _range(one: str, several: str, first: int, last: int) -> str:
    return f"{several}{first}–{last}" if last > first else f"{one}{first}"


def parse(citation: str) -> ParsedCitation | None:
    """Return what a citation says, or None where the text is no citation of this form."""
    names = [re.escape(_escape(known.name, _NAME)) for known in series.KNOWN]
    matches = (re.fullmatch(_PATTERN % name, citation.strip()) for name in (*names, _ANY_SERIES))
    found = next((match for match in matches if match), None)
    if found is None:
        return None
    publisher = found["publisher"]
    return ParsedCitation(
        publisher=None if publisher is None else _unescape(publisher, _publisher(found["series"])),
        year=int(found["year"]),
        country=_unescape(found["country"], _COUNTRY),
        section_label=_unescape(found["label"], _LABEL),
        paragraphs=_ends(found, "paragraph"),
        pages=_ends(found, "page") if found["page"] else None,
        path=_unescape(found["path"], _PATH),
        lines=_ends(found, "line"),
        year_inferred=found["year_mark"] is not None,
        country_inferred=found["country_mark"] is not None,
        series=_unescape(found["series"], _NAME),
    )


def _ends(found: re.Match[str], name: str) -> tuple[int, int]:
    return int(found[name]), int(found[f"{name}_last"] or found[name])


def section_name(passage: Passage) -> str:
    """Return the printed name of a section: `Protection`, or its heading in a report of another series."""
    if passage.section is Section.OTHER:
        return _squeeze(passage.section_label) or Section.OTHER.title()
    return passage.section.title()


def is_inferred(report: ReportRecord, name: str) -> bool:
    """Return whether a fact (`year`, `country`) was inferred from the running text."""
    fact = report.facts.get(name)
    return fact is not None and fact.origin is Origin.TEXT


def series_of(report: ReportRecord) -> series.Series:
    """Return the report's series; one that is not listed has no publisher."""
    known = next((known for known in series.KNOWN if known.code == report.series), None)
    fact = report.facts.get("series")
    return known or series.Series(report.series, _squeeze(fact.value if fact else "") or report.series)


def _publisher(name: str) -> _Escape:
    """Return how a publisher is kept distinct from the name of the series after it."""
    return _Escape(
        rf"{_CONTROL}|{re.escape(name[0])}(?={re.escape(name[1:])} )", f"{_CONTROL_CODES}|{ord(name[0]):02X}"
    )


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _escape(text: str, escape: _Escape) -> str:
    # A `%` before one of the codes is written as a code itself.
    pattern = rf"{escape.unsafe}|%(?=(?:{escape.codes}))"
    return re.sub(pattern, lambda found: f"%{ord(found[0]):02X}", text)


def _unescape(text: str, escape: _Escape) -> str:
    return re.sub(rf"%({escape.codes})", lambda found: chr(int(found[1], 16)), text)

"""What was read from files that may be added: some ten lines a report, and the question that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.domain import series
from kzsearch.render.cells import cells, margin
from kzsearch.render.printable import one_line
from kzsearch.render.styles import Style, painted
from kzsearch.render.wording import SEPARATOR
from kzsearch.types import Fact, Origin, Section, SectionOrigin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzsearch.types import Report
    from kzsearch.types.adding import Addition, SectionSummary

INDENT = "  "
_FACTS = ("country", "year", "tier", "series", "published", "title", "publisher", "licence", "url", "site")
_SHORT_FACTS = 5  # these stand on lines together; each of the others is as long as a line
_LONGEST_EVIDENCE = 70  # cells
_MOST_SECTIONS = 16
_FILES_ASKED = 8


def render_additions(additions: Sequence[Addition], *, width: int | None, colour: bool) -> Iterator[str]:
    """Yield a block for each report of each file: its name and id, facts with origins, sections, notes.

    A line is broken only between words; a word that is longer than the line stays whole.

    Args:
        additions: The files.
        width: Cells of a line, or None for no wrapping.
        colour: Whether headings may be bold.
    """
    for addition in additions:
        file = one_line(str(addition.file))
        if addition.already is not None:
            same = f"{file}: the corpus has this content already, as {one_line(addition.already)}"
            yield from _lines([same], width)
            continue
        for number, (report, sections) in enumerate(addition.reports, start=1):
            of = f" ({number} of {len(addition.reports)} reports)" if len(addition.reports) > 1 else ""
            heading = f"{file} -> {one_line(addition.name)}: {one_line(report.report_id)}{of}"
            for line in _packed([heading], width, ""):
                yield painted([(line, Style.STRONG)], colour=colour) + "\n"
            if number == 1:
                yield from _lines([f"replaces {one_line(name)}" for name in addition.replaces], width, INDENT)
            yield from _report(addition, report, sections, width)


def question(additions: Sequence[Addition], corpus: str, *, width: int | None) -> str:
    """Return the question whether to add files; it names the facts that a yes confirms."""
    files = f"{len(additions)} file{'s' * (len(additions) != 1)}"
    facts = [
        f"{one_line(addition.name)}: "
        + ", ".join(f"{key} {one_line(str(value))}" for key, value in addition.to_confirm.items())
        for addition in additions
        if addition.to_confirm
    ]
    if not facts:
        return "\n".join(_packed([f"add {files} to {corpus}?"], width, ""))
    left = len(facts) - _FILES_ASKED
    if left > 0:
        facts = [*facts[:_FILES_ASKED], f"{left} more files: the facts that are not stated, as shown above"]
    lines = _packed(["nobody states these facts; your yes confirms them for the table:"], width, "")
    for fact in facts:
        lines += _packed([fact], width, INDENT)
    return "\n".join([*lines, *_packed([f"add {files} to {corpus}, with these facts?"], width, "")])


def _report(
    addition: Addition, report: Report, sections: Sequence[SectionSummary], width: int | None
) -> Iterator[str]:
    facts = dict(_facts(report))
    yield from _lines([facts[name] for name in _FACTS[:_SHORT_FACTS] if name in facts], width, INDENT)
    for name in _FACTS[_SHORT_FACTS:]:
        if name in facts:
            yield from _lines([facts[name]], width, INDENT)
    passages = sum(section.passages for section in sections)
    parts = [_section(section) for section in sections]
    if len(parts) > _MOST_SECTIONS:
        parts = [*parts[:_MOST_SECTIONS], f"{len(parts) - _MOST_SECTIONS} more sections"]
    parts[0] = f"sections: {parts[0]}"
    yield from _lines([*parts, f"{passages} passage{'s' * (passages != 1)} in all"], width, INDENT)
    yield from _lines(
        [f'text: "{one_line(sections[0].first)} ... {one_line(sections[-1].last)}"'], width, INDENT
    )
    for note in report.notes:
        yield from _lines([f"note: {one_line(addition.name)}: {one_line(note)}"], width, INDENT)


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the name of each fact, and what is said of it."""
    for name in _FACTS:
        if fact := report.facts.get(name):
            yield name, f"{name}: {one_line(fact.value)} ({_origin(fact)})"
        elif name == "tier" and report.series == series.TIP.code:
            yield name, "tier: not stated"
        elif name == "series":
            yield name, f"series: {series.TIP.name} (no other is named)"


def _origin(fact: Fact) -> str:
    """Return where a fact comes from, in words."""
    match fact.origin:
        case Origin.OPTION | Origin.TABLE:
            words = "stated"
        case Origin.HEADER | Origin.FILE_NAME | Origin.TIER_LINE:
            words = f"from the {fact.origin.value}"
        case Origin.TEXT:
            words = "inferred from the text"
    evidence = _clipped(one_line(fact.evidence))
    return f'{words}: "{evidence}"' if evidence else words


def _section(section: SectionSummary) -> str:
    """Return a section's name and its number of passages."""
    name = (
        f'"{_clipped(one_line(section.label))}"'
        if section.section is Section.OTHER
        else section.section.value
    )
    return f"{name} {section.passages}" + (" (inferred)" if section.origin is SectionOrigin.INFERRED else "")


def _clipped(text: str) -> str:
    """Return a text, or its first words where it is long."""
    if cells(text) <= _LONGEST_EVIDENCE:
        return text
    kept = ""
    for word in text.split():
        if cells(f"{kept} {word}") > _LONGEST_EVIDENCE:
            break
        kept = f"{kept} {word}".lstrip()
    return f"{kept} ..." if kept else f"{text[: _LONGEST_EVIDENCE // 2]}..."


def _lines(items: Sequence[str], width: int | None, indent: str = "") -> Iterator[str]:
    return (f"{line}\n" for line in _packed(items, width, indent))


def _packed(items: Sequence[str], width: int | None, indent: str) -> list[str]:
    """Return lines of items, as many on each as fit; an item that is longer than a line has lines of its own."""
    indent = margin(indent, width)
    room = None if width is None else max(1, width - len(indent))
    lines: list[str] = []
    for item in items:
        joined = f"{lines[-1]}{SEPARATOR}{item}" if lines else item
        if lines and (room is None or cells(joined) <= room):
            lines[-1] = joined
        else:
            lines += _by_words(item, room)
    return [indent + line for line in lines]


def _by_words(text: str, room: int | None) -> list[str]:
    if room is None:
        return [text]
    lines: list[str] = []
    for word in text.split(" "):
        if lines and cells(lines[-1]) + 1 + cells(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines

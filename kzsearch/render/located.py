"""Where quotes come from, in every format: text has a block a place, `csv` a row a place, `jsonl` a line a quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.references import of_passage
from kzsearch.render.cells import wrap
from kzsearch.render.markup import code, escape
from kzsearch.render.plain import INDENT
from kzsearch.render.printable import one_line
from kzsearch.render.records import Views
from kzsearch.render.styles import Style, painted
from kzsearch.render.wording import SEPARATOR, place, section_title, separated
from kzsearch.types.locating import GRAVE, Difference, QuoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzsearch.render.paragraphs import Page
    from kzsearch.types.locating import Located, Place
    from kzsearch.types.references import Reference

COLUMNS = (
    *(
        "quote",
        "quote_line",
        "kind",
        "in_a_report",
        "report_id",
        "country",
        "year",
        "section",
        "section_label",
    ),
    *("passage_ids", "text", "similarity", "differences", "joined", "source", "span_start", "span_end"),
    *("span_is_exact", "line_first", "line_last", "page", "citation", "verified", "indexed_sha256", "reason"),
)
_GRAVE = frozenset(GRAVE.values())


def located_views(outcomes: Iterable[Located], *, batch: bool = False) -> Views:
    """Return how it is printed where quotes come from.

    Args:
        outcomes: One a quote; each is printed before the next is asked for.
        batch: Whether there are several quotes; text and Markdown then name each.
    """

    def text(page: Page) -> Iterator[str]:
        return separated(
            block for one in outcomes for block in _text(one, page.width, batch=batch, colour=page.colour)
        )

    records = (outcome.to_dict() for outcome in outcomes)
    return Views(
        whole=records,
        rows=records,
        flat=(row for outcome in outcomes for row in located_rows(outcome)),
        columns=COLUMNS,
        short=("kind", "report_id", "citation", "text"),
        markdown=separated(block for one in outcomes for block in _markdown(one, batch=batch)),
        text=text,
        references=(one for outcome in outcomes for one in _references(outcome)),
    )


def located_rows(outcome: Located) -> list[dict[str, object]]:
    """Return a row a place, or one row that says why there is none."""
    whole = outcome.to_dict()
    shared = {name: whole.get(name) for name in ("quote", "quote_line", "kind", "in_a_report", "reason")}
    if not outcome.places:
        return [shared]
    rows = []
    for found in outcome.places:
        fields = found.to_dict()
        rows.append(
            shared
            | fields
            | {
                "passage_ids": " ".join(passage.passage_id for passage in found.passages),
                "differences": "; ".join(difference.said for difference in found.differences),
                "joined": " ".join(found.joined),
                "span_start": found.span.start,
                "span_end": found.span.end,
                "line_first": found.lines[0],
                "line_last": found.lines[1],
            }
        )
    return rows


def _references(outcome: Located) -> Iterator[Reference]:
    """Yield the references of the places that hold the words; what is near in meaning alone is no source of a quote."""
    if outcome.is_in_a_report:
        for found in outcome.places:
            yield of_passage(found.report, found.passages[0], found.citation)


def said_kind(found: Place) -> str:
    """Return a place's kind as people read it: a change of a word, a number or a negation in capitals."""
    return found.kind.value.upper() if found.kind in _GRAVE else found.kind.value


def _headline(found: Place) -> list[tuple[str, Style]]:
    style = Style.MATCH if found.kind in _GRAVE else Style.STRONG
    ids = [passage.passage_id for passage in found.passages]
    parts = [
        (said_kind(found), style),
        (place(found.report), Style.STRONG),
        (
            " to ".join(dict.fromkeys(section_title(p) for p in (found.passages[0], found.passages[-1]))),
            Style.SECTION,
        ),
        (one_line(ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"), Style.DIM),
        (_details(found), Style.DIM),
    ]
    line: list[tuple[str, Style]] = []
    for text, of_part in parts:
        if text:
            line += [(SEPARATOR, Style.DIM)] if line else []
            line.append((text, of_part))
    return line


def _details(found: Place) -> str:
    details = []
    if found.kind is QuoteKind.MEANING:
        details.append(f"similarity {found.similarity:.2f}")
    if found.joined:
        details.append(f"runs over the end of a {found.joined[-1]}")
    first, last = found.span
    details.append(f"{'' if found.span_is_exact else 'within '}characters {first}-{last}")
    if found.verified is False:
        details.append("the file has changed since it was indexed")
    return SEPARATOR.join(details)


def said_difference(difference: Difference) -> str:
    """Return a difference as people read it."""
    text = one_line(difference.said)
    if difference.kind not in GRAVE:
        return text
    kind, _, rest = text.partition(":")
    return f"{kind.upper()}:{rest}"


def _text(outcome: Located, width: int | None, *, batch: bool, colour: bool) -> Iterator[str]:
    if batch:
        line = "" if outcome.quote_line is None else f" {outcome.quote_line}"
        yield _lines(f"Quote{line}: {one_line(outcome.quote)}", width, "", Style.HEADING, colour=colour)
    if outcome.reason and (batch or outcome.places):
        yield _lines(one_line(outcome.reason), width, "", Style.DIM, colour=colour)
    for found in outcome.places:
        block = _painted_head(_headline(found), width, colour=colour)
        block += _lines(one_line(found.text), width, INDENT, Style.PLAIN, colour=colour)
        for difference in found.differences:
            style = Style.MATCH if difference.kind in GRAVE else Style.DIM
            block += _lines(said_difference(difference), width, INDENT, style, colour=colour)
        yield block + _lines(one_line(found.citation), width, INDENT, Style.CITATION, colour=colour)


def _painted_head(head: list[tuple[str, Style]], width: int | None, *, colour: bool) -> str:
    """Return the headline; where it takes several lines, its kind alone is coloured."""
    first, *others = wrap("".join(text for text, _ in head), width)
    kind = head[0][0]
    if not others:
        return f"{painted(head, colour=colour)}\n"
    if first.startswith(kind):
        first = painted([head[0], (first[len(kind) :], Style.PLAIN)], colour=colour)
    return "".join(f"{line}\n" for line in (first, *others))


def _lines(text: str, width: int | None, indent: str, style: Style, *, colour: bool) -> str:
    return "".join(f"{painted([(line, style)], colour=colour)}\n" for line in wrap(text, width, indent))


def _markdown(outcome: Located, *, batch: bool) -> Iterator[str]:
    if batch:
        line = "" if outcome.quote_line is None else f" {outcome.quote_line}"
        yield f"## {escape(one_line(f'Quote{line}: {outcome.quote}'))}\n"
    if outcome.reason and (batch or outcome.places):
        yield f"{escape(one_line(outcome.reason))}\n"
    for found in outcome.places:
        ids = ", ".join(code(passage.passage_id) for passage in found.passages)
        blocks = [
            f"**{said_kind(found)}**{SEPARATOR}{escape(place(found.report))}{SEPARATOR}{ids}{SEPARATOR}{_details(found)}",
            f"> {escape(one_line(found.text))}",
        ]
        if found.differences:
            blocks.append(
                "\n".join(f"- {escape(said_difference(difference))}" for difference in found.differences)
            )
        yield "\n\n".join([*blocks, escape(one_line(found.citation))]) + "\n"

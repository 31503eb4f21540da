"""The tool `fetch`, and the text of a report as a resource."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kzsearch import references
from kzsearch.assistants.addresses import PASSAGES, REPORTS, source_url
from kzsearch.assistants.answers import ToolAnswer, as_json
from kzsearch.assistants.arguments import Arguments
from kzsearch.assistants.passages import Asked, hit_title
from kzsearch.assistants.quoting import NOTICE, cited, named, quotation, quoted
from kzsearch.cite import series_of
from kzsearch.errors import QueryError
from kzsearch.types import SectionOrigin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types import Hit

LONGEST_TEXT: Final = 20_000
"""Characters of one answer; an assistant reads some five thousand tokens of it."""


def fetch(asked: Asked, given: Arguments) -> ToolAnswer:
    """Return the text of a passage, a section or a report, as `kzsearch show` does.

    Raises:
        KzsearchError: There is no such id; the hint names the nearest.
    """
    name = _id(given.needed("id"))
    hits = asked.index.show(name, context=given.counts["context"])
    first = _start(hits, given.texts["start"], name)
    own = next((hit for hit in hits if hit.passage.passage_id == name), None)
    alone = own is not None and len(hits) == 1
    text, following = (
        (quoted(hits[0].passage.text, LONGEST_TEXT), None) if alone else text_of(hits[first:], LONGEST_TEXT)
    )
    report = hits[0].report
    metadata: dict[str, object] = {
        "citation": _citation(asked, name, own),
        "report_id": report.report_id,
        "country": named(report.country.name),
        "year": report.year,
        "tier": None if report.tier is None else report.tier.value,
        "series": named(series_of(report).name),
        "source_url": source_url(report) or None,
        "section_inferred": (own or hits[0]).passage.section_origin is SectionOrigin.INFERRED,
        "continues": following,
        "notice": NOTICE,
    }
    is_report = name == report.report_id
    return as_json(
        {
            "id": name,
            "title": named(references.of_report(report).title) if is_report else hit_title(own or hits[0]),
            "url": asked.addresses.of_report(name) if is_report else asked.addresses.of_passage(name),
            "metadata": metadata,
            "text": text,
        }
    )


def text_of(hits: Sequence[Hit], longest: int) -> tuple[str, str | None]:
    """Return passages as text, and the id of the first that there was no room for.

    Each is a quotation under its id and citation, so that no words of a report pass for the id or the citation of a
    passage.
    """
    blocks: list[str] = []
    room = longest
    for hit in hits:
        head = f"[{hit.passage.passage_id}] {cited(hit.citation)}"
        block = f"{head}\n{quotation(hit.passage.text, longest // 2)}"
        room -= len(block) + 2
        if room < 0:
            return "\n\n".join(blocks), hit.passage.passage_id
        blocks.append(block)
    return "\n\n".join(blocks), None


def _id(written: str) -> str:
    """Return an id; an assistant may write the address of a resource instead."""
    name = written.strip()
    for beginning in (PASSAGES, REPORTS):
        name = name.removeprefix(beginning)
    return name


def _start(hits: Sequence[Hit], start: str | None, name: str) -> int:
    """Return the place of the passage from which to go on.

    Raises:
        QueryError: It is none of these passages.
    """
    if start is None:
        return 0
    for place, hit in enumerate(hits):
        if hit.passage.passage_id == start:
            return place
    raise QueryError(
        f"{named(name)} has no passage {named(start)}",
        "start takes what `continues` of the answer before says",
    )


def _citation(asked: Asked, name: str, own: Hit | None) -> str:
    """Return the citation of a passage, or of a section or report."""
    if own is not None:
        return cited(own.citation)
    return "; ".join(cited(reference.citation) for reference in asked.index.cite(name)[:_CITED])


_CITED: Final = 12  # headings of another outline under one id

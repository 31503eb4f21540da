"""The tool `verify_quote`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kzsearch import references
from kzsearch.assistants.answers import ToolAnswer, as_text
from kzsearch.assistants.arguments import Arguments
from kzsearch.assistants.passages import Asked
from kzsearch.assistants.quoting import cited, named, quotation, quoted
from kzsearch.cite import section_name
from kzsearch.search.checked import read_filters
from kzsearch.search.query import kept_out
from kzsearch.types.locating import GRAVE, QuoteKind

if TYPE_CHECKING:
    from kzsearch.types.locating import Located, Place

_SHOWN: Final = 10
_DIFFERENCES: Final = 20
_GRAVE: Final = frozenset(GRAVE.values())


def verify_quote(asked: Asked, given: Arguments) -> ToolAnswer:
    """Say where a quote comes from and how it differs, as `kzsearch locate` does.

    Raises:
        KzsearchError: The quote or a filter makes no sense.
    """
    year, country, series = (given.lists[name] or None for name in ("year", "country", "series"))
    located = asked.index.locate(given.needed("quote"), year=year, country=country, series=series)
    places = [_place(asked, place) for place in located.places[:_SHOWN]]
    notes = [*asked.index.notes]
    if not located.is_in_a_report:
        notes += kept_out(read_filters(year, None, country, None, series, tuple), asked.index.reports())
    if len(located.places) > _SHOWN:
        notes.append(f"the quote is in {len(located.places)} places; these are the first {_SHOWN}")
    fields: dict[str, object] = {
        "message": _message(located),
        "kind": located.kind.value,
        "in_a_report": located.is_in_a_report,
        "quote": quoted(located.quote),
        "places": places,
        "notes": notes,
    }
    return as_text(fields, [_block(place) for place in places])


def _message(located: Located) -> str:
    if located.kind is QuoteKind.EXACT:
        return "Exact: a report has these very words."
    if located.kind is QuoteKind.NEARLY:
        return "Nearly exact: no word, number or negation differs; each other difference is named."
    if located.kind in _GRAVE:
        return f"{located.kind.value.upper()}: the quote is not what the report says; see the differences."
    reason = named(located.reason) or "the words are in no report"
    near = " What follows is nearest in meaning; it is no source of the quote." if located.places else ""
    return f"Nothing found: {reason}.{near}"


def _place(asked: Asked, place: Place) -> dict[str, object]:
    first = place.passages[0]
    return {
        "id": first.passage_id,
        "title": named(f"{references.of_report(place.report).title}, {section_name(first)}"),
        "url": asked.addresses.of_passage(first.passage_id),
        "sentence": quoted(place.text),
        "citation": cited(place.citation),
        "differences": [named(difference.said) for difference in place.differences[:_DIFFERENCES]],
        "similarity": round(place.similarity, 4),
        "in_the_file": place.verified,
    }


def _block(place: dict[str, object]) -> str:
    differences = place["differences"]
    lines = [
        f"[{place['id']}] {place['citation']} · {place['url']}",
        quotation(str(place["sentence"])),
        *(differences if isinstance(differences, list) else []),
    ]
    if place["in_the_file"] is False:
        lines.append("The file does not hold these words any more: kzsearch verify says what changed.")
    return "\n".join(lines)

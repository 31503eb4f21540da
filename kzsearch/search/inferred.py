"""What of a hit's report was inferred from its text alone, as notes for the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kzsearch.types import Hit, Origin


def inferred_notes(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield a note for each report year and country that was inferred from the text alone."""
    for hit in hits:
        for name in ("country", "year"):
            fact = hit.report.facts.get(name)
            if fact and fact.origin is Origin.TEXT:
                yield (
                    f"the {name} of {hit.report.report_id} was inferred from its text ({fact.evidence}); "
                    f"the corpus table can state it"
                )

"""Reports as plain values, and back, for the pipe between kzsearch and the process that reads files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kzsearch.types import Block, BlockKind, Country, Fact, Origin, Report, Source, Span, Tier

if TYPE_CHECKING:
    from collections.abc import Sequence


def from_sources(sources: Sequence[Source]) -> dict[str, Any]:
    """Return sources that share one text as values that JSON knows, the text once."""
    return {
        "text": sources[0].text if sources else "",
        "sources": [
            {
                "path": source.path,
                "sha256": source.sha256,
                "encoding": source.encoding,
                "bom_bytes": source.bom_bytes,
                "body": source.body,
                "header": dict(source.header),
                "blocks": [(block.kind.value, *block.span) for block in source.blocks],
                "page_starts": source.page_starts,
                "extracted": source.extracted,
                "notes": source.notes,
            }
            for source in sources
        ],
    }


def to_sources(fields: dict[str, Any]) -> tuple[Source, ...]:
    """Return what `from_sources` wrote down."""
    return tuple(
        Source(
            path=source["path"],
            sha256=source["sha256"],
            encoding=source["encoding"],
            bom_bytes=source["bom_bytes"],
            text=fields["text"],
            body=Span(*source["body"]),
            header=source["header"],
            blocks=tuple(Block(BlockKind(kind), Span(start, end)) for kind, start, end in source["blocks"]),
            page_starts=tuple(source["page_starts"]),
            extracted=source["extracted"],
            notes=tuple(source["notes"]),
        )
        for source in fields["sources"]
    )


def from_reports(reports: Sequence[Report]) -> dict[str, Any]:
    """Return the reports of one file as values that JSON knows."""
    return {
        **from_sources([report.source for report in reports]),
        "reports": [
            {
                "report_id": report.report_id,
                "country": [report.country.name, report.country.alpha3],
                "year": report.year,
                "tier": report.tier and report.tier.value,
                "facts": {
                    name: [fact.value, fact.origin.value, fact.evidence]
                    for name, fact in report.facts.items()
                },
                "notes": report.notes,
                "series": report.series,
            }
            for report in reports
        ],
    }


def to_reports(fields: dict[str, Any]) -> tuple[Report, ...]:
    """Return what `from_reports` wrote down."""
    return tuple(
        Report(
            report_id=report["report_id"],
            country=Country(*report["country"]),
            year=report["year"],
            tier=Tier(report["tier"]) if report["tier"] else None,
            facts={
                name: Fact(value, Origin(origin), evidence)
                for name, (value, origin, evidence) in report["facts"].items()
            },
            source=source,
            notes=tuple(report["notes"]),
            series=report["series"],
        )
        for report, source in zip(fields["reports"], to_sources(fields), strict=True)
    )

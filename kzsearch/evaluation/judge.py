"""Quotes to source spans to relevant passages, so that judgements do not depend on how reports are cut."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kzsearch.domain import countries
from kzsearch.errors import QueryError
from kzsearch.evaluation.task import Judgement, Task, Unit, naming
from kzsearch.reading import read_source
from kzsearch.text import clean
from kzsearch.types import Passage, Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.evaluation.topics import Quote, Topic
    from kzsearch.index import OpenIndex

# A passage answers a topic when it holds at least this part of a quote.
_PART = 0.5


def find_quote(source: str, body: Span, quote: str) -> list[Span]:
    """Return the spans within `body` of a source text that hold a quote, in order.

    White space and line-break hyphens do not count: both texts are cleaned as passages are, and then compared
    without their spaces, as copies differ in where they break lines.
    """
    text, offsets = clean(source, body)
    kept = [place for place, character in enumerate(text) if character != " "]
    dense = text.replace(" ", "")
    wanted = clean(quote, Span(0, len(quote))).text.replace(" ", "")
    spans = []
    start = dense.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        spans.append(Span(offsets[kept[start]], offsets[kept[end - 1]] + 1))
        start = dense.find(wanted, end)
    return spans


def covers(passage: Span, quote: Span) -> bool:
    """Whether a passage's span overlaps a quote's by at least half of the quote's length."""
    overlap = min(passage.end, quote.end) - max(passage.start, quote.start)
    return overlap >= _PART * (quote.end - quote.start)


def judge_topics(index: OpenIndex, topics: Sequence[Topic], name: str) -> Task:
    """Return the task of finding the passages of an index that answer each topic.

    Raises:
        QueryError: A quote's report is not in the index, has changed since, or does not hold the quote.
    """
    reports = {(report.country.alpha3, report.year): report for report in index.store.reports()}

    @cache
    def opened(alpha3: str, year: int) -> tuple[Source, list[Passage]]:
        report = reports[alpha3, year]
        source = read_source(index.corpus, report.source)
        if source.sha256 != report.sha256:
            raise QueryError(f"{report.source} has changed since it was indexed", "run: kzsearch index")
        return source, index.store.report_passages(report.report_id)

    def answering(wanted: Quote) -> frozenset[str]:
        """Return the ids of the passages that hold at least half of a quote."""
        country = countries.parse(wanted.country)
        if country is None or (country.alpha3, wanted.year) not in reports:
            raise QueryError(
                f"the index has no report on {wanted.country} of {wanted.year}",
                "kzsearch reports lists those it has; add the file to the corpus and run: kzsearch index",
            )
        source, passages = opened(country.alpha3, wanted.year)
        spans = find_quote(source.text, source.body, wanted.quote)
        if not spans:
            raise QueryError(
                f"{source.path} does not hold the quote {_beginning(wanted.quote)}",
                "quote the report word for word",
            )
        return frozenset(
            passage.passage_id for passage in passages if any(covers(passage.span, span) for span in spans)
        )

    judgements: list[Judgement] = []
    notes: list[str] = []
    for topic in topics:
        with naming(topic.query_id):
            items = tuple(map(answering, topic.evidence))
        grades = dict.fromkeys(sorted(frozenset().union(*items)), 1)
        judgements.append(Judgement(topic.query_id, topic.query, grades, items))
        notes.extend(
            f"{topic.query_id}: no passage holds half of {_beginning(quote.quote)}, which counts as missed"
            for quote, item in zip(topic.evidence, items, strict=True)
            if not item
        )
    return Task(name, Unit.PASSAGE, tuple(judgements), tuple(notes))


def _beginning(quote: str) -> str:
    words = quote.split()
    return repr(" ".join(words[:8]) + (" ..." if len(words) > 8 else ""))  # noqa: PLR2004  enough to find it

"""The best sentence of each year on one query; a report without an answer is shown as silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from kzsearch.render.markup import escape
from kzsearch.render.paragraphs import Page
from kzsearch.render.printable import one_line
from kzsearch.render.records import Views
from kzsearch.render.styles import Style, Styled
from kzsearch.types.comparison import ByYear, YearAnswer

_COLUMNS = (
    *("query", "country", "series", "report_id", "year", "silent", "score"),
    *("section", "section_label", "passage_id", "text", "citation", "span_start", "span_end"),
)
_SHORT = ("year", "score", "passage_id", "citation", "text")
_INDENT = "   "
_SILENT = "silent: this report does not seem to answer it"


def by_year_views(answers: Sequence[ByYear]) -> Views:
    """Return how the answers of the years are printed: `json` a record a query, `jsonl` and `csv` one a year."""
    return Views(
        whole=(one.to_dict() for one in answers),
        rows=(
            {"query": one.query, "country": one.country, "series": one.series} | answer.to_dict()
            for one in answers
            for answer in one.answers
        ),
        flat=_flat(answers),
        columns=_COLUMNS,
        short=_SHORT,
        markdown=_markdown(answers),
        text=partial(_text, answers),
    )


def _flat(answers: Sequence[ByYear]) -> Iterator[dict[str, object]]:
    for one in answers:
        for answer in one.answers:
            row: dict[str, object] = {
                "query": one.query,
                "country": one.country,
                "series": one.series,
                "report_id": answer.report_id,
                "year": answer.year,
                "silent": answer.sentence is None,
                "score": answer.score,
            }
            if (sentence := answer.sentence) is not None:
                row |= sentence.to_dict()
                row |= {"span_start": sentence.span.start, "span_end": sentence.span.end}
            yield row


def _head(answer: YearAnswer) -> str:
    if answer.sentence is None:
        return str(answer.year)
    sentence = answer.sentence
    section = one_line(sentence.section_name)
    return f"{answer.year} · {section} · score {answer.score:.4f} · {one_line(sentence.passage_id)}"


def _text(answers: Sequence[ByYear], page: Page) -> Iterator[str]:
    for number, one in enumerate(answers):
        if number:
            yield "\n"
        title = f"{one_line(one.country)}, by year: {one_line(one.looked_for)}"
        yield from page.paragraph(Styled(title, base=Style.HEADING))
        for answer in one.answers:
            yield "\n"
            yield from page.paragraph(Styled(_head(answer), base=Style.STRONG))
            if answer.sentence is None:
                yield from page.paragraph(Styled(_SILENT, base=Style.DIM), indent=_INDENT)
                continue
            yield from page.paragraph(one_line(answer.sentence.text), indent=_INDENT)
            cited = Styled(one_line(answer.sentence.citation), base=Style.CITATION)
            yield from page.paragraph(cited, indent=_INDENT)


def _markdown(answers: Sequence[ByYear]) -> Iterator[str]:
    for number, one in enumerate(answers):
        if number:
            yield "\n"
        yield f"## {escape(f'{one.country}, by year: {one.looked_for}')}\n"
        for answer in one.answers:
            yield f"\n- **{escape(_head(answer))}**\n"
            if answer.sentence is None:
                yield f"  {_SILENT}\n"
            else:
                yield f"  > {escape(answer.sentence.text)}\n\n  {escape(answer.sentence.citation)}\n"

"""The tool `compare`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kzsearch.assistants.answers import ToolAnswer, as_text, shown_of
from kzsearch.assistants.arguments import Arguments
from kzsearch.assistants.passages import Asked
from kzsearch.assistants.quoting import cited, named, quotation, quoted
from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types.comparison import Aligned, ByYear, CitedSentence, Comparison


def compare(asked: Asked, given: Arguments) -> ToolAnswer:
    """Compare the reports of a country year by year, as `kzsearch compare` does.

    Raises:
        KzsearchError: There are not two reports to compare, or an argument makes no sense.
    """
    kinds = given.lists["change"]
    query = given.texts["query"]
    if query is not None and kinds:
        raise QueryError("a query is answered by year, not by change", "leave query or change out")
    year, section = (given.lists[name] or None for name in ("year", "section"))
    country, series = given.texts["country"], given.texts["series"]
    if query is not None:
        answers = asked.index.compare_query(query, country=country, year=year, section=section, series=series)
        return _by_year(asked, answers)
    comparisons = asked.index.compare(
        country=country, year=year, section=section, series=series, change=kinds
    )
    return _changes(asked, comparisons, kinds, given.counts["offset"], given.counts["limit"])


def _changes(
    asked: Asked, comparisons: Sequence[Comparison], kinds: Sequence[str], start: int, limit: int
) -> ToolAnswer:
    rows = [(one, row) for one in comparisons for row in one.rows]
    shown = [_row(asked, one, row) for one, row in islice(rows, start, start + limit)]
    message = " ".join(_counted(comparison) for comparison in comparisons)
    if not rows:
        wanted = named(" or ".join(kinds)) or "in these reports"
        message += f" Nothing found: no sentence is {wanted}."
    elif more := shown_of(len(shown), start, len(rows), "rows"):
        message += f" {more} section, change and year narrow them."
    fields: dict[str, object] = {
        "message": message,
        "total": len(rows),
        "comparisons": [_head(comparison) for comparison in comparisons],
        "rows": shown,
        "answers": [],
        "notes": [named(note) for note in dict.fromkeys(note for one in comparisons for note in one.notes)],
    }
    return as_text(fields, [_row_text(number, row) for number, row in enumerate(shown, start=start + 1)])


def _head(comparison: Comparison) -> dict[str, object]:
    return {
        "country": named(comparison.country),
        "earlier": comparison.earlier,
        "later": comparison.later,
        "counts": {change.value: count for change, count in comparison.counts.items()},
    }


def _counted(comparison: Comparison) -> str:
    counts = ", ".join(f"{count} {change.value}" for change, count in comparison.counts.items())
    return f"{comparison.earlier} to {comparison.later}: {counts}."


def _row(asked: Asked, comparison: Comparison, row: Aligned) -> dict[str, object]:
    return {
        "change": row.change.value,
        "section": named(row.section_name),
        "earlier_report": comparison.earlier,
        "later_report": comparison.later,
        "earlier": [_sentence(asked, sentence) for sentence in row.earlier],
        "later": [_sentence(asked, sentence) for sentence in row.later],
        "figures_changed": row.figures_changed,
        "moved": row.moved,
    }


def _sentence(asked: Asked, sentence: CitedSentence) -> dict[str, object]:
    return {
        "id": sentence.passage_id,
        "url": asked.addresses.of_passage(sentence.passage_id),
        "sentence": quoted(sentence.text),
        "citation": cited(sentence.citation),
    }


def _row_text(number: int, row: dict[str, object]) -> str:
    marks = [str(row["change"]), str(row["section"])]
    marks += ["figures changed"] if row["figures_changed"] else []
    marks += ["moved to another section"] if row["moved"] else []
    lines = [f"{number}. {' · '.join(marks)}"]
    for side in ("earlier", "later"):
        sentences = row[side]
        lines += (
            [_sentence_text(f"{side}: ", one) for one in sentences] if isinstance(sentences, list) else []
        )
    return "\n".join(lines)


def _sentence_text(before: str, sentence: dict[str, object]) -> str:
    return f"{before}[{sentence['id']}] {sentence['citation']}\n{quotation(str(sentence['sentence']))}"


def _by_year(asked: Asked, answered: ByYear) -> ToolAnswer:
    answers: list[dict[str, object]] = [
        {
            "report_id": answer.report_id,
            "year": answer.year,
            "silent": answer.sentence is None,
            "best": None if answer.sentence is None else _sentence(asked, answer.sentence),
        }
        for answer in answered.answers
    ]
    looked_for = named(answered.looked_for)
    if answered:
        message = (
            f"What the report of each year says on “{looked_for}”: its best sentence; some may be silent."
        )
    else:
        message = f"Nothing found: the report of no year answers “{looked_for}”."
    fields: dict[str, object] = {
        "message": message,
        "total": len(answers),
        "comparisons": [],
        "rows": [],
        "answers": answers,
        "notes": [named(note) for note in (*asked.index.notes, *answered.notes)],
    }
    return as_text(fields, [_answer_text(answer) for answer in answers])


def _answer_text(answer: dict[str, object]) -> str:
    best = answer["best"]
    if not isinstance(best, dict):
        return f"{answer['year']}: {answer['report_id']} is silent on it."
    return _sentence_text(f"{answer['year']}: ", best)

"""Test collections in the common layout: documents, queries, and graded judgements of pairs of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.evaluation.records import read_lines, read_records
from kzsearch.evaluation.task import Judgement, Task, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CORPUS = "corpus.jsonl"
QUERIES = "queries.jsonl"
QRELS = "qrels.tsv"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a collection."""

    document_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A test collection: its documents, and the task of finding them."""

    documents: tuple[Document, ...]
    task: Task


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document or query as its line has it; collections write its id either way."""

    id: str | int | None = None
    _id: str | int | None = None
    title: str | None = None
    text: str | None = None


def read_collection(folder: Path) -> Collection:
    """Read a folder of `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`.

    Queries without a judgement are left out.

    Raises:
        QueryError: A file is missing, or a line of it makes no sense.
    """
    if not folder.is_dir():
        raise QueryError(f"{folder} is not a folder", f"it must hold {CORPUS}, {QUERIES} and {QRELS}")
    documents: dict[str, Document] = {}
    for place, document_id, entry in _entries(folder / CORPUS):
        if document_id in documents:
            raise QueryError(
                f"{place} has the id {document_id!r} again", "give each document an id of its own"
            )
        documents[document_id] = Document(document_id, entry.title or "", entry.text or "")
    grades = _read_qrels(folder / QRELS)
    queries = {query_id: entry.text or "" for _, query_id, entry in _entries(folder / QUERIES)}
    judgements = []
    lost = 0
    for query_id, query in queries.items():
        if judged := grades.pop(query_id, None):
            relevant = [name for name, grade in judged.items() if grade > 0]
            lost += sum(name not in documents for name in relevant)
            items = tuple(frozenset({name}) for name in relevant)
            judgements.append(Judgement(query_id, query, judged, items))
    for query_id in grades:
        raise QueryError(f"{QRELS} judges the query {query_id!r}, which is not in {QUERIES}", "add the query")
    name = folder.resolve().name
    note = f"{name}: {lost} relevant documents of {QRELS} are not in {CORPUS} and count as missed"
    task = Task(name, Unit.DOCUMENT, tuple(judgements), (note,) if lost else ())
    return Collection(tuple(documents.values()), task)


def _entries(path: Path) -> Iterator[tuple[str, str, _Entry]]:
    """Yield each line's place, id and entry."""
    for place, entry in read_records(path, _Entry):
        found = entry._id if entry.id is None else entry.id  # noqa: SLF001  the field's own name
        if found in {None, ""}:
            raise QueryError(f'{place} has no "id"', 'give it an id: {"id": "..."}')
        yield place, str(found), entry


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    for row, (place, line) in enumerate(read_lines(path)):
        try:
            query_id, document_id, grade = line.split("\t")
            grades.setdefault(query_id, {})[document_id] = int(grade)
        except ValueError:
            if row == 0:
                continue  # the header
            raise QueryError(
                f"{place} is not a judgement",
                "a judgement has three fields with tabs between them: query id, document id, grade",
            ) from None
    if not grades:
        raise QueryError(
            f"{path} holds no judgement", "write query id, document id and grade, with tabs between them"
        )
    return grades

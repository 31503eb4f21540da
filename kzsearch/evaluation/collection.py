"""Test collections in the common layout: documents, queries, and graded judgements of pairs of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kzsearch.errors import QueryError
from kzsearch.evaluation.records import read_lines, read_objects, text_of
from kzsearch.evaluation.task import Judgement, Task, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping
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


def read_collection(folder: Path) -> Collection:
    """Read a folder of `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`.

    Queries that nobody judged are left out.

    Raises:
        QueryError: A file is missing, or a line of it makes no sense.
    """
    if not folder.is_dir():
        raise QueryError(f"{folder} is no folder", f"it must hold {CORPUS}, {QUERIES} and {QRELS}")
    documents: dict[str, Document] = {}
    for place, value in read_objects(folder / CORPUS):
        document_id = _id(value, place)
        if document_id in documents:
            raise QueryError(
                f"{place} has the id {document_id!r} again", "give each document an id of its own"
            )
        title, text = (value.get(name) or "" for name in ("title", "text"))
        if not isinstance(title, str) or not isinstance(text, str):
            raise QueryError(f"{place} has a title or text that is no text", "write them as JSON strings")
        documents[document_id] = Document(document_id, title, text)
    if not documents:
        raise QueryError(f"{folder / CORPUS} holds nothing", "write one JSON object a line")
    grades = _read_qrels(folder / QRELS)
    queries = {
        _id(value, place): text_of(value, "text", place) for place, value in read_objects(folder / QUERIES)
    }
    for query_id in grades:
        if query_id not in queries:
            raise QueryError(
                f"{QRELS} judges the query {query_id!r}, which is not in {QUERIES}", "add the query"
            )
    judgements = tuple(
        _judgement(query_id, query, grades[query_id])
        for query_id, query in queries.items()
        if query_id in grades
    )
    name = folder.resolve().name
    return Collection(
        tuple(documents.values()), Task(name, Unit.DOCUMENT, judgements, _notes(name, grades, documents))
    )


def _judgement(query_id: str, query: str, grades: Mapping[str, int]) -> Judgement:
    items = tuple(frozenset({name}) for name, grade in grades.items() if grade > 0)
    return Judgement(query_id, query, grades, items)


def _notes(
    name: str, grades: Mapping[str, Mapping[str, int]], documents: Mapping[str, Document]
) -> tuple[str, ...]:
    lost = sum(
        grade > 0 and key not in documents for judged in grades.values() for key, grade in judged.items()
    )
    if not lost:
        return ()
    return (f"{name}: {lost} relevant documents of {QRELS} are not in {CORPUS} and count as missed",)


def _id(value: Mapping[str, Any], place: str) -> str:
    found = value.get("id", value.get("_id"))
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    if not isinstance(found, str) or not found:
        raise QueryError(f'{place} has no "id"', 'give it one: {"id": "..."}')
    return found


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    for row, (number, line) in enumerate(read_lines(path)):
        fields = line.split("\t")
        try:
            query_id, document_id, grade = fields
            grades.setdefault(query_id, {})[document_id] = int(grade)
        except ValueError:
            if row == 0:
                continue  # the header
            raise QueryError(
                f"{path.name}, line {number} is no judgement",
                "it has three fields parted by tabs: query id, document id, relevance as a whole number",
            ) from None
    if not grades:
        raise QueryError(
            f"{path} holds no judgement", "write query id, document id and relevance, parted by tabs"
        )
    return grades

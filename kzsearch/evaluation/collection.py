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
    grades = _read_qrels(folder / QRELS)
    queries = {
        _id(value, place): text_of(value, "text", place) for place, value in read_objects(folder / QUERIES)
    }
    for query_id in grades:
        if query_id not in queries:
            raise QueryError(
                f"{QRELS} judges the query {query_id!r}, which is not in {QUERIES}", "add the query"
            )
    judgements = []
    lost = 0
    for query_id, query in queries.items():
        if query_id in grades:
            relevant = [name for name, grade in grades[query_id].items() if grade > 0]
            lost += sum(name not in documents for name in relevant)
            items = tuple(frozenset({name}) for name in relevant)
            judgements.append(Judgement(query_id, query, grades[query_id], items))
    name = folder.resolve().name
    note = f"{name}: {lost} relevant documents of {QRELS} are not in {CORPUS} and count as missed"
    task = Task(name, Unit.DOCUMENT, tuple(judgements), (note,) if lost else ())
    return Collection(tuple(documents.values()), task)


def _id(value: Mapping[str, Any], place: str) -> str:
    found = value.get("id", value.get("_id"))
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    if not isinstance(found, str) or not found:
        raise QueryError(f'{place} has no "id"', 'give it one: {"id": "..."}')
    return found


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
                f"{place} is no judgement",
                "it has three fields parted by tabs: query id, document id, relevance as a whole number",
            ) from None
    if not grades:
        raise QueryError(
            f"{path} holds no judgement", "write query id, document id and relevance, parted by tabs"
        )
    return grades

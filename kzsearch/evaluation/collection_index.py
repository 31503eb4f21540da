"""A collection as an index of kzsearch, so that it is searched as reports are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch import chunker
from kzsearch.errors import IndexFolderError
from kzsearch.index import open_index
from kzsearch.index.format import generations
from kzsearch.index.read.opening import open_generation
from kzsearch.index.write.build import DividedReport, Encoder, write_generation
from kzsearch.reading.files.text.layout import blocks
from kzsearch.types import Country, Outline, Report, Section, SectionOrigin, SectionPart, Source, Span

if TYPE_CHECKING:
    from kzsearch.evaluation.collection import Collection, Document
    from kzsearch.evaluation.task import Progress
    from kzsearch.index import OpenIndex
    from kzsearch.types import Embedder

_NOWHERE = Country("", "")


@contextmanager
def open_collection(
    collection: Collection,
    like: OpenIndex,
    keep: Path | None = None,
    progress: Progress = lambda _what, _done, _all: None,
) -> Iterator[OpenIndex]:
    """Give an open index of a collection, made with the model of another index.

    Args:
        collection: The collection.
        like: The index whose model is used.
        keep: A folder in which the index stays for the next time; None for a temporary one. An index there
            that was made of the same documents, by the same model and chunker, is used as it is.
        progress: Told how far the work is.

    Raises:
        IndexFolderError: The folder cannot be written.
    """
    with nullcontext(keep) if keep else tempfile.TemporaryDirectory(prefix="kzsearch-") as folder:
        path = Path(folder) / f"collection-{collection.task.name}"
        if not _is_current(path, collection, like):
            encoder = Encoder(like.embedder(), like.manifest.model, ())
            with generations.building(path) as building:
                reports = [_divided(document, encoder.embedder) for document in collection.documents]
                write_generation(building, reports, encoder, ".", progress)
        generation, held = generations.hold(path)
        with held, open_generation(path, generation, like.embedder()) as opened:
            yield opened


def _is_current(path: Path, collection: Collection, like: OpenIndex) -> bool:
    try:
        with open_index(path) as kept:
            manifest = kept.manifest
            digests = {report.report_id: report.sha256 for report in kept.store.reports()}
    except IndexFolderError:
        return False
    return (
        manifest.model.fingerprint == like.manifest.model.fingerprint
        and manifest.chunker == like.manifest.chunker
        and digests == {document.document_id: _digest(document) for document in collection.documents}
    )


def _digest(document: Document) -> str:
    return sha256(f"{document.title}\n{document.text}".encode("utf-8", "surrogatepass")).hexdigest()


def _divided(document: Document, embedder: Embedder) -> DividedReport:
    """Return a document as a report of one section, whose label is the title.

    The title is the document's first paragraph. It is put before the other passages when they are encoded, as
    country, year and section are put before a report's.
    """
    title = _shortened(document.title, embedder)
    text = "\n\n".join(piece for piece in (document.title, document.text) if piece.strip())
    body = Span(0, len(text))
    found = blocks(text, body, markdown=False)
    source = Source(
        path=document.document_id,
        sha256=_digest(document),
        encoding="utf-8",
        bom_bytes=0,
        text=text,
        body=body,
        header={},
        blocks=found,
    )
    report = Report(document.document_id, _NOWHERE, year=0, tier=None, facts={}, source=source)
    section = SectionPart(Section.OTHER, title, SectionOrigin.HEADING, title, found)
    # The chunker leaves room for a report's context, which is not what is put before these passages.
    count = embedder.count_tokens
    room = count(chunker.context(report, Section.OTHER, title)) - count(title)
    passages = chunker.split(report, Outline((section,), (), ()), count, embedder.max_tokens + min(0, room))
    return DividedReport(report, tuple(passages), ("", *(title for _ in passages[1:]))[: len(passages)])


def _shortened(title: str, embedder: Embedder) -> str:
    """Return as much of a title as leaves half of what the model reads to the text."""
    words = title.split()
    while len(words) > 1 and embedder.count_tokens(" ".join(words)) > embedder.max_tokens // 2:
        words.pop()
    return " ".join(words)

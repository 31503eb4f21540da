"""A collection as an index of kzsearch, so that it is searched as reports are."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch import chunker
from kzsearch.embedder.source import resolve
from kzsearch.errors import IndexFolderError
from kzsearch.index import open_index
from kzsearch.index.format import generations
from kzsearch.index.read.opening import encoders_of
from kzsearch.index.write.build import DividedReport, load_encoder, write_generation
from kzsearch.reading.files.text.layout import blocks
from kzsearch.types import Country, Outline, Report, Section, SectionOrigin, SectionPart, Source, Span

if TYPE_CHECKING:
    from kzsearch.evaluation.collection import Collection, Document
    from kzsearch.index import OpenIndex
    from kzsearch.types import Embedder

Progress = Callable[[str, int, int], None]

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
        like: The index whose model, and sealed encoder, are used.
        keep: A folder in which the index stays for the next time; None for a temporary one. An index there
            that was made of the same documents, by the same model and chunker, is used as it is.
        progress: Told how far the work is.

    Raises:
        IndexFolderError: The folder cannot be written.
    """
    with nullcontext(keep) if keep else tempfile.TemporaryDirectory(prefix="kzsearch-") as folder:
        path = Path(folder) / f"collection-{collection.task.name}"
        if not _is_current(path, collection, like):
            encoders = encoders_of(like.path)
            _share_encoders(encoders, encoders_of(path))
            encoder = load_encoder((), encoders, resolve(like.manifest.model.name))
            with generations.building(path) as generation:
                reports = [_divided(document, encoder.embedder) for document in collection.documents]
                write_generation(generation, reports, encoder, ".", progress)
        with open_index(path) as opened:
            yield opened


def _is_current(path: Path, collection: Collection, like: OpenIndex) -> bool:
    try:
        with open_index(path) as kept:
            manifest = kept.manifest
    except IndexFolderError:
        return False
    return (
        manifest.model.fingerprint == like.manifest.model.fingerprint
        and manifest.chunker == like.manifest.chunker
        and manifest.reports == {document.document_id: _digest(document) for document in collection.documents}
    )


def _share_encoders(encoders: Path, shared: Path) -> None:
    """Let an index in another place find the sealed encoder, rather than seal the model again."""
    try:
        shared.parent.mkdir(parents=True, exist_ok=True)
        if shared.exists() and encoders.exists() and shared.samefile(encoders):
            return
        if shared.is_symlink():
            shared.unlink()  # it may lead to where another index was
        if shared.exists() or not encoders.is_dir():
            return
        try:
            shared.symlink_to(encoders.resolve(), target_is_directory=True)
        except OSError:  # a system or disk without links
            shutil.copytree(encoders, shared)
    except OSError as error:
        raise IndexFolderError(
            f"{shared.parent} cannot be written: {error.strerror or error}", "name another folder with --keep"
        ) from None


def _digest(document: Document) -> str:
    return hashlib.sha256(f"{document.title}\n{document.text}".encode("utf-8", "surrogatepass")).hexdigest()


def _divided(document: Document, embedder: Embedder) -> DividedReport:
    """Return a document as a report of one section, whose label is the title.

    The title is the document's first paragraph, and takes the place of what is put before a report's
    passages in those that do not hold it.
    """
    title = _fitting(" ".join(document.title.split()), embedder)
    text = "\n\n".join(piece for piece in (document.title, document.text) if piece.strip())
    body = Span(0, len(text))
    parts = SectionPart(
        Section.OTHER, title, SectionOrigin.HEADING, title, blocks(text, body, markdown=False)
    )
    report = Report(
        report_id=document.document_id,
        country=_NOWHERE,
        year=0,
        tier=None,
        facts={},
        source=Source(
            path=document.document_id,
            sha256=_digest(document),
            encoding="utf-8",
            bom_bytes=0,
            text=text,
            body=body,
            header={},
            blocks=parts.blocks,
        ),
    )
    # The chunker leaves room for a report's context, which is not what is put before these passages.
    room = embedder.count_tokens(chunker.context(report, Section.OTHER, title)) - embedder.count_tokens(title)
    passages = chunker.split(
        report, Outline((parts,), (), ()), embedder.count_tokens, embedder.max_tokens + min(0, room)
    )
    return DividedReport(report, tuple(passages), ("", *(title for _ in passages[1:]))[: len(passages)])


def _fitting(title: str, embedder: Embedder) -> str:
    """Return a title that leaves at least half of what the model reads to the text."""
    words = title.split(" ")
    while len(words) > 1 and embedder.count_tokens(" ".join(words)) > embedder.max_tokens // 2:
        words.pop()
    return " ".join(words)

"""The encoder of a build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kzsearch.embedder import prepare_embedder
from kzsearch.embedder.source import ModelSource
from kzsearch.index.format import manifest
from kzsearch.index.write.generation import Encoder
from kzsearch.text import clean
from kzsearch.types import Report


def load_encoder(reports: Sequence[Report], encoders: Path, source: ModelSource) -> Encoder:
    """Return the encoder of a model, sealed where possible; sealing compares it with the model on these reports."""
    texts = [
        clean(report.source.text, block.span).text for report in reports for block in report.source.blocks
    ]
    opened = prepare_embedder(source, encoders, texts)
    embedder = opened.embedder
    record = manifest.ModelRecord(
        name=source.name,
        fingerprint=source.fingerprint,
        weights_sha256=source.weights_sha256,
        dimension=embedder.dimension,
        max_tokens=embedder.max_tokens,
        prompts={"query": embedder.query_prompt, "passage": embedder.passage_prompt},
    )
    return Encoder(embedder, record, (opened.note,) if opened.note else ())

"""The encoder of a build, loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kzsearch.embedder import prepare_embedder
from kzsearch.embedder.source import ModelSource
from kzsearch.index.format import manifest
from kzsearch.index.write.generation import Encoder, Progress
from kzsearch.text import clean
from kzsearch.types import Report


def loaded_once(encoders: Path, source: ModelSource, progress: Progress) -> Callable[..., Encoder]:
    """Return a function that loads the model when the first report is divided: a corpus without any needs no model."""
    loaded: list[Encoder] = []

    def encoder_for(*reports: Report) -> Encoder:
        if not loaded:
            progress("loading the model", 0, 0)
            loaded.append(load_encoder(reports, encoders, source))
        return loaded[0]

    return encoder_for


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

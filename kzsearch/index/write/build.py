"""Corpus folder to index folder: each step of a build, unchanged reports copied from the last one.

`generation` writes the files; `kzsearch.adding.calibrated_build` calls `build` with the calibration of thresholds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

from kzsearch.embedder.seal import damaged_files, discard
from kzsearch.embedder.source import ModelSource, file_state, resolve, resolve_again
from kzsearch.errors import IndexFolderError, KzsearchError, ReportError
from kzsearch.index.format import generations, manifest
from kzsearch.index.read.opening import OpenIndex, encoders_of, open_generation
from kzsearch.index.write.divided import DividedReport, divide
from kzsearch.index.write.encoders import remove_unused
from kzsearch.index.write.file_readings import FileReading
from kzsearch.index.write.generation import Encoder, Progress, write_generation
from kzsearch.index.write.inputs import Inputs, encoder_digest, gather
from kzsearch.index.write.keeping import Keeping
from kzsearch.index.write.loading import load_encoder
from kzsearch.index.write.made_vectors import MadeVectors
from kzsearch.index.write.previous import open_previous
from kzsearch.index.write.queries import KeptQueries
from kzsearch.index.write.spool import Spool, spooling
from kzsearch.reading import UnchangedReports, nothing_known, read_corpus
from kzsearch.types import Embedder, EncodeQueries, Report

__all__ = [
    "BuildResult",
    "Calibrate",
    "DividedReport",
    "Encoder",
    "Progress",
    "build",
    "divide",
    "encoder_of",
    "known_reports",
    "load_encoder",
    "settings_of",
    "silent",
    "write_generation",
]

Calibrate = Callable[[OpenIndex, EncodeQueries], Mapping[str, Mapping[str, float]]]
"""Called with a finished generation before it goes live; returns its thresholds by mode and series."""


def silent(_what: str, _done: int, _all: int) -> None:
    """Tell nobody how far the work is."""


def uncalibrated(_index: OpenIndex, _encode: EncodeQueries) -> Mapping[str, Mapping[str, float]]:
    """Return no threshold: no query is turned away."""
    return {}


class BuildSettings(TypedDict):
    """The settings of a build that an index remembers."""

    model: str | None
    stated: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The result of a build.

    Attributes:
        counts: The number of reports, passages and sentences in the index.
        problems: Why files or parts of files could not be read; the rest was indexed.
        notes: What the user should know.
        changed: Whether anything was built; False where no input had changed.
        taken_over: How many reports were copied from the generation before.
    """

    counts: manifest.Counts
    problems: tuple[KzsearchError, ...]
    notes: tuple[str, ...]
    changed: bool = True
    taken_over: int = 0


def build(
    corpus: Path,
    index: Path,
    *,
    model: str | None = None,
    stated: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = silent,
    calibrate: Calibrate = uncalibrated,
    full: bool = False,
    store: str | None = None,
) -> BuildResult:
    """Read a corpus and write a new generation of an index, which replaces the one before it.

    Unchanged reports are copied from the previous generation; the result is the same as that of a full build. Where
    no input has changed, nothing is written. Arguments, result and errors are those of `kzsearch.build_index`, which
    passes `calibrate`.
    """
    # A thread of BLAS that has done its part of a product waits for the next one at work: by default as long as small
    # products take a hundred times over. The setting counts only if made before numpy is imported.
    os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")
    stated = stated or {}
    encoders = encoders_of(index)
    live = _live(index)
    known = None if full else live
    source = _source(model, known)
    inputs = gather(corpus, index, stated, source)
    with Keeping(store, live, index) as keeping:
        if known and _is_same(known, inputs, encoders, index) and keeping.has(known):
            told_before = tuple(ReportError(message, hint) for message, hint in known.build.problems)
            reports = known.counts.reports
            generations.forget_encoded(index)
            return BuildResult(
                known.counts, told_before, known.build.notes, changed=False, taken_over=reports
            )
        keeping.check()
        with generations.building(index) as folder:
            if _is_damaged(encoders / source.fingerprint, known):
                discard(encoders / source.fingerprint)
            encoder_before = encoder_digest(encoders, source.fingerprint)
            with open_previous(index, inputs, encoder_before) as found:
                previous = None if full else found
                progress("reading", 0, 0)
                encoder_for = _loaded_once(encoders, source, progress)
                with spooling(
                    folder, lambda report: divide(report, encoder_for(report).embedder), previous
                ) as spool:
                    unchanged = previous.unchanged_reports if previous else nothing_known
                    problems = _read(corpus, stated, unchanged, inputs, spool, progress)
                    encoder = encoder_for()
                    relative = Path(os.path.relpath(corpus, index)).as_posix()
                    with closing(_made_vectors(index, encoders, encoder, full=full)) as made:
                        written = write_generation(
                            folder,
                            spool,
                            encoder,
                            relative,
                            progress,
                            previous,
                            made,
                            spool.files(),
                            compressed=keeping.is_local,
                        )
                    notes = (*spool.notes(), *encoder.notes)
                queries = KeptQueries(encoder.embedder, previous)
            written = keeping.publish(folder, written, progress)
            progress("calibrating", 0, 0)
            with open_generation(index, folder, embedder=encoder.embedder) as opened:
                thresholds = dict(calibrate(opened, queries.encode))
            record = manifest.BuildRecord(
                inputs=inputs.digest,
                settings=inputs.settings,
                encoder=encoder_digest(encoders, source.fingerprint),
                file_states={
                    "model": file_state(source.folder),
                    "encoder": file_state(encoders / source.fingerprint),
                },
                problems=tuple((problem.message, problem.hint) for problem in problems),
                notes=notes,
                stated={name: dict(facts) for name, facts in stated.items()},
            )
            files = {**written.files, **queries.save(folder)}
            manifest.write(replace(written, files=files, thresholds=thresholds, build=record), folder)
        resumed = (
            (f"{made.taken_over:,} vectors of an interrupted build are used",) if made.taken_over else ()
        )
        told = (*resumed, *keeping.settle())
    remove_unused(encoders, index)
    return BuildResult(written.counts, problems, (*notes, *told), taken_over=spool.taken_over)


def _live(index: Path) -> manifest.Manifest | None:
    """Return the manifest of an index, or None if there is no index or it is damaged."""
    try:
        folder, held = generations.hold(index)
        with held:
            return manifest.read(folder)
    except IndexFolderError:
        return None


def _source(model: str | None, known: manifest.Manifest | None) -> ModelSource:
    if known is None:
        return resolve(model)
    record = known.model
    source = ModelSource(record.name, Path(), record.fingerprint, record.weights_sha256)
    return resolve_again(model, source, known.build.file_states.get("model", ""))


def _is_same(known: manifest.Manifest, inputs: Inputs, encoders: Path, index: Path) -> bool:
    """Whether a build would give the same index, to the byte."""
    record = known.build
    if (record.inputs, record.encoder) != (inputs.digest, encoder_digest(encoders, inputs.model)):
        return False
    if _is_damaged(encoders / inputs.model, known):
        return False
    try:
        folder, held = generations.hold(index)
        with held:
            manifest.check_digests(known, folder)
    except IndexFolderError:
        return False
    return True


def _is_damaged(sealed: Path, known: manifest.Manifest | None) -> bool:
    """Whether a sealed encoder is not whole; one whose files are as the last build left them is not read again."""
    as_before = known is not None and file_state(sealed) == known.build.file_states.get("encoder")
    return not as_before and bool(damaged_files(sealed))


def _made_vectors(index: Path, encoders: Path, encoder: Encoder, *, full: bool) -> MadeVectors:
    """Return the vectors that an interrupted build has made with the same encoder; of a full build, none."""
    record = encoder.record
    digest = encoder_digest(encoders, record.fingerprint)
    made = MadeVectors(
        generations.encoded(index, digest), [record.fingerprint, digest, record.prompts], record.dimension
    )
    if full:
        made.forget()
    return made


def _read(
    corpus: Path,
    stated: Mapping[str, Mapping[str, str]],
    unchanged: UnchangedReports,
    inputs: Inputs,
    spool: Spool,
    progress: Progress,
) -> tuple[KzsearchError, ...]:
    """Read the corpus into the spool; return the problems met."""
    reading = read_corpus(corpus, stated, unchanged, spool.take, progress)
    if not spool:
        raise _nothing_read(corpus, reading.problems)
    spool.record(
        FileReading(name, inputs.of_file(name, reading.rows.get(name)), count)
        for name, count in reading.files.items()
    )
    return reading.problems


def _nothing_read(corpus: Path, problems: Sequence[KzsearchError]) -> KzsearchError:
    # What keeps every file out, such as a model that is missing, is told once.
    told = dict.fromkeys((problem.message, problem.hint) for problem in problems)
    if len(told) == 1:
        return problems[0]
    reasons = "; ".join(message for message, _ in told) or "it holds no report"
    return KzsearchError(f"nothing in {corpus} could be indexed: {reasons}", "see corpus/README.md")


def _loaded_once(encoders: Path, source: ModelSource, progress: Progress) -> Callable[..., Encoder]:
    """Return a function that loads the model when the first report is divided: a corpus without any needs no model."""
    loaded: list[Encoder] = []

    def encoder_for(*reports: Report) -> Encoder:
        if not loaded:
            progress("loading the model", 0, 0)
            loaded.append(load_encoder(reports, encoders, source))
        return loaded[0]

    return encoder_for


def known_reports(corpus: Path, index: Path) -> tuple[Report, ...]:
    """Return the reports of a corpus folder, reading only files that are not in the index.

    A report from the index has no text.
    """
    if not corpus.is_dir():
        return ()
    known = _live(index)
    stated = known.build.stated if known else {}
    source = _source(known.model.name if known else None, known)
    inputs = gather(corpus, index, stated, source)
    with open_previous(index, inputs, known.build.encoder if known else "") as previous:
        return read_corpus(corpus, stated, previous.unchanged_reports if previous else nothing_known).reports


def settings_of(index: Path) -> BuildSettings:
    """Return the model and the stated facts that an index was built with; an update uses the same."""
    known = _live(index)
    return {
        "model": known.model.name if known else None,
        "stated": known.build.stated if known else {},
    }


def encoder_of(index: Path, reports: Sequence[Report]) -> Embedder:
    """Return the encoder of an index; of an index that does not exist, the bundled model's."""
    return load_encoder(reports, encoders_of(index), resolve(settings_of(index)["model"])).embedder

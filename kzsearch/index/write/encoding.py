"""The vectors of a generation: taken over where there are some, and made where there are none."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kzsearch.index.read import vectors
from kzsearch.index.write.divided import KINDS, DividedReport
from kzsearch.index.write.previous import VECTOR_FILES, PreviousGeneration, ReusedReport, text_digest
from kzsearch.index.write.spool import Spool, SpooledReport
from kzsearch.index.write.wanted import WantedTexts, wanted_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzsearch.index.write.made_vectors import MadeVectors
    from kzsearch.types import Embedder, Kind, Matrix

    Progress = Callable[[str, int, int], None]

Reports = Sequence[DividedReport] | Spool

_ENCODED_TOGETHER = 2_048  # texts in memory; those of one length are encoded side by side
_PROBED = 3


class Encoding:
    """Fills the vector files of a generation.

    Args:
        embedder: Makes vectors.
        previous: The generation before, whose vectors of the same texts are copied.
        made: What an interrupted build has made, and what this one makes; None to keep nothing.
        progress: Told how far the work is.
    """

    def __init__(
        self,
        embedder: Embedder,
        previous: PreviousGeneration | None,
        made: MadeVectors | None,
        progress: Progress,
    ) -> None:
        self._embedder = embedder
        self._previous = previous
        self._before = previous if previous is not None and previous.agrees(embedder) else None
        self._made = made
        self._made_agrees = False
        self._progress = progress

    def write(self, reports: Reports, folder: Path) -> dict[Kind, Matrix]:
        """Write the vectors of every kind; return them, mapped from their files."""
        # Room for all of them is claimed before any is made, and before the file of made vectors takes room.
        rows = {
            kind: vectors.create_flat(
                folder / VECTOR_FILES[kind],
                sum(report.size(kind) for report in reports),
                self._embedder.dimension,
            )
            for kind in KINDS
        }
        for kind in KINDS:
            with wanted_texts(folder) as wanted:
                self._copy_reports(kind, reports, rows[kind], wanted)
                self._take_over_from_before(kind, rows[kind], wanted)
                self._take_over_made(kind, reports, rows[kind], wanted)
                self._encode(kind, reports, rows[kind], wanted)
                for places, same in wanted.repeated():
                    rows[kind][places] = rows[kind][same]
            vectors.flush(rows[kind])
        return rows

    def _copy_reports(self, kind: Kind, reports: Reports, rows: Matrix, wanted: WantedTexts) -> None:
        """Copy the vectors of unchanged reports, and want those of all others."""
        place = 0
        for report in reports:
            if isinstance(report, ReusedReport) and self._before is not None:
                at = place
                for part in self._before.vectors(kind, report.rows[kind]):
                    rows[at : at + len(part)] = part
                    at += len(part)
            else:
                for offset, text in enumerate(self._texts(report, kind)):
                    wanted.add(place + offset, text_digest(text), len(text))
            place += report.size(kind)

    def _take_over_from_before(self, kind: Kind, rows: Matrix, wanted: WantedTexts) -> None:
        """Copy the vectors of texts that the generation before has in another report."""
        if self._before is None:
            return
        for part in self._before.parts(kind):
            if not wanted:
                return
            keys, digests = self._before.digests(kind, part, wanted.lengths())
            found = wanted.places(digests)
            copied = self._before.vectors(kind, [keys[number] for number in found.values()])
            for place, vector in zip(found, (vector for part in copied for vector in part), strict=True):
                rows[place] = vector
            wanted.settle(list(found))

    def _take_over_made(self, kind: Kind, reports: Reports, rows: Matrix, wanted: WantedTexts) -> None:
        """Copy the vectors that an interrupted build has made."""
        if self._made is None:
            return
        for portion in self._made.portions() if wanted else ():
            found = wanted.places(portion.digests)
            made = portion.vectors[list(found.values())]
            if found and not self._made_agrees:
                if not self._agree(kind, reports, list(found)[:_PROBED], made):
                    break
                self._made_agrees = True
            rows[list(found)] = made
            wanted.settle(list(found))
            self._made.taken_over += len(found)
        if wanted and not self._made_agrees:
            # What comes into the file from now on must not stand beside vectors that nothing was compared with.
            self._made.forget()
            self._made_agrees = True

    def _agree(self, kind: Kind, reports: Reports, places: Sequence[int], made: Matrix) -> bool:
        """Whether the encoder still gives the bits of vectors that an interrupted build has made."""
        texts = [text for _, text in self._texts_of(kind, reports, iter(sorted(places)))]
        encoded = dict(zip(sorted(places), self._embedder.encode_passages(texts), strict=True))
        return all(
            encoded[place].tobytes() == vector.tobytes() for place, vector in zip(places, made, strict=False)
        )

    def _encode(self, kind: Kind, reports: Reports, rows: Matrix, wanted: WantedTexts) -> None:
        """Make the vectors that nothing could be copied to."""
        done, everything = 0, len(wanted)
        texts = self._texts_of(kind, reports, wanted.left())
        while batch := list(itertools.islice(texts, _ENCODED_TOGETHER)):
            encoded = self._embedder.encode_passages([text for _, text in batch])
            for (place, text), vector in zip(batch, encoded, strict=True):
                rows[place] = vector
                if self._made is not None:
                    self._made.add(text_digest(text), vector)
                done += 1
                self._progress(f"encoding {kind}", done, everything)

    def _texts_of(self, kind: Kind, reports: Reports, places: Iterator[int]) -> Iterator[tuple[int, str]]:
        """Yield the text of each place, in order; only the reports that have one of them are read."""
        wanted = next(places, None)
        start = 0
        for report in reports:
            if wanted is None:
                return
            end = start + report.size(kind)
            texts = self._texts(report, kind) if wanted < end else ()
            while wanted is not None and wanted < end:
                yield wanted, texts[wanted - start]
                wanted = next(places, None)
            start = end

    def _texts(self, report: DividedReport | SpooledReport | ReusedReport, kind: Kind) -> Sequence[str]:
        if isinstance(report, ReusedReport):
            return self._previous.texts(kind, report.rows[kind]) if self._previous is not None else ()
        return report.load().texts(kind) if isinstance(report, SpooledReport) else report.texts(kind)

"""Where the time of a search goes, by phase: `kzsearch search --profile`.

This module is imported, and time is measured, only with that option. It measures the calls that a search makes to
its store and its embedder, so that the measured code holds no clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any

from kzsearch.embedder.sealed import import_onnxruntime

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_STARTING = "interpreter and command line"
_THE_REST = "fusion and the rest"
_STORE_PHASES: Mapping[str, str] = {
    "frequencies": "reading the query",
    "vocabulary": "reading the query",
    "coverage": "reading the query",
    "keys": "filters",
    "lexical": "lexical scores",
    "lexical_of": "lexical scores",
    "exact": "lexical scores",
    "dense": "dense scores",
    "dense_of": "dense scores",
    "sentence": "sentence scores",
    "sentence_cosines": "sentence scores",
    "matched": "fetching rows",
    "passages": "fetching rows",
    "reports": "fetching rows",
    "metadata": "fetching rows",
}


class Clock:
    """Adds up the time of each phase; time in a phase within another counts only for the inner phase.

    A phase in another thread than the clock's own passes beside the others, and is no part of the sum.
    """

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._before = _seconds_since_start()
        self._thread = get_ident()
        self._spent: dict[str, float] = {}
        self._beside: dict[str, float] = {}
        self._inner = 0.0

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count the time that passes as the time of a phase."""
        if get_ident() != self._thread:
            began = time.perf_counter()
            try:
                yield
            finally:
                self._beside[name] = self._beside.get(name, 0.0) + time.perf_counter() - began
            return
        outside, self._inner = self._inner, 0.0
        began = time.perf_counter()
        try:
            yield
        finally:
            passed = time.perf_counter() - began
            self._spent[name] = self._spent.get(name, 0.0) + passed - self._inner
            self._inner = outside + passed

    def watch(self, opened: OpenIndex) -> None:
        """Measure the time of the index's store and embedder from now on."""
        store, embedder = opened.store, opened.embedder
        # Set on the store itself, so that each signal is timed when the store looks for candidates.
        for name, phase in _STORE_PHASES.items():
            if hasattr(store, name):
                setattr(store, name, self.timed(phase, getattr(store, name)))

        def open_embedder() -> Any:  # noqa: ANN401  stands in for an Embedder
            with self.phase("importing numpy, onnxruntime, tokenizers"):
                import_onnxruntime()
                for name in ("numpy", "tokenizers"):
                    import_module(name)
            with self.phase("loading the model and its tokenizer"):
                return _Between(embedder(), self, {"count_tokens": "reading the query"}, self._encode)

        opened.embedder = open_embedder  # type: ignore[method-assign]

    def timed(self, phase: str, method: Callable[..., object]) -> Callable[..., object]:
        """Return a method whose time counts as the time of a phase."""

        def call(*arguments: object) -> object:
            with self.phase(phase):
                return method(*arguments)

        return call

    def _encode(self, vectors: Iterator[Any]) -> Iterator[Any]:
        with self.phase("encoding"):
            found = list(vectors)
        return iter(found)

    def lines(self) -> Iterator[str]:
        """Yield one line a phase, their sum, and last what passed beside them."""
        total = self._before + time.perf_counter() - self._began
        spent = {_STARTING: self._before, **self._spent}
        spent[_THE_REST] = total - sum(spent.values())
        beside = {f"{name}, beside the others": seconds for name, seconds in self._beside.items()}
        for name, seconds in {**spent, "total": total, **beside}.items():
            yield f"profile: {seconds * 1000:8.1f} ms  {name}"


class _Between:
    """Stands in for another object and times some of its methods."""

    def __init__(
        self,
        timed: object,
        clock: Clock,
        phases: Mapping[str, str],
        encode: Callable[[Iterator[Any]], Iterator[Any]] | None = None,
    ) -> None:
        self._timed = timed
        self._clock = clock
        self._phases = phases
        self._encode = encode

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  any attribute of the object
        method = getattr(self._timed, name)
        encode = self._encode
        if encode is not None and name == "encode_queries":
            return lambda texts: encode(method(texts))
        return self._clock.timed(self._phases[name], method) if name in self._phases else method


def _seconds_since_start() -> float:
    """Return how long ago the process began: on Linux to a hundredth of a second, elsewhere its processor time."""
    try:
        # Field 22 counts ticks from the machine's start; the name before it may hold blanks and brackets.
        ticks = int(Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / 100
    except (OSError, ValueError, IndexError, AttributeError):
        return time.process_time()

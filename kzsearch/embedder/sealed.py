"""A sealed encoder: a model as an ONNX graph, run without torch.

The folder holds `graph.onnx` (from token vectors to the sentence vector) with its weights in `graph.bin`,
`embeddings.npy` (the vector of each token), `tokenizer.json` and `seal.json`. Both weight files are mapped
into memory, so opening costs the same however large they are, and a query touches only its own tokens' rows.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kzsearch.ahead import Ahead
from kzsearch.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kzsearch.types import Matrix, Vector

SEAL_FORMAT = 1
SEAL_FILE = "seal.json"
GRAPH_FILE = "graph.onnx"
WEIGHTS_FILE = "graph.bin"
EMBEDDINGS_FILE = "embeddings.npy"
TOKENIZER_FILE = "tokenizer.json"
SEALED_FILES = (GRAPH_FILE, WEIGHTS_FILE, EMBEDDINGS_FILE, TOKENIZER_FILE)

GRAPH_INPUT = "token_vectors"
# A query of ten tokens runs twice as fast on two threads as on one, and no faster on more. The number of
# threads does not change a bit of the result (the sums of a product are never split between threads).
_QUERY_THREADS = 2
# Texts that are read ahead to find some of equal length, and how many of those run together.
_WINDOW = 64
_GROUP = 8

_REBUILD = "Run `kzsearch index` to seal the encoder again."
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """Return a text with lone surrogates replaced by U+FFFD, as no tokenizer takes them."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def read_seal(folder: Path) -> Mapping[str, Any] | None:
    """Return the seal of a folder, or None where there is none, or it is damaged or of another format.

    Only the sizes of the files are compared: a query has no time for more.
    """
    try:
        seal = json.loads((folder / SEAL_FILE).read_text("utf-8"))
        sizes = {name: (folder / name).stat().st_size for name in SEALED_FILES}
        whole = seal["format"] == SEAL_FORMAT and all(
            seal["files"][name]["bytes"] == size for name, size in sizes.items()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return seal if whole else None


def import_onnxruntime() -> Any:  # noqa: ANN401 - the library is not typed
    """Return the module onnxruntime, with its telemetry off.

    Its packages for Linux record each session in a database under the user's cache folder and send it to
    the maker. The setting counts only if made before the import.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    return onnxruntime


def read_tokenizer(folder: Path) -> Any:  # noqa: ANN401
    """Return the tokenizer of a sealed folder, which needs neither the graph nor onnxruntime."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / TOKENIZER_FILE))


def is_piece(tokenizer: Any, word: str) -> bool:  # noqa: ANN401
    """Whether a tokenizer has one piece for the whole of a word, as it has for the usual words of a language."""
    pieces = tokenizer.encode(word, add_special_tokens=False).tokens
    return len(pieces) == 1 and "unk" not in pieces[0].casefold()


class SealedEmbedder:
    """An `Embedder` over a sealed folder. Opening it makes it ready for a query.

    Args:
        folder: A folder that `seal` made.

    Raises:
        ModelError: The folder is incomplete or damaged.
    """

    def __init__(self, folder: Path) -> None:
        import numpy as np

        seal = read_seal(folder)
        if seal is None:
            raise ModelError("The sealed encoder is missing, incomplete or of another version.", _REBUILD)
        self._folder = folder
        try:
            self.name = str(seal["model"])
            self.fingerprint = str(seal["fingerprint"])
            self.dimension = int(seal["dimension"])
            self.max_tokens = int(seal["max_tokens"])
            self.query_prompt = str(seal["query_prompt"])
            self.passage_prompt = str(seal["passage_prompt"])
            self._group = _GROUP if seal["grouping_exact"] else 1
            self._embeddings = np.asarray(np.load(self._folder / EMBEDDINGS_FILE, mmap_mode="r"))
            # Making a session lets go of the interpreter, and reading a tokenizer holds it: both at once take
            # no longer than one. Packing the weights for faster products takes longer than the query that it
            # would serve.
            session = Ahead(lambda: self._session(threads=_QUERY_THREADS, pack=False))
            self._tokenizer = read_tokenizer(self._folder)
            self._special_tokens = int(self._tokenizer.num_special_tokens_to_add(is_pair=False))
            self._query_session = session.result()
        except Exception as error:  # onnxruntime and tokenizers raise what they like
            raise ModelError("The sealed encoder is damaged.", _REBUILD) from error

    def count_tokens(self, text: str) -> int:
        """Return the tokens of a passage as encoded: prompt and special tokens included."""
        encoding = self._tokenizer.encode(self.passage_prompt + encodable(text))
        # What is cut off comes in pieces, each with special tokens of its own.
        cut_off = sum(len(piece.ids) - self._special_tokens for piece in encoding.overflowing)
        return cut_off + len(encoding.ids)

    def is_word(self, word: str) -> bool:
        """Whether the model has one piece for the whole of a word."""
        return is_piece(self._tokenizer, word)

    def encode_query(self, text: str) -> Vector:
        """Return the unit vector of a query; of a text without any token, a vector of zeros."""
        return next(self._encode(self._query_session, self.query_prompt, [text], map))

    def encode_queries(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each query in order, those of equal length encoded together."""
        return self._encode(self._query_session, self.query_prompt, texts, map)

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each text in order.

        Texts of equal length are encoded together, without padding, where sealing has shown that this
        changes no bit of a vector; otherwise each is encoded alone. Every core works on its own texts,
        which takes less time than dividing each text's arithmetic among the cores.
        """
        from concurrent.futures import ThreadPoolExecutor

        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        with ThreadPoolExecutor(cores or 1) as pool:
            yield from self._encode(self._passage_session, self.passage_prompt, texts, pool.map)

    def grouping_is_exact(self, lengths: Sequence[int], rows: Sequence[int]) -> bool:
        """Return whether vectors come out the same, bit for bit, encoded together and alone.

        Args:
            lengths: Lengths, in tokens, of the made-up texts to try.
            rows: How many of them to encode together.
        """
        count = len(self._embeddings)
        for session in (self._query_session, self._passage_session):
            for length in lengths:
                texts = [[(7919 * (i + 31 * j)) % count for j in range(length)] for i in range(max(rows))]
                alone = [self.run(session, [text])[0].tobytes() for text in texts]
                for together in rows:
                    if [row.tobytes() for row in self.run(session, texts[:together])] != alone[:together]:
                        return False
        return True

    @cached_property
    def _passage_session(self) -> Any:  # noqa: ANN401
        """A session for many long texts: weights packed, one core for each text."""
        return self._session(threads=1, pack=True)

    def _session(self, *, threads: int, pack: bool) -> Any:  # noqa: ANN401
        onnxruntime = import_onnxruntime()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4  # what goes wrong arrives as an exception
        options.intra_op_num_threads = min(threads, os.cpu_count() or 1)
        options.inter_op_num_threads = 1
        # The graph was optimised when it was sealed.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        if not pack:
            options.add_session_config_entry("session.disable_prepacking", "1")
            # A thread that spins while it waits takes the core that reads SQLite and FAISS.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(
            str(self._folder / GRAPH_FILE), options, providers=["CPUExecutionProvider"]
        )

    def _encode(
        self,
        session: Any,  # noqa: ANN401
        prompt: str,
        texts: Sequence[str],
        mapped: Callable[[Callable[[list[int]], Matrix], list[list[int]]], Iterable[Matrix]],
    ) -> Iterator[Vector]:
        import numpy as np

        for start in range(0, len(texts), _WINDOW):
            window = texts[start : start + _WINDOW]
            tokens = [self._tokenizer.encode(prompt + encodable(text)).ids for text in window]
            groups = self._grouped(tokens)
            # A text without any token is in no group, and keeps these zeros.
            vectors: list[Vector] = [np.zeros(self.dimension, dtype=np.float32)] * len(tokens)

            def run(group: list[int], tokens: list[list[int]] = tokens) -> Matrix:
                return self.run(session, [tokens[place] for place in group])

            for group, rows in zip(groups, mapped(run, groups), strict=True):
                for place, row in zip(group, rows, strict=True):
                    vectors[place] = row
            yield from vectors

    def _grouped(self, tokens: Sequence[Sequence[int]]) -> list[list[int]]:
        """Return the groups of texts that are encoded together; a text without any token is in no group."""
        of_length = defaultdict(list)
        for place, ids in enumerate(tokens):
            of_length[len(ids)].append(place)
        of_length.pop(0, None)  # a tokenizer without special tokens made nothing of the text
        return [
            places[start : start + step]
            for length, places in of_length.items()
            # One token by itself is multiplied by another routine than several.
            for step in [self._group if length > 1 else 1]
            for start in range(0, len(places), step)
        ]

    def run(self, session: Any, tokens: Sequence[Sequence[int]]) -> Matrix:  # noqa: ANN401
        """Return the unit vectors of token lists of equal length."""
        import numpy as np

        try:
            vectors = session.run(None, {GRAPH_INPUT: self._embeddings[np.asarray(tokens)]})[0]
        except Exception as error:  # IndexError from a damaged table, anything from onnxruntime
            raise ModelError("The sealed encoder is damaged.", _REBUILD) from error
        vectors = vectors[:, : self.dimension].astype(np.float32, copy=False)
        if not np.isfinite(vectors).all():
            raise ModelError("The sealed encoder is damaged: it gives no numbers.", _REBUILD)
        norms = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
        unit: Matrix = vectors / np.maximum(norms, np.float32(1e-12))
        return unit

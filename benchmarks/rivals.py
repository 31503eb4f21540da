"""The programs that `cold_start.py` compares with kzsearch, each run in a process of its own.

rivals.py script MODEL FOLDER QUERY    ten lines of sentence-transformers over saved passage vectors
rivals.py floor SEALED QUERY           the least work that a query with this model takes
rivals.py encode MODEL TEXTS           sentence-transformers encodes texts; prints milliseconds
rivals.py batch INDEX                  kzsearch itself on queries from standard input; prints time and memory
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kzsearch.index import OpenIndex

SEPARATOR = "\x1e"  # between texts in a file; no text holds it


def script(model: str, folder: str, query: str) -> None:
    """Answer a query with the few lines that a user would write."""
    import numpy as np
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(model, device="cpu")
    vectors = np.load(Path(folder, "vectors.npy"))
    passages = Path(folder, "passages.txt").read_text(encoding="utf-8").split(SEPARATOR)
    scores = vectors @ encoder.encode(query, normalize_embeddings=True)
    for place in np.argsort(-scores)[:10]:
        print(f"{scores[place]:.3f} {passages[place]}")


def floor(sealed: str, query: str) -> None:
    """Import the libraries, load the model, encode the query, and nothing else."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(f"{sealed}/tokenizer.json")
    embeddings = np.load(f"{sealed}/embeddings.npy", mmap_mode="r")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.add_session_config_entry("session.disable_prepacking", "1")
    session = onnxruntime.InferenceSession(
        f"{sealed}/graph.onnx", options, providers=["CPUExecutionProvider"]
    )
    tokens = np.asarray([tokenizer.encode(query).ids])
    print(session.run(None, {"token_vectors": embeddings[tokens]})[0].shape)


def encode(model: str, texts: str) -> None:
    """Encode texts with the model already loaded, and print how many milliseconds that took."""
    import time

    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(model, device="cpu")
    read = Path(texts).read_text(encoding="utf-8").split(SEPARATOR)
    encoder.encode(read[:1])
    began = time.perf_counter()
    encoder.encode(read)
    print((time.perf_counter() - began) * 1000)


def batch(index: str) -> None:
    """Answer queries from standard input; the last line on standard error is seconds and mebibytes."""
    import time

    from kzsearch.cli import main

    sys.argv = ["kzsearch", "search", "-", "--format", "jsonl", "--index", index]
    began = time.perf_counter()
    main()
    took = time.perf_counter() - began
    # Not getrusage: its peak also counts the parent process.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(took, peak, file=sys.stderr)


def model_folder() -> Path:
    """Return the folder of the bundled model."""
    from kzsearch.embedder.source import resolve

    return resolve().folder


def save_passages(opened: OpenIndex, folder: Path) -> None:
    """Write passages, their vectors, and all texts that a build encodes into a folder, for the rivals."""
    import numpy as np

    from kzsearch.index.format.manifest import PASSAGE_VECTORS
    from kzsearch.index.read.vectors import read_flat

    keys = range(opened.manifest.counts.passages)
    passages = list(opened.store.passages(keys).values())
    dimension = opened.manifest.model.dimension
    np.save(folder / "vectors.npy", read_flat(opened.folder / PASSAGE_VECTORS, len(keys), dimension))
    sentences = [p.text[slice(*sentence.within)] for p in passages for sentence in p.sentences]
    texts = [passage.text for passage in passages]
    (folder / "passages.txt").write_text(SEPARATOR.join(texts), encoding="utf-8")
    (folder / "texts.txt").write_text(SEPARATOR.join([*texts, *sentences]), encoding="utf-8")


if __name__ == "__main__":
    rivals: Mapping[str, Callable[..., None]] = {
        "script": script,
        "floor": floor,
        "encode": encode,
        "batch": batch,
    }
    rivals[sys.argv[1]](*sys.argv[2:])

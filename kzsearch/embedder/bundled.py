"""The bundled model sealed from its published weights, without torch, because the package carries its graph.

The folder `all-MiniLM-L6-v2` holds `graph.onnx` (without weights), `recipe.json` and `reference.npy`. They are made
from sentence-transformers by `tools/export_bundled_model.py`, and a test makes them again. The recipe says which tensor
of the published weights each part of `graph.bin` is; the reference holds the vectors that sentence-transformers gave to
some texts.
"""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzsearch.embedder.draft import AWKWARD_TEXTS, Draft, ModelFacts
from kzsearch.embedder.sealed import EMBEDDINGS_FILE, GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE
from kzsearch.errors import ModelError

if TYPE_CHECKING:
    from kzsearch.embedder.source import ModelSource

DATA = Path(__file__).parent / "all-MiniLM-L6-v2"
RECIPE_FILE = "recipe.json"
REFERENCE_FILE = "reference.npy"
DATA_FILES = (GRAPH_FILE, RECIPE_FILE, REFERENCE_FILE)
_MODEL_WEIGHTS = "model.safetensors"
_MODEL_TOKENIZER = "tokenizer.json"


@cache
def recipe() -> dict[str, Any]:
    """Return what the package knows of the bundled model.

    Raises:
        ModelError: The package lacks its data.
    """
    missing = [name for name in DATA_FILES if not (DATA / name).is_file()]
    if missing:
        raise ModelError(
            f"This copy of kzsearch lacks the file {missing[0]} of the bundled model.",
            "Install kzsearch again: pip install --force-reinstall --no-deps kzsearch",
        )
    found: dict[str, Any] = json.loads((DATA / RECIPE_FILE).read_text("utf-8"))
    return found


def describes(source: ModelSource) -> bool:
    """Whether a model is the bundled one, file for file.

    Raises:
        ModelError: The package lacks its data.
    """
    return bool(source.fingerprint == recipe()["fingerprint"])


def write(source: ModelSource, folder: Path) -> Draft:
    """Write the files of the sealed encoder.

    Args:
        source: The bundled model.
        folder: An empty folder.

    Raises:
        OSError: The folder cannot be written.
    """
    import numpy as np
    from safetensors import safe_open

    known = recipe()
    facts = ModelFacts(**{**known["facts"], "modules": tuple(known["facts"]["modules"])})
    with safe_open(source.folder / _MODEL_WEIGHTS, framework="numpy") as tensors:
        np.save(folder / EMBEDDINGS_FILE, tensors.get_tensor(known["token_vectors"]))
        with (folder / WEIGHTS_FILE).open("wb") as stream:
            for name, how in known["weights"]:
                stream.write(_part(tensors, name, how))
    (folder / TOKENIZER_FILE).write_text(_tokenizer(source.folder, facts.max_tokens), encoding="utf-8")
    shutil.copyfile(DATA / GRAPH_FILE, folder / GRAPH_FILE)
    return Draft(facts, [*known["texts"], *AWKWARD_TEXTS], list(np.load(DATA / REFERENCE_FILE)))


def _part(tensors: Any, name: str, how: str) -> bytes:  # noqa: ANN401 - the library is not typed
    """Return one part of the weights: a `plain` tensor, a constant of the graph, or padding."""
    import numpy as np

    match how:
        case "plain":
            values = tensors.get_tensor(name)
        case "count":  # positions 0, 1, 2, ...
            values = np.arange(int(name), dtype=np.int64)
        case "zeros":
            values = np.zeros(int(name), dtype=np.int64)
        case _:  # padding, in bytes
            values = np.zeros(int(name), dtype=np.uint8)
    return bytes(np.ascontiguousarray(values).tobytes())


def _tokenizer(folder: Path, max_tokens: int) -> str:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / _MODEL_TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return str(tokenizer.to_str())

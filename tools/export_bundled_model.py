"""Make the data of kzsearch/embedder/all-MiniLM-L6-v2 from sentence-transformers: `make model-data`.

torch exports the bundled model's graph. Each part of its weights is then found among the tensors of the published
weights, as it is or transposed, so that sealing needs the graph and the published weights alone.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kzsearch.embedder import bundled, export
from kzsearch.embedder.draft import AWKWARD_TEXTS
from kzsearch.embedder.sealed import EMBEDDINGS_FILE, GRAPH_FILE, WEIGHTS_FILE
from kzsearch.embedder.source import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# Of the report of 2023, and queries of the kind that users ask.
TEXTS = (
    (
        "The government allocated 101 million tenge ($218,360) in 2022, compared with 107 million tenge ($231,330) in "
        "2021, to fund 10 trafficking shelters. These shelters offered legal, psychological, and medical assistance to "
        "trafficking victims."
    ),
    "Articles 128 and 134 of the penal code criminalized sex trafficking and labor trafficking.",
    "Traffickers increasingly used debt-based coercion; some victims were from Uzbekistan, Tajikistan and Kyrgyzstan.",
    "shelter funding for foreign victims",
    "how many traffickers were convicted?",
    "Сколько приговоров вынесли суды?",
)


def main(folder: Path) -> None:
    """Write graph, recipe and reference vectors into a folder."""
    from safetensors.numpy import load_file

    source = resolve()
    with tempfile.TemporaryDirectory() as scratch:
        exported = Path(scratch)
        draft = export.write(source, exported, TEXTS)
        tensors = load_file(source.folder / "model.safetensors")
        recipe = {
            "fingerprint": source.fingerprint,
            "weights_sha256": source.weights_sha256,
            "facts": asdict(draft.facts),
            "texts": draft.texts[: -len(AWKWARD_TEXTS)],
            "token_vectors": _named_like(tensors, np.load(exported / EMBEDDINGS_FILE)),
            "weights": _weights(exported, tensors),
        }
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(exported / GRAPH_FILE, folder / GRAPH_FILE)
    np.save(folder / bundled.REFERENCE_FILE, np.stack(list(draft.expected)))
    text = json.dumps(recipe, ensure_ascii=False, indent=1)
    (folder / bundled.RECIPE_FILE).write_text(f"{text}\n", encoding="utf-8")


def _weights(exported: Path, tensors: Mapping[str, NDArray[Any]]) -> list[tuple[str, str]]:
    """Return the parts of the weight file in order: a tensor's name or a length, and how it is written."""
    import onnx

    graph = onnx.load(exported / GRAPH_FILE, load_external_data=False).graph
    content = (exported / WEIGHTS_FILE).read_bytes()
    parts = []
    end = 0
    places = [
        ({entry.key: entry.value for entry in part.external_data}, part)
        for part in graph.initializer
        if part.external_data
    ]
    for place, part in sorted(places, key=lambda one: int(one[0]["offset"])):
        start, length = int(place["offset"]), int(place["length"])
        if any(content[end:start]) or start < end:
            raise ValueError(f"{part.name} does not follow the part before it")
        if start > end:  # large parts begin on a page of memory
            parts.append((str(start - end), "padding"))
        end = start + length
        values = np.frombuffer(content[start:end], onnx.helper.tensor_dtype_to_np_dtype(part.data_type))
        parts.append(_described(part.name, values.reshape(tuple(part.dims)), tensors))
    if end != len(content):
        raise ValueError("the weight file holds more than the graph's parts")
    return parts


def _described(name: str, values: NDArray[Any], tensors: Mapping[str, NDArray[Any]]) -> tuple[str, str]:
    if values.dtype == np.int64:
        if np.array_equal(values.ravel(), np.arange(values.size)):
            return str(values.size), "count"
        if not values.any():
            return str(values.size), "zeros"
        raise ValueError(f"{name} is a constant of another kind")
    # Named like the tensor where the export kept its name; two tensors may hold the same numbers.
    own = name.removeprefix("transformer.")
    if own in tensors and np.array_equal(tensors[own], values):
        return own, "plain"
    return _named_like(tensors, values), "plain"


def _named_like(tensors: Mapping[str, NDArray[Any]], values: NDArray[Any]) -> str:
    for name, tensor in tensors.items():
        if np.array_equal(tensor, values):
            return name
    raise ValueError("no tensor of the published weights holds these numbers")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else bundled.DATA)

"""Turn a sentence-transformers model into an ONNX graph and a table of token vectors, with torch."""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzsearch.embedder.draft import AWKWARD_TEXTS, Draft, ModelFacts, Unsealable, vectors
from kzsearch.embedder.model import TorchEmbedder, import_torch
from kzsearch.embedder.quiet import quiet, said_by
from kzsearch.embedder.sealed import (
    EMBEDDINGS_FILE,
    GRAPH_FILE,
    GRAPH_INPUT,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    import_onnxruntime,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzsearch.embedder.source import ModelSource

# Modules that compute the same for every text, so that one trace serves all texts.
_TRACEABLE = frozenset({"Pooling", "Dense", "Normalize", "LayerNorm", "Dropout"})
# Settings of the first module that make its work differ from text to text or from query to passage.
_UNTRACEABLE_SETTINGS = ("query_length", "document_length", "query_expansion")
_SMALLEST_EXTERNAL_BYTES = "1024"
_OPSET = 17
_CHECKED_TEXTS = 8
_OF_A_MATRIX = 2  # dimensions


def write(source: ModelSource, folder: Path, check_texts: Sequence[str]) -> Draft:
    """Load a model and write the files of its sealed encoder.

    Args:
        source: The model.
        folder: An empty folder.
        check_texts: Texts to compare with, of which some are used.

    Raises:
        Unsealable: The model cannot be sealed.
        ModelError: The model cannot be loaded.
        OSError: The folder cannot be written.
    """
    embedder = TorchEmbedder(source)
    model = embedder.model
    check_kind(model, (embedder.query_prompt, embedder.passage_prompt))
    texts = [*_spread(check_texts), *AWKWARD_TEXTS]
    expected = vectors(embedder, texts)
    (folder / TOKENIZER_FILE).write_text(tokenizer_of(model, embedder.max_tokens), encoding="utf-8")
    export(model, folder)
    facts = ModelFacts(
        dimension=embedder.dimension,
        max_tokens=embedder.max_tokens,
        query_prompt=embedder.query_prompt,
        passage_prompt=embedder.passage_prompt,
        modules=tuple(type(module).__name__ for module in model),
    )
    return Draft(facts, texts, expected)


def _spread(texts: Sequence[str]) -> list[str]:
    """Return some of the texts, evenly spread over all of them."""
    step = max(1, -(-len(texts) // _CHECKED_TEXTS))
    return list(texts[::step])


def check_kind(model: Any, prompts: tuple[str, str]) -> None:  # noqa: ANN401
    """Refuse a model whose graph would depend on the text that it was traced with.

    Args:
        model: The SentenceTransformer.
        prompts: What it puts before a query and before a passage.

    Raises:
        Unsealable: It is of such a kind.
    """
    first, *rest = list(model)
    if type(first).__name__ != "Transformer" or not hasattr(first, "tokenizer"):
        raise Unsealable(f"it begins with a module of type {type(first).__name__}.")
    if getattr(first, "transformer_task", "feature-extraction") != "feature-extraction":
        raise Unsealable(f"its transformer is for {first.transformer_task}.")
    for setting in _UNTRACEABLE_SETTINGS:
        if getattr(first, setting, None) is not None:
            raise Unsealable(f"it sets {setting}.")
    for module in rest:
        if type(module).__name__ not in _TRACEABLE:
            raise Unsealable(f"it has a module of type {type(module).__name__}.")
        if any(prompts) and not getattr(module, "include_prompt", True):
            raise Unsealable("its pooling leaves out the prompt.")


def tokenizer_of(model: Any, max_tokens: int) -> str:  # noqa: ANN401
    """Return the model's tokenizer as JSON, cutting at what the model reads and adding no padding.

    Raises:
        Unsealable: The model's tokenizer is not one that the package tokenizers runs.
    """
    from tokenizers import Tokenizer

    backend = getattr(getattr(model, "tokenizer", None), "backend_tokenizer", None)
    if backend is None:
        raise Unsealable("its tokenizer cannot run without torch.")
    # A copy: the model goes on using its own.
    tokenizer = Tokenizer.from_str(backend.to_str())
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens, direction=getattr(model.tokenizer, "truncation_side", "right"))
    return str(tokenizer.to_str())


def export(model: Any, folder: Path) -> None:  # noqa: ANN401
    """Write the graph, its weights and the token vectors.

    Raises:
        Unsealable: The model is of a kind that cannot be exported.
    """
    import numpy as np

    torch, _ = import_torch()
    transformer = model[0].model if hasattr(model[0], "model") else model[0].auto_model
    try:
        with quiet(), torch.no_grad(), _plain_attention(transformer):
            embed = transformer.get_input_embeddings()
            # Through the module, as some models scale the vectors of the table.
            table = embed(torch.arange(embed.weight.shape[0])).numpy()
            np.save(folder / EMBEDDINGS_FILE, table)
            example = torch.from_numpy(table[np.arange(14).reshape(2, 7) % len(table)])
            with tempfile.TemporaryDirectory(dir=folder) as scratch:
                traced = Path(scratch) / GRAPH_FILE
                torch.onnx.export(
                    _from_token_vectors(torch, transformer, list(model)[1:]),
                    (example,),
                    str(traced),
                    input_names=[GRAPH_INPUT],
                    output_names=["sentence_vector"],
                    dynamic_axes={GRAPH_INPUT: {0: "texts", 1: "tokens"}},
                    opset_version=_OPSET,
                    # The newer exporter takes ten times as long, and its graph of this kind is not valid.
                    dynamo=False,
                )
                _optimise(traced, folder)
            _turn_weights(folder)
    except Exception as error:  # torch and onnxruntime raise what they like
        raise Unsealable(f"it cannot be exported ({said_by(error)}).") from error


@contextlib.contextmanager
def _plain_attention(transformer: Any) -> Iterator[None]:  # noqa: ANN401
    """Compute attention plainly: it traces into far fewer nodes, and opening a graph costs by the node."""
    usual = getattr(transformer.config, "_attn_implementation", None)
    if usual is None or not hasattr(transformer, "set_attn_implementation"):
        yield
        return
    transformer.set_attn_implementation("eager")
    try:
        yield
    finally:
        transformer.set_attn_implementation(usual)


def _from_token_vectors(torch: Any, transformer: Any, rest: list[Any]) -> Any:  # noqa: ANN401
    """Return the module to trace: from the vectors of the tokens to the vector of the text.

    There is no attention mask, as texts are never padded. One text is pooled as two, because onnxruntime sums
    one row in another order than several, and a vector must not depend on the texts encoded with it.
    """

    class FromTokenVectors(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer
            self.rest = torch.nn.ModuleList(rest)

        def forward(self, token_vectors: Any) -> Any:  # noqa: ANN401
            hidden = self.transformer(inputs_embeds=token_vectors, return_dict=True)[0]
            hidden = torch.cat([hidden, hidden[:1]])
            features = {
                "token_embeddings": hidden,
                "attention_mask": torch.ones(hidden.shape[:2], dtype=torch.int64),
            }
            for module in self.rest:
                features = module(features)
            return features["sentence_embedding"][:-1]

    return FromTokenVectors().eval()


def _optimise(traced: Path, folder: Path) -> None:
    """Let onnxruntime optimise the graph once and for all, with its weights in a file of their own.

    The extended level fuses nodes but, unlike the full one, does not lay data out for one kind of processor.
    """
    onnxruntime = import_onnxruntime()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(folder / GRAPH_FILE)
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", WEIGHTS_FILE)
    options.add_session_config_entry(
        "session.optimized_model_external_initializers_min_size_in_bytes", _SMALLEST_EXTERNAL_BYTES
    )
    onnxruntime.InferenceSession(str(traced), options, providers=["CPUExecutionProvider"])


def _turn_weights(folder: Path) -> None:
    """Lay out each matrix that token vectors are multiplied with as the model keeps it, one row an output.

    The same sums give the same bits. onnxruntime copies such a matrix in the order of its products, which takes longer
    than the products of a query's few tokens; rows that lie in a piece are copied faster.
    """
    import numpy as np
    import onnx

    model = onnx.load(folder / GRAPH_FILE, load_external_data=False)
    uses = Counter(name for node in model.graph.node for name in node.input)
    matrices = {
        part.name: part
        for part in model.graph.initializer
        if part.external_data and part.data_type == onnx.TensorProto.FLOAT and len(part.dims) == _OF_A_MATRIX
    }
    with (folder / WEIGHTS_FILE).open("r+b") as stream:
        for node in model.graph.node:
            part = matrices.get(node.input[1]) if node.op_type == "MatMul" else None
            if part is None or uses[part.name] > 1:
                continue
            place = {entry.key: int(entry.value) for entry in part.external_data if entry.key != "location"}
            stream.seek(place["offset"])
            values = np.frombuffer(stream.read(place["length"]), np.float32).reshape(tuple(part.dims))
            stream.seek(place["offset"])
            stream.write(np.ascontiguousarray(values.T).tobytes())
            part.dims[:] = part.dims[::-1]
            node.op_type, node.domain = "FusedMatMul", "com.microsoft"
            node.attribute.append(onnx.helper.make_attribute("transB", 1))
    onnx.save(model, folder / GRAPH_FILE)

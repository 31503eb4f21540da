"""A model of the Hugging Face hub: from this machine's cache, else over the network."""

from __future__ import annotations

from pathlib import Path

from kzsearch.embedder.quiet import quiet
from kzsearch.errors import ModelError

_TIMEOUT_SECONDS = 10
# Other frameworks' copies of the same weights, which are large and never read.
_IGNORED = ["onnx/*", "openvino/*", "coreml/*", "*.onnx", "*.h5", "*.ot", "*.msgpack", "*.gguf", "*.tflite"]
_PICKLED = "pytorch_model*.bin"


def hub_folder(name: str) -> Path:
    """Return the folder of a model of the hub.

    Raises:
        ModelError: It is not on this machine and cannot be downloaded.
    """
    with quiet():
        cached = _cached(name)
        if cached is not None:
            return cached
        try:
            return _downloaded(name)
        except Exception as error:  # the library's own errors, and those of its HTTP client
            raise ModelError(
                f"The model {name!r} is not on this machine and cannot be downloaded.",
                "Check the name and the network, or name a folder that holds the model.",
            ) from error


def folder_here(name: str) -> Path:
    """Return the folder of a model that is on this machine, without a look at the network.

    Args:
        name: Path of a folder, or a name on the hub.

    Raises:
        ModelError: It is not on this machine.
    """
    if Path(name).is_dir():
        return Path(name)
    with quiet():
        cached = _cached(name)
    if cached is None:
        raise ModelError(
            f"The model {name!r} is not on this machine.",
            "Name a folder that holds it, or fetch it from the hub first (hf download NAME).",
        )
    return cached


def _cached(name: str) -> Path | None:
    from huggingface_hub import snapshot_download

    try:
        folder = Path(snapshot_download(name, local_files_only=True))
    except (OSError, ValueError):
        return None
    # Another program may have fetched no more than the model's card or tokenizer.
    return folder if any(folder.glob("*.safetensors")) or any(folder.glob(_PICKLED)) else None


def _downloaded(name: str) -> Path:
    from huggingface_hub import HfApi, snapshot_download

    # Asked first because snapshot_download waits without limit for a server that says nothing.
    HfApi().model_info(name, timeout=_TIMEOUT_SECONDS)
    ignored = [*_IGNORED, _PICKLED]
    folder = Path(snapshot_download(name, ignore_patterns=ignored, etag_timeout=_TIMEOUT_SECONDS))
    if not any(folder.glob("*.safetensors")):
        snapshot_download(name, allow_patterns=[_PICKLED], etag_timeout=_TIMEOUT_SECONDS)
    return folder

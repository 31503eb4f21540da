"""Sealed encoders that no index uses any more."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kzsearch.embedder.seal import discard
from kzsearch.index.format import generations
from kzsearch.index.format.manifest import NAME

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def remove_unused(encoders: Path, own: Path) -> None:
    """Remove the sealed encoders that no generation of any index beside them names.

    Args:
        encoders: The folder of sealed encoders. One that is a link belongs to indexes elsewhere, and stays.
        own: The index that was built just now.
    """
    if encoders.is_symlink() or not encoders.is_dir():
        return
    used = set()
    for index in encoders.parent.iterdir():
        if index == encoders or not index.is_dir():
            continue
        if index.name != own.name and generations.is_building(index):
            return  # it may have sealed one that no generation names yet
        for path in index.glob(f"g*/{NAME}"):
            try:
                used.add(json.loads(path.read_text(encoding="utf-8"))["model"]["fingerprint"])
            except FileNotFoundError:
                continue
            except (OSError, ValueError, KeyError, TypeError):
                return  # whatever it uses, it is not ours to guess
    for folder in encoders.iterdir():
        if _FINGERPRINT.fullmatch(folder.name) and folder.name not in used:
            discard(folder)

"""Removal of the sealed encoders that no index uses any more.

Encoders lie beside the indexes, in a folder that they share, so no index can remove one without looking at the others.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from kzsearch.embedder.seal import discard
from kzsearch.index.format import generations
from kzsearch.index.format.manifest import NAME

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def remove_unused(encoders: Path, built: Path) -> None:
    """Remove the sealed encoders that no generation of any index beside them names.

    Args:
        encoders: The folder of sealed encoders. A link belongs to indexes in another folder, and stays.
        built: The index that was just built.
    """
    if encoders.is_symlink() or not encoders.is_dir():
        return
    used = set()
    for index in encoders.parent.iterdir():
        if index == encoders or not index.is_dir():
            continue
        if index.name != built.name and generations.is_building(index):
            return  # it may have sealed an encoder that no generation names yet
        for path in index.glob(f"g*/{NAME}"):
            try:
                used.add(json.loads(path.read_text(encoding="utf-8"))["model"]["fingerprint"])
            except FileNotFoundError:
                continue
            except (OSError, ValueError, KeyError, TypeError):
                return  # nothing says which encoder it uses
    for folder in encoders.iterdir():
        if _FINGERPRINT.fullmatch(folder.name) and folder.name not in used:
            discard(folder)

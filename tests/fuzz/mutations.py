"""Damaged files: made reports of each format, damaged as real files are, from a seed."""

from __future__ import annotations

import gzip
import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

from tests.made_files import docx, odt, parts, pdf, web_page, zipped
from tests.renderings import Shape, known_sections, render

_REPORT = parts(Shape(), known_sections(2023))
_TEXT = render(Shape(), known_sections(2023))
_FRONT_MATTER = "---\ncountry: Kazakhstan\nyear: 2023\ntitle: A report\n---\n"

MADE: Final[dict[str, bytes]] = {
    "kazakhstan-2023.txt": _TEXT.encode(),
    "kazakhstan-2023.md": f"{_FRONT_MATTER}# Kazakhstan\n\n{_TEXT}".encode(),
    "kazakhstan-2023.html": web_page(_REPORT).encode(),
    "kazakhstan-2023.pdf": pdf(_REPORT[:12]),
    "kazakhstan-2023.docx": docx(_REPORT),
    "kazakhstan-2023.odt": odt(_REPORT),
    "kazakhstan-2023.txt.gz": gzip.compress(_TEXT.encode(), mtime=0),
}
"""Whole files by the names that they would have in a corpus."""

# What parsers stumble over: marks of markup and of encodings, numbers out of range, rules, brackets, invisible letters.
_WORDS: Final = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xfe\xff\0\0", b"\r", b"\n---\n", b"\n...\n", b"```\n", b"# ", b"`",
    b"<div>", b"</p>", b"<!--", b"-->", b"<![CDATA[", b"<table><tr>", b"<script>", b"&#x10ffff;", b"&#0;", b"&amp;",
    b"stream\n", b"endobj\n", b"<</Kids[1 0 R]>>", b"/Length -1", b"99999999999999999999", b"-1", b"1e999",
    b"(Tier 2)", b"TIER 3", b"PROSECUTION\n", b"KENYA (Tier 1)\n", b"year: 1800\n", b"country: Atlantis\n",
    b"a: &a [*a]\n", b"[[[[", b"{{{{", b"\t", b"\x0c", b"\xe2\x80\xa8", b"\xcc\x81", b"\xe2\x80\x8b", b"\xc2\xad",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"'", b'"', b"\xe2\x80\x9c", b". ", b"; ", b"<w:p>", b"<w:t>", b"]]>",
)  # fmt: skip
_MOST_REPEATS: Final = 2_000
_MOST_DAMAGES: Final = 6


def damaged(number: int, seed: int) -> tuple[str, bytes]:
    """Return the name and the bytes of one damaged file; the same for the same numbers."""
    chance = random.Random(f"{seed} {number}")  # noqa: S311  no secret
    name = chance.choice(sorted(MADE))
    data = MADE[name]
    if name.endswith((".docx", ".odt")) and chance.random() < 0.7:
        data = _damaged_inside(data, chance)  # else nearly every file would end at its checksums
    elif name.endswith(".gz") and chance.random() < 0.7:
        data = gzip.compress(_damaged(gzip.decompress(data), chance), mtime=0)
    else:
        data = _damaged(data, chance)
    if chance.random() < 0.1:
        name = chance.choice(sorted(MADE))  # a file under another format's name
    return name, data


def _damaged(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, _MOST_DAMAGES)):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _damaged_inside(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(held))
    held[name] = _damaged(held[name], chance)
    return zipped({name: content.decode("utf-8", "replace") for name, content in held.items()})


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _put(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + chance.choice(_WORDS) + data[place:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + chance.choice(_WORDS) * chance.randint(2, _MOST_REPEATS) + data[place:]


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _take_out(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((_place(data, chance), _place(data, chance)))
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((_place(data, chance), _place(data, chance)))
    return data[:end] + data[start:end] + data[end:]


def _join(data: bytes, chance: random.Random) -> bytes:
    """Join the beginning of one file to the end of another."""
    other = MADE[chance.choice(sorted(MADE))]
    return data[: _place(data, chance)] + other[_place(other, chance) :]


_WAYS: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    _put,
    _repeat,
    _flip,
    _cut_off,
    _take_out,
    _double,
    _join,
)

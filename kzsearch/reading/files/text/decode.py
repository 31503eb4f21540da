"""A text file's bytes to its text: the encoding, or a refusal where it is not certain."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from kzsearch.errors import ReportError

MAX_BYTES: Final = 20 * 1024 * 1024

# Longest marks first: the mark of UTF-32 begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_MAGIC: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x7fELF", "a program"),
)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_MAX_CONTROLS: Final = 0.002  # share of characters; a scanned text has the odd stray one
_NUL_SHARE: Final = 0.05  # UTF-16 of a script other than Latin has NULs only in its spaces and digits
AS_WINDOWS: Final = frozenset({"iso8859-1", "latin-1", "latin1"})
_SAVE_AS_UTF8: Final = "Save it as UTF-8 text."


class Decoded(NamedTuple):
    """A file's text.

    Attributes:
        text: The text without the byte-order mark, line ends untouched.
        codec: Python codec that turns text into the bytes after the mark, and back.
        bom_bytes: Length of the mark.
    """

    text: str
    codec: str
    bom_bytes: int


def too_large(label: str, size: int | None, limit: int) -> ReportError:
    """Return the error for a file that is larger than a report may be."""
    has = f"has {size / 1e6:.0f} MB" if size else f"unpacks to more than {limit / 1e6:.0f} MB"
    return ReportError(
        f"{label} {has}; a report has at most {limit / 1e6:.0f} MB.",
        "Give every report a file of its own.",
    )


def decode(data: bytes, label: str) -> Decoded:
    """Return the text of a file's bytes.

    A byte-order mark decides. Without a mark, NUL bytes in every second place show UTF-16; otherwise UTF-8 is tried,
    then Windows-1252.

    Args:
        data: The file's bytes.
        label: The file's name in messages.

    Raises:
        ReportError: The file is empty, binary, or not in the encoding of its byte-order mark.
    """
    if not data:
        raise ReportError(f"{label} is empty.", "Put the report's text into it, or remove it.")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReportError(f"{label} is {kind}, not text.", _SAVE_AS_UTF8)
    decoded = _by_mark(data, label) or _by_pattern(data) or _by_trial(data, label)
    if not decoded.text.strip("\ufeff \t\r\n\f\v\x85\xa0\u200b\u2028\u2029"):
        raise ReportError(
            f"{label} is empty but for white space.", "Put the report's text into it, or remove it."
        )
    if "\0" in decoded.text or len(_CONTROLS.findall(decoded.text)) > _MAX_CONTROLS * len(decoded.text):
        raise ReportError(f"{label} is binary, not text.", _SAVE_AS_UTF8)
    return decoded


def check_claim(decoded: Decoded, claim: str, label: str) -> None:
    """Check the encoding that a file's own header names against its bytes.

    Raises:
        ReportError: The encoding is unknown, or gives another text.
    """
    hint = f'Correct the line "encoding: {claim}", or leave it out.'
    try:
        name = codecs.lookup(claim).name
    except (LookupError, ValueError) as error:
        raise ReportError(f'{label} names an encoding that does not exist, "{claim}".', hint) from error
    if name in AS_WINDOWS:
        name = "cp1252"  # programs nearly always mean Windows-1252 when they say Latin-1
    if decoded.codec.startswith(name) and name in {"utf-16", "utf-32"}:
        return
    try:
        text = decoded.text.encode(decoded.codec).decode(name.removesuffix("-sig"))
    except (UnicodeError, LookupError):
        text = None
    if text != decoded.text:
        actual = "Windows-1252" if decoded.codec == "cp1252" else decoded.codec.upper()
        raise ReportError(f"{label} says that it is {claim}, but its bytes are {actual}.", hint)


def _by_mark(data: bytes, label: str) -> Decoded | None:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(codec), codec, len(mark))
            except UnicodeDecodeError as error:
                if codec == "utf-32-le":
                    continue  # UTF-16 text may begin with a NUL character; it is refused as binary then
                raise ReportError(
                    f"{label} says {name} in its byte-order mark but is not: "
                    f"byte {error.start + len(mark)} does not fit.",
                    _SAVE_AS_UTF8,
                ) from error
    return None


def _by_pattern(data: bytes) -> Decoded | None:
    """Return UTF-16 text without a mark: one byte of each pair is often NUL, the other never."""
    half = len(data) / 2
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or min(even, odd) > 0 or max(even, odd) < _NUL_SHARE * half:
        return None
    codec = "utf-16-le" if odd else "utf-16-be"
    try:
        return Decoded(data.decode(codec), codec, 0)
    except UnicodeDecodeError:
        return None


def _by_trial(data: bytes, label: str) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError as error:
        first_bad = error.start
    lenient = data.decode("utf-8", errors="replace")
    bad = lenient.count("\ufffd")
    good = sum(character > "\x7f" for character in lenient) - bad
    if b"\0" in data:
        raise ReportError(f"{label} is binary, not text.", _SAVE_AS_UTF8)
    if good > bad:  # as Windows-1252 every good sequence would turn into rubbish
        raise ReportError(f"{label} is UTF-8 but damaged at byte {first_bad}.", _SAVE_AS_UTF8)
    try:
        return Decoded(data.decode("cp1252"), "cp1252", 0)
    except UnicodeDecodeError as error:
        raise ReportError(
            f"{label} is neither UTF-8 (byte {first_bad}) nor Windows-1252 (byte {error.start}).",
            _SAVE_AS_UTF8,
        ) from error

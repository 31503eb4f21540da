"""Bytes to text: the encodings of reports, and a refusal of all other bytes."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.errors import ReportError
from kzsearch.reading.files.formats import stored_bytes
from kzsearch.reading.files.text.decode import MAX_BYTES, Decoded, check_claim, decode

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "KAZAKHSTAN (Tier 2)\r\nKazakhstan’s law – “human trafficking” – was\u00a0amended.\r\n"
_RUSSIAN = "КАЗАХСТАН (Уровень 2)\nПравительство Казахстана не полностью соблюдает.\n"


@pytest.mark.parametrize(
    ("data", "codec", "bom_bytes", "text"),
    [
        (_TEXT.encode(), "utf-8", 0, _TEXT),
        (codecs.BOM_UTF8 + _TEXT.encode(), "utf-8", 3, _TEXT),
        (codecs.BOM_UTF16_LE + _TEXT.encode("utf-16-le"), "utf-16-le", 2, _TEXT),
        (codecs.BOM_UTF16_BE + _TEXT.encode("utf-16-be"), "utf-16-be", 2, _TEXT),
        (codecs.BOM_UTF32_LE + _TEXT.encode("utf-32-le"), "utf-32-le", 4, _TEXT),
        (_TEXT.encode("utf-16-le"), "utf-16-le", 0, _TEXT),
        (_TEXT.encode("utf-16-be"), "utf-16-be", 0, _TEXT),
        (_RUSSIAN.encode("utf-16-le"), "utf-16-le", 0, _RUSSIAN),
        (_TEXT.encode("cp1252"), "cp1252", 0, _TEXT),
    ],
    ids=[
        "utf-8",
        "utf-8 mark",
        "16le mark",
        "16be mark",
        "32le mark",
        "16le",
        "16be",
        "16le russian",
        "cp1252",
    ],
)
def test_encodings(data: bytes, codec: str, bom_bytes: int, text: str) -> None:
    assert decode(data, "a.txt") == Decoded(text, codec, bom_bytes)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip), st.integers(0, 80)
)
def test_offsets_in_the_text_are_offsets_in_the_bytes(text: str, at: int) -> None:
    data = codecs.BOM_UTF8 + ("report " + text).encode()
    decoded = decode(data, "a.txt")
    prefix = decoded.text[:at].encode(decoded.codec)
    assert data[decoded.bom_bytes :].startswith(prefix)
    assert decoded.text.encode(decoded.codec) == data[decoded.bom_bytes :]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"abc\x00def\x00\x01", "binary"),
        (bytes(range(1, 32)) * 10, "binary"),
        (codecs.BOM_UTF8 + "naïve".encode("cp1252"), "says UTF-8"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "says UTF-16"),
        ("“a” – ’b’ ".encode() * 3 + b"\xff", "damaged"),
        (b"caf\xe9 \x81", "neither"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, word: str) -> None:
    with pytest.raises(ReportError) as caught:
        decode(data, "a.txt")
    assert word in caught.value.message
    assert "a.txt" in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(type(path), "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(ReportError, match="MB"):
        stored_bytes(path, "big.txt")


def test_a_directory_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="directory"):
        stored_bytes(tmp_path, "x.txt")
    with pytest.raises(ReportError, match="cannot be read"):
        stored_bytes(tmp_path / "gone.txt", "gone.txt")


@pytest.mark.parametrize("claim", ["utf-8", "UTF8", "utf-8-sig"])
def test_a_true_claim_passes(claim: str) -> None:
    check_claim(decode(_TEXT.encode(), "a.txt"), claim, "a.txt")


def test_ascii_and_latin_claims_mean_what_programs_mean() -> None:
    check_claim(decode(b"plain words", "a.txt"), "ascii", "a.txt")
    check_claim(decode(_TEXT.encode("cp1252"), "a.txt"), "iso-8859-1", "a.txt")
    check_claim(decode(codecs.BOM_UTF16_LE + _TEXT.encode("utf-16-le"), "a.txt"), "utf-16", "a.txt")


@pytest.mark.parametrize(("data", "claim"), [
    (_TEXT.encode("cp1252"), "utf-8"),
    (_TEXT.encode(), "windows-1252"),
    (_TEXT.encode(), "utf-16"),
    (_TEXT.encode(), "ascii"),
    (_TEXT.encode(), "klingon"),
])  # fmt: skip
def test_a_false_claim_is_refused(data: bytes, claim: str) -> None:
    with pytest.raises(ReportError, match=claim):
        check_claim(decode(data, "a.txt"), claim, "a.txt")

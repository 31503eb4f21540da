"""Queries from standard input: those that have arrived come together, and none waits for the next."""

from __future__ import annotations

import io
import os

from hypothesis import given
from hypothesis import strategies as st

from kzsearch.cli.batch import read_queries


class Pieces(io.BytesIO):
    """A stream that gives its bytes in pieces, as a pipe does."""

    def __init__(self, pieces: list[bytes]) -> None:
        super().__init__()
        self.pieces = [piece for piece in pieces if piece]

    def read1(self, _size: int | None = -1) -> bytes:
        return self.pieces.pop(0) if self.pieces else b""


@given(st.lists(st.binary(max_size=6) | st.sampled_from([b"\n", b"one\n", b" \r\n", b"\xef\xbb\xbftwo"])))
def test_every_line_comes_once_with_its_number_however_it_arrives(pieces: list[bytes]) -> None:
    read = [numbered for group in read_queries(Pieces(pieces)) for numbered in group]
    lines = b"".join(pieces).split(b"\n")
    stripped = [line.decode("utf-8", "surrogateescape").lstrip("\ufeff").strip() for line in lines]
    assert read == [(number, line) for number, line in enumerate(stripped, start=1) if line]


def test_many_lines_at_hand_come_a_few_at_a_time() -> None:
    groups = list(read_queries(io.BytesIO(b"query\n" * 40)))
    assert [len(group) for group in groups] == [16, 16, 8]


def test_a_query_is_handed_on_while_the_pipe_is_open() -> None:
    theirs, ours = os.pipe()
    with os.fdopen(theirs, "rb") as stream, os.fdopen(ours, "wb", buffering=0) as writer:
        groups = read_queries(stream)
        for number, query in enumerate(("one", "two"), start=1):
            writer.write(f"{query}\n".encode())
            assert next(groups) == [(number, query)]

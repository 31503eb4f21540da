"""Passages of a web page and a PDF are cited, verified and printed from the text that was extracted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzsearch.index.check.verify import State, verify
from kzsearch.index.read.raw import source_bytes
from kzsearch.search import show
from tests.made_files import parts, pdf, web_page
from tests.renderings import Shape, known_sections

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzsearch.index import OpenIndex

REPORT = parts(Shape(), known_sections(2023))


@pytest.mark.parametrize(
    ("name", "data"),
    [("kazakhstan-2023.html", web_page(REPORT).encode()), ("kazakhstan-2023.pdf", pdf(REPORT, columns=2))],
)
def test_passages_are_intact_and_their_bytes_are_those_of_the_text(
    fake_index: Callable[..., OpenIndex], name: str, data: bytes
) -> None:
    opened = fake_index({name: data})
    findings = list(verify(opened.store, opened.corpus))
    assert findings
    assert {finding.state for finding in findings} == {State.INTACT}
    hits = show(opened, "kaz-2023")
    assert all(("p. " in hit.citation) is name.endswith(".pdf") for hit in hits)
    assert {hit.passage.page is None for hit in hits} == {name.endswith(".html")}
    for hit in (hits[0], hits[-1]):  # each reads the file again
        printed = source_bytes(opened.corpus, [hit]).decode("utf-8")
        assert printed.split() == hit.passage.text.split()

"""Every sentence of the two starting reports is in its section, in the index that users search."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kzsearch.text import sentences
from kzsearch.types import Section
from tests.renderings import known_sections, squeezed

if TYPE_CHECKING:
    from tests.conftest import Kz


@pytest.mark.parametrize("year", [2017, 2023])
def test_every_sentence_is_in_its_section_and_in_no_other(kz: Kz, year: int) -> None:
    records = [json.loads(line) for line in kz("show", f"kaz-{year}", "--format", "jsonl").out.splitlines()]
    held: dict[str, str] = {}
    for record in records:
        held[record["section"]] = f"{held.get(record['section'], '')} {squeezed(record['text'])}"
    known = known_sections(year)
    assert set(held) == {section.value for section in known}
    assert [record["section"] for record in records] == sorted(
        (record["section"] for record in records), key=[section.value for section in known].index
    )
    tested = 0
    for section, paragraphs in known.items():
        for paragraph in paragraphs:
            text = squeezed(paragraph)
            for start, end in sentences(text):
                sentence = text[start:end].rstrip(".")
                tested += 1
                assert sentence in held[section.value]
                if len(sentence) > 60:
                    elsewhere = [
                        name for name, words in held.items() if sentence in words and name != section.value
                    ]
                    assert elsewhere == []
    assert tested > 50
    # And nothing else is there: what the sections hold is what a person counted to them.
    for section, paragraphs in known.items():
        letters = sum(character.isalnum() for text in paragraphs for character in text)
        found = sum(character.isalnum() for character in held[section.value])
        # Between semicolons the list of recommendations says "and" once more.
        assert 0 <= found - letters <= (3 if section is Section.RECOMMENDATIONS else 0), section


def test_how_each_section_is_known(kz: Kz) -> None:
    origins = {}
    for year in (2017, 2023):
        for line in kz("show", f"kaz-{year}", "--format", "jsonl").out.splitlines():
            record = json.loads(line)
            origins[year, record["section"]] = record["section_origin"]
    assert origins.pop((2023, "prosecution")) == "inferred"
    assert set(origins.values()) == {"heading"}


def test_boilerplate_is_in_no_passage(kz: Kz) -> None:
    out = kz("show", "kaz-2023", "--format", "jsonl").out + kz("show", "kaz-2017", "--format", "jsonl").out
    assert "Original source" not in out
    assert kz("search", "Original source can be found here", "--mode", "exact").code == 1
    for heading in ("PRIORITIZED RECOMMENDATIONS", "RECOMMENDATIONS FOR KAZAKHSTAN", "TRAFFICKING PROFILE"):
        assert all(heading not in json.loads(line)["text"] for line in out.splitlines())

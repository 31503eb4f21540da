"""References, read back by the parsers of others."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.references import of_hit, of_report
from kzsearch.render.references import bibtex, csl_json, footnotes, ris
from kzsearch.types import Country, Fact, Origin
from kzsearch.types.references import Reference
from tests.render_records import ANYTHING, HIT, REPORT

ODD = Reference(
    key="civ-2023-protection-01",
    author="Ministry of R&D, 100% {Côte_d'Ivoire}",
    title="Trafficking in Persons Report 2023: Côte d'Ivoire",
    series="Trafficking in Persons Report",
    year=2023,
    place="Part_A #1 $5 ~ ^ \\ {x}, para. 2",
    pages=(3, 4),
    file="corpus/cote_d%27ivoire.txt:17",
    citation="A line.",
    url="https://example.org/a_b?c=%20&d={e}#f",
    accessed="2024-05-31",
)
_TEX = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{character}": character for character in "&%$#_{}"},
}


def from_tex(text: str) -> str:
    """Return what TeX prints."""
    found, place = "", 0
    while place < len(text):
        command = next((name for name in _TEX if text.startswith(name, place)), None)
        if command is None:
            found += "" if text[place] in "{}" else text[place]
        else:
            found += _TEX[command]
        place += len(command or "x")
    return found


def entries(text: str) -> list[dict[str, str]]:
    """Return BibTeX as another program reads it."""
    bibtexparser = pytest.importorskip("bibtexparser")
    found: list[dict[str, str]] = bibtexparser.loads(text).entries
    return found


def records(text: str) -> list[dict[str, object]]:
    """Return RIS as another program reads it."""
    rispy = pytest.importorskip("rispy")
    found: list[dict[str, object]] = rispy.loads(text)
    return found


def test_bibtex_is_read_back() -> None:
    (entry,) = entries("".join(bibtex([ODD])))
    assert (entry["ENTRYTYPE"], entry["ID"], entry["year"]) == ("techreport", ODD.key, "2023")
    assert entry["author"].startswith("{")
    assert entry["author"].endswith("}")
    assert from_tex(entry["author"]) == ODD.author
    assert from_tex(entry["title"]) == ODD.title
    assert entry["title"].endswith("{Côte d'Ivoire}")
    assert from_tex(entry["note"]) == ODD.note
    assert (entry["pages"], entry["urldate"]) == ("3--4", "2024-05-31")
    assert entry["url"] == "https://example.org/a_b?c=%20&d=%7Be%7D#f"


def test_ris_is_read_back() -> None:
    (record,) = records("".join(ris([ODD])))
    assert record["type_of_reference"] == "RPRT"
    assert record["id"] == ODD.key
    assert record["title"] == ODD.title
    assert record["year"] == "2023"
    assert (record["start_page"], record["end_page"]) == ("3", "4")
    assert record["urls"] == [ODD.url]
    assert record["notes"] == [ODD.note]
    assert record["authors"] == ["Ministry of R&D 100% {Côte_d'Ivoire}"]


def test_csl_json_has_the_fields_of_its_schema() -> None:
    (item,) = json.loads("".join(csl_json([ODD])))
    assert item == {
        "id": ODD.key,
        "type": "report",
        "title": ODD.title,
        "author": [{"literal": ODD.author}],
        "publisher": ODD.author,
        "issued": {"date-parts": [[2023]]},
        "collection-title": ODD.series,
        "page": "3-4",
        "URL": ODD.url,
        "accessed": {"date-parts": [[2024, 5, 31]]},
        "note": ODD.note,
    }


def test_nothing_is_made_up() -> None:
    reference = of_hit(HIT)
    assert (reference.pages, reference.url, reference.accessed) == (None, "", "")
    (entry,) = entries("".join(bibtex([reference])))
    assert set(entry) == {"ENTRYTYPE", "ID", "author", "title", "institution", "year", "note"}
    assert not any(
        line.startswith(("SP", "EP", "UR", "Y2")) for line in "".join(ris([reference])).splitlines()
    )
    unknown = replace(REPORT, series="x", facts={})
    assert "author" not in of_report(unknown).to_dict()


def test_what_is_known_is_said() -> None:
    facts = {
        **REPORT.facts,
        "url": Fact("https://example.org/kaz", Origin.TABLE),
        "accessed": Fact("2024-05-31", Origin.TABLE),
    }
    report = replace(REPORT, facts=facts, country=Country("Côte d'Ivoire", "CIV"))
    item = of_report(report).to_dict()
    assert item["URL"] == "https://example.org/kaz"
    assert item["accessed"] == {"date-parts": [[2024, 5, 31]]}
    assert str(item["title"]).endswith("2023: Côte d'Ivoire")


def test_a_reference_stands_once() -> None:
    other = replace(ODD, key="other")
    assert len(entries("".join(bibtex([ODD, other, ODD])))) == 2
    assert len(records("".join(ris([ODD, other, ODD])))) == 2
    assert list(footnotes([ODD, ODD])) == ["A line.\n"]


@given(name=ANYTHING, place=ANYTHING, author=st.text(min_size=1, max_size=20))
def test_any_name_is_one_entry(name: str, place: str, author: str) -> None:
    reference = replace(ODD, title=f"Report 2023: {name}", place=place, author=author)
    text = "".join(bibtex([reference]))
    depth = 0
    escaped = False
    for character in text:
        if not escaped:
            depth += {"{": 1, "}": -1}.get(character, 0)
        escaped = character == "\\" and not escaped
        assert depth >= 0
    assert depth == 0
    lines = "".join(ris([reference])).splitlines()
    assert all(line[2:6] == "  - " for line in lines)
    json.loads("".join(csl_json([reference])))

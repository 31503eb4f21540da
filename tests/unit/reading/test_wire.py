"""Messages between kzsearch and the process that reads files arrive unchanged, or are refused."""

from __future__ import annotations

import json

import pytest

from kzsearch.errors import MetadataError, ReportError
from kzsearch.reading import sandbox
from kzsearch.reading.facts.table import CorpusRow
from kzsearch.reading.wire import Answer, Known, Request, Told, decode, encode
from kzsearch.types import Block, BlockKind, Country, Fact, Origin, Report, Source, Span, Tier

COUNTRY = Country("Kazakhstan", "KAZ")
SOURCE = Source(
    path="a.pdf",
    sha256="0" * 64,
    encoding="utf-8",
    bom_bytes=3,
    text="One. \ud800 Two.",
    body=Span(1, 9),
    header={"title": "Kazakhstan"},
    blocks=(Block(BlockKind.ITEM, Span(1, 4)), Block(BlockKind.HEADING, Span(5, 9))),
    page_starts=(0, 5),
    extracted=True,
    notes=("a note",),
)
REPORT = Report(
    report_id="kaz-2023-hr",
    country=COUNTRY,
    year=2023,
    tier=Tier.TIER_2,
    facts={"year": Fact("2023", Origin.TEXT, "in 2023")},
    source=SOURCE,
    notes=("another",),
    series="hr",
)


def test_a_wish_arrives_as_it_was() -> None:
    row = CorpusRow("a.pdf", COUNTRY, 2023, title="A title")
    request = Request("a.pdf", 7, 30.0, Known(row, {"tier": "\udcff"}, table=True))
    assert decode(encode(request), Request) == request


def test_reports_arrive_as_they_were() -> None:
    other = Report("kaz-2022", COUNTRY, 2022, None, {}, SOURCE)
    problem = MetadataError("It has no year.", "State it.")
    answer = decode(encode(Answer.of_reports((REPORT, other), (problem,))), Answer)
    assert answer.whole_reports() == (REPORT, other)
    assert [told.error().args for told in answer.problems] == [problem.args]
    assert isinstance(answer.problems[0].error(), MetadataError)
    assert decode(encode(Answer.of_source(SOURCE)), Answer).whole_sources() == (SOURCE,)


def test_the_text_that_reports_share_travels_once() -> None:
    content = encode(Answer.of_reports((REPORT,) * 3, ()))
    assert content.count(b"Two.") == 1


def test_another_answer_than_was_agreed_is_refused_by_its_place() -> None:
    answer = json.loads(encode(Answer.of_source(SOURCE)))
    answer["sources"][0]["blocks"][1]["kind"] = "poem"
    with pytest.raises(ValueError, match=r"\$\.sources\[0\]\.blocks\[1\]\.kind"):
        decode(json.dumps(answer).encode(), Answer)


def test_an_answer_that_makes_no_sense_is_told_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def nonsense(*_: object) -> Answer:
        return decode(b'{"last": "perhaps"}', Answer)

    monkeypatch.setattr(sandbox, "_exchange", nonsense)
    with pytest.raises(ReportError, match=r"a\.txt") as caught:
        sandbox.read_source(b"text", "a.txt")
    assert "$.last" in caught.value.message
    assert caught.value.hint


def test_an_error_keeps_its_class() -> None:
    error = Told.of(ReportError("It is damaged.", "Copy it again.")).error()
    assert (type(error), error.message, error.hint) == (ReportError, "It is damaged.", "Copy it again.")

"""Quotes of the two reports, as they are and changed: a changed quote is never exact, and its kind is told."""

from __future__ import annotations

import itertools
import json
import random
import re
from typing import TYPE_CHECKING

import pytest

from kzsearch.analysis.locate.amounts import is_number
from kzsearch.analysis.locate.differences import negates
from kzsearch.analysis.locate.locating import Locator, locate
from kzsearch.analysis.locate.words import words_of
from kzsearch.errors import QueryError
from kzsearch.index import open_index
from kzsearch.search.query import parse_filters
from kzsearch.types.locating import DifferenceKind, QuoteKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kzsearch.index import OpenIndex
    from tests.conftest import Kz, Run

SMALL = "one two three four five six seven eight nine ten".split()


@pytest.fixture(scope="module")
def index(real_index: Path) -> Iterator[OpenIndex]:
    with open_index(real_index) as opened:
        yield opened


@pytest.fixture(scope="module")
def locator(index: OpenIndex) -> Locator:
    return Locator(index)


@pytest.fixture(scope="module")
def sentences(index: OpenIndex) -> list[tuple[str, str]]:
    return [
        (report.report_id, passage.text[slice(*sentence.within)])
        for report in index.store.reports()
        for passage in index.store.report_passages(report.report_id)
        for sentence in passage.sentences
    ]


def _digit(sentence: str, draw: random.Random) -> str | None:
    places = [place for place, character in enumerate(sentence) if character.isdigit()]
    if not places or len(words_of(sentence)) < 4:
        return None
    place = draw.choice(places)
    other = draw.choice([digit for digit in "0123456789" if digit != sentence[place]])
    return sentence[:place] + other + sentence[place + 1 :]


def _number_word(sentence: str, draw: random.Random) -> str | None:
    found = list(re.finditer(rf"\b(?:{'|'.join(SMALL)})\b", sentence))
    if not found:
        return None
    match = draw.choice(found)
    other = draw.choice([word for word in SMALL if word != match[0]])
    return sentence[: match.start()] + other + sentence[match.end() :]


def _negation(sentence: str, draw: random.Random) -> str | None:
    found = list(re.finditer(r"\b(?:not|no|never|without) ", sentence))
    if not found:
        return None
    match = draw.choice(found)
    return sentence[: match.start()] + sentence[match.end() :]


def _word(sentence: str, draw: random.Random) -> str | None:
    words = words_of(sentence)
    word = draw.choice(words)
    other = draw.choice("however shelter national observers quickly abroad police annual mountains".split())
    if len(words) < 6 or other == word.key or is_number(word.key) or negates([word.key]):
        return None
    return sentence[: word.start] + other + sentence[word.end :]


def _left_out(sentence: str, draw: random.Random) -> str | None:
    words = words_of(sentence)
    place = draw.randrange(1, max(2, len(words) - 1))
    if len(words) < 8 or is_number(words[place].key) or negates([words[place].key]):
        return None
    if words[place].key in (words[place - 1].key, words[place + 1].key):
        return None
    return sentence[: words[place].start].rstrip() + " " + sentence[words[place].end :].lstrip()


@pytest.mark.parametrize(
    ("change", "count", "kind"),
    [
        (_digit, 120, QuoteKind.NUMBER),
        pytest.param(_digit, 500, QuoteKind.NUMBER, marks=pytest.mark.slow),
        (_number_word, 60, QuoteKind.NUMBER),
        (_negation, 40, QuoteKind.NEGATION),
        (_word, 120, QuoteKind.WORDS),
        (_left_out, 60, QuoteKind.WORDS),
        (lambda sentence, _: sentence if len(words_of(sentence)) > 2 else None, 60, QuoteKind.EXACT),
    ],
    ids=["digit", "five hundred digits", "number word", "negation", "word", "word left out", "unchanged"],
)
def test_changed_quotes(
    locator: Locator,
    sentences: list[tuple[str, str]],
    change: Callable[[str, random.Random], str | None],
    count: int,
    kind: QuoteKind,
) -> None:
    draw = random.Random(12)  # noqa: S311  no secret
    wrong = []
    done = 0
    while done < count:
        report_id, sentence = draw.choice(sentences)
        quote = change(sentence, draw)
        if quote is None:
            continue
        done += 1
        located = locator.locate(quote)
        if located.kind is not kind or report_id not in {place.report.report_id for place in located.places}:
            wrong.append((located.kind, quote))
    assert wrong == []


@pytest.mark.parametrize(
    ("quote", "kinds"),
    [
        ('"conciliation of parties," which allows alleged traffickers', [DifferenceKind.QUOTATION_MARKS]),
        ("efforts to address forced labour remained inadequate", [DifferenceKind.SPELLING]),
        ("[t]he government identified 24 trafficking victims", [DifferenceKind.CASE]),
        ("the Republic of Korea, Turkiye, and the United Arab Emirates", [DifferenceKind.ACCENT]),
        ("convicted 6 traffickers (five for sex trafficking", [DifferenceKind.NUMERAL]),
        ("identified 24 traf-\nficking victims", [DifferenceKind.HYPHEN]),
        ("traf- ficking victims, compared with 20 in 2021", [DifferenceKind.HYPHEN]),
        ("compared with 20 in two thousand twenty-one", [DifferenceKind.NUMERAL]),
        ("identified 24 traffickingvictims, compared with 20", [DifferenceKind.WHITE_SPACE]),
        ("unapproved third-party intermediaries to find employment", [DifferenceKind.WORD]),
        (
            "Law enforcement units [...] had standard guidelines for the identification of victims",
            [DifferenceKind.ELLIPSIS],
        ),
        (
            "The government did … report any investigations, prosecutions, or convictions of government employees",
            [DifferenceKind.NEGATION],
        ),
        ("allocated 101 million tenge (€218,360) in 2022", [DifferenceKind.NUMBER]),
        ("allocated 101 million tenge (218,360) in 2022", [DifferenceKind.NUMBER]),
        ("identified 24 trafficking victims.", [DifferenceKind.PUNCTUATION]),
    ],
)
def test_each_difference_has_its_kind(locator: Locator, quote: str, kinds: list[DifferenceKind]) -> None:
    located = locator.locate(quote)
    assert located.is_in_a_report
    assert [difference.kind for difference in located.places[0].differences] == kinds


def test_a_quote_may_run_over_passages_and_sections(index: OpenIndex, locator: Locator) -> None:
    passages = index.store.report_passages("kaz-2023")
    for one, other in itertools.pairwise(passages):
        tail = one.text[one.sentences[-1].within.start :]
        head = other.text[slice(*other.sentences[0].within)]
        located = locator.locate(f"{tail} {head}")
        (place,) = located.places
        assert located.kind is QuoteKind.EXACT
        assert [passage.passage_id for passage in place.passages] == [one.passage_id, other.passage_id]
        assert ("section" in place.joined) == (one.section != other.section)
        assert place.citation.count(";") == (one.section != other.section)
        assert place.verified is True


@pytest.mark.parametrize(
    ("quote", "kind", "heading"),
    [
        (
            "being subjected to trafficking. PREVENTION The government maintained prevention efforts",
            QuoteKind.NEARLY,
            "PREVENTION",
        ),
        (
            "RECOMMENDATIONS FOR KAZAKHSTAN Update laws to align",
            QuoteKind.NEARLY,
            "RECOMMENDATIONS FOR KAZAKHSTAN",
        ),
        ("as a direct result of being subjected to trafficking. Prevention", QuoteKind.NEARLY, "Prevention"),
        (
            "of being subjected to trafficking. PREVENTION The government maintained 2 prevention efforts",
            QuoteKind.NUMBER,
            "PREVENTION",
        ),
        # The heading of another section, and the right one elsewhere, are words that were added.
        (
            "being subjected to trafficking. PROTECTION The government maintained prevention efforts",
            QuoteKind.WORDS,
            None,
        ),
        (
            "being subjected PREVENTION to trafficking. The government maintained prevention efforts",
            QuoteKind.WORDS,
            None,
        ),
    ],
)
def test_a_heading_in_a_quote_is_told_as_one(
    locator: Locator, quote: str, kind: QuoteKind, heading: str | None
) -> None:
    found = locator.locate(quote)
    told = [one.quoted for one in found.places[0].differences if one.kind is DifferenceKind.HEADING]
    assert (found.kind, told) == (kind, [] if heading is None else [heading])
    assert found.places[0].verified


def test_sentences_put_together_are_not_exact(locator: Locator) -> None:
    one = "The government slightly increased protection efforts."
    other = "All 24 identified victims participated in investigations during the reporting period"
    located = locator.locate(f"{one} {other}")
    (place,) = located.places
    assert located.kind is QuoteKind.WORDS
    (difference,) = place.differences
    assert (difference.quoted, difference.kind) == ("", DifferenceKind.WORD)
    assert difference.printed.endswith(" words)")
    assert place.text.startswith(one)
    assert place.text.endswith(other)
    assert "passage" in place.joined


def test_capitals_throughout_are_one_difference(locator: Locator) -> None:
    (place,) = locator.locate("THE GOVERNMENT IDENTIFIED 24 TRAFFICKING VICTIMS").places
    assert place.kind is QuoteKind.NEARLY
    assert [difference.kind for difference in place.differences] == [DifferenceKind.CASE]


def test_a_line_break_of_the_file_is_no_difference(locator: Locator) -> None:
    (place,) = locator.locate("efforts compared to the previous reporting period").places
    assert (place.kind, place.report.year) == (QuoteKind.EXACT, 2017)


def test_every_place_is_named(locator: Locator) -> None:
    places = locator.locate("does not fully meet the minimum standards for the elimination").places
    assert [(place.kind, place.report.year) for place in places] == [
        (QuoteKind.EXACT, 2017),
        (QuoteKind.EXACT, 2023),
    ]


def test_the_whole_of_a_report_is_a_quote(index: OpenIndex, locator: Locator) -> None:
    passages = index.store.report_passages("kaz-2023")
    located = locator.locate(" ".join(passage.text for passage in passages))
    assert len(located.places) == 1
    assert len(located.places[0].passages) == len(passages)


def test_other_words_are_not_the_quote(locator: Locator) -> None:
    near = locator.locate("Courts imposed prison terms on few traffickers")
    assert (near.kind, near.is_in_a_report) == (QuoteKind.MEANING, False)
    assert near.places
    assert all(place.citation for place in near.places)
    far = locator.locate("the cake needs two eggs and a cup of sugar")
    assert (far.kind, far.places) == (QuoteKind.NONE, ())
    assert "--" not in far.reason


def test_filters_hold(index: OpenIndex) -> None:
    quote = "does not fully meet the minimum standards for the elimination"
    assert [place.report.year for place in locate(index, quote, parse_filters(["2017"])).places] == [2017]
    assert locate(index, quote, parse_filters(["2020"])).kind is QuoteKind.NONE


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("", "the quote is empty"),
        (" \n", "the quote is empty"),
        ("…!", "the quote has no letter or digit"),
        ("“trafficking”", "one word is no quote: 'trafficking'"),
        ("word " * 10_000, "the quote has 10,000 words; at most 5,000 are looked for"),
        ("a\x00b c", "the quote is not valid text"),
    ],
)
def test_what_is_no_quote(locator: Locator, quote: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        locator.locate(quote)
    assert caught.value.message == message


def test_without_the_files_a_place_is_cited_but_not_verified(real_index: Path, tmp_path: Path) -> None:
    with open_index(real_index, tmp_path / "corpus") as opened:
        wrapped = locate(opened, "allows alleged traffickers to pay a settlement to victims").places[0]
        plain = locate(opened, "identified 24 trafficking victims").places[0]
    assert (wrapped.verified, wrapped.span_is_exact, plain.verified, plain.span_is_exact) == (
        None,
        False,
        None,
        True,
    )


def test_a_changed_file_is_told(real_index: Path, copied_corpus: Path) -> None:
    file = copied_corpus / "kazakhstan-2023.txt"
    file.write_text("A line more.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    with open_index(real_index, copied_corpus) as opened:
        assert locate(opened, "identified 24 trafficking victims").places[0].verified is False


def test_exit_codes_and_streams(kz: Kz) -> None:
    found = kz("locate", "convicted six traffickers", "--format", "jsonl")
    assert (found.code, found.err) == (0, "")
    assert json.loads(found.out)["kind"] == "exact"
    near = kz("locate", "Courts imposed prison terms on few traffickers", "--format", "text")
    assert near.code == 1
    assert near.out.startswith("the words are in no report\n\nnearest in meaning · ")
    none = kz("locate", "the cake needs two eggs and a cup of sugar", "--format", "text")
    assert (none.code, none.out) == (1, "")
    assert none.err.startswith("not found: ")
    wrong = kz("locate", "")
    assert (wrong.code, wrong.out, len(wrong.err.splitlines())) == (2, "", 2)


@pytest.mark.parametrize("fmt", ["text", "json", "jsonl", "csv", "md"])
def test_every_format_says_the_kind_and_the_citation(kz: Kz, fmt: str) -> None:
    out = kz("locate", "convicted seven traffickers", "--format", fmt).out
    assert "number changed" in out.casefold()
    assert "Prosecution, para. 2" in out.replace("\\", "")


def test_a_record_for_every_line(run: Run, real_index: Path) -> None:
    lines = (
        "convicted six traffickers\n\nvictim\nCourts imposed prison terms on few traffickers\n" + "x " * 9_000
    )
    done = run("locate", "-", "--index", real_index, stdin=lines)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(record["quote_line"], record["kind"]) for record in records] == [
        (1, "exact"),
        (2, "not found"),
        (3, "not found"),
        (4, "nearest in meaning"),
        (5, "not found"),
    ]
    assert done.returncode == 2
    assert "line 3: one word is no quote" in done.stderr

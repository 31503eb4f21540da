from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.text import clean, count_exact, ends_sentence, find_exact, fold, sentences, squeeze
from kzsearch.types import Span

MESSY = st.text(alphabet="ab .-\n\r\t\u00a0\u00ad\u200b\u2010“é", max_size=60)


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("  two\t words \n", "two words"),
        ("anti-\ntrafficking", "anti-trafficking"),
        ("anti- \r\n\r\n trafficking", "anti-trafficking"),
        ("traf\u00adficking", "trafficking"),
        ("traf\u00ad\nficking", "trafficking"),
        ("victims\u00a0of", "victims of"),
        ("one - \ntwo", "one - two"),
        ("2015-\n2017", "2015-2017"),
        ("Tier 2 -\nWatch List", "Tier 2 - Watch List"),
        ("zero\u200bwidth", "zerowidth"),
        ("", ""),
    ],
)
def test_clean(source: str, cleaned: str) -> None:
    assert clean(source, Span(0, len(source))).text == cleaned


@given(MESSY)
def test_every_clean_character_comes_from_its_offset(source: str) -> None:
    text, offsets = clean(source, Span(0, len(source)))
    assert len(text) == len(offsets)
    assert offsets == sorted(set(offsets))
    for character, offset in zip(text, offsets, strict=True):
        assert source[offset] == character or (
            (character == " " and source[offset].isspace()) or source[offset] in "\u00ad\u200b"
        )


@given(MESSY)
def test_squeezing_twice_is_squeezing_once(source: str) -> None:
    assert squeeze(squeeze(source)) == squeeze(source)


@given(MESSY)
def test_clean_keeps_every_visible_character(source: str) -> None:
    kept = [c for c in source if not c.isspace() and c not in "\u00ad\u200b"]
    assert [c for c in clean(source, Span(0, len(source))).text if c != " "] == kept


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        (
            "the “conciliation of parties,” which",
            '"Conciliation  of parties,"',
            ["“conciliation of parties,”"],
        ),
        ("the officers’ complicity", "officers' complicity", ["officers’ complicity"]),
        ("trafficking", "traffick", []),
        ("Articles 125(3b), 126(3b)", "125(3b)", ["125(3b)"]),
        ("cost $5,911 and $5,9110", "$5,911", ["$5,911"]),
        ("forced labor. Forced\nlabor", "forced labor", ["forced labor", "Forced\nlabor"]),
        ("Tu\u0308rkiye", "türkiye", ["Tu\u0308rkiye"]),
        ("a+b", "...", []),
        ("anything", "  ", []),
    ],
)
def test_find_exact(text: str, phrase: str, found: list[str]) -> None:
    assert [text[slice(*span)] for span in find_exact(text, phrase)] == found


@given(st.text(max_size=40))
def test_fold_maps_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Articles 128, 135, 125(3b), 126(3b), 308, and 134 of the penal code criminalize it.| It is so.",
        "It paid 1.97 million KZT ($5,911) for it.| In 2016, it did not.",
        "The U.S. Embassy gave funds.| NGOs did not.",
        "Law No. 5 was passed.| Law No. 127 was not.",
        "It released the report “On Rights.”| The report was long.",
        "They had “victims of violence.”| In 2015, they had more.",
        "Efforts continued.|Vigorously investigate cases.",
        "They did so.|The government agreed.",
        "See state.gov for more.| Then stop.",
        "It was led by Dr. Smith and Mr. Jones.| They met at 5 p.m. on Jan. 3.",
        "One sentence without an end",
        "all in lower case .| and so on .",
        "Первое предложение.| Второе предложение.",
    ],
)
def test_sentences(text: str) -> None:
    whole = text.replace("|", "")
    assert [whole[slice(*span)] for span in sentences(whole)] == [piece.strip() for piece in text.split("|")]


@given(st.text(alphabet="aB1 .;!?“”()\"'U", max_size=80))
def test_sentences_lose_nothing(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[slice(*span)] for span in spans).replace(" ", "") == text.replace(" ", "")
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize("line", ["It ended.", "“It ended.”", "items;", "these:", "(so.)"])
def test_ends_sentence(line: str) -> None:
    assert ends_sentence(line)


@pytest.mark.parametrize("line", ["anti-", "the government", "in 2015,"])
def test_does_not_end_sentence(line: str) -> None:
    assert not ends_sentence(line)


@given(
    st.text(st.sampled_from("aAbéÉé ́ß İıſÅ'’“\"-‐\u00ad\u200b \n\tçК,._1"), max_size=40),
    st.text(st.sampled_from("aAbéÉé ́ß İıſÅ'’“\"-‐\u00ad\u200b \nçК,._1"), max_size=6),
    st.integers(0, 40),
)
def test_counting_finds_what_finding_finds(text: str, phrase: str, within: int) -> None:
    within = min(within, len(text))
    assert count_exact(text, phrase, within) == sum(span.start < within for span in find_exact(text, phrase))


def test_the_beginning_of_a_word_is_found_with_the_rest_of_it() -> None:
    text = "Labor, laborers; re-labored. Elaborate “LABOURS”"
    spans = find_exact(text, "labo", whole=False)
    assert [text[slice(*span)] for span in spans] == ["Labor", "laborers", "labored", "LABOURS"]
    assert count_exact(text, "labo", len(text), whole=False) == 4
    assert count_exact(text, "labo", 8, whole=False) == 2
    assert find_exact(text, "labo") == []

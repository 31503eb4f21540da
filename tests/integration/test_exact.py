"""`--mode exact` finds the very words: across lines, quotes and passages, and nothing else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kzsearch.search import Settings, search
from kzsearch.types import Mode
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzsearch.index import OpenIndex
    from kzsearch.types import Passage

SENTENCE = (
    "The “Special Mobile Group” didn’t pay 1,200 Tenge under article 125(3b), said the vic\u00adtim's anti-\n"
    "trafficking lawyer in Türkiye\u00a0and Côte d'Ivoire; straße _end_."
)
EXACT = Settings(mode=Mode.EXACT, top_k=1000)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    folder = tmp_path_factory.mktemp("exact")
    content = known_sections(2023)
    wrapped = render(Shape(width=75, between=" \n\n", after=" \n\n"), content)
    wrapped = wrapped.replace("PREVENTION", f"{SENTENCE}\n\nPREVENTION")
    build_fake(folder / "corpus", folder / "i", {"kazakhstan-2023.txt": wrapped})
    with open_fake(folder / "i") as opened:
        yield opened


def _found(index: OpenIndex, phrase: str) -> list[tuple[str, list[str]]]:
    return [
        (hit.passage.passage_id, [hit.passage.text[slice(*span)] for span in hit.highlights])
        for hit in search(index, phrase, EXACT).hits
    ]


@pytest.mark.parametrize(
    "phrase",
    [
        '"Special Mobile Group"',
        "“special   mobile\tgroup”",
        "didn't pay",
        "didn’t pay",
        "1,200 Tenge",
        "125(3b), said",
        "the victim's",
        "anti-trafficking lawyer",
        "türkiye and côte d’ivoire",
        "Tu\u0308rkiye",
        "STRAßE",
        "_end_.",
    ],
)
def test_found_in_any_spelling_of_space_case_and_quotes(index: OpenIndex, phrase: str) -> None:
    [(passage_id, highlights)] = [hit for hit in _found(index, phrase) if "lawyer" in _text(index, hit[0])]
    assert passage_id.startswith("kaz-2023-protection")
    assert len(highlights) == 1


@pytest.mark.parametrize(
    "phrase",
    ["Special Mobil", "Mobile Groups", "victims lawyer", "125 3b", "didnt", "group special", "1 200 Tenge"],
)
def test_nothing_is_stemmed_and_punctuation_counts(index: OpenIndex, phrase: str) -> None:
    assert not [hit for hit in _found(index, phrase) if "Special Mobile" in _text(index, hit[0])]


def _text(index: OpenIndex, passage_id: str) -> str:
    key = index.store.key_of(passage_id)
    assert key is not None
    return index.store.passages([key])[key].text


def _passages(index: OpenIndex) -> list[Passage]:
    return index.store.report_passages("kaz-2023")


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(data=st.data())
def test_any_run_of_words_of_a_passage_is_found_in_it(index: OpenIndex, data: st.DataObject) -> None:
    passage = data.draw(st.sampled_from(_passages(index)))
    words = passage.text.split()
    start = data.draw(st.integers(0, len(words) - 1))
    phrase = " ".join(words[start : start + data.draw(st.integers(1, 12))])
    if not any(character.isalnum() for character in phrase):
        return
    found = dict(_found(index, phrase))
    assert passage.passage_id in found
    assert found[passage.passage_id]


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(data=st.data())
def test_a_phrase_that_runs_into_the_next_passage_is_found_where_it_begins(
    index: OpenIndex, data: st.DataObject
) -> None:
    pairs = [
        (a, b)
        for a, b in pairwise(_passages(index))
        if (a.section, a.section_label) == (b.section, b.section_label)
    ]
    assert pairs
    first, second = data.draw(st.sampled_from(pairs))
    head = first.text.split()[-data.draw(st.integers(1, 6)) :]
    tail = second.text.split()[: data.draw(st.integers(1, 6))]
    found = dict(_found(index, " ".join([*head, *tail])))
    assert first.passage_id in found
    assert second.passage_id not in found
    [highlight] = found[first.passage_id]
    assert highlight.split() == head


def test_a_phrase_does_not_run_into_another_section(index: OpenIndex) -> None:
    pairs = [(a, b) for a, b in pairwise(_passages(index)) if a.section != b.section]
    assert pairs
    for first, second in pairs:
        phrase = " ".join([*first.text.split()[-3:], *second.text.split()[:3]])
        assert _found(index, phrase) == []


def test_the_words_may_be_soft_hyphenated_in_the_query(fake_index: Callable[..., OpenIndex]) -> None:
    index = fake_index({"kazakhstan-2023.txt": render(Shape(), known_sections(2023))})
    wanted = _found(index, "victims")
    assert wanted
    assert _found(index, "vic\u00adtims") == wanted
    lexical = Settings(mode=Mode.LEXICAL)
    assert search(index, "vic\u00adtims", lexical).hits
    index.close()

"""The design's invariants 1 to 5, over made-up reports; 6 and 7 have files of their own."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kzsearch import chunker
from kzsearch.domain.list_markers import marker_length
from kzsearch.index import OpenIndex, open_index
from kzsearch.index.check.verify import State, verify
from kzsearch.index.format.generations import live
from kzsearch.index.read.store import SqliteStore
from kzsearch.reading import read_corpus
from kzsearch.search import Settings, search
from kzsearch.sections.outline import outline
from kzsearch.text import clean, sentences
from kzsearch.types import Filters, Mode, Passage, Report, Section, Span, Store, Tier, YearRange
from tests.fake_embedder import FakeEmbedder
from tests.generated import Generated, files
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

SOME = settings(
    max_examples=12,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
FEW = settings(SOME, max_examples=5)
MAX_TOKENS = st.sampled_from([20, 64, 256])


def squeezed(text: str) -> str:
    """Squeeze white space as invariant 1 says; written a second time, so that no mistake is shared."""
    text = re.sub(
        "[\u00ad\u200b\u200c\u200d\u2060\ufeff]+(?=\\s)|(?<=\\s)[\u00ad\u200b\u200c\u200d\u2060\ufeff]+",
        "",
        text,
    )
    text = re.sub("[\u200b\u200c\u200d\u2060\ufeff\u00ad]", "", text)
    text = re.sub(r"(?<=[^\W_][-\u2010])\s*[\n\r\f\v\x85\u2028\u2029]\s*(?=[^\W_])", "", text)
    return re.sub(r"\s+", " ", text).strip()


def _report(file: Generated, folder: Path) -> Report:
    (folder / file.name).write_bytes(file.data)
    reading = read_corpus(folder, {})
    assert reading.problems == ()
    return reading.reports[0]


@SOME
@given(file=files(), max_tokens=MAX_TOKENS)
def test_invariant_1_a_passage_is_what_stands_at_its_span(file: Generated, max_tokens: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        [report] = build_fake(
            folder / "corpus", folder / "i" / "d", {file.name: file.data}, max_tokens=max_tokens
        )
        source = report.source.text
        with open_fake(folder / "i" / "d") as index:
            passages = index.store.report_passages(report.report_id)
            assert passages
            for passage in passages:
                assert squeezed(source[slice(*passage.span)]) == squeezed(passage.text)
                assert passage.text == passage.text.strip()
                for sentence in passage.sentences:
                    within = passage.text[slice(*sentence.within)]
                    assert squeezed(source[slice(*sentence.span)]) == squeezed(within)
                first, last = passage.lines
                lines = re.split(r"\r\n|\r|\n", source)[first - 1 : last]
                assert squeezed(passage.text.split()[0]) in squeezed("\n".join(lines))
            findings = list(verify(index.store, folder / "corpus"))
        assert [finding.passage_id for finding in findings] == [p.passage_id for p in passages]
        assert {finding.state for finding in findings} == {State.INTACT}


@SOME
@given(file=files(), max_tokens=MAX_TOKENS)
def test_invariant_2_every_character_is_in_one_passage(file: Generated, max_tokens: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        report = _report(file, Path(name))
    source = report.source
    divided = outline(source.text, source.blocks, report.country, report.year)
    embedder = FakeEmbedder(max_tokens=max_tokens)
    passages = chunker.split(report, divided, embedder.count_tokens, max_tokens)
    times = [0] * len(source.text)
    for passage in passages:
        for place in range(*passage.span):
            times[place] += 1
    outside = set(range(source.body.start)) | set(range(source.body.end, len(source.text)))
    for span in (*divided.headings, *divided.boilerplate):
        outside |= set(range(*span))
    for place, character in enumerate(source.text):
        near = source.text[max(0, place - 40) : place + 40]
        if place in outside:
            assert times[place] == 0, near
        elif not character.isspace() and character not in "\u00ad\u200b\ufeff":
            assert times[place] == 1, near


@SOME
@given(file=files(), max_tokens=MAX_TOKENS)
def test_invariant_2_passages_keep_to_sections_sentences_and_the_model(
    file: Generated, max_tokens: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        report = _report(file, Path(name))
    source = report.source
    divided = outline(source.text, source.blocks, report.country, report.year)
    embedder = FakeEmbedder(max_tokens=max_tokens)
    passages = chunker.split(report, divided, embedder.count_tokens, max_tokens)
    parts = {
        place: number
        for number, part in enumerate(divided.parts)
        for block in part.blocks
        for place in range(*block.span)
    }
    for passage in passages:
        held = {parts[place] for place in range(*passage.span) if place in parts}
        assert len(held) == 1
        part = divided.parts[held.pop()]
        assert (part.section, part.label) == (passage.section, passage.section_label)
        context = chunker.context(report, passage.section, passage.section_label)
        assert embedder.count_tokens(f"{context} {passage.text}") <= max_tokens
    ends = [passage.span.end for passage in passages]
    for part in divided.parts:
        room = max_tokens - embedder.count_tokens(chunker.context(report, part.section, part.label))
        for block in part.blocks:
            text, offsets = clean(source.text, block.span)
            skip = marker_length(text)  # A list marker is no part of a sentence, and would move its bounds.
            for found in sentences(text[skip:]):
                sentence = Span(found.start + skip, found.end + skip)
                words = embedder.count_tokens(text[slice(*sentence)]) - 2
                span = Span(offsets[sentence.start], offsets[sentence.end - 1] + 1)
                cut = [end for end in ends if span.start < end < span.end]
                at_semicolons = part.section is Section.RECOMMENDATIONS and all(
                    source.text[end - 1] == ";" for end in cut
                )
                assert not cut or words > room or at_semicolons, text[slice(*sentence)]


@FEW
@given(file=files(), query=st.sampled_from(["shelter for victims", "The", "officials convicted", "Тенге"]))
def test_invariant_3_the_same_corpus_gives_the_same_index(file: Generated, query: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        older = {"kazakhstan-2017.txt": render(Shape(year=2017), known_sections(2017))}
        for index in ("one", "two"):
            build_fake(folder / "corpus", folder / "i" / index, {file.name: file.data, **older})
        first, second = (live(folder / "i" / index) for index in ("one", "two"))
        for part in ("passages.faiss", "sentences.faiss", "passages.sqlite", "manifest.json"):
            assert (first / part).read_bytes() == (second / part).read_bytes(), part
        with open_fake(folder / "i" / "one") as one, open_fake(folder / "i" / "two") as two:
            for mode in Mode:
                wanted = Settings(top_k=50, mode=mode, explain=True)
                hits = search(one, query, wanted).hits
                assert hits == search(two, query, wanted).hits == search(one, query, wanted).hits
                # Equal scores stand in order of the passages, which is that of the report.
                order = {p.passage_id: n for n, p in enumerate(_all_passages(one.store))}
                ranking = [(-(hit.score or 0), order[hit.passage.passage_id]) for hit in hits]
                assert ranking == sorted(ranking)


def _all_passages(store: Store) -> list[Passage]:
    return [p for report in store.reports() for p in store.report_passages(report.report_id)]


@FEW
@given(file=files())
def test_invariant_4_rows_and_vectors_agree(file: Generated) -> None:
    import faiss

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_fake(folder / "corpus", folder / "i" / "d", {file.name: file.data})
        generation = live(folder / "i" / "d")
        with open_fake(folder / "i" / "d") as index:
            counts = index.manifest.counts
            passages = _all_passages(index.store)
            assert counts.passages == len(passages) == len(index.store.keys(Filters()))
            assert counts.sentences == sum(len(passage.sentences) for passage in passages)
            assert faiss.read_index(str(generation / "passages.faiss")).ntotal == counts.passages
            assert faiss.read_index(str(generation / "sentences.faiss")).ntotal == counts.sentences
            vector = FakeEmbedder().encode_query("shelter")
            some = Filters(sections=(Section.PROTECTION,))
            store = index.store
            assert isinstance(store, SqliteStore)
            for filters in (Filters(), some):
                everything = len(store.keys(filters))
                dense = store.dense(vector, filters, 10_000)
                assert len({candidate.key for candidate in dense}) == len(dense) == everything
                by_sentence = store.sentence(vector, filters, 10_000)
                assert len(by_sentence) == everything
                assert min(candidate.key for candidate in (*dense, *by_sentence)) >= 0


@pytest.fixture(scope="module")
def three_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three")
    kyrgyz = render(Shape(tier="KYRGYZ REPUBLIC (Tier 3)"), known_sections(2017)).replace(
        "Kazakhstan", "the Kyrgyz Republic"
    )
    contents = {
        "kazakhstan-2017.txt": render(Shape(year=2017), known_sections(2017)),
        "kazakhstan-2023.txt": render(Shape(), known_sections(2023)),
        "kyrgyz-republic-2010.txt": kyrgyz,
    }
    build_fake(folder / "corpus", folder / "i" / "d", contents)
    return folder / "i" / "d"


_filters = st.builds(
    Filters,
    years=st.lists(
        st.tuples(st.integers(2001, 2026), st.integers(0, 10)).map(lambda y: YearRange(y[0], y[0] + y[1])),
        max_size=2,
    ).map(tuple),
    sections=st.lists(st.sampled_from(Section), max_size=3, unique=True).map(tuple),
    countries=st.lists(st.sampled_from(["KAZ", "KGZ", "FRA"]), max_size=2, unique=True).map(tuple),
    tiers=st.lists(st.sampled_from(Tier), max_size=2, unique=True).map(tuple),
)


@settings(SOME, max_examples=40)
@given(
    one=_filters,
    two=_filters,
    query=st.sampled_from(["shelter for victims", "trafficking", "Kazakhstan 2017"]),
    mode=st.sampled_from(Mode),
)
def test_invariant_5_filters_narrow_and_never_widen(
    three_reports: Path, one: Filters, two: Filters, query: str, mode: Mode
) -> None:
    def allowed(filters: Filters, hit_of: dict[str, tuple[int, Section, str, Tier | None]]) -> set[str]:
        return {
            name
            for name, (year, section, country, tier) in hit_of.items()
            if (not filters.years or any(span.first <= year <= span.last for span in filters.years))
            and (not filters.sections or section in filters.sections)
            and (not filters.countries or country in filters.countries)
            and (not filters.tiers or tier in filters.tiers)
        }

    with open_fake(three_reports) as index:
        known = {
            p.passage_id: (report.year, p.section, report.country.alpha3, report.tier)
            for report in index.store.reports()
            for p in index.store.report_passages(report.report_id)
        }
        assert len(index.store.reports()) == 3
        everything = _found(index, query, mode, Filters())
        found = _found(index, query, mode, one)
        # A filter takes hits away and does nothing else.
        wanted = [name for name in everything if name in allowed(one, known)]
        assert sorted(found) == sorted(wanted)
        if mode is not Mode.HYBRID:  # which learns from the best passages, and so from what is allowed
            assert found == wanted
        both = Filters(
            one.years or two.years,
            one.sections or two.sections,
            one.countries or two.countries,
            one.tiers or two.tiers,
        )
        assert set(_found(index, query, mode, both)) <= set(found)
        if not allowed(one, known):
            answer = search(index, query, Settings(mode=mode, filters=one))
            assert (answer.hits, answer.nearest) == ((), None)
            assert answer.reason


def _found(index: OpenIndex, query: str, mode: Mode, filters: Filters) -> list[str]:
    hits = search(index, query, Settings(top_k=10_000, mode=mode, filters=filters, all_years=True)).hits
    return [hit.passage.passage_id for hit in hits]


def test_vectors_are_the_same_alone_and_among_others(three_reports: Path) -> None:
    import faiss

    generation = live(three_reports)
    stored = faiss.read_index(str(generation / "passages.faiss"))
    with open_index(three_reports) as index:
        passage = index.store.report_passages("kaz-2023")[0]
        key = next(k for k, p in index.store.passages(index.store.keys(Filters())).items() if p == passage)
        report = next(r for r in index.store.reports() if r.report_id == "kaz-2023")
        context = f"{report.country.name} {report.year}, {passage.section.value}:"
    [alone] = FakeEmbedder(max_tokens=64).encode_passages([f"{context} {passage.text}"])
    assert np.array_equal(stored.reconstruct(key), alone)

"""Records for the tests of citations and rendering, small and made up, and strategies that vary them."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import strategies as st

from kzsearch.cite import citation
from kzsearch.types import (
    BestSentence,
    Contribution,
    Country,
    Explanation,
    Fact,
    Hit,
    Origin,
    Passage,
    ReportRecord,
    Scores,
    Section,
    SectionOrigin,
    Sentence,
    Span,
    Tier,
)

REPORT = ReportRecord(
    report_id="kaz-2023",
    country=Country("Kazakhstan", "KAZ"),
    year=2023,
    tier=Tier.TIER_2,
    facts={
        "year": Fact("2023", Origin.TABLE),
        "country": Fact("Kazakhstan", Origin.TIER_LINE, "KAZAKHSTAN (Tier 2)"),
        "publisher": Fact("U.S. Department of State", Origin.TABLE),
    },
    source="kazakhstan-2023.txt",
    sha256="ab" * 32,
    encoding="utf-8",
    bom_bytes=0,
    passages=57,
    words=3500,
)
INFERRED_YEAR = replace(
    REPORT, facts={**REPORT.facts, "year": Fact("2023", Origin.TEXT, "compared with 20 in 2021")}
)
PASSAGE = Passage(
    passage_id="kaz-2023-protection-03",
    report_id="kaz-2023",
    section=Section.PROTECTION,
    section_label="PROTECTION",
    section_origin=SectionOrigin.HEADING,
    paragraph=2,
    text="The shelter took in victims.\nOther victims found none.",
    span=Span(100, 154),
    lines=(17, 18),
    page=None,
    sentences=(
        Sentence(Span(100, 128), Span(0, 28), 2, (17, 17)),
        Sentence(Span(129, 154), Span(29, 54), 3, (18, 18)),
    ),
)
CITED = citation(REPORT, PASSAGE, PASSAGE.sentences[0], corpus_label="corpus")
EXPLANATION = Explanation(
    contributions=(Contribution("lexical", 12.5, 0.75, 0.5), Contribution("dense", 0.5, 0.25, 0.5)),
    matched_terms=("shelter", "victims"),
)
HIT = Hit(
    query="shelter for victims",
    rank=1,
    score=0.5,
    scores=Scores(lexical=12.5, dense=0.5),
    passage=PASSAGE,
    report=REPORT,
    highlights=(Span(4, 11), Span(20, 27), Span(35, 42)),
    citation=CITED,
    best_sentence=BestSentence(PASSAGE.sentences[0], "The shelter took in victims.", CITED, 0.5),
)
SHOWN = replace(
    HIT,
    query=None,
    rank=None,
    score=None,
    scores=Scores(),
    highlights=(),
    best_sentence=None,
    citation=citation(REPORT, PASSAGE, corpus_label="corpus"),
)
BEFORE = replace(PASSAGE, passage_id="kaz-2023-protection-02", text="What came before.")
AFTER = replace(PASSAGE, passage_id="kaz-2023-protection-04", text="What came after.")

# Latin, Cyrillic with Kazakh letters, Chinese, a combining accent, and what means something in some format.
READABLE = st.text(st.sampled_from("abcXYZ019 \n.,;:’“”—Қазақстанѣ警察官é́\"'`*_[]()<>#|~$&!\\=+-@{}%"))
ANYTHING = st.text(st.characters(exclude_categories=()))


def without_ansi(text: str) -> str:
    """Return what a terminal shows of text coloured by rich."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def squeezed(text: str) -> str:
    """Return text without white space."""
    return "".join(text.split())


@st.composite
def hits(draw: st.DrawFn, text: st.SearchStrategy[str] = ANYTHING) -> Hit:
    """Draw a hit whose free text is drawn from `text`."""
    body = draw(text)
    points = sorted(draw(st.lists(st.integers(0, len(body)), max_size=6)))
    spans = tuple(Span(a, b) for a, b in zip(points[::2], points[1::2], strict=False) if a < b)
    report = replace(
        REPORT,
        source=draw(text),
        tier=draw(st.sampled_from([None, *Tier])),
        country=Country(draw(text), "KAZ"),
        facts=draw(st.sampled_from([REPORT.facts, INFERRED_YEAR.facts, {}])),
    )
    passage = replace(
        PASSAGE,
        text=body,
        section=draw(st.sampled_from(Section)),
        section_label=draw(text),
        section_origin=draw(st.sampled_from(SectionOrigin)),
        page=draw(st.none() | st.integers(1, 999)),
    )
    number = st.none() | st.floats()
    explanation = replace(EXPLANATION, matched_terms=(draw(text),), asked=draw(text))
    best = BestSentence(
        PASSAGE.sentences[0], draw(text), citation(report, passage, corpus_label="c"), draw(number)
    )
    neighbours = st.lists(text.map(lambda words: replace(passage, text=words)), max_size=2).map(tuple)
    return Hit(
        query=draw(st.none() | text),
        rank=draw(st.none() | st.integers(1, 1000)),
        score=draw(number),
        scores=Scores(draw(number), draw(number), draw(number)),
        passage=passage,
        report=report,
        highlights=spans,
        citation=citation(report, passage, corpus_label="corpus"),
        best_sentence=draw(st.sampled_from([None, best])),
        before=draw(neighbours),
        after=draw(neighbours),
        explanation=draw(st.sampled_from([None, explanation])),
    )

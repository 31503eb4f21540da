"""Markdown, read back by a Markdown parser."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kzsearch.render import Format, render_hits, render_table
from kzsearch.types import BestSentence, Hit, Span
from tests.render_records import AFTER, ANYTHING, BEFORE, EXPLANATION, HIT, PASSAGE, READABLE, SHOWN, hits

if TYPE_CHECKING:
    from markdown_it.token import Token


def markdown(*records: Hit, batch: bool = False) -> str:
    return "".join(render_hits(records, Format.MD, width=None, colour=False, batch=batch))


def parsed(text: str) -> list[Token]:
    """Return the tokens of Markdown without the marks of footnotes, which a plain parser takes for text.

    A text that looks like a mark has its brackets escaped.
    """
    text = re.sub(r"\[\^\d+\]$", "", text, flags=re.MULTILINE)
    return MarkdownIt("commonmark").enable("table").parse(text)


def quotations(tokens: list[Token]) -> list[list[Token]]:
    """Return the inline tokens of each paragraph that stands in a quotation."""
    found, depth = [], 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if depth and token.type == "inline":
            found.append(token.children or [])
    return found


def shown(tokens: list[Token]) -> str:
    return "".join(token.content for token in tokens)


def bold(tokens: list[Token]) -> list[str]:
    runs: list[str] = []
    inside = False
    for token in tokens:
        if token.type == "strong_open":
            runs.append("")
        inside = (inside or token.type == "strong_open") and token.type != "strong_close"
        if inside:
            runs[-1] += token.content
    return runs


def test_one_hit() -> None:
    assert markdown(HIT) == (
        "1. **Kazakhstan 2023** · Protection · Tier 2 · score 0.5000 · `kaz-2023-protection-03`\n"
        "\n"
        "   > **The *shelter* took in *victims***.[^1]\n"
        "   >\n"
        "   > Other *victims* found none.\n"
        "\n"
        f"[^1]: {HIT.citation}\n"
    )


def test_everything_stays_in_its_list_item() -> None:
    full = replace(HIT, rank=12, explanation=EXPLANATION, before=(BEFORE,), after=(AFTER,))
    tokens = parsed(markdown(full, replace(full, rank=13), batch=True))
    outside = [token.type for token in tokens if token.level == 0 and token.type != "inline"]
    ends = [f"{name}_{end}" for name in ("heading", "ordered_list", "paragraph") for end in ("open", "close")]
    assert outside == ends  # the paragraph is that of the footnotes
    assert [token.type for token in tokens].count("list_item_open") == 2
    assert [token.type for token in tokens].count("table_open") == 2


def test_shown_passages_stand_under_headings() -> None:
    tokens = parsed(markdown(SHOWN))
    headings = [
        (token.tag, tokens[place + 1].content)
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    assert headings == [("h2", "Kazakhstan 2023 · Tier 2 · kaz-2023"), ("h3", "Protection")]
    assert "ordered_list_open" not in {token.type for token in tokens}


@given(hits(READABLE))
@example(replace(HIT, passage=replace(PASSAGE, text="one [^1]"), best_sentence=None, highlights=()))
@example(replace(HIT, passage=replace(PASSAGE, text="one!"), best_sentence=None, highlights=()))
def test_the_text_is_shown_as_it_is(hit: Hit) -> None:
    passages = [*hit.before, hit.passage, *hit.after]
    paragraphs = [line.strip() for passage in passages for line in passage.text.split("\n") if line.strip()]
    assert [shown(tokens) for tokens in quotations(parsed(markdown(hit)))] == paragraphs


@given(st.text(st.sampled_from("ab1 .,*_\"'é(-"), min_size=1), st.data())
def test_matches_are_bold(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    hit = replace(
        HIT, passage=replace(PASSAGE, text=text), highlights=(Span(start, end),), best_sentence=None
    )
    expected = text[start:end].strip(" .,*_\"'(-")
    tokens = [token for paragraph in quotations(parsed(markdown(hit))) for token in paragraph]
    assert bold(tokens) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    ["1. a", "12) a", "- a", "+ a", "* a", "# a", "> a", "    a", "---", "a | b", "&amp; a", "<b>a", "a #"],
)
def test_a_paragraph_opens_nothing(text: str) -> None:
    tokens = parsed(markdown(replace(SHOWN, passage=replace(PASSAGE, text=f"one\n{text}\ntwo"))))
    assert [shown(paragraph) for paragraph in quotations(tokens)] == ["one", text.strip(), "two"]
    assert {token.type for token in tokens} == {
        *(f"{name}_{end}" for name in ("heading", "paragraph", "blockquote") for end in ("open", "close")),
        "inline",
    }


def test_a_match_inside_a_word_of_the_best_sentence_is_not_italic() -> None:
    text = "000"
    within = replace(PASSAGE.sentences[0], within=Span(0, 3))
    best = BestSentence(within, text, "", None)
    hit = replace(
        HIT, passage=replace(PASSAGE, text=text), highlights=(Span(0, 1), Span(2, 3)), best_sentence=best
    )
    assert "> **000**[^1]" in markdown(hit)


def test_matches_that_touch_or_overlap_are_one() -> None:
    spans = (Span(4, 8), Span(8, 11), Span(20, 24), Span(22, 27))
    hit = replace(HIT, highlights=spans, best_sentence=None)
    assert "The **shelter** took in **victims**." in markdown(hit)


def test_a_match_across_paragraphs_is_bold_in_each() -> None:
    hit = replace(
        HIT,
        passage=replace(PASSAGE, text="one two\nthree four"),
        highlights=(Span(4, 13),),
        best_sentence=None,
    )
    assert [bold(tokens) for tokens in quotations(parsed(markdown(hit)))] == [["two"], ["three"]]


@given(hits(ANYTHING))
def test_nothing_unprintable_ever(hit: Hit) -> None:
    text = markdown(hit, batch=True)
    text.encode()
    assert not [char for char in text if (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160]


@given(st.lists(st.fixed_dictionaries({"a|b": READABLE, "n": st.integers()}), min_size=1, max_size=4))
def test_tables_keep_their_cells(rows: list[dict[str, object]]) -> None:
    text = "".join(render_table(["a|b", "n"], rows, Format.MD, width=None, colour=False))
    cells = [shown(token.children or []) for token in parsed(text) if token.type == "inline"]
    assert cells[:2] == ["a|b", "n"]
    assert cells[2:] == [
        value for row in rows for value in (" ".join(str(row["a|b"]).split()), str(row["n"]))
    ]


@given(st.text(st.sampled_from("ab1 .,*_\"'é(-"), min_size=1), st.data())
def test_the_best_sentence_is_bold_whatever_matches_in_it(text: str, data: st.DataObject) -> None:
    points = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    spans = tuple(Span(a, b) for a, b in zip(points[::2], points[1::2], strict=True) if a < b)
    sentence = replace(PASSAGE.sentences[0], within=Span(start, end))
    best = BestSentence(sentence, text[start:end], HIT.citation, 0.5)
    hit = replace(HIT, passage=replace(PASSAGE, text=text), highlights=spans, best_sentence=best)
    [*paragraphs] = quotations(parsed(markdown(hit)))
    expected = text[start:end].strip(" .,*_\"'(-")
    tokens = [token for paragraph in paragraphs for token in paragraph]
    assert bold(tokens) == ([expected] if expected else [])
    assert [shown(paragraph) for paragraph in paragraphs] == ([text.strip()] if text.strip() else [])


def test_neighbours_have_no_best_sentence() -> None:
    text = markdown(replace(HIT, before=(BEFORE,), after=(AFTER,)))
    assert text.count("**") == 2 + 2  # the headline and the sentence
    assert "> What came before." in text

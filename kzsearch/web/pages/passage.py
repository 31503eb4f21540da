"""The page of a passage, or of one of its sentences: the words with their neighbours, and how they are cited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kzsearch.cite import paragraphs_name
from kzsearch.errors import UnknownIdError
from kzsearch.render.page.tags import Child, Html, cited, tag
from kzsearch.render.wording import place, section_title, tier_name
from kzsearch.web.pages.addresses import (
    in_report,
    passage_address,
    report_address,
    sentence_address,
    sentence_name,
)
from kzsearch.web.pages.citing import citations
from kzsearch.web.pages.frame import trail
from kzsearch.web.pages.hits import more_like
from kzsearch.web.pages.passages import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types import Hit, Passage, Sentence


def chosen(hits: Sequence[Hit], passage_id: str) -> Hit:
    """Return the passage of an id among what `Index.show` gives for it.

    Raises:
        UnknownIdError: The id is that of a report or a section.
    """
    found = next((hit for hit in hits if hit.passage.passage_id == passage_id), None)
    if found is None:
        raise UnknownIdError(
            f"{passage_id} is no passage", f"the report has the address /reports/{hits[0].report.report_id}"
        )
    return found


def sentence_of(hit: Hit, number: int) -> Sentence:
    """Return a sentence of a passage by its number, from 1.

    Raises:
        UnknownIdError: The passage has fewer.
    """
    sentences = hit.passage.sentences
    if not 1 <= number <= len(sentences):
        raise UnknownIdError(
            f"{hit.passage.passage_id} has no sentence {number}", f"it has sentences 1 to {len(sentences)}"
        )
    return sentences[number - 1]


def passage_page(
    hits: Sequence[Hit], hit: Hit, citation: str, sentence: Sentence | None = None
) -> list[Html]:
    """Return what the page of a passage shows.

    Args:
        hits: The passage with its neighbours, in order.
        hit: The passage.
        citation: Its citation, or that of the sentence.
        sentence: The sentence that the page is about; None for the passage.
    """
    passage, report = hit.passage, hit.report
    number = passage.sentences.index(sentence) + 1 if sentence else 0
    at = next(place for place, one in enumerate(hits) if one is hit)
    where = f"{section_title(passage)}, {paragraphs_name(*passage.paragraphs)}"
    title = f"{where}, sentence {number}" if number else where
    like = passage.text[slice(*sentence.within)] if sentence else _first(passage)
    return [
        trail(
            tag("a", "Reports", href="/"),
            tag("a", place(report), href=report_address(report.report_id)),
            tag("a", passage.passage_id, href=passage_address(passage.passage_id))
            if number
            else passage.passage_id,
            *([f"sentence {number}"] if number else []),
        ),
        tag("h1", title),
        tag(
            "p",
            " · ".join(filter(None, (place(report), tier_name(report), passage.passage_id))),
            class_="lead",
        ),
        *(_neighbour(one, "before") for one in hits[:at]),
        tag(
            "div",
            paragraphs(passage, sentence.within if sentence else None),
            cited(citation),
            class_="words chosen-words",
        ),
        *(_neighbour(one, "after") for one in hits[at + 1 :]),
        tag(
            "p",
            tag("a", "Read it in the report", href=in_report(passage, sentence), class_="button"),
            " ",
            tag("a", "More like this", href=more_like(like), class_="button"),
            class_="onward",
        ),
        tag("section", tag("h2", "Citation"), citations(_cited(hit, citation), opened=True)),
        *([] if number else [_sentences(passage)]),
    ]


def _cited(hit: Hit, citation: str) -> Hit:
    return replace(hit, citation=citation)


def _first(passage: Passage) -> str:
    return passage.text[slice(*passage.sentences[0].within)] if passage.sentences else passage.text


def _neighbour(hit: Hit, where: str) -> Html:
    passage = hit.passage
    link = tag("a", passage.passage_id, href=passage_address(passage.passage_id))
    words = tag("div", paragraphs(passage), class_="words")
    return tag(
        "details",
        tag("summary", f"The passage {where}"),
        words,
        tag("p", link, class_="note"),
        class_="neighbour",
    )


def _sentences(passage: Passage) -> Html:
    """Return the sentences of a passage, each with its address."""
    items = []
    for number, sentence in enumerate(passage.sentences, start=1):
        lines = f"line {sentence.lines[0]}" + (
            f"–{sentence.lines[1]}" if sentence.lines[1] > sentence.lines[0] else ""
        )
        said: list[Child] = [
            tag("q", passage.text[slice(*sentence.within)]),
            tag(
                "span",
                tag("a", f"Sentence {number}", href=sentence_address(passage.passage_id, number)),
                f", para. {sentence.paragraph}, {lines}",
                class_="source",
            ),
        ]
        items.append(tag("li", *said, id=sentence_name(passage.passage_id, number)))
    return tag(
        "section",
        tag("h2", "Its sentences, each with its own address"),
        tag("ol", *items, class_="sentence-list"),
    )

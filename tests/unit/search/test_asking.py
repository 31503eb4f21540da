"""Words that only ask are told apart from the words of the subject."""

from __future__ import annotations

import pytest

from kzsearch.search.asking import split


@pytest.mark.parametrize(
    "query",
    [
        "labor inspections of farms",
        "labor inspections of farms?",
        "how many labor inspections of farms",
        "How many labor inspections of farms were there in the report?",
        "please tell me labor inspections of farms",
        "Please, tell me about labor inspections of farms!",
        "what does the report say about labor inspections of farms?",
        "what did the reports say on labor inspections of farms",
        "I would like to know about labor inspections of farms",
        "I'm looking for information on labor inspections of farms",
        "can you show me the labor inspections of farms, please?",
        "is there anything about labor inspections of farms",
        "information about labor inspections of farms",
        "find labor inspections of farms",
        "tell me more about labor inspections of farms, thanks",
        "labor inspections of farms according to the report",
        "Question: labor inspections of farms",
        "which labor inspections of farms",
        "Do you know if labor inspections of farms",
        "As a journalist I need: labor inspections of farms",
        "For my thesis: labor inspections of farms",
        "As a human rights lawyer we need labor inspections of farms",
        "As a lawyer, I am looking for labor inspections of farms",
        "“labor inspections of farms”",
        '"labor inspections of farms"',
        "what's known about labor inspections of farms",
        "labor inspections of farms in that country",
        "search for labor inspections of farms",
        "MAY I SEE LABOR INSPECTIONS OF FARMS",
    ],
)
def test_what_is_asked_of_is_left(query: str) -> None:
    rest, asked = split(query)
    assert rest.casefold().removesuffix(" were there") == "labor inspections of farms"
    assert bool(asked) is (query.strip('?"“”') != rest)


@pytest.mark.parametrize(
    "query",
    [
        "information campaigns on television",
        "reports to the police",
        "state labor inspectors",
        "not free for foreigners",
        "without legal status",
        "before deployment",
        "under 18 years old",
        "victims who are not identified",
        "details of sentences",
        "re-entry ban",
        "for-profit shelters",
        "US funding",
        "WHO guidelines",
        "IT sector recruitment",
        "May 2022 amendments",
        "search warrants",
        "show trials",
        "query letters to the police",
        "subject to deportation",
        "foreign victims: shelters",
        "minors without parents: where are they housed",
        "penal code: article 128",
        "forced labor in the countryside",
    ],
)
def test_content_is_never_taken_for_asking(query: str) -> None:
    assert split(query) == (query, "")


def test_what_stands_before_a_colon_is_content() -> None:
    assert split("please tell me minors without parents: where are they housed")[0] == (
        "minors without parents: where are they housed"
    )


@pytest.mark.parametrize("query", ["what is it", "tell me", "what does the report say?", "please"])
def test_nothing_but_asking_leaves_nothing(query: str) -> None:
    assert split(query)[0] == ""

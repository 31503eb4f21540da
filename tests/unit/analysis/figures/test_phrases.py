"""What a number counts."""

from __future__ import annotations

import pytest

from kzsearch.analysis.figures.nouns import Kind
from kzsearch.analysis.figures.phrases import phrase


@pytest.mark.parametrize(
    ("behind", "kind", "parts"),
    [
        (" human trafficking cases", Kind.CASE, ()),
        (" sex traffickers received", Kind.TRAFFICKER, ("sex trafficking",)),
        (" confirmed and potential trafficking victims", Kind.VICTIM, ("confirmed", "potential")),
        (" multi-day special police operations", Kind.OTHER, ()),
        (" victims of forced labor", Kind.VICTIM, ("forced labor",)),
        (" foreign victims legal protection", Kind.VICTIM, ("foreign",)),
        (" Kazakhstani citizens and", Kind.PERSON, ("Kazakhstani",)),
        (" Uzbeks", Kind.PERSON, ("Uzbeks",)),
        (" in 2021", None, ()),
        (" for sex trafficking", None, ("sex trafficking",)),
        (" were from Serbia", None, ("from Serbia",)),
        (" reported in 2016", None, ()),
        (" victims’ families", Kind.OTHER, ()),
        (" guilty verdicts", Kind.CONVICTION, ()),
    ],
)
def test_phrases(behind: str, kind: Kind | None, parts: tuple[str, ...]) -> None:
    found = phrase(f"20{behind}", 2, len(behind) + 2)
    assert (found.kind, found.parts) == (kind, parts)


def test_some_of_them() -> None:
    assert phrase("three of the Kazakhstani victims were", 5, 37).definite
    assert not phrase("three Kazakhstani victims were", 5, 30).definite

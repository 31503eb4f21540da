"""The themes of recommendations."""

from __future__ import annotations

import pytest

from kzsearch.domain.themes import share_theme, themes


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Increase efforts to identify victims among migrants.", "identification"),
        ("Sentence convicted traffickers to significant prison terms.", "penalties"),
        ("Fund shelters for men.", "funding"),
        ("Open a shelter for male victims.", "shelters"),
        ("Establish a centralized data collection system.", "data"),
        ("Train judges on victims' rights.", "training"),
        ("Amend the penal code to align with international law.", "legislation"),
        ("Ensure victims are not inappropriately penalized for unlawful acts.", "non-penalization"),
        ("Cease detaining victims.", "non-penalization"),
        ("Investigate and prosecute traffickers.", "prosecution"),
        ("Hold complicit officials accountable.", "complicity"),
        ("Adopt the national action plan.", "national plan"),
        ("Ensure victims can obtain restitution.", "compensation"),
        ("Enhance oversight of recruitment agencies.", "recruitment"),
        ("Allow unannounced visits to farms.", "labor inspection"),
        ("Conduct a campaign to reduce the demand for commercial sex.", "awareness"),
        ("Paint the fences.", "other"),
    ],
)
def test_a_theme_is_read_from_a_recommendations_own_words(text: str, theme: str) -> None:
    assert themes(text)[0] == theme


def test_themes_stand_in_the_order_of_the_words() -> None:
    assert themes("Train police to identify victims and refer them to shelters.")[:2] == (
        "training",
        "identification",
    )


def test_two_share_a_theme_where_each_names_the_others() -> None:
    assert share_theme("Train police.", "Provide training to judges.")
    assert not share_theme("Increase funding of police.", "Ensure shelters have enough funding.")
    assert not share_theme("Paint the fences.", "Paint the doors.")

"""The words that are compared."""

from __future__ import annotations

import pytest

from kzsearch.analysis.compare.terms import figures, is_figure, stem, terms, tokens, without_figures


@pytest.mark.parametrize(
    "forms",
    [
        "investigate investigates investigated investigating investigation investigations",
        "traffickers trafficking trafficker",
        "prosecute prosecuted prosecution prosecutors",
        "convict convicted convictions",
        "cooperate cooperation cooperated",
        "train trained training trains",
        "identify identified identification identifying",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


def test_numbers_in_digits_and_in_words_are_figures() -> None:
    assert all(map(is_figure, "4,920 25.97 2021-2023 six twenty-five Nineteen dozen".split()))
    assert not any(map(is_figure, "COVID-19 sixty-odd tense".split()))
    assert figures("Of the 24 victims, 21 were women, and one in 2021") == {"24": 1, "21": 1, "2021": 1}


def test_figures_are_a_mark_and_a_plural_is_its_singular() -> None:
    assert without_figures("Police opened 20 cases.") == without_figures("police opened one case")
    assert without_figures("$1.97 million") == without_figures("25 million")
    assert without_figures("Police opened 20 cases") != without_figures("Courts opened 20 cases")


def test_terms_tell_what_a_sentence_is_about() -> None:
    found = terms("In 2016 the Government of Kazakhstan trained 12 Kazakh officers.", "Kazakhstan")
    assert found == {"government", "train", "offic"}


def test_an_abbreviation_counts_as_what_it_stands_for() -> None:
    assert {"national", "action", "plan"} <= terms("It funded its NAP.")


def test_marks_of_quotation_and_apostrophes_do_not_matter() -> None:
    assert tokens("Kazakhstan’s “police”") == tokens('Kazakhstan\'s "police"')

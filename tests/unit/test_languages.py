from __future__ import annotations

import pytest

from kzsearch.languages import Language, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("shelters in 2017", Language.ENGLISH),
        ("", Language.ENGLISH),
        ("2017", Language.ENGLISH),
        ("суды в Казахстане", Language.RUSSIAN),
        ("заң жобасы", Language.KAZAKH),
        ("Әйелдер құқығы", Language.KAZAKH),
        ("адам саудасы туралы заң жобасы жарияланды", Language.KAZAKH),
        ("Stop Trafficking, операция", Language.ENGLISH),
        ("рейды Stop Trafficking по притонам города", Language.RUSSIAN),
        # One Kazakh name does not make a Russian text Kazakh.
        (
            "Общественное объединение «Сауле» открыло приют в городе Өскемен, и министерство его поддержало",
            Language.RUSSIAN,
        ),
    ],
)
def test_the_letters_tell_the_language(text: str, language: Language) -> None:
    assert language_of(text) is language

from __future__ import annotations

from kzsearch.languages import Language
from kzsearch.search.thresholds import name_of, thresholds_of
from kzsearch.types import Mode


def test_a_language_has_its_own_thresholds_or_those_of_all() -> None:
    stored = {"hybrid": {"tip": 0.2}, "hybrid ru": {"tip": 0.1}}
    assert name_of(Mode.HYBRID, Language.RUSSIAN) == "hybrid ru"
    assert thresholds_of(stored, Mode.HYBRID, Language.RUSSIAN) == {"tip": 0.1}
    assert thresholds_of(stored, Mode.HYBRID, Language.KAZAKH) == {"tip": 0.2}
    assert thresholds_of(stored, Mode.LEXICAL, Language.ENGLISH) == {}

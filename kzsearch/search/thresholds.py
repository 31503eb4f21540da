"""The scores below which nothing is an answer: by mode, by the query's language and by series.

How near a foreign query comes depends on its language: a model knows one better than another, and the words of a
Russian query stand in no English report. A model that reads English alone has one threshold for all.
"""

from __future__ import annotations

from collections.abc import Mapping

from kzsearch.languages import Language
from kzsearch.types import Mode

Thresholds = Mapping[str, Mapping[str, float]]
"""By mode, for other languages than English with the language after it (`hybrid ru`), and by series."""


def name_of(mode: Mode, language: Language) -> str:
    """Return what the thresholds of a mode and language are called in the manifest."""
    return mode.value if language is Language.ENGLISH else f"{mode.value} {language.value}"


def thresholds_of(thresholds: Thresholds, mode: Mode, language: Language) -> Mapping[str, float]:
    """Return the thresholds of a mode by series: those of the language, else those of all."""
    return thresholds.get(name_of(mode, language)) or thresholds.get(mode.value, {})

"""Which languages a model reads: it cuts a language that it knows into fewer pieces than letters without a sense."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kzsearch.languages import Language, language_of
from kzsearch.types import Embedder

# The first sentence of the Universal Declaration of Human Rights, article 1, in its official translations.
_KNOWN_TEXTS: Mapping[Language, str] = {
    Language.RUSSIAN: "Все люди рождаются свободными и равными в своем достоинстве и правах",
    Language.KAZAKH: (
        "Барлық адамдар тумысынан азат және қадір-қасиеті мен құқықтары тең болып дүниеге келеді"
    ),
}
_MOST_OF_NONSENSE = 0.8
# Word pieces for each letter: a script that a model was trained on takes 0.2 to 0.4, one that it knows only by
# its letters 0.7 to 1, and one that it does not know at all becomes one unknown piece a word.
_FEWEST_PIECES, _MOST_PIECES = 0.12, 0.6


def reads(embedder: Embedder, query: str) -> bool:
    """Whether a model has words for the language of a query, rather than letters or nothing."""
    if known := _KNOWN_TEXTS.get(language_of(query)):
        nonsense = " ".join(word[::-1] for word in known.split())
        return _pieces(embedder, known) < _MOST_OF_NONSENSE * _pieces(embedder, nonsense)
    words = [word for word in re.findall(r"\w+", query) if not word.isascii()]
    letters = sum(map(len, words))
    return not letters or _FEWEST_PIECES < _pieces(embedder, " ".join(words)) / letters < _MOST_PIECES


def _pieces(embedder: Embedder, text: str) -> int:
    # Behind another word, because some tokenizers have a piece for the blank that stands before nothing.
    return embedder.count_tokens(f"a {text}") - embedder.count_tokens("a")

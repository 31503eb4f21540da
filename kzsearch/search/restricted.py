"""A query with operators understood: what its words say, as of any query, and what it restricts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from kzsearch.search.conditions import corrected, wanted, wants_words, words
from kzsearch.search.function_words import FUNCTION_WORDS
from kzsearch.search.parsed import ParsedQuery
from kzsearch.search.query import terms as words_of
from kzsearch.search.understanding import Reading, Understood, corrections, understand
from kzsearch.types import Store
from kzsearch.types.conditions import Beginning, Near
from kzsearch.types.filters import Condition

_LAST_WORD = re.compile(r"[^\W_]+$")


def understand_restricted(
    store: Store, parsed: ParsedQuery, condition: Condition, is_word: Callable[[str], bool]
) -> Understood:
    """Return what a query with operators says.

    What it wants is always looked for, by the letter where it stands in quotation marks. Other words are read as those
    of any query.

    Args:
        store: The index.
        parsed: The query.
        condition: What its operators say.
        is_word: Whether a word that the corpus lacks is a correct word, and not to be corrected.
    """
    begun = {piece: _begun(store, piece) for piece in parsed.begun}
    text = " ".join(begun.get(piece, piece) for piece in parsed.pieces)
    kept = words_of(" ".join([*sorted(parsed.quoted), *begun.values()]))
    understood = (
        understand(store, text, is_word, kept)
        if any(map(str.isalnum, text))
        else Understood("", Reading("", ()))
    )
    unread = [word for word in words_of(" ".join(words(condition))) if word not in words_of(text)]
    mending = {**understood.corrections, **corrections(store, " ".join(unread), is_word)}
    condition = corrected(condition, mending)
    must = words_of(
        " ".join(
            begun.get(part.text, "")
            if isinstance(part, Beginning)
            else " ".join(part.words)
            if isinstance(part, Near)
            else part.text
            for part in wanted(condition)
        )
    )
    expansions = {f"{piece}*": (word,) for piece, word in sorted(begun.items()) if word != piece}
    with_countries = understood.with_countries
    return replace(
        understood,
        query=parsed.written,
        reading=_with(understood.reading, must),
        with_countries=None if with_countries is None else _with(with_countries, must),
        corrections=mending,
        expansions={**understood.expansions, **expansions},
        condition=condition,
        text=text,
        certain=wants_words(condition) and FUNCTION_WORDS.issuperset(words_of(parsed.free)),
    )


def _with(reading: Reading, must: tuple[str, ...]) -> Reading:
    """Return a reading with words that it must hold, whatever was taken for a name or for words that only ask."""
    missing = [word for word in must if word not in reading.words]
    if not missing:
        return reading
    added = tuple(word for word in reading.added if word not in missing)
    return Reading(" ".join([reading.encoded, *missing]).strip(), (*reading.words, *missing), added)


def _begun(store: Store, beginning: str) -> str:
    """Return a beginning with its last word made whole: the most frequent word of the corpus that begins so."""
    last = _LAST_WORD.search(beginning)
    if last is None:
        return beginning
    plain = "".join(
        character
        for character in unicodedata.normalize("NFD", last[0].casefold())
        if not unicodedata.combining(character)
    )
    whole = next((word for word in store.vocabulary() if word.startswith(plain)), last[0])
    return beginning[: last.start()] + whole

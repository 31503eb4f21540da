"""The noun phrase that a number counts: its noun, and the words that name a part of the whole."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kzsearch.analysis.figures import nouns
from kzsearch.analysis.figures.nouns import Kind
from kzsearch.analysis.figures.verbs import WORD, act_of

_BOUNDARY: Final = frozenset(
    """
    of in for to with by from on at during under per including between among amongst who whom that which whose were was
    are is be been being had have has did do does could
    would may can will should while but as than since after before through
    throughout into against about via within without upon compared because although though however until where when not
    nor also then so whether received participated attended benefited
    the a an its their his her this these those regarding
    concerning involving related relating linked connected pertaining
    """.split()
)
_ADVERBS: Final = frozenset(
    "nationwide overall alike each annually abroad domestically combined respectively total together".split()
)
_FILLERS: Final = frozenset(
    """
    such additional more other others new total different separate further remaining human
    anti-trafficking former
    """.split()
)
_COPULA: Final = re.compile(
    r"\s?,?\s?(?:were|was|are|is|being|involved|had been|have been|experienced|endured)\b"
    r"(?:\s(?:also|all|either|identified as|considered|subjected to|exploited in|victims? of"
    r"|survivors? of|in|for|from|to|the|a|an))*\s?"
)
_WINDOW_END: Final = re.compile(
    r"[;:.]|,|\b(?:compared|while|although|but|whereas|which|who|whom|that|an? (?:\w+ )?(?:increase"
    r"|decrease|decline))\b|\bin (?:19|20)\d\d\b"
)
_OF_OFFICIALS: Final = re.compile(r"\s*(?:of|involving|against|were|was)\s(?:[\w-]+\s){0,2}officials\b")
_OF_THEM: Final = re.compile(
    r"\sof (?:whom|which|them|(?:these|those)"
    r"(?=[,.;]|\s(?:were|was|are|is|had|have|concerned|involved|related|received)\b))\b"
)
_WHO_THEY_ARE: Final = re.compile(r"\s(?:wom[ae]n|m[ae]n|children|girls|boys|minors)\b")  # `five of them men`
_PREDICATE: Final = re.compile(
    r"\b(?:were|was|subjected to|exploited in|involved|victims of|survivors of|for|of|in|from|involving|to)\b"
)


class Phrase(NamedTuple):
    """What a number counts.

    Attributes:
        kind: The kind of the noun; None where the number stands alone (`compared with 20 in 2021`).
        noun: The noun as printed; empty where the number stands alone.
        words: The whole phrase as printed.
        end: Where it ends in the sentence.
        parts: The parts of a whole that its words name.
        definite: Whether it is `three of the victims`.
        tail: The words behind the phrase, up to the end of the clause.
    """

    kind: Kind | None
    noun: str
    words: str
    end: int
    parts: tuple[str, ...]
    definite: bool
    tail: str


def phrase(text: str, end: int, limit: int) -> Phrase:
    """Return the noun phrase behind a number.

    Args:
        text: The number's layer of the sentence.
        end: Where the number ends.
        limit: Where the next number begins.
    """
    start, definite = end, False
    if of_whom := _OF_THEM.match(text, end, limit):
        start, definite = of_whom.end(), _WHO_THEY_ARE.match(text, of_whom.end()) is not None
    if of_the := re.compile(r"\sof (?:the|these|those|its|all(?: the)?|their|his)\s").match(text, end, limit):
        start, definite = of_the.end() - 1, True
    run = _run(text, start, limit)
    if [word for word, _ in run] == ["guilty"] or (
        run and _is_status(run[0][0]) and _head([word.casefold() for word, _ in run]) is None
    ):
        run = []  # `found two guilty`, `121 exploited in sex trafficking`
    if (
        run
        and act_of(run[0][0].casefold()) is not None
        and _head([word.casefold() for word, _ in run]) is None
    ):
        run = []  # `none reported in 2016`
    head = _head([word.casefold() for word, _ in run])
    if head is not None:
        run = run[: head + 1]
    words = [word for word, _ in run]
    lower = [word.casefold() for word in words]
    stop = run[-1][1] if run else start
    kind = nouns.kind_of(lower) if head is not None else None
    if head is None and words and nouns.is_people(words[-1]):
        kind = Kind.PERSON
    elif head is None and words and not _names_parts_only(words):
        kind = Kind.OTHER
    if head is None and not words:
        stop = start if not definite else end
    printed = " ".join(words)
    tail = text[stop:limit]
    if cut := _WINDOW_END.search(tail):
        tail = tail[: cut.start()]
    noun = "" if kind is None else printed if kind is Kind.OTHER else words[-1]
    return Phrase(kind, noun, printed, stop, _parts(printed, tail), definite, tail.strip())


def _run(text: str, start: int, limit: int) -> list[tuple[str, int]]:
    """Return the words that may belong to the noun phrase, each with its end."""
    run: list[tuple[str, int]] = []
    at = start
    while match := re.compile(r"[\s’“\"]{1,3}(?=[^\W\d_])").match(text, at, limit):
        word = WORD.match(text, match.end())
        if word is None or word.end() > limit:
            break
        lower = word[0].casefold()
        if lower in ("and", "or"):
            if not _goes_on(text, word.end(), limit) or _head([w.casefold() for w, _ in run]) is not None:
                break
        elif lower in _BOUNDARY:
            break
        at = word.end()
        if text[at : at + 2] in ("’ ", "' "):
            at += 1
        # With its apostrophe a noun is not the one that is counted: `12 victims’ families`.
        run.append((text[word.start() : at], word.end()))
        if run[-1][0][-1] in "’'":
            continue
        if text[at : at + 1] == "," and _adjective_follows(text, at, limit):
            at += 1
    return run


def _adjective_follows(text: str, comma: int, limit: int) -> bool:
    """Whether a comma parts adjectives of the same noun: `12 new, ongoing investigations`."""
    follows = re.compile(r",\s([\w-]+)\s([\w-]+)").match(text, comma, limit)
    return bool(
        follows
        and nouns.is_noun(follows[2].casefold())
        and follows[1].casefold() not in _BOUNDARY | {"and", "or"}
    )


def _goes_on(text: str, at: int, limit: int) -> bool:
    """Whether a noun that is counted follows an `and` within a few words."""
    follows = [word.casefold() for word in WORD.findall(text[at:limit])[:4]]
    for word in follows:
        if nouns.is_noun(word):
            return True
        if word in _BOUNDARY:
            return False
    return False


def _head(words: list[str]) -> int | None:
    """Return the place of the noun that is counted, or None where the words end in another."""
    head: int | None = None
    for place, word in enumerate(words):
        if nouns.is_noun(word) or (place and nouns.kind_of(words[place - 1 : place + 1]) is not None):
            head = place
        elif head is not None and (
            word in _ADVERBS
            or word.endswith(("ly", "ed", "ing"))
            or word in ("and", "or")
            or _is_plural(words[head])
        ):
            break
        elif act_of(word) is not None:
            if head is not None:
                break
            of_subject = any(
                _is_plural(earlier) and earlier not in ("various", "numerous") for earlier in words[:place]
            )
            if of_subject or not any(nouns.is_noun(later) for later in words[place + 1 :]):
                return None
        elif head is not None:
            # Another noun behind it, which is the one that is counted: `police operations`.
            head = None if nouns.kind_of(words[: place + 1]) is None else place
    return head


def _is_status(word: str) -> bool:
    """Whether a word tells what was done to those who are counted, who are named before."""
    return word in {
        "exploited",
        "subjected",
        "trafficked",
        "forced",
        "abused",
        "recruited",
        "involved",
        "concerned",
    }


def _is_plural(noun: str) -> bool:
    """Whether a noun is in the plural, so that it is no part of a compound: `provided 15 victims legal protection`."""
    return noun.endswith("s") or noun in {"children", "people", "men", "women"}


def _names_parts_only(words: list[str]) -> bool:
    """Whether words name parts of a whole and no noun: `57 female`, `65 Kazakhstani`."""
    rest = [
        word for word in words if word.casefold() not in _FILLERS and word.casefold() not in ("and", "or")
    ]
    if not rest:
        return True
    while len(rest) > 1 and act_of(rest[-1].casefold()) is not None:
        rest.pop()
    named = nouns.parts(" ".join(rest))
    return bool(named) and sum(len(name.split()) for name in named) >= len(rest)


def _parts(printed: str, tail: str) -> tuple[str, ...]:
    """Return the parts that the noun phrase and what is said of it name."""
    own = nouns.parts(printed)
    said: tuple[str, ...] = ()
    if match := _COPULA.match(tail):
        said = nouns.parts(tail[match.start() :], origin=True)
    elif not printed and tail.lstrip().startswith("from "):
        said = nouns.parts(tail, nationality=False, origin=True)
    elif match := _PREDICATE.search(tail[:60]):
        said = nouns.forms(tail[match.start() :])
    if _OF_OFFICIALS.match(tail):
        said = (*said, "officials")
    return tuple(dict.fromkeys((*own, *said)))

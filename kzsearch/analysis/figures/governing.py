"""The verb that governs a number: `prosecuted 18 cases`, `24 victims were identified`, `the conviction of 12`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kzsearch.analysis.figures import nouns
from kzsearch.analysis.figures.verbs import NOMINALS, WORD, Act, act_of


class Governor(NamedTuple):
    """A verb, or a noun made of one.

    Attributes:
        act: What it says was done.
        word: It, in lower case.
        place: Where it begins in the sentence.
        predicate: Whether it is said of the number as its subject.
    """

    act: Act
    word: str
    place: int
    predicate: bool


_DETERMINERS: Final = re.compile(
    r"(?:(?:the|all|another|an additional|a further|a total of|a combined|only|just|these|those|its"
    r"|both|each of|some of|"
    r"another|as well as|including|potentially|at least)\s+)+$",
    re.IGNORECASE,
)
_HARD_STOP: Final = re.compile(r"[;]|\s[–—]\s|\b(?:while|although|whereas|but)\b", re.IGNORECASE)
_AUXILIARIES: Final = frozenset(
    """
    were was are is be been being had have has not also all either then subsequently formally
    officially later never
    """.split()
)
_BEFORE_ADJECTIVE: Final = frozenset(
    """
    the of for to all these those with by its their as among from into suspected alleged any
    other many more most no for and a an
    """.split()
)
_QUANTITIES: Final = frozenset(
    """
    percent half third quarter total number majority group team unit series some most many all each budget
    consisting composed consisted consists comprised opening establishment creation
    """.split()
)
_UNDONE: Final = re.compile(
    r"\b(?:dismissed|dropped|withdrew|overturned|upheld|suspended|rejected|reversed|vacated|annulled|closed)\s+(?:\w+\s+)?$"
)
_PHRASAL: Final = (
    ({"found"}, re.compile(r"\sguilty\b"), Act.CONVICT),
    ({"took", "taken", "taking", "take"}, re.compile(r"\spart\b"), Act.ATTEND),
    ({"took", "taken", "taking", "take"}, re.compile(r"\splace\b"), Act.REPORT),
    ({"handed", "handing", "turned"}, re.compile(r"\sover\b"), Act.BLOCK),
    ({"looked", "looking"}, re.compile(r"\sinto\b"), Act.INVESTIGATE),
    (
        {"took", "taken", "brought", "bringing", "taking", "put"},
        re.compile(
            r"[^,;:]{0,60}?\s(?:to (?:court|trial|justice)|on trial|before (?:the |a )?(?:courts?|judges?))\b"
        ),
        Act.PROSECUTE,
    ),
    ({"went", "go", "going", "gone"}, re.compile(r"\s(?:to|on) (?:trial|court)\b"), Act.PROSECUTE),
    (
        {"imposed", "imposing"},
        re.compile(r"[^,;:]{0,40}?\s(?:sentences|terms)\b[^,;:]{0,60}? on\b"),
        Act.SENTENCE,
    ),
    ({"set"}, re.compile(r"[^,;:]{0,40}?\saside\b"), Act.ALLOCATE),
    ({"sent", "sending"}, re.compile(r"[^,;:]{0,40}?\sto (?:prison|jail)\b"), Act.SENTENCE),
)
_PASSIVE: Final = frozenset({"were", "was", "been", "being", "be", "are", "is", "got"})
# Of two of these that share their object, `identified and assisted 24 victims`, neither alone is certain.
_DEEDS: Final = frozenset(
    {Act.INVESTIGATE, Act.PROSECUTE, Act.CONVICT, Act.IDENTIFY, Act.ASSIST, Act.REFER, Act.INSPECT, Act.TRAIN}
)
_ACTIVE: Final = frozenset({Act.RECEIVE, Act.ATTEND})


def behind(text: str, end: int, limit: int) -> Governor | None:
    """Return the verb said of a number that is its subject, or the participle behind its noun.

    Args:
        text: The number's layer.
        end: Where its noun ends.
        limit: Where the next number begins.
    """
    stretch = re.sub('[“"][^“”"]*[”"]', lambda quoted: " " * len(quoted[0]), text[end:limit])
    stretch = stretch[: _next_deed(stretch)]
    if stop := re.search(
        r"[;:]|\s[–—]\s|,(?! who| which| all| both| \w+ly)|\b(?:while|although|compared|but)\b", stretch
    ):
        stretch = stretch[: stop.start()]
    found: Governor | None = None
    said = False
    for match in WORD.finditer(stretch):
        word = match[0].casefold()
        if word in _PASSIVE or word in ("who", "that", "which"):
            said = said or word in _PASSIVE
            continue
        act = _phrasal(word, stretch[match.end() :]) or act_of(word)
        if act is None or word in _AUXILIARIES or _is_adjective(stretch, match.start(), match.end()):
            continue
        governor = Governor(act, word, end + match.start(), said or act in _ACTIVE)
        if found is None:
            found = governor
            if governor.predicate:
                return found
        elif governor.predicate or act not in (Act.BLOCK, Act.REPORT):
            return governor._replace(predicate=True)
        if match.start() > 90:  # noqa: PLR2004  characters; a verb further on belongs to another clause
            break
    return found


def before(text: str, start: int) -> Governor | None:
    """Return the verb before a number that is its object.

    Args:
        text: The number's layer.
        start: Where the number begins.
    """
    bare = _DETERMINERS.sub("", text[:start])
    if match := re.search(r"\b(?:trafficking|exploiting|recruiting|subjecting|forcing|luring)\s+$", bare):
        return Governor(Act.BLOCK, match[0].strip(), match.start(), predicate=False)
    if (found := nominal(text, start)) is not None:
        return found
    if (match := re.search(r"\b(\w+)\s+of\s+$", bare)) and match[1].casefold() not in _QUANTITIES:
        # `for the forced labor of five men`: not the object of the verb before.
        return Governor(Act.BLOCK, match[0].strip(), match.start(), predicate=False)
    return _verb_before(text, start)


def nominal(text: str, start: int) -> Governor | None:
    """Return a noun made of a verb right before a number: `the conviction of`."""
    bare = _DETERMINERS.sub("", text[:start])
    for act, pattern in NOMINALS:
        if match := pattern.search(bare if bare.endswith(" ") else f"{bare} "):
            if _UNDONE.search(bare[: match.start()]):
                return Governor(Act.BLOCK, match[0].strip().casefold(), match.start(), predicate=False)
            return Governor(act, match[0].strip().casefold(), match.start(), predicate=False)
    return None


def _verb_before(text: str, start: int) -> Governor | None:
    stops = list(_HARD_STOP.finditer(text, 0, start))
    first = stops[-1].end() if stops else 0
    words = list(WORD.finditer(text, first, start))
    for place in range(len(words) - 1, -1, -1):
        match = words[place]
        act = _phrasal(match[0].casefold(), text[match.end() :]) or act_of(match[0].casefold())
        if act is None or _is_adjective(text, match.start(), match.end()) or _is_noun(words, place):
            continue
        if match[0].casefold() == "found" and re.search(r"\bguilty\b", text[start : start + 40]):
            act = Act.CONVICT
        governor = Governor(act, match[0].casefold(), match.start(), predicate=False)
        return _joined(words, place, governor)
    return None


def _joined(words: list[re.Match[str]], place: int, governor: Governor) -> Governor:
    """Return `convicted` for `convicted and sentenced`; of `investigated and prosecuted` neither is certain."""
    if place < len(("convicted", "and")) or words[place - 1][0].casefold() != "and":
        return governor
    first = words[place - 2][0].casefold()
    if governor.act is Act.SENTENCE and act_of(first) is Act.CONVICT:
        return governor._replace(act=Act.CONVICT, word=first)
    other = act_of(first)
    if other is not governor.act and {other, governor.act} <= _DEEDS:
        return governor._replace(act=Act.BLOCK)
    return governor


def _next_deed(stretch: str) -> int:
    """Return where another deed, or another subject, begins: ` and found 45 violations`, ` and the courts heard`."""
    for match in re.finditer(r"\band (?:(?:the|its|their|they|it|an?) |\w+ly )?(?P<verb>[\w-]+)", stretch):
        if re.search(r"\b(?:were|was|are|is|been)\b", stretch[: match.start()]):
            break
        subject = re.match(r"and (?:the|its|their|they|it|an?|[A-Z]\w+)\b", match[0])
        if subject or act_of(match["verb"].casefold()) is not None:
            return match.start()
    return len(stretch)


def _phrasal(word: str, follows: str) -> Act | None:
    """Return the act of a verb and the words that go with it: `took part`, `sent two men to prison`."""
    return next(
        (act for verbs, words, act in _PHRASAL if word in verbs and words.match(follows)),
        None,
    )


def _is_noun(words: list[re.Match[str]], place: int) -> bool:
    """Whether a word in the form of a verb is a noun here: `the charges`, `a result`, `police support`."""
    word = words[place][0].casefold()
    if word not in {
        "charges",
        "result",
        "reports",
        "hold",
        "lead",
        "offer",
        "fund",
        "funds",
        "trains",
        "contribute",
        "budget",
        "support",
        "charge",
        "start",
        "open",
        "house",
        "spend",
    }:
        return False
    return place > 0 and words[place - 1][0].casefold() not in {"to", "and", "will", "did", "not"}


def _is_adjective(text: str, start: int, end: int) -> bool:
    """Whether a participle stands before its noun: `sentences for convicted traffickers`, `the identified victims`."""
    follows = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    if (
        text[start:end].casefold() == "reporting"
        and follows
        and follows[0] in ("period", "periods", "year", "cycle")
    ):
        return True
    precedes = re.search(r"([\w’'-]+)[\s,]*$", text[:start])
    return bool(
        follows
        and precedes
        and nouns.is_noun(follows[0].casefold())
        and text[start:end].casefold().endswith("ed")
        and precedes[1].casefold() in _BEFORE_ADJECTIVE
    )

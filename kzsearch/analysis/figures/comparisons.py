"""Counts of other years: `compared with 20 in 2021`, `(97 in 2015)`, `increased from 44 to 110`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kzsearch.analysis.figures.items import Item, Link
from kzsearch.analysis.figures.measures import same_sort

_MORE: Final = (
    "increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?|reduc(?:tion|ed|ing)|ris(?:e|en|ing)"
    "|rose|growth|grew|improvement|chang(?:e|ed)|jump(?:ed)?|fall(?:en|ing)?|fell|more|fewer|less|higher|lower|greater|up|down"
    "|doubl(?:e|ed|ing)|tripl(?:e|ed|ing)|twice"
)
_COMPARED: Final = re.compile(
    r"(?:\b(?:compar(?:ed|ing|able)|in comparison|comparison|relative)\s+(?:with|to|against)\b"
    rf"|\b(?:versus|vs\.?|as against|as opposed to|in contrast (?:to|with))"
    rf"|\b(?:{_MORE})\b[^,;:]*?\b(?:from|than|over)\b)"
    r"(?:\s+(?:19|20)\d\d,? (?:when|in which|during which)\b)?(?P<rest>[^,;:]*)$",
    re.IGNORECASE,
)
_THROUGHOUT: Final = re.compile(
    r"\W*(?:this|these|that|those)(?: \w+)? (?:compares?|compared|is compared|was compared|were compared"
    r"|represents?|represented|was|were)"
    r" (?:favorably )?(?:an? (?:\w+ )?(?:increase|decrease|decline|drop|reduction|rise) )?(?:with|to|from|over)\b",
    re.IGNORECASE,
)
COORDINATED: Final = re.compile(
    r"[\s,]*(?:\b(?:and|or|as well as|plus)\b)?[\s,]*(?:(?:the|an?)\s)?(?:\b(?:other|remaining"
    r"|another|additional|further)\b)?\s*",
    re.IGNORECASE,
)
_OF_SHARE: Final = re.compile(r"\s*(?:(?:one|an?)[ -])?(?:half|third|quarter)\b|.*\bpercent\b")
_AND_DONE: Final = re.compile(r"\s[\w-]+ed,?(?:\s(?:and|or))?\s", re.IGNORECASE)
YEAR: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:previous|prior|preceding|last) (?:\w+ )?(?:year|period)\b|\byear (?:earlier|before)\b"
)
_SAME_COUNT: Final = re.compile(
    r"[;,]\s(?:and\s|while\s)?the\s(?:comparable|corresponding|equivalent|same|respective)\s(?:figure|number|total|count)\b[^,;]*\bwas\s$",
    re.IGNORECASE,
)


def is_compared(item: Item, same_layer: Sequence[Item], text: str) -> bool:
    """Whether a number is the count of another year, by a cue before it or as one more of a list of such."""
    return _has_cue(item, text) or (bool(same_layer) and _goes_on(item, same_layer[-1], text))


def _has_cue(item: Item, text: str) -> bool:
    if _SAME_COUNT.search(item.before):
        return True
    against = re.search(r"\bagainst\s(?:only\s)?$", item.before)
    if against and item.alone and YEAR.search(text[item.end : item.limit][:40]):
        return True
    cue = _COMPARED.search(item.before)
    return (
        cue is not None and _OF_SHARE.match(cue["rest"]) is None and len(cue["rest"].split()) <= 8  # noqa: PLR2004  words: `compared with a total of only 20`
    )


def _goes_on(item: Item, last: Item, text: str) -> bool:
    """Whether a number goes on with a comparison that the number before it began."""
    if _to_from(last, item):
        return True
    if last.link is Link.COMPARED:
        # `145 investigations involving 205 suspects`, `25 cases investigated, 20 defendants prosecuted`
        together = item.before.strip() in ("involving", "with", "against", "in")
        if together or _AND_DONE.fullmatch(item.before):
            return True
    if not COORDINATED.fullmatch(_short(item.before)):
        return False
    # `compared with two in 2017, three in 2016`, and `two child victims in 2016 and eight in 2017`.
    return last.link is Link.COMPARED or (
        item.alone
        and bool(YEAR.search(item.before))
        and bool(re.match(r"\s(?:in|during|for|the)\b", text[item.end :]))
    )


def _to_from(last: Item, item: Item) -> bool:
    """Whether two numbers are what is and what was: `dropped to 78 from 131 in 2019`."""
    return item.before.strip() == "from" and re.search(r"\bto\s$", last.before) is not None


def compares_throughout(text: str) -> bool:
    """Whether a whole sentence tells the counts of another year: `This compared with 30 suspects and ...`."""
    return _THROUGHOUT.match(text) is not None


def place_of_cue(item: Item) -> int:
    """Return where `compared with` or its like stands before a number, or -1."""
    cue = _COMPARED.search(item.before)
    return -1 if cue is None else item.start - len(item.before) + cue.start()


def pair_lists(items: Sequence[Item]) -> list[Item]:
    """Link each number of a list to its own: `31 investigations and 12 prosecutions, compared with 25 and 10`.

    A list that is not as long as the list before it is linked to nothing. Returns the numbers whose link changed.
    """
    changed: list[Item] = []
    runs: list[list[Item]] = []
    for item in items:
        if item.link is not Link.COMPARED or not item.alone or item.noun.words:
            continue
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.layer == item.layer
            and COORDINATED.fullmatch(item.before)
            and item.before.strip()
        ):
            runs[-1].append(item)
        else:
            runs.append([item])
    for run in runs:
        wholes = [
            other
            for other in items
            if other.layer == run[0].layer
            and other.link is Link.WHOLE
            and other.start < run[0].start
            and not other.is_money
        ]
        if len(run) == 1:
            continue
        for place, item in enumerate(run):
            item.other = wholes[place] if len(wholes) == len(run) else None
            changed.append(item)
    return changed


def _short(before: str) -> str:
    """Return what stands between two numbers without the year of the first: ` in 2017, `."""
    return re.sub(
        r"^\s*(?:[\w-]+ed\s)?(?:in|during|for)\s(?:the\s)?(?:(?:19|20)\d\d|(?:previous"
        r"|prior)(?: reporting)? (?:year|period))",
        "",
        before,
    )


def is_first_state(items: Sequence[Item], place: int) -> bool:
    """Whether a number is what was before: the 44 of `increased from 44 to 110`."""
    item = items[place]
    follows = next((other for other in items[place + 1 :] if other.layer == item.layer), None)
    return (
        follows is not None
        and re.search(r"\bfrom\s*$", item.before) is not None
        and re.match(r"^[^,;]{0,30}\bto\s*$", follows.before) is not None
    )


def compared_with(item: Item, before: Sequence[Item]) -> Item | None:
    """Return the count that a count of another year is compared with: the nearest that fits."""
    wholes = [other for other in before if other.link is Link.WHOLE and other.layer <= item.layer]
    parts = [other for other in before if other.link is Link.PART and other.layer <= item.layer]
    grows = re.search(r"\b(?:increase|rise|up|increased|rose|grew|more|higher)\b", item.before, re.IGNORECASE)
    falls = re.search(
        r"\b(?:decrease|decline|drop|down|decreased|fell|fewer|less|lower|reduction)\b",
        item.before,
        re.IGNORECASE,
    )
    for other in (*reversed(wholes), *reversed(parts)):
        if not same_sort(item.noun.kind, other.noun.kind):
            continue
        if grows and not falls and other.numeral.value < item.numeral.value:
            continue
        if falls and not grows and other.numeral.value > item.numeral.value:
            continue
        return other
    return None


def speaks_itself(inside: str) -> bool:
    """Whether brackets hold a sentence with a subject of its own: `(two NGOs assisted 16 victims in 2020)`."""
    return bool(
        re.match(
            r"^\s*(?:(?:in (?:19|20)\d\d, )?(?:the |\w+ )?(?:government|authorities|police|courts?"
            r"|NGOs|officials|prosecutors|IOM)\b.*\b\w+ed\b"
            r"|.*\bNGOs (?:provided|assisted|identified)\b)",
            inside,
            re.IGNORECASE,
        )
    )

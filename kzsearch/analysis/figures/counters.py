"""Who counted: the subject of the verb that governs a number."""

from __future__ import annotations

import re
from typing import Final

from kzsearch.analysis.figures.verbs import WORD, act_of

GOVERNMENT: Final = "government"
_AGENTS: Final = (
    (
        "international organization",
        (
            r"IOM|UNHCR|UNODC|UNICEF|ILO|OSCE|ICMPD|INTERPOL|Europol|United Nations|UN agenc(?:y|ies)"
            r"|(?i:international|intergovernmental) (?i:organi[sz]ations?)|International Organization for Migration"
        ),
    ),
    (
        "NGOs",
        (
            r"NGOs?|CSOs?|(?i:non-?governmental organi[sz]ations?|civil society(?: organi[sz]ations?)?"
            r"|charit(?:y|ies)|faith-based organi[sz]ations?"
            r"|religious organi[sz]ations?|service providers)"
        ),
    ),
    ("police", r"(?i:police(?: officers| officials)?|gendarmes?|gendarmerie)"),
    ("media", r"(?i:media(?: outlets| reports)?|press|newspapers?)"),
    ("observers", r"(?i:observers|experts|academics|researchers|trade unions?|unions)"),
    ("embassies", r"(?i:embass(?:y|ies)|consulates?)"),
    (
        GOVERNMENT,
        (
            r"(?i:governments?|authorities|law enforcement(?: officials| agencies| officers| units?"
            r"| bodies)?|officials?|prosecutors?(?:’ office)?"
            r"|courts?|judges|judiciary|ministr(?:y|ies)|inspectors?|inspectorates?|parliament|state|agenc(?:y|ies)"
            r"|departments?|bureau|directorate|commission(?:er)?|task force|investigators?|military"
            r"|immigration|customs|border guards?"
            r"|attorney general(?:’s Office)?|social services|embassy officials|institute|president|council"
            r"|municipal\w*)"
            r"|M[A-Z]{1,5}|NAPTIP|FIA"
        ),
    ),
)
_AGENT: Final = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(rf"(?P<a{place}>{words})" for place, (_, words) in enumerate(_AGENTS))
    + r")(?![\w-])"
    r"(?=\s|,|$|’|\))",
)
_NOT_SUBJECT: Final = re.compile(
    r"\b(?:of|to|from|with|for|in|against|at|between|among|on|about|under|led by|including|complicit"
    r"|suspected|corrupt|allegedly)\s(?:the\s|an?\s|\d+\s|other\s|its\s|\w+\s(?=\w+$))?$",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    r"[,;:—()]|\b(?:and|or|but|while|that|which|who|when|as|whereas|although|where|reported|stated|noted|said)\b"
)
_BY: Final = re.compile(r"\bby (?:the |an? |local |one |two |several |its )?(?:[\w-]+ ){0,2}?$")


def counter(text: str, start: int, end: int, limit: int) -> str:
    """Return who counted, or nothing where the sentence does not say it.

    Args:
        text: The number's layer.
        start: Where the governing verb begins, or the number.
        end: Where the number's noun ends.
        limit: Where the next number begins.
    """
    tail = re.split(r"[;,:]", text[end:limit])[0]
    for match in _AGENT.finditer(tail):
        if _BY.search(tail[: match.start()]):
            return _name(match)
    agents = [
        match
        for match in _AGENT.finditer(text, 0, start)
        if not _NOT_SUBJECT.search(text[: match.start()])
        and text[match.end() : match.end() + 1] != "’"
        and _may_be_subject(text[: match.start()])
    ]
    if len(agents) > 1 and text[agents[-2].end() : agents[-1].start()] in (" and ", " and the "):
        return " and ".join(dict.fromkeys(map(_name, agents[-2:])))
    return _name(agents[-1]) if agents else ""


def _may_be_subject(before: str) -> bool:
    """Whether an agent may be a subject: behind a verb it is none, as in `reconstituted defunct police units`."""
    clause = _CLAUSE.split(before)[-1]
    return not any(
        act_of(word[0].casefold()) is not None and word[0].casefold().endswith("ed")
        for word in WORD.finditer(clause)
    )


def _name(match: re.Match[str]) -> str:
    return next(name for place, (name, _) in enumerate(_AGENTS) if match[f"a{place}"])

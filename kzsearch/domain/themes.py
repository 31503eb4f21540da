"""The themes of recommendations, read from their own words."""

from __future__ import annotations

import re
from collections.abc import Mapping

OTHER = "other"

# No country's own words. Where two themes claim the same words, the one that stands first here has them.
_WORDS: Mapping[str, str] = {
    "data": r"(?:data|statistic\w*|database|information[- ](?:management|system\w*)|record[- ]keeping|research)",
    "non-penalization": (
        r"(?:(?:not|never|without being|free from being)\s+(?:\w+\s+){0,3}?"
        r"(?:penali[sz]\w+|punish\w*|detain\w*|arrest\w*|prosecut\w+|fined|jailed|imprison\w*|deport\w*)|non-?\s?(?:penali[sz]ation|punishment)|"
        r"(?:cease|stop|end|halt)\s+(?:the\s+)?(?:\w+\s+){0,2}?"
        r"(?:penali[sz]\w+|punish\w*|detain\w*|detention|arrest\w*|fin(?:ing|es)|jailing|imprison\w*)|unlawful acts)"
    ),
    "repatriation": r"(?:deport\w*|repatriat\w*|removal|residen\w+ (?:permit|status|visa)\w*|return of victims)",
    "compensation": r"(?:compensat\w*|restitution|damages)",
    "penalties": (
        r"(?:penalt\w+|sentenc\w+|prison\w*|imprison\w*|punish (?:convicted|traffickers|offenders)\w*|fines\b|"
        r"suspended sentences)"
    ),
    "complicity": r"(?:complic\w+|corrupt\w*|brib\w+|government officials|officials suspected)",
    "legislation": (
        r"(?:(?:amend|update|enact|pass|adopt|revise|draft|repeal|harmoni[sz]e|reform|criminali[sz]e|prohibit)\w*\s+"
        r"(?:[\w’'-]+\s+){0,6}?(?:law|laws|legislation|legislative|code|codes|act|bill|statute\w*|definition|provision\w*|"
        r"decree|regulations?|protocol|trafficking)\b|ratif\w+|accede|criminali[sz]e)"
    ),
    "national plan": r"(?:action plan|\bNAP\b|national strategy)",
    "coordination": (
        r"(?:coordinat\w+|inter-?(?:agency|ministerial)|working group|task ?force|cooperat\w+|collaborat\w+|rapporteur)"
    ),
    "recruitment": (
        r"(?:recruit\w*|employment agenc\w+|intermediar\w+|worker-paid fees|passport retention|kafala|sponsorship)"
    ),
    "labor inspection": r"(?:labou?r[- ]inspect\w+|inspectorate|inspect(?:ions?|ors?)\b|unannounced)",
    "training": r"(?:train\w*|educate (?:police|prosecutors|judges|officials)|guidance for|capacity[- ]building)",
    "identification": r"(?:identif\w+|screen\w*|detect\w*)",
    "referral": r"(?:refer\b|referral\w*|refer (?:victims|them)|standard operating procedures|SOPs?\b)",
    "shelters": r"(?:shelter\w*|safe ?house\w*|accommodat\w+|housing)",
    "services": (
        r"(?:assist\w*|services|care\b|legal aid|rehabilitat\w*|reintegrat\w*|protect(?:ion|ive)? (?:for|of|to)?\s*"
        r"(?:\w+\s+){0,2}victims?|witness protection|support (?:for|to) victims|benefits)"
    ),
    "prosecution": r"(?:investigat\w+|prosecut\w+|convict\w*|law enforcement efforts|hold \w+ accountable)",
    "awareness": r"(?:awareness|campaign\w*|hotline|publici[sz]e|inform (?:the public|migrants|workers))",
    "demand": r"demand\b",
    "funding": r"(?:fund\w*|resourc\w*|budget\w*|staff\w*)",
}
_PATTERNS = {theme: re.compile(rf"(?<![\w-]){words}", re.IGNORECASE) for theme, words in _WORDS.items()}


def themes(text: str) -> tuple[str, ...]:
    """Return the themes that a recommendation names, in the order in which it names them; `other` for none."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, str]] = []
    for theme, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
                found.append((start, theme))
                break
    return tuple(theme for _, theme in sorted(found)) or (OTHER,)


def share_theme(first: str, second: str) -> bool:
    """Whether the theme of each of two recommendations is among the two that the other names first."""
    of_first, of_second = themes(first), themes(second)
    return of_first[0] in of_second[:2] and of_second[0] in of_first[:2] and OTHER not in of_first

"""The words that open a section: headings as printed, and cues where a heading is missing.

The spellings are those of the published reports of 2002 to 2025. A heading stands alone on its line or runs into the
text after it (`Recommendations for Kazakhstan: ...`). A cue is a first sentence that is typical of a section; it
counts only at the start of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from kzsearch.domain.list_markers import marker_length
from kzsearch.domain.sentence_forms import is_imperative
from kzsearch.types import Section, Span


class Heading(NamedTuple):
    """A heading in a line.

    Attributes:
        section: The section that it opens.
        label: Its words as printed, without marks and colon.
        span: Its place in the line, marks and colon included.
        rest: Where the text after it begins; the line's length where there is none.
    """

    section: Section
    label: str
    span: Span
    rest: int


# One country's name after "RECOMMENDATIONS FOR"; capitals, letters of other scripts, apostrophes, brackets, and the
# full stop of `St.` or of initials.
_NAME = r"[^\W\d_](?:[\w‘’'ʼ`´,()&-]|(?:(?<=\bSt)|(?<=\b\w))\.|[^\S\n](?=\S)){1,60}?"

_SPELLINGS: tuple[tuple[Section, str], ...] = (
    (Section.RECOMMENDATIONS, rf"(?:prioriti[sz]ed[ ])?recommendations(?:[ ]for[ ](?:the[ ])?{_NAME})?"),
    (Section.PROSECUTION, r"prosecution"),
    (Section.PROTECTION, r"protection"),
    (Section.PREVENTION, r"prevention"),
    (Section.PROFILE, r"trafficking[ ]profile"),
    (Section.OTHER, r"government[ ]efforts|scope[ ]and[ ]magnitude"),
    (Section.RECOMMENDATIONS, r"(?:приоритетные[ ])?рекомендации|(?:басым[ ])?ұсынымдар"),
    (Section.PROSECUTION, r"(?:уголовное[ ]|судебное[ ])?преследование|қудалау|қылмыстық[ ]қудалау"),
    (Section.PROTECTION, r"защита|қорғау"),
    (Section.PREVENTION, r"предотвращение|предупреждение|профилактика|алдын[ ]алу"),
    (
        Section.PROFILE,
        r"(?:характеристика|описание|профиль)[ ]торговли[ ]людьми|адам[ ]саудасының[ ]сипаттамасы",
    ),
)

# The longest heading of a known sister series has 74 characters.
_LONGEST_HEADING = 80

# Web pages have non-breaking spaces wherever somebody typed two.
_BLANK = r" \t\u00a0"
_OPEN = rf"(?P<open>[{_BLANK}#*_¶]*)"  # a pilcrow is a link to the heading itself
_WORDS = tuple((section, words.replace("[ ]", f"[{_BLANK}]+")) for section, words in _SPELLINGS)
_ALONE = [
    (section, re.compile(rf"{_OPEN}(?P<label>{words})\s*[:.]?\s*[–—-]?[{_BLANK}*_#¶]*$", re.IGNORECASE))
    for section, words in _WORDS
]
# A run-in heading needs its colon or full stop, unless it is all in capitals. The mark is tried first: a country's
# name may have several words.
_RUN_IN = [
    (section, re.compile(rf"{_OPEN}(?P<label>{words})[*_]*{mark}[{_BLANK}]+(?=\S)", re.IGNORECASE))
    for section, words in _WORDS
    for mark in (r"(?P<mark>\s*:[*_]*)", r"(?P<mark>\s*\.[*_]*)", rf"(?P<mark>)(?=[{_BLANK}])")
]
_CAPITALS = re.compile(rf"[^\W\d_][\w‘’'ʼ`´,()&-]+[{_BLANK}]+(?=\S)")
_INLINE = re.compile(
    r"(?<=[.;:!?”\")])\s*(?P<label>"
    r"RECOMMENDATIONS\sFOR\s[A-ZÀ-ÖØ-Þ‘’'ʼ,()\s.-]{2,60}?(?:\s*:|(?=\s+(?:[A-Z][a-z]|[“•-])))|"
    r"(?:PRIORITIZED\sRECOMMENDATIONS|RECOMMENDATIONS(?!\sFOR\s)|PROSECUTION|PROTECTION|PREVENTION|TRAFFICKING\sPROFILE)"
    r"(?:\s*:|(?=\s+[A-Z“•-])))"
)


def _compiled(patterns: Mapping[Section, str]) -> Mapping[Section, re.Pattern[str]]:
    return {section: re.compile(pattern, re.IGNORECASE) for section, pattern in patterns.items()}


# Words for the government's efforts in the first sentence of each of the three sections, in the reports of all years.
# The subject of the sentence does not matter, so that no country or nationality is named here.
_EFFORTS = (
    r"(?:efforts?|progress|responses?|performance|measures|results|initiatives?|action|activit(?:y|ies))"
)
_TOWARDS = (
    r"(?:efforts?|progress|improvements?|headway|strides|steps|action|attempts?|commitment|capacity|ability|resources|"
    r"funding|evidence)[ ]"
    r"(?:to|in|at|on|of|toward|towards|aimed[ ]at|with[ ]respect[ ]to|with[ ]regard[ ]to)[ ](?:[\w’'-]+[ ]){0,4}?"
)
_VICTIMS = r"(?:[\w’'-]+[ ]){0,4}?(?:victims?|survivors?)"
_TOPICS = _compiled(
    {
        Section.PROSECUTION: (
            r"\b(?:(?:law[ -]enforcement|prosecution|prosecutorial|criminal[ ]justice)"
            rf"(?:(?:[ ]and[ ]|,[ ])[\w-]+)?(?:[ ][\w-]+)?[ ]{_EFFORTS}|"
            rf"{_TOWARDS}(?:investigat|prosecut|convict|punish|criminali[sz]|enforc|apprehend|law[ -]enforcement|"
            r"hold[ ]traffickers)\w*|prosecution[ ]of[ ](?:[\w-]+[ ])?traffick\w+)"
        ),
        Section.PROTECTION: (
            rf"\b(?:(?:victim[ -])?(?:protection|assistance)(?:[ ]and[ ][\w-]+)?[ ]{_EFFORTS}|"
            rf"victim[ ](?:protection|assistance|identification|care|services)\b|"
            rf"{_TOWARDS}(?:protect|assist|car(?:e|ing)[ ]for|shelter|rescu|safeguard|aid|support)\w*[ ]{_VICTIMS}|"
            rf"{_TOWARDS}protect\w*\b(?![ ](?:from|against)\b)|"
            rf"{_TOWARDS}(?:identify|identifying|refer|referring|provid\w+|offer\w*|ensur\w+)[ ][^.;]{{0,60}}?"
            r"\b(?:victims?|survivors?)|"
            rf"(?:protection|assistance|services|care|support)[ ](?:to|for|of)[ ]{_VICTIMS})"
        ),
        Section.PREVENTION: (
            rf"\b(?:prevention(?:[ ]and[ ][\w-]+)?[ ]{_EFFORTS}|{_TOWARDS}(?:the[ ])?prevent\w*|"
            rf"awareness(?:[ -]raising)?[ ](?:{_EFFORTS}|campaigns?|programs?)|"
            r"anti-trafficking[ ](?:information|education)[ ](?:and[ ]\w+[ ])?campaigns?|"
            rf"{_TOWARDS}(?:rais\w+|increas\w+|promot\w+)[ ](?:[\w’'-]+[ ]){{0,3}}?awareness|"
            r"prevent(?:ion[ ]of)?[ ](?:human[ ]|sex[ ]|labor[ ])?trafficking)"
        ),
    }
)
# Verbs before the efforts (somebody did something) and after them (they became or remained something). Finite verbs
# only: `increase efforts to protect victims` is a recommendation.
_DONE = re.compile(
    r"[ ](?:(?:increas|decreas|improv|demonstrat|continu|reduc|provid|enhanc|achiev|initiat|pursu|accelerat|advanc|"
    r"ma[dk]|tak)e[sd]|(?:maintain|sustain|strengthen|expand|show|fail|lack|conduct|report|exhibit|remain|sponsor|exert|offer|"
    r"weaken|display|implement|engag|renew|launch|lagg|stall|limit|stepp|devot|register|intensifi|carri)(?:s|ed|es)|"
    r"made|took|undertook|undertakes|has|have|had|was|were|are|is|began|begun|kept|gave|gives|lost|shown|"
    r"(?:did|does|do|could|would)[ ]not)\b",
    re.IGNORECASE,
)
_BECAME = re.compile(
    r"(?:[^.;:]{0,80}?[ ])?(?:increased|decreased|improved|remain(?:s|ed)|continue[sd]?|declined|weakened|stalled|"
    r"worsened|"
    r"deteriorated|slowed|lagged|diminished|expanded|intensified|suffered|progressed|(?:was|were|is|are|has|have)\b)",
    re.IGNORECASE,
)
# Subjects whose sentences open no section, and words of a sentence about somebody's statement or about a cause.
_NOT_THE_GOVERNMENT = re.compile(
    r"(?:ngos?|non-?governmental|civil[ ]society|observers|experts|victims|traffickers|media|advocates|corruption|"
    r"official[ ]complicity|these|this|those|such|it|in[ ]addition[ ]to[ ](?:these|this)|one|several|many|some)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:that|which|who|because|criticized|alleged|hampered|hindered|impeded)\b", re.IGNORECASE
)
_REACH = 260  # characters at the beginning of a sentence that are searched

_GOVERNMENT_SHOULD = (
    r"^(?:to[ ][^.;]{5,120},[ ])?(?:[^.;:,]{0,60}[ ])?"
    r"(?:government|authorities|officials)(?:[ ]of[ ][^.;:]{2,60}?)?[ ](?:also[ ])?should\b"
)
_OTHER_CUES = _compiled(
    {
        Section.OVERVIEW: (
            r"^(?!however\b)[^.;:]{2,160}?[ ](?:(?:does|do|did|has|have|is|are)[ ]not[ ])?(?:yet[ ])?"
            r"(?:fully[ ])?(?:yet[ ])?"
            r"(?:compl(?:y|ies|ied)|meets?|met|in[ ]compliance)[ ](?:with[ ])?(?:all[ ](?:of[ ])?)?(?:the[ ])?"
            r"minimum[ ]standards"
        ),
        Section.RECOMMENDATIONS: _GOVERNMENT_SHOULD,
        Section.PROSECUTION: (
            r"^[^.;:]{2,120}?[ ](?:(?:prohibit|criminali[sz]|outlaw|forbid)(?:s|e|es|d|ed)?[ ](?:[\w-]+[ ]){0,4}?"
            r"(?:human[ ]|sex[ ]|labor[ ])?trafficking\b|(?:has|have|had)[ ](?:no|not|a)[ ](?:[\w-]+[ ]){0,4}?"
            r"anti-trafficking[ ]law|lack(?:s|ed)[ ](?:an?[ ])?(?:[\w-]+[ ]){0,3}?anti-trafficking[ ]law)"
        ),
        Section.PROTECTION: (
            r"^(?!ngos?\b)[^.;:,]{2,60}?[ ]identified[ ](?:[\w,-]+[ ]){1,3}?(?:trafficking[ ])?victims\b"
        ),
        Section.PROFILE: (
            r"^(?:as[ ]reported[ ](?:over|during|in|within|for)[ ]the[ ](?:past|last)[ ]|"
            r"(?:over|during|in|within)[ ]the[ ](?:past|last)[ ](?:\w+[ ])?years?,[ ](?:as|human)[ ]|"
            r"trafficking[ ]affects[ ]all[ ]communities|(?:human[ ])?traffickers[ ]exploit[ ]|"
            r"[^.;]{2,100}?[ ](?:is|are|remains?|serves?[ ]as|continues[ ]to[ ]be|has[ ]become|was)[ ]"
            r"(?:[a-z]+ly[ ]){0,2}(?:both[ ])?(?:an?|the)?[ ]?(?:[\w,-]+[ ]){0,6}?"
            r"(?:(?:source|transit|destination|origin)(?:[ ]and[ ]|,[ ]|[ ]|-)(?:[^.;]{0,60}?\b)?"
            r"(?:country|countries|territory|point|state|for|hub)|"
            r"(?:country|countries|place|point|state|territory)[ ]of[ ]"
            r"(?:origin|transit|destination))\b|"
            r"[^.;]{0,80}?\b(?:women|men|girls|boys|children|nationals|workers)\b[^.;]{0,80}?[ ](?:are|is|were)[ ]"
            r"(?:[a-z]+ly[ ])?(?:subjected[ ]to|trafficked|victims[ ]of)\b)"
        ),
    }
)


def parse_heading(line: str) -> Heading | None:
    """Return the heading that a line consists of, or None.

    The line must begin with a capital: `prevention` at the end of a wrapped sentence is no heading.
    """
    for section, pattern in _ALONE:
        match = pattern.fullmatch(line.rstrip())
        if match and _is_title(match["label"]):
            return Heading(section, _label(match["label"]), Span(match.start("open"), match.end()), len(line))
    return None


def parse_run_in(line: str) -> Heading | None:
    """Return the heading at the beginning of a line with text after it, or None."""
    for section, pattern in _RUN_IN:
        match = pattern.match(line)
        if match is None or not _is_title(match["label"]):
            continue
        if match["mark"]:
            end = match.end("label")
        elif match["label"].isupper() and line[match.end()].isupper():
            end = _end_of_name(line, match.end()) if " " in match["label"] else match.end()
        else:
            continue
        label = line[match.start("label") : end]
        rest = match.end() if match["mark"] else end
        return Heading(section, _label(label), Span(match.start("open"), rest), rest)
    return None


def inline_headings(text: str) -> list[Span]:
    """Return the places of headings in capitals inside running text, after the end of a sentence."""
    return [Span(*match.span("label")) for match in _INLINE.finditer(text)]


def is_capitals(line: str) -> bool:
    """Whether a line looks like a heading of an unknown outline: short, in capitals, without a full stop."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]  # noqa: PLR2004
    return (
        bool(words)
        and len(line) <= _LONGEST_HEADING
        and line.upper() == line
        and line.lower() != line
        and line.rstrip()[-1] not in ".,;"
        and line.lstrip()[0].isalnum()
    )


def cue(sentence: str) -> Section | None:
    """Return the section to which a paragraph's first sentence, as clean text, is a cue, or None."""
    sentence = sentence[marker_length(sentence) :]
    if is_imperative(sentence):
        return None
    for section, pattern in _OTHER_CUES.items():
        if pattern.match(sentence):
            return section
    if _NOT_THE_GOVERNMENT.match(sentence):
        return None
    named = [
        (match.start(), section)
        for section, pattern in _TOPICS.items()
        for match in pattern.finditer(sentence, 0, _REACH)
        if _is_said_of(sentence, match)
    ]
    return min(named)[1] if named else None


def _is_said_of(sentence: str, topic: re.Match[str]) -> bool:
    """Whether a sentence says that something was done about a topic, or how it changed."""
    before = sentence[: topic.start()]
    if any(mark in before for mark in ".;:") or _REPORTED.search(before):
        return False
    return bool(_DONE.search(before) or _BECAME.match(sentence[topic.end() : topic.end() + _REACH].lstrip()))


def _end_of_name(line: str, end: int) -> int:
    """Return the end of a heading in capitals that ends with a country's name of several words."""
    while (word := _CAPITALS.match(line, end)) and word.group().isupper():
        end = word.end()
    return end


def _is_title(label: str) -> bool:
    return label[:1].isupper()


def _label(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" *_#:.¶–—-")

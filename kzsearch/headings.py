"""The words that open a section: headings in their printed spellings, and cues where a heading is missing.

The spellings are those of the published reports of 2002 to 2025. A heading stands alone on its line or runs
into the text after it (`Recommendations for Kazakhstan: ...`). A cue is the first sentence with which a
section of these reports begins; it counts only at the start of a paragraph.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kzsearch.types import Section, Span


class Heading(NamedTuple):
    """A heading in a line.

    Attributes:
        section: What it opens.
        label: As printed, without marks and colon.
        span: Where it stands in the line, marks and colon included.
        rest: Where the text after it begins; the line's length when it stands alone.
    """

    section: Section
    label: str
    span: Span
    rest: int


# One country's name after "RECOMMENDATIONS FOR"; capitals, letters of other scripts, apostrophes, brackets.
_NAME = r"[^\W\d_](?:[\w’'ʼ.,()&-]|[^\S\n](?=\S)){1,60}?"

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
# A run-in heading needs its colon or full stop, unless it is all in capitals.
_RUN_IN = [
    (
        section,
        re.compile(rf"{_OPEN}(?P<label>{words})[*_]*(?P<mark>\s*[:.][*_]*)?[{_BLANK}]+(?=\S)", re.IGNORECASE),
    )
    for section, words in _WORDS
]
_INLINE = re.compile(
    r"(?<=[.;:!?”\")])\s*(?P<label>(?:PRIORITIZED\sRECOMMENDATIONS|RECOMMENDATIONS(?:\sFOR\s[A-Z’'\s.-]{2,50}?)?"
    r"|PROSECUTION|PROTECTION|PREVENTION|TRAFFICKING\sPROFILE)(?:\s*:|(?=\s+[A-Z“•-])))"
)

_SUBJECT = (
    r"(?:(?:the|its|kazakh|kazakhstani)[ ])?(?:government|authorities|officials)\b[^.;:]{0,60}?|"
    r"(?:the[ ])?government[ ]of[ ][^.;:]{2,60}?|(?:law[ ]enforcement|police)[^.;:]{0,40}?|[A-Z][\w’' -]{2,40}?"
)
_VERB = (
    r"(?:has[ ]|have[ ]|also[ ]|generally[ ]|slightly[ ]|significantly[ ]|modestly[ ]|somewhat[ ]|again[ ])*"
    r"(?:increased|decreased|maintained|made|sustained|improved|demonstrated|continued|strengthened|reduced|"
    r"undertook|took|expanded|showed|did[ ]not|failed|lacked|conducted|reported|provided)"
)
_CUES: tuple[tuple[Section, re.Pattern[str]], ...] = tuple(
    (section, re.compile(pattern, re.IGNORECASE))
    for section, pattern in (
        (
            Section.OVERVIEW,
            (
                r"^the[ ]government[ ]of[ ][^.;:]{2,80}?[ ](?:does[ ]not[ ]|do[ ]not[ ])?(?:yet[ ])?(?:fully[ ])?"
                r"(?:compl(?:y|ies)|meets?)[ ](?:with[ ])?(?:the[ ])?minimum[ ]standards"
            ),
        ),
        (
            Section.RECOMMENDATIONS,
            r"^(?:the|to[ ][^.;]{5,120},[ ]the)[ ]government(?:[ ]of[ ][^.;:]{2,60}?)?[ ]should\b",
        ),
        (
            Section.PROSECUTION,
            (
                rf"^(?:{_SUBJECT})[ ]{_VERB}\b[^.;]{{0,120}}?"
                r"\b(?:law[ ]enforcement[ ](?:and[ ]prosecution[ ])?efforts|"
                r"(?:anti-trafficking[ ])?prosecution[ ]efforts|"
                r"efforts[ ]to[ ](?:investigate|prosecute)|efforts[ ]in[ ](?:investigating|prosecuting))"
            ),
        ),
        (
            Section.PROTECTION,
            (
                rf"^(?:{_SUBJECT})[ ]{_VERB}\b[^.;]{{0,120}}?"
                r"\b(?:protection[ ]efforts|efforts[ ]to[ ](?:identify[ ]and[ ])?(?:protect|assist)\b|"
                r"efforts[ ]to[ ]identify[^.;]{0,40}\bvictims|efforts[ ]in[ ](?:protecting|victim[ ]protection))"
            ),
        ),
        (
            Section.PREVENTION,
            (
                rf"^(?:{_SUBJECT})[ ]{_VERB}\b[^.;]{{0,120}}?"
                r"\b(?:prevention[ ]efforts|efforts[ ]to[ ]prevent[ ]|efforts[ ]in[ ]preventing[ ])"
            ),
        ),
        (
            Section.PROFILE,
            (
                r"^(?:as[ ]reported[ ](?:over|during|in|within|for)[ ]the[ ](?:past|last)[ ]|"
                r"[^.;]{2,80}?[ ]is[ ](?:primarily[ ]|mainly[ ]|principally[ ])?(?:an?|both[ ]an?)[ ]"
                r"(?:[\w, -]{0,40}[ ])?(?:source|transit|destination|country[ ]of[ ](?:origin|transit|destination))\b)"
            ),
        ),
    )
)


def parse_heading(line: str) -> Heading | None:
    """Return the heading that a line consists of, or None.

    The line must be in capitals or start with one; `prevention` at the end of a wrapped sentence is none.
    """
    for section, pattern in _ALONE:
        match = pattern.fullmatch(line.rstrip())
        if match and _is_title(match["label"]):
            return Heading(section, _label(match["label"]), Span(match.start("open"), match.end()), len(line))
    return None


def parse_run_in(line: str) -> Heading | None:
    """Return the heading with which a line begins before its text goes on, or None."""
    for section, pattern in _RUN_IN:
        match = pattern.match(line)
        if match is None or not _is_title(match["label"]):
            continue
        if match["mark"] or (match["label"].isupper() and line[match.end()].isupper()):
            return Heading(
                section, _label(match["label"]), Span(match.start("open"), match.end()), match.end()
            )
    return None


def inline_headings(text: str) -> list[Span]:
    """Return where a heading in capitals stands inside running text, after the end of a sentence."""
    return [Span(*match.span("label")) for match in _INLINE.finditer(text)]


def is_capitals(line: str) -> bool:
    """Whether a line looks like a heading of an unknown outline: short, all in capitals, no full stop."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]  # noqa: PLR2004
    return (
        bool(words)
        and len(line) <= _LONGEST_HEADING
        and line.upper() == line
        and line.lower() != line
        and (line.rstrip()[-1] not in ".,;" and line.lstrip()[0].isalnum())
    )


def cue(sentence: str) -> Section | None:
    """Return the section that a paragraph's first sentence gives away, or None.

    Args:
        sentence: Clean text of the sentence.
    """
    for section, pattern in _CUES:
        if pattern.match(sentence):
            return section
    return None


def _is_title(label: str) -> bool:
    return label[:1].isupper()


def _label(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" *_#:.¶–—-")

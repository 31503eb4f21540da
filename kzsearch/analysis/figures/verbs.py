"""The verbs that say what was done with what a figure counts."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final


class Act(Enum):
    """What a verb, or the noun made of it, says was done."""

    INVESTIGATE = auto()
    OPEN = auto()
    PROSECUTE = auto()
    CONVICT = auto()
    SENTENCE = auto()
    IDENTIFY = auto()
    ASSIST = auto()
    PROVIDE = auto()
    RECEIVE = auto()
    REFER = auto()
    TRAIN = auto()
    ATTEND = auto()
    INSPECT = auto()
    ALLOCATE = auto()
    EMPLOY = auto()
    REPORT = auto()
    """The verb leaves it to the noun: `conducted`, `reported`, `secured`."""
    REGISTER = auto()
    CONTINUE = auto()
    BLOCK = auto()
    """Some other act: the number is not certain to be a figure of a measure."""


_WORDS: Final = {
    Act.INVESTIGATE: "investigate investigates investigated investigating",
    Act.OPEN: "open opens opened opening initiate initiates initiated initiating launch launched launching "
    "start started "
    "starting began begun commence commenced commencing instituted",
    Act.PROSECUTE: "prosecute prosecutes prosecuted prosecuting charge charged charging indict indicted "
    "indicting tried",
    Act.CONVICT: "convict convicts convicted convicting",
    Act.SENTENCE: "sentenced sentencing jailed jailing imprisoned imprisoning",
    Act.IDENTIFY: "identify identifies identified identifying recognize recognized recognizing certify certified "
    "certifying detected detecting discovered recognised",
    Act.ASSIST: "assist assists assisted assisting serve served serving sheltered sheltering housed housing "
    "accommodated "
    "accommodating supported supporting helped helping aided cared hosted hosting",
    Act.PROVIDE: "placed placing admitted provide provides provided providing offer offered offering gave give "
    "gives giving given granted granting "
    "extended afforded",
    Act.RECEIVE: "receive receives received receiving benefited benefitted accessed obtained",
    Act.REFER: "refer refers referred referring",
    Act.TRAIN: "train trains trained",
    Act.ATTEND: "attend attended attending participated participating participate",
    Act.INSPECT: "inspect inspects inspected inspecting",
    Act.ALLOCATE: "allocate allocates allocated allocating budget budgeted budgeting spend spends spent "
    "spending disbursed "
    "disbursing disburse contributed contributing contribute dedicated dedicating earmarked appropriated invested "
    "devoted committed fund funds funded funding expended awarded financed",
    Act.EMPLOY: "employ employs employed employing hired had has have deployed staffed comprised comprises "
    "comprising maintained consisted consists",
    Act.REPORT: "conduct conducted conducting conducts carried carrying completed completing performed held "
    "holding hold "
    "organized organizing delivered delivering facilitated facilitating led leading lead reported reporting reports "
    "secured securing achieved achieving obtained issued resulted resulting result handed pursued "
    "pursuing operated operates operating operate ran run running established establishing managed were was are is "
    "made yielded produced oversaw undertook sponsored noted counted "
    "filed amounted won concluded undertaken brought cooperated collaborated engaged saw "
    "decreased increased included includes include logged fielded answered remained",
    Act.REGISTER: "registered registering recorded recording documented documenting",
    Act.CONTINUE: "continue continued continuing continues",
}
_IRREGULAR: Final = (
    "took sent found met built paid went became knew left lost kept told bought caught taught fell rose grew chose "
    "wrote spoke stood understood sought fled freed denied upheld withdrew underwent undid"
)
# Words in -ed and -ing that are no verbs of a sentence.
_NO_VERBS: Final = frozenset(
    """
    including following according during regarding concerning
    involving pertaining pending ongoing outstanding trafficking
    training begging smuggling reporting housing counseling funding monitoring screening meeting hearing building
    existing remaining proceeding preceding beginning nothing something anything everything morning evening king ring
    alleged suspected related specialized unspecified forced united limited estimated documented undocumented
    dedicated increased combined accused unaccompanied so-called unidentified confirmed presumed total-ed hundred
    indeed organized bonded convicted-ed need speed exceed red aged skilled unskilled married mixed uncategorized
    undetermined unrelated exploited trafficked repeated separate-ed interrelated authorized advanced
    subjected coerced enslaved victimized compelled suffered experienced endured involved compared comparing
    displaced concerned pertained ranging detailed reported-ed registered-ed based used
    """.split()
)
_ACTS: Final = {word: act for act, words in _WORDS.items() for word in words.split()} | dict.fromkeys(
    _IRREGULAR.split(), Act.BLOCK
)
WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")

# Nouns made of verbs, with the preposition before what they count: `the conviction of 12 traffickers`.
_NOMINAL: Final = (
    (
        Act.INVESTIGATE,
        (
            r"investigations?(?: cases?)?(?: in (?:19|20)\d\d)? (?:of|in|into|against|involving|on|for"
            r"|concerning|regarding)"
        ),
    ),
    (
        Act.PROSECUTE,
        (
            r"(?:prosecutions?|indictments?|charges|criminal charges)(?: in (?:19|20)\d\d)? (?:of|in"
            r"|against|involving|for)"
        ),
    ),
    (Act.CONVICT, r"(?:convictions?) (?:of|in|against|for|involving)|guilty(?: verdicts? against)?"),
    (Act.IDENTIFY, r"identification of"),
    (Act.REFER, r"referrals? of"),
    (
        Act.ASSIST,
        (
            r"(?:assistance|support|shelter|services|care|aid|protection|accommodation|counseling|housing|help|treatment"
            r"|benefits|rehabilitation)(?: services)? (?:to|for|of|benefiting|benefitting|reaching)"
        ),
    ),
    (
        Act.TRAIN,
        (
            r"(?:training|trainings|courses?|sessions?|seminars?|workshops?|webinars?|instruction)"
            r"(?: sessions?| courses?"
            r"| programs?| events?)?(?: (?:on|in) [^,;:.()]{1,60}?)? (?:to|for|of|attended by|reaching|benefiting|with)"
            r"|training (?:was|were) (?:delivered|provided|given|offered) to|(?<!human )(?<!anti-)training"
        ),
    ),
)
NOMINALS: Final = [(act, re.compile(rf"\b(?:{words})\s+$", re.IGNORECASE)) for act, words in _NOMINAL]


def act_of(word: str) -> Act | None:
    """Return what a word in lower case says was done, or None where it is no verb."""
    if word in _ACTS:
        return _ACTS[word]
    if word in _NO_VERBS or "-" in word or "’" in word:
        return None
    return Act.BLOCK if word.endswith(("ed", "ing")) and len(word) > len("king") else None

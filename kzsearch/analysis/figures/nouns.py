"""The nouns that figures count, by kind, and the words that name a part of a whole."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final


class Kind(Enum):
    """What a counted noun is."""

    INVESTIGATION = auto()
    PROSECUTION = auto()
    CONVICTION = auto()
    SENTENCE = auto()
    CASE = auto()
    VICTIM = auto()
    TRAFFICKER = auto()
    OFFICIAL = auto()
    PERSON = auto()
    SHELTER = auto()
    INSPECTION = auto()
    TRAINING = auto()
    CALL = auto()
    WORKPLACE = auto()
    TIME = auto()
    OTHER = auto()


PERSONS: Final = frozenset({Kind.VICTIM, Kind.TRAFFICKER, Kind.OFFICIAL, Kind.PERSON})

_NOUNS: Final = {
    Kind.INVESTIGATION: "investigation investigations probe probes inquiries",
    Kind.PROSECUTION: "prosecution prosecutions indictment indictments",
    Kind.CONVICTION: "conviction convictions",
    Kind.SENTENCE: "sentence sentences",
    Kind.CASE: "case cases complaint complaints crime crimes incident incidents offense offenses offence offences",
    Kind.VICTIM: "victim victims survivor survivors",
    Kind.TRAFFICKER: "trafficker traffickers suspect suspects defendant defendants offender offenders perpetrator "
    "perpetrators accused criminal criminals pimp pimps convict convicts",
    Kind.OFFICIAL: "official officials officer officers police policemen policewomen judge judges prosecutor "
    "prosecutors "
    "inspector inspectors investigator investigators detective detectives magistrate magistrates agent agents guard "
    "guards worker-officials teacher teachers personnel employee employees staff diplomat diplomats soldier soldiers "
    "troops peacekeepers participant participants student students trainee trainees professional professionals "
    "practitioner practitioners responders responder counselor counselors educators educator lawyers lawyer attorneys "
    "attorney doctors nurses journalists specialists specialist members representatives representative volunteers "
    "stakeholders authorities leaders cadets trainers journalist doctor nurse",
    Kind.PERSON: "person persons people individual individuals woman women man men girl girls boy boys child children "
    "minor minors adult adults female females male males national nationals citizen citizens foreigner foreigners "
    "migrant migrants worker workers laborer laborers resident residents returnee returnees refugee refugees youth "
    "youths teenager teenagers adolescents infants juveniles",
    Kind.SHELTER: "shelter shelters safehouse safehouses",
    Kind.INSPECTION: "inspection inspections",
    Kind.TRAINING: "training trainings session sessions course courses seminar seminars workshop workshops "
    "webinar webinars",
    Kind.CALL: "call calls",
    Kind.WORKPLACE: "workplace workplaces business businesses establishment establishments employer employers "
    "enterprise "
    "enterprises company companies factory factories worksites worksite farms",
    Kind.TIME: "year years month months week weeks day days hour hours minute minutes",
}
_KINDS: Final = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}
_TWO_WORDS: Final = {
    ("safe", "house"): Kind.SHELTER,
    ("safe", "houses"): Kind.SHELTER,
    ("social", "worker"): Kind.OFFICIAL,
    ("social", "workers"): Kind.OFFICIAL,
    ("care", "workers"): Kind.OFFICIAL,
    ("healthcare", "workers"): Kind.OFFICIAL,
    ("health", "workers"): Kind.OFFICIAL,
    ("consular", "workers"): Kind.OFFICIAL,
    ("training", "programs"): Kind.TRAINING,
    ("training", "events"): Kind.TRAINING,
    ("training", "activities"): Kind.TRAINING,
    ("conviction", "verdicts"): Kind.CONVICTION,
    ("guilty", "verdicts"): Kind.CONVICTION,
    ("hotline", "operators"): Kind.OTHER,
    ("training", "participants"): Kind.OFFICIAL,
    ("court", "sessions"): Kind.OTHER,
    ("training", "manuals"): Kind.OTHER,
}


def kind_of(words: list[str]) -> Kind | None:
    """Return the kind of a noun phrase by its last words, or None where they are no noun of this list."""
    if not words:
        return None
    if len(words) > 1 and (pair := _TWO_WORDS.get((words[-2], words[-1]))):
        return pair
    return _KINDS.get(words[-1])


def is_form(part: str) -> bool:
    """Whether a part is told apart by its form of trafficking."""
    return part in _FORMS


def is_of_persons(part: str) -> bool:
    """Whether a part can only be persons: women, children, foreigners, a nationality."""
    return part not in _FORMS and part not in (
        "potential",
        "confirmed",
        "officials",
        "joint",
        "ongoing",
        "new",
        "part",
    )


def is_noun(word: str) -> bool:
    """Whether a word, in lower case, is a noun that figures count."""
    return word in _KINDS


_SEX: Final = (
    r"sex(?:ual)?[ -]+traffick\w*|sexual(?:ly)?[ -]+(?:labor )?exploit\w*|commercial sex\w*"
    r"|sexual (?:servitude|slavery)"
)
_LABOR: Final = (
    r"forced[ -]+labou?r\w*|labou?r[ -]+(?:and sex )?traffick\w*|labou?r exploitation|bonded labou?r|debt bondage"
    r"|forced[ -]and[ -]bonded labou?r|work exploitation"
)
_PARTS: Final = (
    (
        "sex trafficking and forced labor",
        rf"(?:both )?(?:{_SEX}|sex) and (?:{_LABOR})|(?:both )?(?:{_LABOR}|forced labor|labor) and (?:{_SEX})",
    ),
    ("sex trafficking", _SEX),
    ("forced labor", _LABOR),
    ("domestic servitude", r"domestic servitude|domestic slavery"),
    ("forced begging", r"forced begging|forced to beg"),
    ("forced marriage", r"forced marriages?|servile marriages?"),
    ("forced criminality", r"forced criminality|forced criminal activity"),
    ("child soldiers", r"child soldiers?"),
    (
        "unspecified",
        r"unspecified|uncategorized|undetermined|unknown (?:forms?|types?)|other forms? of|unknown exploitation",
    ),
    ("women", r"wom[ae]n"),
    ("men", r"m[ae]n"),
    ("girls", r"girls?"),
    ("boys", r"boys?"),
    ("female", r"females?"),
    ("male", r"males?"),
    ("children", r"children|child|minors?|underage|juveniles?"),
    ("adults", r"adults?"),
    ("transgender", r"transgender\w*|trans (?:wom[ae]n|m[ae]n)"),
    ("LGBTQI+", r"LGBTQ?I?\+?"),
    ("foreign", r"foreign\w*|non-?citizens?|non-?nationals?"),
    ("potential", r"potential|suspected|presumed|possible|alleged|prospective|probable"),
    ("confirmed", r"confirmed|formally identified|officially identified"),
    ("officials", r"complicit\w*|government officials?|public officials?|government employees?"),
    ("trafficking-related", r"trafficking-related|related to (?:human )?trafficking"),
    ("joint", r"jointly?"),
    (
        "ongoing",
        r"ongoing|pending|continu(?:ed|ing)|carried over|from (?:the )?previous (?:reporting )?(?:year|period)s?",
    ),
    ("new", r"new|newly|additional"),
)
_PART: Final = [
    (name, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)) for name, words in _PARTS
]
_DEMONYM_END: Final = (
    r"(?:an|ans|i|is|ese|ish|ch|ek|eks|kh|khs|jik|jiks|ak|aks|k|ks|yz|o|os|en|ens|er|ers|lo|ai|ais|se|ss|be|ot|ots"
    r"|que|ne|nes)"
)
_DEMONYM: Final = re.compile(
    rf"(?<!from )(?<!in )(?<!of )(?<!to )(?<!the )\b(?!(?:The|In|Of|NGO|Police|Law|Ministry|Government"
    rf"|Officials?|Trafficking|Victims?|Children|Men|Women|Labor)\b)"
    rf"(?:(?:North|South|Central|East|West|Southeast|Eastern|Western|Sub-Saharan) )?[A-Z][\w’'-]*?{_DEMONYM_END}\b"
)
_ORIGIN: Final = re.compile(
    r"\bfrom ((?:the )?[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|of|and(?= the [A-Z])|the))*)"
)


def is_people(word: str) -> bool:
    """Whether a word is the name of a people in the plural: `12 Uzbeks`."""
    return word[:1].isupper() and word.endswith("s") and _DEMONYM.fullmatch(word) is not None


_FORMS: Final = frozenset(
    {
        "sex trafficking and forced labor",
        "sex trafficking",
        "forced labor",
        "domestic servitude",
        "forced begging",
        "forced marriage",
        "forced criminality",
        "child soldiers",
        "unspecified",
        "trafficking-related",
    }
)


def forms(text: str) -> tuple[str, ...]:
    """Return the forms of trafficking that words name, and no other parts."""
    return tuple(part for part in parts(text, nationality=False) if part in _FORMS)


def parts(text: str, *, nationality: bool = True, origin: bool = False) -> tuple[str, ...]:
    """Return the parts of a whole that words name: `sex trafficking`, `children`, a nationality as printed.

    Args:
        text: The words.
        nationality: Whether a word with a capital may be a nationality.
        origin: Whether `from` may name the country of origin.
    """
    found: list[tuple[int, str]] = []
    rest = text
    for name, pattern in _PART:
        if match := pattern.search(rest):
            found.append((match.start(), name))
            # A part found is not read again: `sex trafficking and forced labor` is neither of the two alone.
            rest = pattern.sub(lambda words: " " * len(words[0]), rest)
    if origin and (match := _ORIGIN.search(rest)):
        found.append((match.start(), f"from {match[1]}"))
    elif nationality and (match := _DEMONYM.search(rest)):
        found.append((match.start(), match[0].rstrip("s") if match[0].endswith(("ans", "is")) else match[0]))
    return tuple(name for _, name in sorted(found, key=lambda part: part[0]))


_OTHER_OFFENCE: Final = re.compile(
    r"\b(?:smuggl\w+|drug|narcotics?|pimping|pandering|procur\w+|brothel\w*|prostitution|solicit\w+"
    r"|immigration (?:violation|offen|crime)\w*"
    r"|document fraud|fraud|rape|pornograph\w+|kidnapp?ing|sexual abuse|domestic violence"
    r"|child labou?r|wage|abuse of power|brib\w+"
    r"|corrupt\w*|extort\w*|thefts?|murders?|homicides?|assaults?|perjury|forgery"
    r"|illegal (?:recruit\w+|adoption|employment)|organ)\b",
    re.IGNORECASE,
)


def other_offence(text: str) -> bool:
    """Whether words name an offence other than trafficking, so that what they count may be no trafficking."""
    return _OTHER_OFFENCE.search(text) is not None

"""What a number counts, from what was done and the kind of noun that it was done with."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kzsearch.analysis.figures.nouns import PERSONS, Kind, other_offence
from kzsearch.analysis.figures.verbs import Act
from kzsearch.types.figures import Measure


class Seen(NamedTuple):
    """What decides a measure.

    Attributes:
        act: What was done, or None.
        kind: The kind of the counted noun.
        words: The noun phrase.
        tail: The words behind it in its clause.
        clause: The sentence.
        ahead: The words behind the phrase, relative clauses included.
    """

    act: Act | None
    kind: Kind | None
    words: str
    tail: str
    clause: str
    ahead: str = ""


_CRIME: Final = frozenset({Kind.CASE, Kind.TRAFFICKER, Kind.PERSON, Kind.OFFICIAL})
_PENAL: Final = {
    Act.INVESTIGATE: Measure.INVESTIGATIONS,
    Act.PROSECUTE: Measure.PROSECUTIONS,
    Act.CONVICT: Measure.CONVICTIONS,
    Act.SENTENCE: Measure.SENTENCES,
}
_BY_NOUN: Final = {
    Kind.INVESTIGATION: Measure.INVESTIGATIONS,
    Kind.PROSECUTION: Measure.PROSECUTIONS,
    Kind.CONVICTION: Measure.CONVICTIONS,
    Kind.INSPECTION: Measure.INSPECTIONS,
    Kind.TRAINING: Measure.TRAINING_SESSIONS,
}
_OF_VICTIMS: Final = {
    Act.IDENTIFY: Measure.IDENTIFIED,
    Act.REGISTER: Measure.IDENTIFIED,
    Act.ASSIST: Measure.ASSISTED,
    Act.REFER: Measure.REFERRED,
}
_HELP: Final = re.compile(
    r"\b(?:assist\w*|shelter\w*|care|services?|support|counsel\w*|aid|accommodation|protection|benefits|help|treatment|"
    r"housing|rehabilitation|lodging|placement|reintegration)\b",
    re.IGNORECASE,
)
_COMPENSATION: Final = re.compile(
    r"\b(?:compensation|restitution|damages|wages|residence permits?|visas?)\b", re.IGNORECASE
)
_VICTIMHOOD: Final = re.compile(
    r"traffick|forced labou?r|sexual(?:ly)? exploit|exploited|\bvictims?\b", re.IGNORECASE
)
_HOTLINE: Final = re.compile(
    r"\b(?:hot-?lines?|help-?lines?|call cent(?:er|re)s?|tip ?lines?|toll-free|phone line)\b", re.IGNORECASE
)
_LESSON: Final = re.compile(
    r"\b(?:train\w*|courses?|seminars?|workshops?|sessions?|webinars?)\b", re.IGNORECASE
)
_CORPS: Final = re.compile(
    r"\b(?:officers?|inspectors?|investigators?|detectives?|agents?|prosecutors?|police|personnel|staff)\b",
    re.IGNORECASE,
)
_OWN_UNIT: Final = re.compile(
    r"\banti-?trafficking|\btrafficking (?:unit|police|office|department|division)|\b(?:employ\w*"
    r"|hired|staffed|number of)\b|"
    r"\b(?:units?|divisions?|inspectorates?|bureaus?|squads?|task force) (?:had|has|have|comprised"
    r"|comprises|consisted|consists|maintained|which consists)\b|"
    r"\blabou?r inspectors\b|\b(?:ministry|department) of labou?r\b.*\binspectors\b"
    r"|\bspecialized\b|\bspecial enforcement\b",
    re.IGNORECASE,
)
_ANTI_TRAFFICKING: Final = re.compile(
    r"\banti-?trafficking|\btrafficking (?:unit|police|office|department|division)", re.IGNORECASE
)
_TERM: Final = re.compile(r"\b(?:sentences?|prison|imprisonment|probation)\b")
_SHELTER_ACTS: Final = frozenset(
    {
        None,
        Act.OPEN,
        Act.REPORT,
        Act.REGISTER,
        Act.ALLOCATE,
        Act.PROVIDE,
        Act.CONTINUE,
        Act.EMPLOY,
        Act.ASSIST,
        Act.RECEIVE,
    }
)
_NOUN_ACTS: Final = frozenset(
    {
        None,
        Act.OPEN,
        Act.REPORT,
        Act.REGISTER,
        Act.CONTINUE,
        Act.PROVIDE,
        Act.ALLOCATE,
        Act.EMPLOY,
        Act.RECEIVE,
        Act.ASSIST,
        Act.ATTEND,
    }
)
_OWN_NOUN_ACT: Final = {
    Kind.INVESTIGATION: Act.INVESTIGATE,
    Kind.PROSECUTION: Act.PROSECUTE,
    Kind.CONVICTION: Act.CONVICT,
    Kind.TRAINING: Act.TRAIN,
    Kind.INSPECTION: Act.INSPECT,
}
_NO_BUDGET: Final = re.compile(
    r"\b(?:fine[ds]?|fines|penalt\w+|compensation|restitution|damages|wages?|salar\w+|brib\w+|ransom|fees?|confiscat\w+|seiz\w+|"
    r"forfeit\w*|earn\w*|profits?|debts?|paid by|per (?:month|day|person|victim)|bail|worth|stole\w*"
    r"|assets|owed|back pay)\b",
    re.IGNORECASE,
)


def measure_of(seen: Seen) -> tuple[Measure, str] | None:
    """Return the measure and the rule that gave it, or None where it is not certain."""
    if (
        seen.kind is None
        or seen.kind is Kind.TIME
        or (seen.kind is Kind.OTHER and seen.act is not Act.INSPECT)
    ):
        return None
    for rule in (_by_noun, _penal, _of_victims, _of_training, _of_places, _of_officers):
        if found := rule(seen):
            return found
    return None


def money_measure(act: Act | None, around: str) -> tuple[Measure, str] | None:
    """Return the measure of an amount of money, given the words around it."""
    if _NO_BUDGET.search(around):
        return None
    if act in (Act.ALLOCATE, Act.PROVIDE, Act.ASSIST):
        return Measure.BUDGET, "money allocated"
    if act in (Act.REPORT, Act.EMPLOY, Act.CONTINUE, Act.RECEIVE, None) and re.search(
        r"\b(?:budgets?|funding|allocat\w+|expenditures?|made available|appropriation|funds)\b",
        around,
        re.IGNORECASE,
    ):
        return Measure.BUDGET, "a budget of"
    return None


def _by_noun(seen: Seen) -> tuple[Measure, str] | None:
    measure = _BY_NOUN.get(seen.kind) if seen.kind else None
    if measure is None:
        return None
    allowed = seen.act in _NOUN_ACTS or seen.act is _OWN_NOUN_ACT.get(seen.kind)  # type: ignore[arg-type]
    if not allowed or _of_another_offence(seen):
        return None
    return measure, f"counts {seen.kind.name.lower()}s"  # type: ignore[union-attr]


def _penal(seen: Seen) -> tuple[Measure, str] | None:
    if seen.kind not in _CRIME or _of_another_offence(seen):
        return None
    if seen.act in _PENAL and not (seen.kind is Kind.CASE and seen.act is Act.SENTENCE):
        return _PENAL[seen.act], f"{seen.act.name.lower()} + {seen.kind.name.lower()}"
    if seen.kind in (Kind.CASE, Kind.TRAFFICKER) and re.match(r"\s*to trial\b", seen.tail):
        return Measure.PROSECUTIONS, "brought to trial"
    if seen.act is Act.OPEN and seen.kind is Kind.CASE:
        return Measure.INVESTIGATIONS, "open + case"
    if (
        seen.act in (Act.RECEIVE, Act.PROVIDE)
        and _TERM.search(seen.tail)
        and not re.search(r"\bfines?\b", seen.tail)
    ):
        return Measure.SENTENCES, "received sentences"
    return None


def _of_victims(seen: Seen) -> tuple[Measure, str] | None:
    if seen.kind is not Kind.VICTIM and not (
        seen.kind is Kind.PERSON and _VICTIMHOOD.search(f"{seen.words} {seen.tail} {seen.ahead}")
    ):
        return None
    # Of 1,000 persons at risk, or of a criminal's victims, nobody says that they were trafficked.
    if re.search(r"\b(?:vulnerable|at[ -]risk|smuggled|domestic violence)\b", f"{seen.words} {seen.tail}"):
        return None
    act = seen.act
    if act is Act.REFER and re.search(
        r"\bto (?:the )?(?:courts?|trial|prosecut\w+|justice|immigration)", seen.tail
    ):
        return None
    if act in (Act.RECEIVE, Act.PROVIDE):
        around = f"{seen.words} {seen.tail}"
        helped = _HELP.search(around) is not None and not _COMPENSATION.search(around)
        return (Measure.ASSISTED, "received or was given help") if helped else None
    if act in _OF_VICTIMS:
        return _OF_VICTIMS[act], f"{act.name.lower()} + {seen.kind.name.lower()}"
    return None


def _of_training(seen: Seen) -> tuple[Measure, str] | None:
    if seen.kind not in (Kind.OFFICIAL, Kind.PERSON):
        return None
    if seen.act is Act.TRAIN:
        return Measure.PEOPLE_TRAINED, "trained"
    if (seen.act is Act.ATTEND and _LESSON.search(seen.clause)) or (
        seen.act is Act.RECEIVE and _LESSON.search(seen.tail)
    ):
        return Measure.PEOPLE_TRAINED, "took part in training"
    if seen.act is Act.PROVIDE and _LESSON.search(seen.tail):
        return Measure.PEOPLE_TRAINED, "provided with training"
    return None


def _of_places(seen: Seen) -> tuple[Measure, str] | None:
    if seen.kind is Kind.SHELTER and seen.act in _SHELTER_ACTS:
        return Measure.SHELTERS, "counts shelters"
    if seen.kind is Kind.CALL and _HOTLINE.search(seen.clause):
        return Measure.HOTLINE_CALLS, "counts calls to a hotline"
    if seen.kind in (Kind.WORKPLACE, Kind.CASE, Kind.OTHER) and seen.act is Act.INSPECT:
        return Measure.INSPECTIONS, "inspected workplaces"
    return None


def _of_officers(seen: Seen) -> tuple[Measure, str] | None:
    if seen.kind is not Kind.OFFICIAL or seen.act is not Act.EMPLOY or not _CORPS.search(seen.words):
        return None
    unit = _ANTI_TRAFFICKING if re.search(r"\b(?:staff|personnel)\b", seen.words) else _OWN_UNIT
    if unit.search(f"{seen.words} {seen.clause}"):
        return Measure.OFFICERS, "officers employed"
    return None


def _of_another_offence(seen: Seen) -> bool:
    around = f"{seen.words} {seen.tail}"
    return other_offence(around) and not re.search(r"traffick", around, re.IGNORECASE)


def same_sort(one: Kind | None, other: Kind | None) -> bool:
    """Whether two nouns may count the same: victims and women, cases and prosecutions."""
    if one is None or other is None or one is other:
        return True
    penal = {Kind.CASE, Kind.INVESTIGATION, Kind.PROSECUTION, Kind.CONVICTION, Kind.TRAFFICKER, Kind.SENTENCE}
    if {one, other} <= penal:
        return True
    # Victims are not traffickers, nor are officials either.
    return {one, other} <= PERSONS and Kind.PERSON in (one, other)

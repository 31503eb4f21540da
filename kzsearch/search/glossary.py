"""Russian and Kazakh words of this field, for queries in a script that the model does not read.

A glossary is no translation: with the English of single words, the lexical side and a model of English can search.
Words are compared by their beginnings, because both languages inflect at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

# Beginnings of words, and their English in these reports. An entry of two words needs both, in order.
_RUSSIAN = """
торговл людьм = human trafficking | торговц людьм = traffickers | торгов = trafficking | трафик = trafficking
жертв = victims | пострадавш = victims | потерпевш = victims | приют = shelter | убежищ = shelter
эксплуатац = exploitation | принудительн труд = forced labor | подневольн = forced | рабств = slavery
сексуальн = sexual sex | секс = sex | проституц = prostitution commercial sex | коммерческ = commercial
полиц = police | прокур = prosecutors | суд = court | судь = judges | суде = judges | судебн = court | судеб = court
осужд = convicted | осужден = convicted | приговор = sentenced | обвин = prosecuted | преследован = prosecution
наказан = penalties | тюр = prison imprisonment | лишени свобод = imprisonment | срок = years imprisonment
расследован = investigations | следстви = investigation | уголовн дел = criminal case | уголовн = criminal
кодекс = code | стать = article | закон = law | законопроект = draft law | законодательств = legislation laws
проект закон = draft law | проект = draft | опубликован = published | поправ = amendments | мировое = settlement
примирен = conciliation | чиновник = officials | должностн = officials | коррупц = corruption complicity
взят = bribes bribed | соучаст = complicity complicit | правительств = government | властя = authorities
власт = authorities | министерств = ministry | внутренн дел = internal affairs | иностранн дел = foreign affairs
здравоохранен = health | образован = education | инспекц = inspections | инспектор = inspectors
трудов = labor | труд = labor | мигрант = migrants | миграц = migration | беженц = refugees
депорт = deportation deporting | высыл = deportation | репатри = repatriation | возвращ = return repatriation
граждан = citizens | иностран = foreign | дет = children | ребен = child | несовершеннолетн = children minors
девоч = girls | девуш = girls women | женщин = women | мужчин = men | сем = family
финансир = funding fund | бюджет = budget | тенге = tenge | ден = money funding | выдел = allocated
средств = funding | план = plan | национальн план = national action plan | рекоменд = recommendations
профилакт = prevention | предотвращ = prevent prevention | предупрежд = prevention | защит = protection
помощ = assistance | услуг = services | поддержк = support assistance | медицин = medical
психолог = psychological | юридич = legal | правов = legal | адвокат = attorneys lawyers
компенсац = compensation | возмещен = compensation | граждан иск = civil suit | иск = suits
горяч лини = hotline | звон = calls | телефон = phone hotline | обуч = training | тренинг = training
подготовк = training | информацион = information awareness | кампани = campaigns | осведомл = awareness
нпо = NGO NGOs | неправительств = NGO nongovernmental | общественн = civil society | организац = organizations
международн = international | сотрудничеств = cooperation | рабоч групп = working group | комисси = commission
выявл = identified identification | идентифик = identification identified | обнаруж = identified
сколько = number | количеств = number | числ = number | район = rural areas | регион = regions
област = region | город = cities | сельск = rural | сельск хозяйств = agriculture | ферм = farms
строит = construction | домашн = domestic service | попрошайн = beg | нищ = beg | вербов = recruitment recruit
вербу = recruit | обман = fraudulent deceit | долг = debt | границ = border | паспорт = identity documents
документ = documents | вид жительств = residence permits | разрешени работ = work permits | разрешен = permits
войн = war | росси = Russia | украин = Ukraine | узбек = Uzbekistani Uzbekistan | таджик = Tajikistan
кита = China | синьцзян = Xinjiang | сири = Syria | туркмен = Turkmen | киргиз = Kyrgyz | кыргыз = Kyrgyz
казах = Kazakhstan | лгбт = LGBTQI+ | трансгендер = transgender | уязвим = vulnerable | риск = risk
дипломат = diplomatic personnel | миротвор = peacekeeping troops | военн = military | призыв = conscription
мобилизац = mobilization | школ = school | детск дом = orphanage | интернат = institutions
инвалид = disabled disabilities | посредник = intermediaries | агентств = agencies | работодател = employers
завод = factories | фабрик = factories | стройк = construction sites | баз данн = data collection system
данн = data | статистик = statistics data | сбор = collection | перенаправл = referral | направл = refer referred
свидетел = witness | видео = video | допрос = interviews | опрос = interviews | спрос = demand
туризм = tourism | преступн = crimes criminal | преступн групп = criminal groups | организован = organized
уровн = tier | стандарт = standards | минимальн = minimum | отчет = report | доклад = report
усил = efforts | увелич = increased | повыс = increased | снизил = decreased | сократ = decreased
пандеми = pandemic | интернет = online | социальн сет = social media | социальн = social | обещан = promises
работ = work employment | зарплат = wages | официант = waitresses | модел = models | нян = nannies
базар = bazaars | рынк = markets bazaars | наркот = drug | торгов наркот = drug trafficking
принужден = coercion forced | насил = violence | домашн насил = domestic violence | здоров = health
проверк = inspections | депутат = parliament | парламент = parliament | президент = president
"""
_KAZAKH = """
адам сауда = human trafficking | құрбан = victims | жәбірлену = victims | баспана = shelter | паналау = shelter
еңбек = labor | мәжбүр = forced | заң = law | сот = court | тергеу = investigation | үкімет = government
көмек = assistance | қорғау = protection | алдын алу = prevention | бала = children | әйел = women
мигрант = migrants | көші-қон = migration | шетел = foreign | ұсыны = recommendations | жоспар = action plan
қаржы = funding | оқыту = training | полиц = police | құлдық = slavery | қанау = exploitation
"""


class _Entry(NamedTuple):
    """Beginnings of one or more words in a row, and the English that they stand for."""

    beginnings: tuple[str, ...]
    english: str


def look_up(words: list[str]) -> dict[str, str]:
    """Return the English of words.

    Args:
        words: Words of a query in lower case, in order.

    Returns:
        English by the word, or words in a row, that it stands for; words that the glossary lacks are left
        out. The longest entry wins.
    """
    entries = _entries() if words else {}
    found: dict[str, str] = {}
    place = 0
    while place < len(words):
        best = max(
            (entry for entry in entries.get(words[place][:2], ()) if _fits(entry, words, place)),
            key=lambda entry: (len(entry.beginnings), sum(map(len, entry.beginnings))),
            default=None,
        )
        if best is None:
            place += 1
            continue
        following = place + len(best.beginnings)
        found[" ".join(words[place:following])] = best.english
        place = following
    return found


def _fits(entry: _Entry, words: list[str], place: int) -> bool:
    row = words[place : place + len(entry.beginnings)]
    return len(row) == len(entry.beginnings) and all(
        word.startswith(beginning) for word, beginning in zip(row, entry.beginnings, strict=True)
    )


@cache
def _entries() -> Mapping[str, list[_Entry]]:
    """Return the entries by the first two letters of their first word."""
    entries: dict[str, list[_Entry]] = {}
    for line in re.split(r"[|\n]", _RUSSIAN + _KAZAKH):
        beginnings, _, english = line.partition("=")
        if english:
            entry = _Entry(tuple(beginnings.split()), english.strip())
            entries.setdefault(entry.beginnings[0][:2], []).append(entry)
    return entries

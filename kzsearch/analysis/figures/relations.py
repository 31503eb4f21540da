"""How the numbers of a sentence stand to one another: wholes, their parts, and the counts of other years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kzsearch.analysis.figures import nouns
from kzsearch.analysis.figures.amounts import Sort
from kzsearch.analysis.figures.comparisons import (
    COORDINATED,
    YEAR,
    compared_with,
    compares_throughout,
    is_compared,
    is_first_state,
    speaks_itself,
)
from kzsearch.analysis.figures.items import Item, Link
from kzsearch.analysis.figures.measures import same_sort
from kzsearch.analysis.figures.nouns import PERSONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.analysis.figures.layers import Layer

_PART: Final = re.compile(
    r"(?:\bincluding|\bincluded|\bcomprising|\bcomprised|\bcomprised of|\bconsisting of|\bcomposed of|\bnamely"
    r"|\bof (?:which|whom|these|those|them)"
    r"|\bamong (?:which|whom|these|those|them)|\bdivided into)\b(?P<rest>[^;]*)$",
    re.IGNORECASE,
)
PARTITIVE: Final = re.compile(
    r"^\W*(?:of|among|out of|from)\s(?:these|those|them|the|this|that|all|its|which|whom)\b", re.IGNORECASE
)


_PARALLEL: Final = re.compile(r"\s(?:for|of|in|under)\s[^,;]{3,60},?\s(?:and\s)?")


def link(items: Sequence[Item], place: int, found: Sequence[Layer], earlier: Item | None) -> None:
    """Set how a number stands to the numbers before it.

    Args:
        items: The numbers of the sentence; those before this one are linked.
        place: Which one.
        found: The layers of the sentence.
        earlier: The last whole of the sentences before, or None.
    """
    item = items[place]
    item.link, item.other = _link(items, place, found, earlier)
    if item.other is item:
        item.other = None


def _link(
    items: Sequence[Item], place: int, found: Sequence[Layer], earlier: Item | None
) -> tuple[Link, Item | None]:
    item = items[place]
    before = [other for other in items[:place] if other.amount.sort is item.amount.sort]
    if item.layer == 0 and compares_throughout(found[0].text):
        return Link.COMPARED, None
    if found[item.layer].outer is not None and (bracketed := _in_bracket(item, items[:place], found)):
        return bracketed
    same_layer = [other for other in before if other.layer == item.layer]
    if is_first_state(items, place):
        following = next(other for other in items[place + 1 :] if other.layer == item.layer)
        return Link.COMPARED, following
    if not item.of_them and is_compared(item, same_layer, found[item.layer].text):
        return Link.COMPARED, compared_with(item, before)
    if item.amount.sort is Sort.TIME:
        return Link.WHOLE, None
    return _part(item, same_layer, found, earlier)


def parts_that_add_up(items: Sequence[Item]) -> list[Item]:
    """Link the numbers behind a whole that add up to it: `158 victims, 102 female and 56 male`.

    Returns the numbers whose link changed.
    """
    changed: list[Item] = []
    for place, whole in enumerate(items):
        if whole.measure is None or whole.amount.sort is not Sort.COUNT or whole.link is not Link.WHOLE:
            continue
        run: list[Item] = []
        for item in items[place + 1 :]:
            told_apart = item.noun.parts and item.measure is None and item.link is Link.WHOLE
            if item.layer != whole.layer or not told_apart or not same_sort(item.noun.kind, whole.noun.kind):
                break
            run.append(item)
            if len(run) > 1 and sum(part.numeral.value for part in run) == whole.numeral.value:
                for part in run:
                    part.link, part.other = Link.PART, whole
                changed += run
                break
    return changed


def _in_bracket(
    item: Item, before: Sequence[Item], found: Sequence[Layer]
) -> tuple[Link, Item | None] | None:
    """Link a number in brackets to the number before the brackets, or leave it to stand alone."""
    layer = found[item.layer]
    outer = [
        other for other in before if other.layer == layer.outer and other.amount.sort is item.amount.sort
    ]
    inside = layer.text[layer.start : layer.end]
    others = [other for other in before if other.layer == item.layer]
    if not outer:
        return None
    if YEAR.search(inside) and not speaks_itself(inside):
        return Link.COMPARED, outer[-1]
    if (
        others
        and others[-1].link is Link.PART
        and not COORDINATED.fullmatch(item.before)
        and item.noun.definite
    ):
        return None
    if speaks_itself(inside):
        return None
    return (Link.PART, outer[-1]) if same_sort(item.noun.kind, outer[-1].noun.kind) else None


def _part(
    item: Item, same_layer: Sequence[Item], found: Sequence[Layer], earlier: Item | None
) -> tuple[Link, Item | None]:
    """Link a number to the whole that it is a part of, or leave it to be a whole."""
    text = found[item.layer].text
    own = [other for other in same_layer if other.link is not Link.COMPARED]
    wholes = [other for other in own if other.link is Link.WHOLE]
    fits = [other for other in wholes if _can_hold(other, item)]
    earlier = earlier if earlier is not None and _can_hold(earlier, item) else None
    whole = _announced(item, text, fits, None if wholes else earlier)
    if whole is None and own and own[-1].link is Link.PART and not _PART.search(item.before):
        whole = own[-1].other if _follows_part(item, own[-1]) else None
    if whole is None and not item.is_money and PARTITIVE.match(text):
        whole = _whole_of_partitive(item, wholes, text, earlier)
    if whole is None and not item.is_money and _needs_whole(item, text):
        opens = not item.alone or item.of_them or not text[: item.start].strip() or _takes_up(text)
        whole = fits[-1] if fits else earlier if opens and not wholes else None
    return (Link.WHOLE, None) if whole is None or whole is item else (Link.PART, whole)


def _announced(item: Item, text: str, fits: Sequence[Item], earlier: Item | None) -> Item | None:
    """Return the whole that words before a number announce a part of: `including`, `of whom`, a colon."""
    cue = _PART.search(item.before)
    if cue and fits and (cue["rest"].count(",") <= 1 or item.alone):
        return fits[-1]
    if fits and not item.is_money and re.search(r"[:—]\s*$", item.before):
        return fits[-1]
    return earlier if cue and _takes_up(text) else None


def _needs_whole(item: Item, text: str) -> bool:
    """Whether a number counts some of those told before: `three of the victims`, `12 of them`, `82 were men`."""
    return item.noun.definite or item.of_them or (item.alone and _is_predicated(text, item))


def _takes_up(text: str) -> bool:
    """Whether a sentence speaks of those counted before: `All were foreign, including 13 men`."""
    return (
        re.match(
            r"\W*(?:all|they|these|those|most|[\w-]+ of (?:these|those|them)|(?:the )?victims|the majority|both)\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _can_hold(whole: Item, item: Item) -> bool:
    """Whether a number can be a part of another: of the same sort, not greater, and told apart in a new way."""
    of_persons = any(nouns.is_of_persons(part) for part in item.noun.parts) and not item.is_money
    if of_persons and item.noun.kind is None and whole.noun.kind not in PERSONS:
        return False
    same_way = any(map(nouns.is_form, whole.noun.parts)) and any(map(nouns.is_form, item.noun.parts))
    return (
        same_sort(item.noun.kind, whole.noun.kind)
        and whole.numeral.value >= item.numeral.value
        and not (same_way and whole.link is Link.WHOLE)
    )


def _follows_part(item: Item, last: Item) -> bool:
    """Whether a number goes on with the list of parts that the last one belongs to."""
    if last.other is None or not same_sort(item.noun.kind, last.other.noun.kind):
        return False
    if item.numeral.value > last.other.numeral.value:
        return False
    if COORDINATED.fullmatch(item.before):
        return True
    if item.is_money:
        return re.search(r"(?:\band|,)\s*$", item.before) is not None
    if (
        item.alone
        and _PARALLEL.fullmatch(item.before)
        and item.noun.tail.startswith(f"{last.noun.tail.split(' ')[0]} ")
    ):
        return (
            True  # `20 for sexual exploitation, eight for labor exploitation, and one for another violation`
        )
    # `40 sex traffickers received sentences ... and five labor traffickers received`: a part named in the same way.
    return bool(item.noun.parts and last.noun.parts and re.search(r"(?:\band|;|,)\s*$", item.before))


def _whole_of_partitive(item: Item, wholes: Sequence[Item], text: str, earlier: Item | None) -> Item | None:
    """Return the whole that a sentence begins with: `Of the 24 victims identified, 21`; for the 24, itself."""
    comma = text.find(",")
    if (
        not wholes
        and (comma < 0 or item.start < comma)
        and re.match(
            r"^\W*\w+(?: of)?(?: (?:the|these|those|all|its|this|total|same|of))+\s*$",
            text[: item.start],
            re.IGNORECASE,
        )
    ):
        return item
    whole = wholes[0] if wholes and wholes[0].start < max(comma, 0) else earlier
    if (
        whole is None
        or not same_sort(item.noun.kind, whole.noun.kind)
        or whole.numeral.value < item.numeral.value
    ):
        return None
    return whole


def _is_predicated(text: str, item: Item) -> bool:
    """Whether a number without a noun is the subject of what is said: `82 were victims of sex trafficking`."""
    return bool(
        re.match(
            r"\s(?:\w+\s)?(?:were|was|are|is|involved|received|had been|of (?:whom|which|them))\b",
            text[item.end :],
        )
    ) or bool(item.noun.parts)

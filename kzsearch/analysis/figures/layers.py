"""A sentence in layers: its text outside brackets, and what each pair of brackets holds.

Each layer is as long as the sentence, with spaces in place of all that belongs to other layers, so that offsets stay
valid and a pattern never runs into a bracket or out of it.
"""

from __future__ import annotations

from typing import NamedTuple

_OPENING = "(["
_CLOSING = ")]"


class Layer(NamedTuple):
    """The text outside brackets, or inside one pair of them.

    Attributes:
        text: As long as the sentence.
        start: Where the layer begins in the sentence.
        end: Where it ends.
        outer: Number of the layer around it, or None for the text outside brackets.
    """

    text: str
    start: int
    end: int
    outer: int | None


def layers(sentence: str) -> list[Layer]:
    """Return the layers of a sentence: first the text outside brackets, then the brackets in the order they open."""
    owner = [0] * len(sentence)
    outers: list[int | None] = [None]
    bounds: list[list[int]] = [[0, len(sentence)]]
    open_now = [0]
    dashes = [place for place, character in enumerate(sentence) if character == "—"]
    # Two dashes bracket what stands between them: `45 victims—30 women and 15 men—were identified`.
    paired = dashes if len(dashes) == 2 else []  # noqa: PLR2004
    for place, character in enumerate(sentence):
        if place in paired[:1] or (character in _OPENING and _closes(sentence, place)):
            outers.append(open_now[-1])
            bounds.append([place + 1, len(sentence)])
            open_now.append(len(outers) - 1)
            owner[place] = -1
        elif (character in _CLOSING or place in paired[1:]) and len(open_now) > 1:
            bounds[open_now.pop()][1] = place
            owner[place] = -1
        else:
            owner[place] = open_now[-1]
    return [
        Layer(
            "".join(c if owner[place] == number else " " for place, c in enumerate(sentence)),
            bounds[number][0],
            bounds[number][1],
            outers[number],
        )
        for number in range(len(outers))
    ]


def layer_of(found: list[Layer], place: int) -> int:
    """Return the number of the innermost layer that holds a place."""
    return max(
        (number for number, layer in enumerate(found) if layer.start <= place < layer.end),
        key=lambda number: (found[number].start, number),
        default=0,
    )


def _closes(sentence: str, place: int) -> bool:
    """Whether a bracket that opens here is closed further on."""
    return _CLOSING[_OPENING.index(sentence[place])] in sentence[place:]

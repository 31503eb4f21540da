"""In which form an answer is given: what the address says, else what the request accepts."""

from __future__ import annotations

from collections.abc import Sequence

from kzsearch.errors import QueryError


class NotAcceptableError(QueryError):
    """The request accepts no form in which the answer is given."""


def accepted(header: str, offered: Sequence[str]) -> str:
    """Return the media type that a request prefers, of those that are offered; the first where it does not matter.

    Args:
        header: The header `Accept`; empty where there is none.
        offered: Media types, without parameters.

    Raises:
        NotAcceptableError: It accepts none of them.
    """
    if not header.strip():
        return offered[0]
    ranges = [_range(part) for part in header.split(",")]
    weighed = [(_weight(media, ranges), -place, media) for place, media in enumerate(offered)]
    weight, _, media = max(weighed)
    if weight <= 0:
        raise NotAcceptableError(
            "the request accepts no form in which the answer is given",
            f"this address gives {', '.join(offered)}",
        )
    return media


def _range(part: str) -> tuple[str, float]:
    """Return a media range and its weight; one that cannot be read has none."""
    media, *parameters = (piece.strip().casefold() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return media, 0.0
            return media, min(max(weight, 0.0), 1.0)
    return media, 1.0


def _weight(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the weight of a media type: that of the range that names it most closely."""
    kind = media.partition("/")[0]
    for wanted in (media, f"{kind}/*", "*/*"):
        weights = [weight for named, weight in ranges if named == wanted]
        if weights:
            return max(weights)
    return 0.0

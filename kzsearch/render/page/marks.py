"""The points of charts: a form for each report, full where the year is stated and hollow where it is inferred."""

from __future__ import annotations

from kzsearch.render.page.tags import Html, tag

_FORMS = 5
_SIZE = 4.5


def mark(form: int, x: float, y: float, told: str = "", *, hollow: bool = False, size: float = _SIZE) -> Html:
    """Return a point.

    Args:
        form: Number of its form; forms repeat after the fifth.
        x: Its middle.
        y: Its middle.
        told: What is shown when one points at it.
        hollow: Whether only its outline is drawn.
        size: Half its width.
    """
    children = [tag("title", told)] if told else []
    class_ = "mark hollow" if hollow else "mark"
    if form % _FORMS == 0:
        return tag("circle", *children, class_=class_, cx=number(x), cy=number(y), r=number(size))
    return tag("path", *children, class_=class_, d=_outline(form % _FORMS, x, y, size))


def _outline(form: int, x: float, y: float, size: float) -> str:
    corners = {
        1: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        2: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        3: ((0, -1.2), (1.2, 1), (-1.2, 1)),
        4: ((0, 1.2), (1.2, -1), (-1.2, -1)),
    }[form]
    points = [f"{number(x + size * right)} {number(y + size * down)}" for right, down in corners]
    return f"M{'L'.join(points)}Z"


def number(value: float) -> str:
    """Return a coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")

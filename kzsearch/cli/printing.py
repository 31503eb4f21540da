"""The options of printing that commands share: a command that takes a `Printing` has them all."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

from kzsearch.cli.appearance import ColorOption, ColourOption, PagerOption, WidthOption
from kzsearch.cli.options import FormatOption, OutputOption, View, view
from kzsearch.cli.pager import write_paged
from kzsearch.cli.shape import BomOption, FieldsOption, check_bom, with_bom
from kzsearch.render import Format

if TYPE_CHECKING:
    from kzsearch.render.records import Views

_PARAMETER = "printing"


class Printing(NamedTuple):
    """How records are printed.

    Attributes:
        how: Format, width and colour.
        is_chosen: Whether the user chose the format.
        fields: The fields to print, as the user wrote them; None for all.
        bom: Whether CSV is for Excel.
        paged: Whether there may be a pager.
    """

    how: View
    is_chosen: bool
    fields: str | None
    bom: bool
    paged: bool

    def of_batch(self) -> Printing:
        """Return how the answers of a batch are printed: a program reads them, unless the user chose a format."""
        how = self.how if self.is_chosen else View(fmt=Format.JSONL, width=None, colour=False)
        return self._replace(how=how, paged=False)

    def write(self, views: Views) -> None:
        """Print records.

        Raises:
            QueryError: The options contradict each other, or there is no such field.
        """
        how = self.how
        check_bom(how, bom=self.bom)
        pieces = views.rendered(**how) if self.fields is None else views.chosen(self.fields, how["fmt"])
        write_paged(with_bom(pieces, how, bom=self.bom), allowed=self.paged)


def with_printing(*, references: bool = False) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return what gives a command the options of printing in place of its parameter `printing`.

    Args:
        references: Whether what the command prints can be cited, so that `bibtex` and `ris` make sense.
    """

    def given(command: Callable[..., int]) -> Callable[..., int]:
        own, added = (inspect.signature(one, eval_str=True) for one in (command, _printing))
        kept = [one for one in own.parameters.values() if one.name != _PARAMETER]
        shared = [one for one in added.parameters.values() if one.name != "references"]

        @wraps(command)
        def run(**values: Any) -> int:  # noqa: ANN401  the values of options, handed on
            chosen = {one.name: values.pop(one.name) for one in shared}
            return command(**values, **{_PARAMETER: _printing(**chosen, references=references)})

        # What Typer reads the options from.
        run.__signature__ = own.replace(parameters=[*kept, *shared])  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in (*kept, *shared)}
        return run

    return given


def _printing(
    *,
    output: OutputOption = FormatOption.AUTO,
    fields: FieldsOption = None,
    bom: BomOption = False,
    color: ColorOption = ColourOption.AUTO,
    width: WidthOption = None,
    no_pager: PagerOption = False,
    references: bool = False,
) -> Printing:
    how = view(output, color, width, references=references)
    return Printing(how, output is not FormatOption.AUTO, fields, bom, not no_pager)

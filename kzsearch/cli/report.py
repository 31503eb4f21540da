"""`kzsearch report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kzsearch.cli.filter_options import OneCountryOption, SeriesOption, YearOption
from kzsearch.cli.options import CorpusOption, IndexOption
from kzsearch.cli.progress import progress
from kzsearch.cli.streams import FOUND, note, write
from kzsearch.errors import QueryError

EXAMPLES = (
    "Examples: kzsearch report -o kazakhstan.html · "
    "kzsearch report --country Kazakhstan --output-file kazakhstan.html · "
    "kzsearch report --country KAZ --year 2017..2023 --series tip -o - > kazakhstan.html"
)
_SECONDS_WITHOUT_BAR = 1.0
_STANDARD_OUTPUT = Path("-")


def report(
    file: Annotated[
        Path | None,
        typer.Option("--output-file", "-o", help="The HTML file; - is standard output.", metavar="FILE"),
    ] = None,
    country: OneCountryOption = None,
    year: YearOption = None,
    series: SeriesOption = None,
    index: IndexOption = None,
    corpus: CorpusOption = None,
) -> int:
    """Write a country's page: tiers, figures, what changed and recommendations, as one HTML file that is complete."""
    from kzsearch.cli.opening import open_chosen
    from kzsearch.search.query import parse_filters

    if file is None:
        raise QueryError(
            "the page needs a file to be written into",
            "kzsearch report -o FILE.html; kzsearch reports lists the reports",
        )
    target = None if file == _STANDARD_OUTPUT else _checked(file)
    with open_chosen(index, corpus) as opened:
        from kzsearch.analysis.country_page import country_page
        from kzsearch.render.page import render_page

        countries = () if country is None else (country,)
        filters = parse_filters(year or (), (), countries, (), series or ())
        with progress(_SECONDS_WITHOUT_BAR) as told:
            page = country_page(opened, filters, told)
        for line in opened.notes:
            note(line)
    pieces = render_page(page)
    if target is None:
        write(pieces)
        return FOUND
    _put(target, "".join(pieces).encode("utf-8"))
    note(f"written into {file}")
    return FOUND


def _checked(file: Path) -> Path:
    """Return where the file really lies: through a symbolic link, its target is replaced and not the link.

    Raises:
        QueryError: It is a folder, or its folder is not there.
    """
    if file.is_dir():
        raise QueryError(f"{file} is a folder", f"name a file: -o {file / 'report.html'}")
    if not file.parent.is_dir():
        raise QueryError(f"there is no folder {file.parent}", "make it first, or name another")
    return file.resolve()


def _put(target: Path, data: bytes) -> None:
    """Write the file in one step, so that what was there stays if anything fails."""
    from kzsearch.replacing import put

    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a pipe or a device
        else:
            put(target, data)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(target)) from None

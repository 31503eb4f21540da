"""The options that say which reports and sections count, for commands that filter as `search` does."""

from __future__ import annotations

from typing import Annotated

import typer

YearOption = Annotated[
    list[str] | None,
    typer.Option("--year", help="Report year or range; repeatable.", metavar="2017|2017..2023"),
]
SectionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--section",
        help="overview, recommendations, prosecution, protection, prevention, profile or other; repeatable.",
        metavar="S",
    ),
]
CountryOption = Annotated[
    list[str] | None, typer.Option("--country", help="Country; repeatable.", metavar="C")
]
TierOption = Annotated[
    list[str] | None, typer.Option("--tier", help="Tier: 1, 2, 2WL, 3 or special; repeatable.", metavar="T")
]
SeriesOption = Annotated[
    list[str] | None,
    typer.Option("--series", help="Series: tip, hr or another's code; repeatable.", metavar="S"),
]
OneCountryOption = Annotated[
    str | None, typer.Option("--country", help="Country; the only one of the index without it.", metavar="C")
]
OneSeriesOption = Annotated[
    str | None, typer.Option("--series", help="Series: tip, hr or another's code.", metavar="S")
]

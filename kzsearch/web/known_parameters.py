"""The query parameters that addresses take, in the words of the command line's options."""

from __future__ import annotations

from dataclasses import replace

from kzsearch.web.parameters import (
    CONTEXT,
    COUNTRY,
    FIELDS,
    FILTERS,
    MIN_SCORE,
    MODE,
    SECTION,
    SERIES,
    TIER,
    YEAR,
    YEARS_SAID,
    Kind,
    Parameter,
)

YEARS = replace(YEAR, example="2017..2023")
ONE_COUNTRY = Parameter("country", "Country; needed where the index holds several.", example="Kazakhstan")
ONE_SERIES = Parameter("series", "Series: tip, hr or another's code.", example="tip")
CURSOR = Parameter("cursor", "Where to go on: a part of the address that the page before gives as next.")

SEARCH = (
    Parameter(
        "q",
        "What to look for.",
        argument="query",
        required=True,
        example="shelter funding for foreign victims",
    ),
    *FILTERS,
    MODE,
    Parameter(
        "k",
        "Largest number of hits of a page; 10 without it.",
        argument="top_k",
        kind=Kind.WHOLE,
        least=1,
        most=10_000,
        example="2",
    ),
    CURSOR,
    FIELDS,
    MIN_SCORE,
    Parameter("per_report", "Largest number of hits of one report.", kind=Kind.WHOLE, least=1, example="3"),
    CONTEXT,
    Parameter(
        "all_years", "Whether to give a passage again for each year whose report repeats it.", kind=Kind.FLAG
    ),
    Parameter("by_year", "Whether to give the best hit of each year's report.", kind=Kind.FLAG),
    Parameter("explain", "Whether each hit says how its score comes about.", kind=Kind.FLAG),
)
"""The parameters of a search. `cursor`, `fields` and `by_year` are no arguments of `Index.search`."""

PASSAGES = (
    CONTEXT,
    Parameter("section", "Only this section of a report.", example="protection"),
    FIELDS,
)
REPORTS = (FIELDS,)
COMPARE = (
    Parameter("q", "Give the best sentence of each year on this instead.", argument="query"),
    ONE_COUNTRY,
    YEARS,
    SECTION,
    ONE_SERIES,
    Parameter(
        "change",
        "Only these kinds of rows.",
        repeats=True,
        choices=("carried", "figures", "reworded", "new", "dropped"),
        example="reworded",
    ),
    FIELDS,
)
RECOMMENDATIONS = (ONE_COUNTRY, YEARS, ONE_SERIES, FIELDS)
FIGURES = (
    COUNTRY,
    Parameter("measure", "Measure, such as convictions.", repeats=True, example="convictions"),
    Parameter("year", f"Year or range that the figure is about: {YEARS_SAID}.", repeats=True),
    Parameter("report_year", f"Report year or range: {YEARS_SAID}.", repeats=True, example="2023"),
    Parameter(
        "from", "Only from this section, as section names it elsewhere.", argument="section", repeats=True
    ),
    SERIES,
)
TIMELINE = (
    Parameter(
        "q",
        "A concept, whose presence is given; without it, the tiers.",
        argument="concept",
        example="hotline",
    ),
    COUNTRY,
    YEARS,
    SECTION,
    TIER,
    SERIES,
    MODE,
    MIN_SCORE,
    FIELDS,
)
LOCATE = (
    Parameter(
        "q",
        "The words of a quote.",
        argument="quote",
        required=True,
        example="identified 24 trafficking victims",
    ),
    *FILTERS,
    FIELDS,
)

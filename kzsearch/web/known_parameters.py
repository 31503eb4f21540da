"""The query parameters that addresses take, in the words of the command line's options."""

from __future__ import annotations

from kzsearch.web.parameters import Kind, Parameter

_SECTIONS = (
    "overview, recommendations, prosecution, protection, prevention, profile, other, or words of a heading"
)
_YEARS_SAID = "2017, or 2017..2023"

YEAR = Parameter("year", f"Report year or range: {_YEARS_SAID}.", repeats=True, example="2023")
SECTION = Parameter("section", f"Section: {_SECTIONS}.", repeats=True, example="protection")
COUNTRY = Parameter(
    "country", "Country, in any spelling or as ISO 3166 code.", repeats=True, example="Kazakhstan"
)
TIER = Parameter("tier", "Tier: 1, 2, 2WL, 3 or special.", repeats=True, example="2")
SERIES = Parameter("series", "Series: tip, hr or another's code.", repeats=True, example="tip")
FILTERS = (YEAR, SECTION, COUNTRY, TIER, SERIES)
ONE_COUNTRY = Parameter("country", "Country; needed where the index holds several.", example="Kazakhstan")
ONE_SERIES = Parameter("series", "Series: tip, hr or another's code.", example="tip")
MODE = Parameter("mode", "How to search.", choices=("hybrid", "dense", "lexical", "exact"), example="hybrid")
MIN_SCORE = Parameter("min_score", "Leave out hits below this score.", kind=Kind.NUMBER, example="0.3")
CONTEXT = Parameter(
    "context", "Neighbouring passages on each side.", kind=Kind.WHOLE, most=1_000, example="1"
)
FIELDS = Parameter(
    "fields",
    "Only these fields, parted by commas; a dot leads into a field.",
    example="passage_id,citation",
)
CURSOR = Parameter("cursor", "Where to go on: what the page before says as cursor.")

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
    YEAR,
    SECTION,
    ONE_SERIES,
    Parameter(
        "change",
        "Only these kinds of rows.",
        repeats=True,
        choices=("carried", "figures", "reworded", "new", "dropped"),
        example="new",
    ),
)
RECOMMENDATIONS = (ONE_COUNTRY, YEAR, ONE_SERIES)
FIGURES = (
    COUNTRY,
    Parameter("measure", "Measure, such as convictions.", repeats=True, example="convictions"),
    Parameter("year", f"Year or range that the figure is about: {_YEARS_SAID}.", repeats=True),
    Parameter("report_year", f"Report year or range: {_YEARS_SAID}.", repeats=True, example="2023"),
    Parameter("from", f"Only from this section: {_SECTIONS}.", argument="section", repeats=True),
    SERIES,
)
TIMELINE = (
    Parameter("q", "A concept, whose presence is given; without it, the tiers.", argument="concept"),
    COUNTRY,
    YEAR,
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

"""`kzsearch recommendations`."""

from __future__ import annotations

from kzsearch.cli.filter_options import OneCountryOption, OneSeriesOption, YearOption
from kzsearch.cli.options import CorpusOption, IndexOption
from kzsearch.cli.printing import Printing, with_printing
from kzsearch.cli.streams import FOUND, note

EXAMPLES = (
    "Examples: kzsearch recommendations · kzsearch recommendations --country Kazakhstan --format csv · "
    "kzsearch recommendations --year 2017..2023 --format md"
)


@with_printing()
def recommendations(
    country: OneCountryOption = None,
    year: YearOption = None,
    series: OneSeriesOption = None,
    index: IndexOption = None,
    corpus: CorpusOption = None,
    *,
    printing: Printing,
) -> int:
    """Follow each recommendation over the years: first made, repeated, reworded, dropped, and what was said on it."""
    from kzsearch.analysis.recommendations import recommendations as follow
    from kzsearch.cli.opening import open_chosen
    from kzsearch.render.recommendations import recommendation_views
    from kzsearch.search.query import parse_filters

    with open_chosen(index, corpus) as opened:
        countries = () if country is None else (country,)
        found = follow(
            opened,
            parse_filters(year or (), (), countries, (), () if series is None else (series,)),
        )
        for line in found.notes:
            note(line)
        printing.write(recommendation_views(found))
    return FOUND

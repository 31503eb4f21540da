"""A source to a report: every fact with its origin.

The strongest origin wins, in this order: option, table, header, file name, tier line, text. Where a weaker origin
disagrees, a note of the report says so.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from kzsearch.domain import countries, series
from kzsearch.domain.tiers import parse_tier
from kzsearch.errors import MetadataError, ReportError
from kzsearch.reading.facts import file_name, report_extent
from kzsearch.reading.facts.country_tier import country_in_text, tier_in_text
from kzsearch.reading.facts.publication import series_fact, year_fact
from kzsearch.reading.facts.stated_facts import StatedFacts, as_written
from kzsearch.reading.facts.table import how_to_state
from kzsearch.types import Fact, Origin, Report, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kzsearch.reading.facts.report_extent import PlacedTierLine
    from kzsearch.reading.facts.table import CorpusRow
    from kzsearch.types import Country, Source, Span

_AS_STATED: Final = ("title", "publisher", "licence", "url", "published", "site")
_TIERS: Final = 'Tiers are 1, 2, "2 watch list", 3 and "special case".'
FACT_NAMES: Final = ("country", "year", "tier", "series", *_AS_STATED)


def gather(source: Source, row: CorpusRow | None, options: Mapping[str, str]) -> Report:
    """Return the report in a file.

    Args:
        source: The file as read.
        row: The file's row of the corpus table.
        options: What the user's options state of it, by name of the fact.

    Raises:
        MetadataError: Country or year is missing, unknown, or contradicts itself.
        ReportError: There is no prose, only a header.
    """
    stated = StatedFacts(source, row, options, list(source.notes))
    placed = report_extent.tier_lines(source.text, source.body)
    of_country, country = _country(stated, placed)
    where = report_extent.extent(source.body, placed, country)
    if not report_extent.has_prose(source.text, where):
        raise ReportError(
            f"{source.path} has a header but no report below it.",
            "Put the report's text into it, or remove it.",
        )
    named_series, of_series = series_fact(stated, placed)
    of_year = year_fact(stated, where, of_series)
    # A report of another series may mention a tier, but has none.
    of_tier = _tier(stated, placed if of_series is series.TIP else None, country, where)
    found = {"country": of_country, "year": of_year, "series": named_series, "tier": of_tier}
    for name in _AS_STATED:
        found[name] = stated.strongest(name, [Fact(value, origin) for value, origin in stated.of(name)])
    report_id = f"{country.alpha3.lower()}-{of_year.value}"
    return Report(
        report_id=report_id if of_series is series.TIP else f"{report_id}-{of_series.code}",
        country=country,
        year=int(of_year.value),
        tier=Tier(of_tier.value) if of_tier else None,
        facts={name: fact for name, fact in found.items() if fact},
        source=source,
        notes=tuple(stated.notes),
        series=of_series.code,
    )


def _country(stated: StatedFacts, placed: Sequence[PlacedTierLine]) -> tuple[Fact, Country]:
    source = stated.source
    found = stated.parsed(
        "country",
        countries.parse,
        "no known country",
        show=lambda country: country.name,
        hint=lambda name: _country_hint(name, source.path),
        required=True,
    )
    if country := file_name.country_of(source.path):
        found.append((Fact(country.name, Origin.FILE_NAME), country))
    found += _tier_line_countries(stated, placed, found[0][1] if found else None)
    where = report_extent.extent(source.body, placed, found[0][1] if found else None)
    named = country_in_text(source.text[where.start : where.end])
    if len(named) == 1:
        found += [(Fact(country.name, Origin.TEXT, words), country) for country, words in named.items()]
    if not found:
        why = f"its text speaks of {_listed(named)}" if named else "its text names none"
        raise stated.refusal("country", f"The country of {source.path} is not known: {why}.")
    stated.strongest("country", [fact for fact, _ in found])
    return found[0]


def _tier_line_countries(
    stated: StatedFacts, placed: Sequence[PlacedTierLine], known: Country | None
) -> Iterator[tuple[Fact, Country]]:
    """Yield the country of the tier line.

    Of several tier lines, the one counts whose country a stronger origin names, else the one with nearly all the
    text below it: a page cut out of a larger report may begin or end with lines of another country's report.
    """
    source = stated.source
    lines = {place.line.country: place.line for place in placed}
    country = known
    if not known:
        country = report_extent.chief_country(source.body, placed)
        if country and len(lines) > 1:
            others = _listed(other for other in lines if other != country)
            stated.notes.append(f"country: the file also has the tier line of {others}, with little below it")
    elif known not in lines and len(lines) == 1:
        (country,) = lines
    if country in lines:
        line = lines[country]
        yield Fact(country.name, Origin.TIER_LINE, as_written(line.country_name, country.name)), country
    elif lines and not known:
        raise stated.refusal("country", f"{source.path} has tier lines of {_listed(lines)}.")
    elif not known and (unknown := report_extent.unknown_countries(source.text, source.body)):
        name = unknown[0][0]
        why = f'{source.path}: its tier line says "{name}", which is no known country.'
        raise MetadataError(why, _country_hint(name, source.path))


def _listed(named: Iterable[Country]) -> str:
    return " and ".join(country.name for country in named)


def _country_hint(name: str, path: str) -> str:
    close = countries.nearest(name)
    return (f'Did you mean "{close}"? ' if close else "") + how_to_state("country", path)


def _tier(
    stated: StatedFacts, placed: Sequence[PlacedTierLine] | None, country: Country, where: Span
) -> Fact | None:
    """Return the tier; where no tier lines are given, only what is stated."""
    tiers = stated.parsed("tier", parse_tier, "no tier", hint=lambda _: _TIERS)
    found = [fact for fact, _ in tiers]
    if placed is not None:
        lines = (place.line for place in placed if place.line.country == country)
        found += [Fact(line.tier.value, Origin.TIER_LINE) for line in islice(lines, 1)]
        in_text = tier_in_text(stated.source.text[where.start : where.end], country)
        if len(in_text) == 1:
            found += [Fact(tier.value, Origin.TEXT, words) for tier, words in in_text.items()]
        elif in_text and not found:
            stated.notes.append(f"tier: the text speaks of {' and '.join(tier.value for tier in in_text)}")
    return stated.strongest("tier", found)

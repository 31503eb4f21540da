"""A file's source text to a report: every fact with where it came from, the strongest origin first.

Option, table, header, file name, tier line, text. A weaker origin that disagrees with the one that won is
told in the report's notes, never silently dropped.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from kzsearch.domain import countries, series
from kzsearch.domain.tiers import parse_tier
from kzsearch.errors import MetadataError, ReportError
from kzsearch.reading.facts import file_name, report_extent
from kzsearch.reading.facts.claims import Claims, as_written
from kzsearch.reading.facts.country_tier import country_in_text, tier_in_text
from kzsearch.reading.facts.publication import series_fact, year_fact
from kzsearch.types import Fact, Origin, Report, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kzsearch.reading.facts.report_extent import PlacedTierLine
    from kzsearch.reading.facts.table import Row
    from kzsearch.types import Country, Source, Span

_AS_STATED: Final = ("title", "publisher", "licence", "url", "published", "site")
FACT_NAMES: Final = ("country", "year", "tier", "series", *_AS_STATED)


def gather(source: Source, row: Row | None, stated: Mapping[str, str]) -> Report:
    """Return the report in a file.

    Args:
        source: The file as read.
        row: What the corpus table says of it.
        stated: What the user's options say of it, by name of the fact.

    Raises:
        MetadataError: Country or year is missing, unknown, or contradicts itself.
        ReportError: There is no prose, only a header.
    """
    claims = Claims(source, row, stated, list(source.notes))
    placed = report_extent.tier_lines(source.text, source.body)
    of_country, country = _country(claims, placed)
    where = report_extent.extent(source.body, placed, country)
    if not report_extent.has_prose(source.text, where):
        raise ReportError(
            f"{source.path} has a header but no report below it.",
            "Put the report's text into it, or remove it.",
        )
    named_series, of_series = series_fact(claims, placed)
    of_year = year_fact(claims, where, of_series)
    # A report of another series may tell of a tier, but has none.
    of_tier = _tier(claims, placed if of_series is series.TIP else None, country, where)
    found = {"country": of_country, "year": of_year, "series": named_series, "tier": of_tier}
    for name in _AS_STATED:
        found[name] = claims.strongest(name, [Fact(value, origin) for value, origin in claims.of(name)])
    report_id = f"{country.alpha3.lower()}-{of_year.value}"
    return Report(
        report_id=report_id if of_series is series.TIP else f"{report_id}-{of_series.code}",
        country=country,
        year=int(of_year.value),
        tier=Tier(of_tier.value) if of_tier else None,
        facts={name: fact for name, fact in found.items() if fact},
        source=source,
        notes=tuple(claims.notes),
        series=of_series.code,
    )


def _country(claims: Claims, placed: Sequence[PlacedTierLine]) -> tuple[Fact, Country]:
    source = claims.source
    found = list(_outside_countries(claims))
    found += _tier_line_countries(claims, placed, found[0][1] if found else None)
    where = report_extent.extent(source.body, placed, found[0][1] if found else None)
    named = country_in_text(source.text[where.start : where.end])
    if len(named) == 1:
        found += [(Fact(country.name, Origin.TEXT, words), country) for country, words in named.items()]
    if not found:
        why = f"its text speaks of {_listed(named)}" if named else "its text names none"
        raise claims.refusal("country", f"The country of {source.path} is not known: {why}.")
    claims.strongest("country", [fact for fact, _ in found])
    return found[0]


def _outside_countries(claims: Claims) -> Iterator[tuple[Fact, Country]]:
    """Yield the countries that option, table, header and file name give."""
    first = True
    for value, origin in claims.of("country"):
        if country := countries.parse(value):
            yield Fact(country.name, origin, as_written(value, country.name)), country
        elif first:
            raise _unknown_country(claims, value, f"the {origin}")
        else:
            claims.notes.append(f'country: the {origin} names an unknown country, "{value}"')
        first = False
    if country := file_name.country_of(claims.source.path):
        yield Fact(country.name, Origin.FILE_NAME), country


def _tier_line_countries(
    claims: Claims, placed: Sequence[PlacedTierLine], known: Country | None
) -> Iterator[tuple[Fact, Country]]:
    """Yield the country of the tier line.

    Of several it is the one that a stronger origin names, else the one with nearly all the text; a page cut
    out of a larger report may begin or end with lines of a neighbour.
    """
    source = claims.source
    lines = {place.line.country: place.line for place in placed}
    country = known
    if not known:
        country = report_extent.chief_country(source.body, placed)
        if country and len(lines) > 1:
            others = _listed(other for other in lines if other != country)
            claims.notes.append(f"country: the file also has the tier line of {others}, with little below it")
    elif known not in lines and len(lines) == 1:
        (country,) = lines
    if country in lines:
        line = lines[country]
        yield Fact(country.name, Origin.TIER_LINE, as_written(line.country_name, country.name)), country
    elif lines and not known:
        raise claims.refusal("country", f"{source.path} has tier lines of {_listed(lines)}.")
    elif not known and (unknown := report_extent.unknown_countries(source.text, source.body)):
        raise _unknown_country(claims, unknown[0][0], "its tier line")


def _listed(named: Iterable[Country]) -> str:
    return " and ".join(country.name for country in named)


def _unknown_country(claims: Claims, name: str, where: str) -> MetadataError:
    close = countries.nearest(name)
    return claims.refusal(
        "country",
        f'{claims.source.path}: {where} names an unknown country, "{name}".',
        f'Did you mean "{close}"? ' if close else "",
    )


def _tier(
    claims: Claims, placed: Sequence[PlacedTierLine] | None, country: Country, where: Span
) -> Fact | None:
    """Return the tier; without tier lines given, only what is claimed."""
    source = claims.source
    found: list[Fact] = []
    for value, origin in claims.of("tier"):
        if tier := parse_tier(value):
            found.append(Fact(tier.value, origin, as_written(value, tier.value)))
        elif origin is Origin.OPTION:
            raise MetadataError(
                f'{source.path}: "{value}" is no tier.',
                'Tiers are 1, 2, "2 watch list", 3 and "special case".',
            )
        else:
            claims.notes.append(f'tier: the {origin} says "{value}", which is no tier')
    if placed is not None:
        lines = (place.line for place in placed if place.line.country == country)
        found += [Fact(line.tier.value, Origin.TIER_LINE) for line in islice(lines, 1)]
        in_text = tier_in_text(source.text[where.start : where.end], country)
        if len(in_text) == 1:
            found += [Fact(tier.value, Origin.TEXT, words) for tier, words in in_text.items()]
        elif in_text and not found:
            claims.notes.append(f"tier: the text speaks of {' and '.join(tier.value for tier in in_text)}")
    return claims.strongest("tier", found)

"""A file's source text to a report: every fact with where it came from, the strongest origin first.

Option, table, header, file name, tier line, text. A weaker origin that disagrees with the one that won is
told in the report's notes, never silently dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kzsearch import countries, series
from kzsearch.errors import MetadataError, ReportError
from kzsearch.reading import file_name, report_extent
from kzsearch.reading.claims import evidence_of, note_disagreement, stated_of
from kzsearch.reading.publication import series_fact, year_fact
from kzsearch.reading.table import how_to_state
from kzsearch.reading.text_facts import country_in_text, tier_in_text
from kzsearch.tiers import parse_tier
from kzsearch.types import Fact, Origin, Report, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kzsearch.reading.report_extent import PlacedTierLine
    from kzsearch.reading.table import Row
    from kzsearch.series import Series
    from kzsearch.tiers import TierLine
    from kzsearch.types import Country, Source

FACT_NAMES: Final = (
    "country",
    "year",
    "tier",
    "series",
    "title",
    "publisher",
    "licence",
    "url",
    "published",
    "site",
)
_AS_STATED: Final = ("title", "publisher", "licence", "url", "published", "site")


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
    notes = list(source.notes)
    placed = report_extent.tier_lines(source.text, source.body)
    country_fact, country = _country(source, row, stated, placed, notes)
    where = report_extent.extent(source.body, placed, country)
    if not report_extent.has_prose(source.text, where):
        raise ReportError(
            f"{source.path} has a header but no report below it.",
            "Put the report's text into it, or remove it.",
        )
    named_series, of_series = series_fact(source, row, stated, placed, notes)
    of_year = year_fact(source, row, stated, where, of_series, notes)
    facts = {"country": country_fact, "year": of_year}
    if named_series:
        facts["series"] = named_series
    line = next((place.line for place in placed if place.line.country == country), None)
    in_text = tier_in_text(source.text[where.start : where.end], country)
    if of_series is not series.TIP:
        line, in_text = None, ((), "")  # a report of another series may tell of a tier, but has none
    tier_fact = _tier(source, stated, line, in_text, notes)
    if tier_fact:
        facts["tier"] = tier_fact
    for name in _AS_STATED:
        found = [Fact(value, origin) for value, origin in stated_of(name, source, row, stated)]
        if found:
            facts[name] = found[0]
            note_disagreement(name, found, notes)
    return Report(
        report_id=_report_id(country, of_year.value, of_series),
        country=country,
        year=int(of_year.value),
        tier=Tier(tier_fact.value) if tier_fact else None,
        facts=facts,
        source=source,
        notes=tuple(notes),
        series=of_series.code,
    )


def _report_id(country: Country, year: str, of_series: Series) -> str:
    name = f"{country.alpha3.lower()}-{year}"
    return name if of_series is series.TIP else f"{name}-{of_series.code}"


def _country(
    source: Source,
    row: Row | None,
    stated: Mapping[str, str],
    placed: Sequence[PlacedTierLine],
    notes: list[str],
) -> tuple[Fact, Country]:
    found = list(_outside_countries(source, row, stated, notes))
    found += _tier_line_countries(source, placed, found[0][1] if found else None, notes)
    where = report_extent.extent(source.body, placed, found[0][1] if found else None)
    read = country_in_text(source.text[where.start : where.end])
    if len(read.countries) == 1:
        found.append((Fact(read.countries[0].name, Origin.TEXT, read.evidence), read.countries[0]))
    if not found:
        why = "its text names none"
        if read.countries:
            why = f"its text speaks of {_listed(read.countries)}"
        raise MetadataError(
            f"The country of {source.path} is not known: {why}.", how_to_state("country", source.path)
        )
    note_disagreement("country", [fact for fact, _ in found], notes)
    return found[0]


def _outside_countries(
    source: Source, row: Row | None, stated: Mapping[str, str], notes: list[str]
) -> Iterator[tuple[Fact, Country]]:
    """Yield the countries that option, table, header and file name give."""
    first = True
    for value, origin in stated_of("country", source, row, stated):
        country = countries.parse(value)
        if country:
            yield Fact(country.name, origin, evidence_of(value, country.name)), country
        elif first:
            raise _unknown_country(source, value, f"the {origin}")
        else:
            notes.append(f'country: the {origin} names an unknown country, "{value}"')
        first = False
    if country := file_name.country_of(source.path):
        yield Fact(country.name, Origin.FILE_NAME), country


def _tier_line_countries(
    source: Source, placed: Sequence[PlacedTierLine], known: Country | None, notes: list[str]
) -> Iterator[tuple[Fact, Country]]:
    """Yield the country of the tier line.

    Of several it is the one that a stronger origin names, else the one with nearly all the text; a page cut
    out of a larger report may begin or end with lines of a neighbour.
    """
    lines = {place.line.country: place.line for place in placed}
    line = lines.get(known) if known else None
    if line is None and not known:
        chief = report_extent.chief_country(source.body, placed)
        line = lines.get(chief) if chief else None
        if line and len(lines) > 1:
            others = [country for country in lines if country != chief]
            notes.append(
                f"country: the file also has the tier line of {_listed(others)}, with little below it"
            )
    elif line is None and len(lines) == 1:
        (line,) = lines.values()
    if line:
        name = line.country.name
        yield Fact(name, Origin.TIER_LINE, evidence_of(line.country_name, name)), line.country
    elif lines and not known:
        raise MetadataError(
            f"{source.path} has tier lines of {_listed(list(lines))}.", how_to_state("country", source.path)
        )
    elif not known and (unknown := report_extent.unknown_countries(source.text, source.body)):
        raise _unknown_country(source, unknown[0][0], "its tier line")


def _listed(names: Sequence[Country]) -> str:
    return " and ".join(country.name for country in names)


def _unknown_country(source: Source, name: str, where: str) -> MetadataError:
    close = countries.nearest(name)
    guess = f'Did you mean "{close}"? ' if close else ""
    return MetadataError(
        f'{source.path}: {where} names an unknown country, "{name}".',
        guess + how_to_state("country", source.path),
    )


def _tier(
    source: Source,
    stated: Mapping[str, str],
    line: TierLine | None,
    in_text: tuple[tuple[Tier, ...], str],
    notes: list[str],
) -> Fact | None:
    found: list[Fact] = []
    for value, origin in stated_of("tier", source, None, stated):
        tier = parse_tier(value)
        if tier:
            found.append(Fact(tier.value, origin, evidence_of(value, tier.value)))
        elif origin is Origin.OPTION:
            raise MetadataError(
                f'{source.path}: "{value}" is no tier.',
                'Tiers are 1, 2, "2 watch list", 3 and "special case".',
            )
        else:
            notes.append(f'tier: the {origin} says "{value}", which is no tier')
    if line:
        found.append(Fact(line.tier.value, Origin.TIER_LINE))
    tiers, evidence = in_text
    if len(tiers) == 1:
        found.append(Fact(tiers[0].value, Origin.TEXT, evidence))
    elif tiers and not found:
        notes.append("tier: the text speaks of " + " and ".join(tier.value for tier in tiers))
    note_disagreement("tier", found, notes)
    return found[0] if found else None

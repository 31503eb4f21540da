"""The records of recommendations that are followed over the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kzsearch.types.comparison import Change, CitedSentence, Piece
from kzsearch.types.fields import finite


@dataclass(frozen=True, slots=True)
class Telling:
    """A recommendation as one report words it.

    Attributes:
        year: The report year.
        items: The items that hold it: one, or several where the report splits it.
        change: New at first; then how it differs from the telling before: carried, figures or reworded.
        words: The words compared with the telling before; empty at first.
    """

    year: int
    items: tuple[CitedSentence, ...]
    change: Change
    words: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(item.text for item in self.items)

    def to_dict(self) -> dict[str, object]:
        """Return the telling as plain values, always with the same fields."""
        return {
            "year": self.year,
            "change": self.change.value,
            "items": [item.to_dict() for item in self.items],
            "words": [
                {"mark": piece.mark.value, "text": piece.text, "figure": piece.figure} for piece in self.words
            ],
        }


@dataclass(frozen=True, slots=True)
class Bearing:
    """A sentence of a later report that bears on a recommendation.

    Attributes:
        sentence: The sentence.
        likeness: How alike it is to the recommendation, by words and meaning, 0 to 1.
    """

    sentence: CitedSentence
    likeness: float

    def to_dict(self) -> dict[str, object]:
        """Return it as plain values, always with the same fields."""
        return {"likeness": finite(self.likeness), "sentence": self.sentence.to_dict()}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation over all years.

    Attributes:
        themes: What it is about, by its own words: the first it names is its theme.
        tellings: As each report that makes it words it, by year.
        dropped_in: The first later report year without it, or None where the last report makes it.
        bearing: What later reports say that bears on it, by year, the nearest first.
    """

    themes: tuple[str, ...]
    tellings: tuple[Telling, ...]
    dropped_in: int | None
    bearing: tuple[Bearing, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the reports that make it."""
        return tuple(telling.year for telling in self.tellings)

    @property
    def theme(self) -> str:
        """Its theme."""
        return self.themes[0]

    @property
    def text(self) -> str:
        """Its latest words."""
        return self.tellings[-1].text

    def to_dict(self) -> dict[str, object]:
        """Return the recommendation as plain values, always with the same fields."""
        return {
            "theme": self.theme,
            "themes": list(self.themes),
            "first_year": self.years[0],
            "last_year": self.years[-1],
            "years": list(self.years),
            "dropped_in": self.dropped_in,
            "text": self.text,
            "citation": self.tellings[-1].items[0].citation,
            "tellings": [telling.to_dict() for telling in self.tellings],
            "bearing": [one.to_dict() for one in self.bearing],
        }


@dataclass(frozen=True, slots=True)
class Recommendations:
    """The recommendations to one country over all years.

    Attributes:
        country: The country's name.
        series: Code of the series.
        years: The years of the reports that were read, by year.
        rows: The recommendations, by first year and place in the report.
        notes: What the user should know, such as a report without recommendations.
    """

    country: str
    series: str
    years: tuple[int, ...]
    rows: tuple[Recommendation, ...]
    notes: tuple[str, ...] = ()

    @property
    def matrix(self) -> Mapping[str, Mapping[int, int]]:
        """How many recommendations of each theme each year's report makes, themes in order of their first row.

        A recommendation counts for its first theme alone.
        """
        found: dict[str, dict[int, int]] = {}
        for row in self.rows:
            counts = found.setdefault(row.theme, dict.fromkeys(self.years, 0))
            for telling in row.tellings:
                counts[telling.year] += 1
        return found

    def to_dict(self) -> dict[str, object]:
        """Return the recommendations as plain values."""
        return {
            "country": self.country,
            "series": self.series,
            "years": list(self.years),
            "matrix": {
                theme: {str(year): n for year, n in by_year.items()} for theme, by_year in self.matrix.items()
            },
            "recommendations": [row.to_dict() for row in self.rows],
            "notes": list(self.notes),
        }

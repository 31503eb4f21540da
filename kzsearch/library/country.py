"""All that the reports on one country say, as records and as a page, as methods of an open index."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kzsearch.index import OpenIndex
from kzsearch.library.own_errors import own_errors
from kzsearch.search.checked import read_filters
from kzsearch.types import Country, YearRange

if TYPE_CHECKING:
    from kzsearch.types.country_page import CountryPage


class OnCountries(ABC):
    """Methods that tell of a country; every one raises `KzsearchError`, and no other error."""

    @abstractmethod
    def _opened(self) -> OpenIndex:
        """Return the index, if it is open."""

    def country_page(
        self,
        *,
        country: str | Country | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        series: str | Iterable[str] | None = None,
    ) -> CountryPage:
        """Return all that the reports on one country say: tiers, figures, what changed, recommendations.

        Args:
            country: The country; needed where the index holds several.
            year: Report years; all without it.
            series: Series by code or name; all without it.

        Raises:
            KzsearchError: There is no such report.
        """
        from kzsearch.analysis.country_page import country_page

        with own_errors():
            opened = self._opened()
            return country_page(opened, read_filters(year, None, country, None, series, opened.store.labels))

    def country_html(
        self,
        *,
        country: str | Country | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        series: str | Iterable[str] | None = None,
    ) -> str:
        """Return a country's page as HTML that needs no network, no other file and no script.

        Args:
            country: The country; needed where the index holds several.
            year: Report years; all without it.
            series: Series by code or name; all without it.

        Raises:
            KzsearchError: There is no such report.
        """
        from kzsearch.render.page import render_page

        page = self.country_page(country=country, year=year, series=series)
        with own_errors():
            return "".join(render_page(page))

"""Searching an open index and reading from it, as its methods."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kzsearch import search as answering
from kzsearch.errors import QueryError
from kzsearch.index import OpenIndex
from kzsearch.library.own_errors import in_python, own_errors
from kzsearch.search import Answer, Settings
from kzsearch.search.checked import checked_filters, checked_mode, checked_settings, read_filters
from kzsearch.search.query import check_query, kept_out
from kzsearch.types import Country, Hit, Mode, ReportRecord, Section, Tier, YearRange

if TYPE_CHECKING:
    from kzsearch.analysis.compare.year_by_year import YearByYear
    from kzsearch.types.outline import OutlineSection
    from kzsearch.types.references import Reference

_DEFAULT = Settings()


class Searching(ABC):
    """Methods that find passages, or show them; every one raises `KzsearchError`, and no other error."""

    @abstractmethod
    def _opened(self) -> OpenIndex:
        """Return the index, if it is open."""

    def search(
        self,
        query: str,
        *,
        top_k: int = _DEFAULT.top_k,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        section: str | Section | Iterable[str | Section] | None = None,
        country: str | Country | Iterable[str | Country] | None = None,
        tier: str | int | Tier | Iterable[str | int | Tier] | None = None,
        series: str | Iterable[str] | None = None,
        mode: str | Mode = _DEFAULT.mode,
        min_score: float | None = None,
        per_report: int | None = None,
        context: int = 0,
        explain: bool = False,
        all_years: bool = False,
        rerank: str | None = None,
    ) -> Answer:
        """Answer a query.

        Filters are ANDed, the values of one filter ORed.

        Args:
            query: What to look for.
            top_k: How many hits at most.
            year: Report years: 2023, "2017..2023", a `YearRange`, or several of these, such as range(2017, 2024).
            section: Sections: "protection", or words of a heading of another outline.
            country: Countries by name in any spelling, or by ISO 3166 code.
            tier: Tiers: 2, "2WL", "Tier 2 Watch List".
            series: Series by code or name: "tip", "hr".
            mode: "hybrid", "dense", "lexical" or "exact".
            min_score: Leave out hits below this score. None lets the index's own threshold decide whether the
                reports answer the query at all.
            per_report: How many hits of one report at most.
            context: How many neighbouring passages to add on each side.
            explain: Whether each hit explains its score.
            all_years: Whether nearly the same passage of several years is shown each time.
            rerank: A cross-encoder that ranks the best hits again, by name or path.

        Returns:
            The answer: iterate over it for its hits. An answer without hits is false and has a `reason`.

        Raises:
            KzsearchError: An argument makes no sense, or the index cannot be read.
        """
        settings = self.settings(
            top_k=top_k,
            year=year,
            section=section,
            country=country,
            tier=tier,
            series=series,
            mode=mode,
            min_score=min_score,
            per_report=per_report,
            context=context,
            explain=explain,
            all_years=all_years,
            rerank=rerank,
        )
        return search_opened(self._opened(), query, settings)

    def settings(
        self,
        *,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        section: str | Section | Iterable[str | Section] | None = None,
        country: str | Country | Iterable[str | Country] | None = None,
        tier: str | int | Tier | Iterable[str | int | Tier] | None = None,
        series: str | Iterable[str] | None = None,
        mode: str | Mode = _DEFAULT.mode,
        **others: Any,  # noqa: ANN401  checked as those of any Settings
    ) -> Settings:
        """Return the settings of a search, for `search_index` and `search_by_year`; `search` describes the arguments.

        Raises:
            KzsearchError: An argument makes no sense.
        """
        with own_errors():
            labels = self._opened().store.labels
            filters = read_filters(year, section, country, tier, series, labels)
            return checked_settings(Settings(mode=checked_mode(mode), filters=filters, **others), labels)

    def search_by_year(
        self, query: str, settings: Settings = _DEFAULT, *, each: int | None = None
    ) -> tuple[YearByYear | None, tuple[str, ...]]:
        """Answer a query from the report of each year.

        Args:
            query: What to look for.
            settings: How.
            each: How many hits of a report; None to have only a query answered so that itself asks for years.

        Returns:
            The hits, or None where the query asks for no years; and what the user should know of that.

        Raises:
            KzsearchError: An argument makes no sense, or `each` is given and there are not two reports to compare.
        """
        from kzsearch.analysis.compare.year_by_year import year_by_year

        with own_errors():
            opened = self._opened()
            if each is None and settings.mode is Mode.EXACT:
                return None, ()
            how = checked_settings(settings, opened.store.labels)
            return year_by_year(opened, check_query(query), how, each)

    def more(
        self,
        passage_id: str,
        *,
        top_k: int = _DEFAULT.top_k,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        section: str | Section | Iterable[str | Section] | None = None,
        country: str | Country | Iterable[str | Country] | None = None,
        tier: str | int | Tier | Iterable[str | int | Tier] | None = None,
        series: str | Iterable[str] | None = None,
        mode: str | Mode = _DEFAULT.mode,
        min_score: float | None = None,
        per_report: int | None = None,
        context: int = 0,
        explain: bool = False,
        all_years: bool = False,
    ) -> Answer:
        """Return the passages most like one, without it and without nearly the same passage of other years.

        Args:
            passage_id: The passage, such as `kaz-2023-protection-03`.
            top_k: How many hits at most.
            year: As of `search`, and so are all others.
            section: Sections.
            country: Countries.
            tier: Tiers.
            series: Series.
            mode: "hybrid", "dense" or "lexical".
            min_score: Leave out hits below this score.
            per_report: How many hits of one report at most.
            context: How many neighbouring passages to add on each side.
            explain: Whether each hit explains its score.
            all_years: Whether nearly the same passages of other years are shown too.

        Raises:
            KzsearchError: The index has no such passage, or an argument makes no sense.
        """
        from kzsearch.search.similar import more_like

        with own_errors():
            opened = self._opened()
            if not isinstance(passage_id, str):
                raise QueryError(
                    f"the id is a {type(passage_id).__name__}", "give an id, such as kaz-2023-protection-03"
                )
            settings = self.settings(
                top_k=top_k,
                year=year,
                section=section,
                country=country,
                tier=tier,
                series=series,
                mode=mode,
                min_score=min_score,
                per_report=per_report,
                context=context,
                explain=explain,
                all_years=all_years,
            )
            answer = more_like(opened, passage_id, settings)
            return replace(answer, reason=in_python(answer.reason))

    def show(self, name: str, *, section: str | Section | None = None, context: int = 0) -> list[Hit]:
        """Return the passages of an id, in order of the report, as hits without query, rank and score.

        Args:
            name: A passage id (`kaz-2023-protection-03`), a report id (`kaz-2023`), or a report id and a section.
            section: Only this section of a report.
            context: With a passage id, how many neighbours on each side, of the same section.

        Raises:
            KzsearchError: The index has no such id; the hint names the nearest.
        """
        with own_errors():
            opened = self._opened()
            if not isinstance(name, str):
                raise QueryError(
                    f"the id is a {type(name).__name__}", "give an id, such as kaz-2023-protection-03"
                )
            within = read_filters(None, section, None, None, None, opened.store.labels)
            how = checked_settings(Settings(filters=within, context=context), opened.store.labels)
            return answering.show(opened, name, within=how.filters, context=how.context)

    def reports(self) -> list[ReportRecord]:
        """Return the reports of the index, each with its facts and where each fact came from.

        Raises:
            KzsearchError: The index cannot be read.
        """
        with own_errors():
            return self._opened().store.reports()

    def outline(self, report_id: str) -> list[OutlineSection]:
        """Return the sections of a report, in order.

        Args:
            report_id: The report's id, such as "kaz-2023".

        Raises:
            KzsearchError: The index has no such report; the hint names the nearest.
        """
        from kzsearch.search.outline import outline

        with own_errors():
            if not isinstance(report_id, str):
                raise QueryError(f"the id is a {type(report_id).__name__}", "give an id, such as kaz-2023")
            return outline(self._opened(), report_id)

    def cite(self, *ids: str) -> list[Reference]:
        """Return the references of passage ids, report ids, or report ids with a section.

        Raises:
            KzsearchError: The index has no such id; the hint names the nearest.
        """
        from kzsearch.analysis.citing import cite_ids

        with own_errors():
            return cite_ids(self._opened(), ids)


def search_opened(opened: OpenIndex, query: str, settings: Settings) -> Answer:
    """Answer a query; hints speak of the arguments of methods.

    Raises:
        KzsearchError: The query or a setting makes no sense, or the index cannot be read.
    """
    with own_errors():
        answer = answering.search(opened, query, settings)
        notes = answer.notes
        if settings.filters and not answer.hits and not answer.nearest:
            filters = checked_filters(settings.filters, opened.store.labels)
            notes = (*notes, *kept_out(filters, opened.store.reports()))
        return replace(answer, reason=in_python(answer.reason), notes=notes)

"""The record of a report, or of a part of it, as a reference manager takes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A report, or a part of it, to be cited. What is not known is empty or None; nothing is made up.

    Attributes:
        key: What names it: a report id, a passage id, or a report id and a section.
        author: The publisher, which is the author of a report of a government; or empty.
        title: Series, report year and country.
        series: Name of the series.
        year: The report year.
        place: Section and paragraphs; empty for a whole report.
        pages: First and last page, or None.
        file: The file and the lines in it.
        citation: The line for a footnote.
        url: The address, or empty.
        accessed: Day of the last visit to the address, `2024-05-31`, or empty.
    """

    key: str
    author: str
    title: str
    series: str
    year: int
    place: str
    pages: tuple[int, int] | None
    file: str
    citation: str
    url: str = ""
    accessed: str = ""

    @property
    def note(self) -> str:
        """Where in the report, and in which file."""
        return f"{self.place} ({self.file})" if self.place else self.file

    def to_dict(self) -> dict[str, object]:
        """Return the reference as an item of CSL-JSON, which has fields only for what is known."""
        item: dict[str, object] = {"id": self.key, "type": "report", "title": self.title}
        if self.author:
            item["author"] = [{"literal": self.author}]
            item["publisher"] = self.author
        item |= {"issued": {"date-parts": [[self.year]]}, "collection-title": self.series}
        if self.pages is not None:
            first, last = self.pages
            item["page"] = f"{first}-{last}" if last > first else f"{first}"
        if self.url:
            item["URL"] = self.url
        if self.accessed:
            item["accessed"] = {"date-parts": [list(map(int, self.accessed.split("-")))]}
        return item | {"note": self.note}

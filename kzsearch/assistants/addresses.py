"""The address of a passage and of a report: a page of the server, or a resource that the tools' own server reads.

An assistant cites by address, and some drop what has none. Where no server of pages is known, the address is that of
the resource, which stays the same for as long as the id does; the address of the publisher, which names a whole
report, stands beside it as `source_url`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from kzsearch.errors import QueryError
from kzsearch.types import Passage, ReportRecord, Sentence

SCHEME: Final = "kzsearch"
REPORTS: Final = f"{SCHEME}://reports/"
PASSAGES: Final = f"{SCHEME}://passages/"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses.

    Attributes:
        server: The address of a server of pages, without a slash at its end; empty where none is known.
    """

    server: str = ""

    def of_passage(self, passage_id: str) -> str:
        """Return the address of a passage."""
        return f"{self.server}/passages/{_safe(passage_id)}" if self.server else passage_resource(passage_id)

    def of_sentence(self, passage: Passage, sentence: Sentence | None) -> str:
        """Return the address of a sentence of a passage, or of the passage where none is meant."""
        if self.server and sentence in passage.sentences:
            number = passage.sentences.index(sentence) + 1
            return f"{self.of_passage(passage.passage_id)}/sentences/{number}"
        return self.of_passage(passage.passage_id)

    def of_report(self, report_id: str) -> str:
        """Return the address of a report."""
        return f"{self.server}/reports/{_safe(report_id)}" if self.server else report_resource(report_id)


def report_resource(report_id: str) -> str:
    """Return the address of a report as a resource."""
    return REPORTS + _safe(report_id)


def passage_resource(passage_id: str) -> str:
    """Return the address of a passage as a resource."""
    return PASSAGES + _safe(passage_id)


def source_url(report: ReportRecord) -> str:
    """Return the address at which the report was published, or an empty text; only an address of the web counts."""
    fact = report.facts.get("url")
    url = " ".join(fact.value.split()) if fact else ""
    return url if _is_of_the_web(url) else ""


def checked_server(url: str | None) -> str:
    """Return the address of a server of pages as it is put in front of a path.

    Raises:
        QueryError: It is no address of the web.
    """
    if url is None:
        return ""
    if not _is_of_the_web(url) or urlsplit(url).query or urlsplit(url).fragment:
        raise QueryError(
            f"{url!r} is no address of a server",
            "--url takes what kzsearch serve prints, such as http://127.0.0.1:8377",
        )
    return url.rstrip("/")


def _is_of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url


def _safe(name: str) -> str:
    return quote(name, safe="")

from __future__ import annotations

from dataclasses import replace

import pytest

from kzsearch.assistants.addresses import Addresses, checked_server, passage_resource, source_url
from kzsearch.errors import QueryError
from kzsearch.types import Country, Fact, Origin, ReportRecord

REPORT = ReportRecord(
    "kaz-2023", Country("Kazakhstan", "KAZ"), 2023, None, {}, "a.txt", "0", "utf-8", 0, 1, 1
)


def test_a_server_that_is_known_gives_pages() -> None:
    addresses = Addresses("http://127.0.0.1:8377")
    assert addresses.of_passage("kaz-2023-protection-03") == (
        "http://127.0.0.1:8377/passages/kaz-2023-protection-03"
    )
    assert addresses.of_report("kaz-2023") == "http://127.0.0.1:8377/reports/kaz-2023"


def test_without_a_server_there_are_resources() -> None:
    assert Addresses().of_passage("kaz-2023-protection-03") == "kzsearch://passages/kaz-2023-protection-03"
    assert Addresses().of_report("kaz-2023") == "kzsearch://reports/kaz-2023"
    assert passage_resource("a/../b?c") == "kzsearch://passages/a%2F..%2Fb%3Fc"


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("https://www.state.gov/reports/2023", "https://www.state.gov/reports/2023"),
        (" https://a.example/b ", "https://a.example/b"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://a.example/b\u202ec", ""),
        ("http://[broken", ""),
        ("not known", ""),
    ],
)
def test_only_an_address_of_the_web_is_a_source(value: str, url: str) -> None:
    assert source_url(replace(REPORT, facts={"url": Fact(value, Origin.HEADER)})) == url
    assert source_url(REPORT) == ""


def test_the_address_of_a_server_is_checked() -> None:
    assert checked_server(None) == ""
    assert checked_server("http://127.0.0.1:8377/") == "http://127.0.0.1:8377"
    assert checked_server("https://reports.example/kz/") == "https://reports.example/kz"
    for wrong in ("", "127.0.0.1:8377", "ftp://a.example", "http://a.example/?q=1", "http://a b"):
        with pytest.raises(QueryError, match="is no address of a server"):
            checked_server(wrong)

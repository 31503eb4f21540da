"""Front matter and header blocks, and reports that only seem to begin with a header."""

from __future__ import annotations

import pytest

from kzsearch.errors import ReportError
from kzsearch.reading.files.text.front_matter import split

_PROSE = "The Government of Kazakhstan does not fully meet the minimum standards.\n"


@pytest.mark.parametrize(
    ("text", "header", "body"),
    [
        (
            "---\ncountry: Kazakhstan\nReport-Year: 2017\nlicense: PD\ntags: [a, b]\n---\nKAZAKHSTAN\n",
            {"country": "Kazakhstan", "year": "2017", "licence": "PD", "tags": "a, b"},
            "\nKAZAKHSTAN\n",
        ),
        ("---\r\nyear: 2017\r\n---\r\nText.\r\n", {"year": "2017"}, "\r\nText.\r\n"),
        (
            "Country: Kazakhstan\nYear: 2017\nTitle: A: B\n\n" + _PROSE,
            {"country": "Kazakhstan", "year": "2017", "title": "A: B"},
            "\n" + _PROSE,
        ),
        (
            "Country: Kazakhstan\r\n\r\nYear: 2017\r\n\r\nKAZAKHSTAN (Tier 2)\r\n",
            {"country": "Kazakhstan", "year": "2017"},
            "\r\nKAZAKHSTAN (Tier 2)\r\n",
        ),
        (
            "Publisher\tU.S. Department of State\nSource: https://x.test/a\nKAZAKHSTAN: Tier 2\n" + _PROSE,
            {"publisher": "U.S. Department of State", "url": "https://x.test/a"},
            "KAZAKHSTAN: Tier 2\n" + _PROSE,
        ),
        ("Source: handed over by hand\n\n" + _PROSE, {"source": "handed over by hand"}, "\n" + _PROSE),
    ],
)
def test_a_header_is_read(text: str, header: dict[str, str], body: str) -> None:
    found, span = split(text, "a.txt")
    assert found == header
    assert text[span.start : span.end] == body


@pytest.mark.parametrize(
    "text",
    [
        "KAZAKHSTAN: Tier 2\n\n" + _PROSE,
        "Recommendations for Kazakhstan: Amend the law; train the police.\n\n" + _PROSE,
        "PROTECTION: The government increased efforts.\n",
        "Title: a line of a sentence that\ngoes on here and has no blank line after it.\n",
        "---\nKAZAKHSTAN: Tier 2\n---\n" + _PROSE,
        "---\n" + _PROSE + "---\n",
        "---\n" + _PROSE,
        _PROSE,
        "",
    ],
)
def test_a_report_without_header_has_none(text: str) -> None:
    found, span = split(text, "a.txt")
    assert found == {}
    assert text[span.start : span.end] == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\ntitle: a: b: c\n---\nText.", "not valid YAML"),
        ("---\ntitle: [a\n---\nText.", "not valid YAML"),
        ("---\nyear: 2017\nText.", "no end"),
        ("Year: 2017\nYear: 2016\n\nText.", "year twice"),
        ("---\nyear: 2017\nreport year: 2018\n---\nText.", "year twice"),
    ],
)
def test_a_bad_header_is_refused(text: str, words: str) -> None:
    with pytest.raises(ReportError, match=words) as caught:
        split(text, "a.txt")
    assert "a.txt" in caught.value.message
    assert "\n" not in caught.value.message

"""Which reports a page is about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from kzsearch.errors import QueryError
from kzsearch.types import Country
from kzsearch.web.pages.addresses import Asked
from kzsearch.web.pages.choosing import chooser, chosen_line
from tests.render_records import REPORT

EARLIER = replace(REPORT, report_id="kaz-2017", year=2017)
RIGHTS = replace(REPORT, report_id="kaz-2023-hr", series="hr")
PERU = replace(REPORT, report_id="per-2020", year=2020, country=Country("Peru", "PER"))


def _asked(**values: str) -> Asked:
    return Asked("/figures", tuple(values.items()))


def test_one_country_need_not_be_named() -> None:
    line = chosen_line(_asked(), [REPORT, RIGHTS, EARLIER])
    assert line is not None
    assert (line.country, line.alpha3, line.series, line.years) == ("Kazakhstan", "KAZ", "tip", (2017, 2023))
    assert chosen_line(_asked(series="hr"), [REPORT, RIGHTS]).reports == (RIGHTS,)  # type: ignore[union-attr]
    assert chosen_line(_asked(), [RIGHTS]).series == "hr"  # type: ignore[union-attr]


def test_of_several_countries_one_is_asked_for() -> None:
    assert chosen_line(_asked(), [REPORT, PERU]) is None
    line = chosen_line(_asked(country="peru"), [REPORT, PERU])
    assert line is not None
    assert line.reports == (PERU,)
    tree = LexborHTMLParser(chooser(_asked(), [REPORT, PERU], None).source)
    assert [option.attributes["value"] for option in tree.css("option")] == ["KAZ", "PER"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"country": "Chad"}, "no report on this"),
        ({"country": "Narnia"}, "Narnia"),
        ({"series": "hr"}, "series hr"),
    ],
)
def test_what_the_index_does_not_hold_is_an_error(values: dict[str, str], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        chosen_line(_asked(**values), [REPORT])


def test_an_empty_index_is_an_error() -> None:
    with pytest.raises(QueryError, match="holds no report"):
        chosen_line(_asked(), [])


def test_with_nothing_to_choose_there_is_no_form() -> None:
    assert chooser(_asked(), [REPORT], chosen_line(_asked(), [REPORT])).source == ""

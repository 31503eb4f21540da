"""Currencies under one name."""

from __future__ import annotations

from kzsearch.domain.currencies import same_name


def test_one_currency_has_one_name() -> None:
    assert same_name("KZT") == same_name("Kazakhstani Tenge") == same_name("tenge")
    assert same_name("EUR") == same_name("euros")
    assert same_name("Colombian pesos") == same_name("pesos") == same_name("COP")


def test_dollars_of_the_united_states_are_not_those_of_others() -> None:
    assert same_name("USD") != same_name("Bahamian dollars")
    assert same_name("XYZ") == "xyz"

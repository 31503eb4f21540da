from __future__ import annotations

import pytest

from kzsearch.assistants import prompts
from kzsearch.assistants.toolbox import TOOLS
from kzsearch.errors import QueryError


def test_the_prompt_asks_the_question_and_names_tools_that_exist() -> None:
    text = prompts.prompt({"question": " How many {victims} were identified? "})
    assert "alone: How many {victims} were identified?\n" in text
    assert {name for name in TOOLS if name in text} >= {"search", "fetch", "verify_quote"}


def test_a_prompt_without_a_question_is_refused() -> None:
    for given in ({}, {"question": "  "}):
        with pytest.raises(QueryError, match="answer_from_reports needs question"):
            prompts.prompt(given)

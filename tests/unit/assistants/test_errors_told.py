from __future__ import annotations

import pytest

from kzsearch.assistants.errors_told import told
from kzsearch.errors import IndexFolderError, KzsearchError, QueryError


@pytest.mark.parametrize("nearby", [True, False])
def test_what_an_assistant_wrote_is_told_in_the_words_of_the_tools(nearby: bool) -> None:  # noqa: FBT001
    error = QueryError("0 hits cannot be shown", "top_k takes a number; name one with --country")
    assert told(error, nearby=nearby).text == (
        "error: 0 hits cannot be shown\nhint: limit takes a number; name one with country"
    )
    assert told(QueryError("no", "kzsearch reports lists what there is"), nearby=nearby).hint == (
        "list_reports lists what there is"
    )


@pytest.mark.parametrize(
    "error",
    [
        IndexFolderError("no index at /home/alice/indexes", "build it with: kzsearch index"),
        KzsearchError("a fault in kzsearch: OSError: /srv/x", "please report it"),
    ],
)
def test_files_are_told_of_on_this_machine_alone(error: KzsearchError) -> None:
    assert told(error, nearby=True).message == error.message
    far = told(error, nearby=False)
    assert far.message == "the server cannot answer just now"
    assert "/" not in far.text

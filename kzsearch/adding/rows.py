"""Rows put into the corpus table and taken out of it; the rest of the table stays as it is."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Sequence

from kzsearch.errors import TableError
from kzsearch.reading.facts.table import TABLE_NAME
from kzsearch.types.adding import RowValues


def rewritten(text: str, removed: Collection[str], added: Sequence[RowValues]) -> str:
    """Return a table's text without some files' rows and with new rows at its end.

    Args:
        text: The table; comments and style are kept.
        removed: Files whose rows are removed.
        added: New rows, in order.

    Raises:
        TableError: The text is no table.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import AoT

    try:
        document = tomlkit.parse(text)
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise TableError(f"{TABLE_NAME} is not valid TOML: {error}.", "Correct it first.") from None
    rows = document.get("report")
    if rows is None:
        rows = tomlkit.aot()
        document.append("report", rows)
    if not isinstance(rows, AoT):
        raise TableError(
            f"{TABLE_NAME} does not begin its rows with [[report]].", "Write each row under [[report]]."
        )
    for place in reversed([place for place, row in enumerate(rows) if row.get("file") in removed]):
        del rows[place]
    for values in added:
        row = tomlkit.table()
        for key, value in values.items():
            row.add(key, value)
        if rows and not str(tomlkit.dumps(document)).endswith("\n\n"):
            rows[-1].add(tomlkit.nl())
        rows.append(row)
    return tomlkit.dumps(document).rstrip("\n") + "\n"


def rewritten_file(data: bytes, removed: Collection[str], added: Sequence[RowValues]) -> bytes:
    """Return a table's bytes rewritten, with the same byte-order mark and line ends.

    Raises:
        TableError: They are no table.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        text = data.removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError as error:
        raise TableError(f"{TABLE_NAME} is not UTF-8 text.", "Save it as UTF-8.") from error
    crlf = "\r\n" in text and text.count("\r\n") == text.count("\n")
    new = rewritten(text.replace("\r\n", "\n") if crlf else text, removed, added)
    return mark + (new.replace("\n", "\r\n") if crlf else new).encode("utf-8")

"""The forms in which editors take a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzsearch.cli.editor import command

FILE = Path("/corpus/-a b.txt")


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vi", ["vi", "+7", "/corpus/-a b.txt"]),
        ("nano -w", ["nano", "-w", "+7", "/corpus/-a b.txt"]),
        ("emacsclient -t", ["emacsclient", "-t", "+7", "/corpus/-a b.txt"]),
        ("code --wait", ["code", "--wait", "-g", "/corpus/-a b.txt:7"]),
        ("'/opt/my tools/codium'", ["/opt/my tools/codium", "-g", "/corpus/-a b.txt:7"]),
        ("subl", ["subl", "/corpus/-a b.txt:7"]),
        ("hx", ["hx", "/corpus/-a b.txt:7"]),
        ("unknown", ["unknown", "+7", "/corpus/-a b.txt"]),
    ],
)
def test_each_editor_is_told_the_line_in_its_way(editor: str, words: list[str]) -> None:
    assert command(editor, FILE, 7) == words


def test_without_a_line_only_the_file_is_named() -> None:
    assert command("code", FILE, None) == ["code", "/corpus/-a b.txt"]

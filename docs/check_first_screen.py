"""Check that the answer of the README's first query stands, lit, in the first ten rows of a terminal of 40 by 100.

It runs the installed command on a pseudo-terminal, and ends with 1 and the screen where the check fails.
"""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
import termios
from fcntl import ioctl
from pathlib import Path

from rich.text import Text

ROOT = Path(__file__).parent.parent
ROWS, COLUMNS = 40, 100
FIRST_ROWS = 10
# What answers the query, as it stands in corpus/kazakhstan-2023.txt, line 21.
ANSWERS = (
    "NGOs noted insufficient funding to cover additional services available for foreign victims",
    "access to government-funded shelters and services",
)


def query_of(readme: str) -> str:
    """Return the query of the README's first session."""
    found = re.search(r'^\$ kzsearch search "([^"]+)"', readme, re.MULTILINE)
    if found is None:
        raise ValueError("README.md shows no search")
    return found[1]


def on_terminal(words: list[str]) -> str:
    """Return what a command prints on a terminal of 40 by 100."""
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "PAGER")}
    process = subprocess.Popen(
        words, stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env={**kept, "TERM": "xterm-256color"}
    )
    os.close(slave)
    pieces = []
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux tells so that the other side is closed
            break
        if not piece:
            break
        pieces.append(piece)
    process.wait()
    os.close(master)
    return b"".join(pieces).decode().replace("\r\n", "\n")


def faults(screen: str) -> list[str]:
    """Return what is wrong with a screen; nothing where the answer stands lit in its first rows."""
    rows = [Text.from_ansi(line) for line in screen.splitlines()]
    found = []
    if len(rows) >= ROWS:
        found.append(f"the answer takes {len(rows)} rows, and the terminal has {ROWS}")
    if any(row.cell_len > COLUMNS for row in rows):
        found.append(f"a row is wider than {COLUMNS} cells")
    first = rows[:FIRST_ROWS]
    # Rows joined by spaces, without marks and indents, so that a sentence can be found over the ends of rows.
    text, lit = "", set()
    for row in first:
        start = len(row.plain) - len(row.plain.lstrip(" >"))
        for span in row.spans:
            if "bold" in str(span.style):
                lit |= {len(text) + place - start for place in range(max(span.start, start), span.end)}
        text += f"{row.plain[start:].rstrip()} "
    places = [(text.find(answer), answer) for answer in ANSWERS]
    shown = [(place, answer) for place, answer in places if place >= 0]
    if not shown:
        found.append(f"the first {FIRST_ROWS} rows do not hold the answer")
    elif not any(lit & set(range(place, place + len(answer))) for place, answer in shown):
        found.append("the answer is not lit")
    return found


def main() -> int:
    """Check the screen, and say what is wrong with it."""
    query = query_of((ROOT / "README.md").read_text(encoding="utf-8"))
    command = str(Path(sys.executable).with_name("kzsearch"))
    screen = on_terminal([command, "search", query])
    wrong = faults(screen)
    for line in wrong:
        print(f"first screen: {line}", file=sys.stderr)
    if wrong:
        print(screen)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

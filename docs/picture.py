"""Draw docs/search.svg: a search as a terminal shows it, by rich's own SVG export."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console
from rich.text import Text

from kzsearch.index import open_index
from kzsearch.render import Format, render_hits
from kzsearch.search import Settings, search

QUERY = "shelter funding for foreign victims"
WIDTH = 100


def main() -> None:
    """Draw the picture from the built index."""
    with open_index("indexes/default") as index:
        hits = search(index, QUERY, Settings(top_k=3)).hits
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(f'[bold]$[/bold] kzsearch search "{QUERY}" -k 3\n', highlight=False)
    for piece in render_hits(hits, Format.TERMINAL, width=WIDTH, colour=True):
        console.print(Text.from_ansi(piece))
    console.save_svg(str(Path(__file__).with_name("search.svg")), title="kzsearch")


if __name__ == "__main__":
    main()

"""How much of the two starting reports is put into the right section, by layout and by format.

python benchmarks/sections.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from kzsearch.reading.files.text.layout import blocks
from kzsearch.types import Span
from tests.layouts import YEARS, accuracy
from tests.renderings import Shape, known_sections, render
from tests.unit.reading.files.test_parsing import MADE
from tests.unit.sections.test_outline import SHAPES


def main() -> None:
    """Print a row a layout and a row a format."""
    print(f"{'layout':<60} {'2017':>8} {'2023':>8}")
    for name, shape in {**SHAPES, **YEARS}.items():
        shares = []
        for year in (2017, 2023):
            content = known_sections(year)
            text = render(shape, content)
            found = blocks(text, Span(0, len(text)), markdown=False)
            shares.append(accuracy(text, found, shape, content))
        print(f"{name:<60} {shares[0]:>8.2%} {shares[1]:>8.2%}")
    for name, (data, reader) in MADE.items():
        source = reader(data, "a")
        share = accuracy(source.text, source.blocks, Shape(), known_sections(2023))
        print(f"{name:<60} {'':>8} {share:>8.2%}")


if __name__ == "__main__":
    main()

"""How well the sentences of two reports are aligned, against labels by hand, and what each mechanism is worth.

python benchmarks/comparing.py

`topics/compared.jsonl` labels the two starting reports. `topics/compared-made.jsonl` labels texts on other countries
that were written for this project, on which the mechanisms were chosen; `topics/compared-unseen.jsonl` labels texts
that were written after that, so that the method has not seen them. A pair that the labels call unsure is neither
demanded nor wrong, as the possible links of F. J. Och and H. Ney, "A Systematic Comparison of Various Statistical
Alignment Models", 2003.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from kzsearch.analysis.compare.alignment import DEFAULT, Method
from kzsearch.analysis.compare.comparing import aligned
from kzsearch.analysis.compare.terms import terms
from kzsearch.analysis.compare.units import Unit, item_text, units
from kzsearch.analysis.compare.wording import figures_changed
from kzsearch.index import open_index
from kzsearch.types import Filters, Section, Span
from kzsearch.types.comparison import CitedSentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzsearch.index import OpenIndex

ROOT = Path(__file__).parent.parent
METHODS = {
    "as it is": DEFAULT,
    "words only": replace(DEFAULT, words=1.0),
    "meaning only": replace(DEFAULT, words=0.0),
    "greedy, not optimal": replace(DEFAULT, optimal=False),
    "no merging": replace(DEFAULT, merge=False),
    "neighbours as near as far": replace(DEFAULT, gain=0.0),
    "neighbours of other words": replace(DEFAULT, held=0.0),
    "no look into other sections": replace(DEFAULT, elsewhere=2.0),
    "no stress on standing apart": replace(DEFAULT, apart=0.0),
    "openings as all else": replace(DEFAULT, opening=0.0),
    "themes of no account": replace(DEFAULT, theme=0.0),
    "threshold 0.45": replace(DEFAULT, threshold=0.45),
    "threshold 0.55": replace(DEFAULT, threshold=0.55),
}
KINDS = ("carried", "figures", "reworded", "new", "dropped")
Link = tuple[str, str]


class Labelled(NamedTuple):
    """Two reports with the labels of their sentences.

    Attributes:
        earlier: The units of the earlier report.
        later: Those of the later one.
        sure: The pairs that say the same.
        possible: These, and the pairs of which two readers may think differently.
        kinds: What became of each sentence, by its text; sentences of unsure kind are left out.
        figures: Of each sure pair whether a figure changed.
    """

    earlier: list[Unit]
    later: list[Unit]
    sure: set[Link]
    possible: set[Link]
    kinds: dict[tuple[str, str], str]
    figures: dict[Link, bool]


def main() -> None:
    """Print a table for the reports and one for the made texts."""
    with open_index(ROOT / "indexes" / "default") as index:
        real = [labelled_reports(index)]
        made = labelled_texts(index, "compared-made.jsonl")
        unseen = labelled_texts(index, "compared-unseen.jsonl")
        invented = labelled_texts(index, "compared-unseen2.jsonl")
    for name, sets in (
        ("the two reports", real),
        ("their recommendations", [only(one, {Section.RECOMMENDATIONS}) for one in real]),
        ("made texts on other countries", made),
        ("their recommendations", [only(one, {Section.RECOMMENDATIONS}) for one in made]),
        ("texts that the method has not seen", unseen),
        ("their recommendations", [only(one, {Section.RECOMMENDATIONS}) for one in unseen]),
        ("invented countries", invented),
        ("their recommendations", [only(one, {Section.RECOMMENDATIONS}) for one in invented]),
    ):
        print(f"{name}: {sum(len(one.sure) for one in sets)} pairs")
        print(f"{'method':<30} {'pairs':>6} {'precision':>10} {'recall':>7} {'kinds':>7}")
        for method, settings in METHODS.items():
            found, precision, recall, kinds = measured(sets, settings)
            print(f"{method:<30} {found:>6} {precision:>10.3f} {recall:>7.3f} {kinds:>7.3f}")
        confusion = Counter[tuple[str, str]]()
        for one in sets:
            confusion += confused(one, DEFAULT)
        print(f"{'labelled, below; told, right':<30} " + " ".join(f"{kind:>9}" for kind in KINDS))
        for kind in KINDS:
            print(f"{kind:<30} " + " ".join(f"{confusion[kind, told]:>9}" for told in KINDS))
        flags = [figures_changed(*link) == changed for one in sets for link, changed in one.figures.items()]
        print(f"whether a figure changed: right for {sum(flags)} of {len(flags)} pairs\n")


def measured(sets: Sequence[Labelled], method: Method) -> tuple[int, float, float, float]:
    """Return the number of pairs found, their precision and recall, and the share of sentences of the right kind."""
    found = right = demanded = got = 0
    confusion = Counter[tuple[str, str]]()
    for one in sets:
        links = pairs(one, method)
        found += len(links)
        right += len(links & one.possible)
        demanded += len(one.sure)
        got += len(links & one.sure)
        confusion += confused(one, method)
    same = sum(count for (kind, told), count in confusion.items() if kind == told)
    return found, right / max(1, found), got / max(1, demanded), same / max(1, confusion.total())


def pairs(one: Labelled, method: Method) -> set[Link]:
    """Return each earlier sentence with each later one of its row."""
    return {
        (before.text, after.text)
        for row in aligned(one.earlier, one.later, method)
        for before in row.earlier
        for after in row.later
    }


def confused(one: Labelled, method: Method) -> Counter[tuple[str, str]]:
    """Return how often a sentence of each kind was told to be of each kind."""
    return Counter(
        (one.kinds[side, cited.text], row.change.value)
        for row in aligned(one.earlier, one.later, method)
        for side, listed in (("earlier", row.earlier), ("later", row.later))
        for cited in listed
        if (side, cited.text) in one.kinds
    )


def only(one: Labelled, sections: set[Section]) -> Labelled:
    """Return the part of a labelled pair of reports that lies in these sections."""
    earlier = [unit for unit in one.earlier if unit.cited.section in sections]
    later = [unit for unit in one.later if unit.cited.section in sections]
    texts = {unit.cited.text for unit in (*earlier, *later)}

    def within(links: set[Link]) -> set[Link]:
        return {link for link in links if texts.issuperset(link)}

    kinds = {key: kind for key, kind in one.kinds.items() if key[1] in texts}
    figures = {link: changed for link, changed in one.figures.items() if texts.issuperset(link)}
    return Labelled(earlier, later, within(one.sure), within(one.possible), kinds, figures)


def labelled_reports(index: OpenIndex) -> Labelled:
    """Return the two starting reports with their labels."""
    first, second = (
        units(index, report, Filters()) for report in sorted(index.store.reports(), key=lambda one: one.year)
    )
    return _labelled(first, second, _rows("compared.jsonl"))


def labelled_texts(index: OpenIndex, name: str) -> list[Labelled]:
    """Return the texts of a file of labels, a pair a country, with their labels."""
    rows = _rows(name)
    found = []
    for country in dict.fromkeys(row["country"] for row in rows):
        of_country = [row for row in rows if row["country"] == country]
        earlier, later = (_made(index, country, side, of_country) for side in ("earlier", "later"))
        found.append(_labelled(earlier, later, of_country))
    return found


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (ROOT / "topics" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _labelled(earlier: list[Unit], later: list[Unit], labels: Iterable[dict[str, Any]]) -> Labelled:
    sure: set[Link] = set()
    possible: set[Link] = set()
    kinds: dict[tuple[str, str], str] = {}
    unsure: set[tuple[str, str]] = set()
    figures: dict[Link, bool] = {}
    for row in labels:
        section = Section(row["section"])
        texts = {
            side: item_text(row[side], section) for side in ("earlier", "later") if row[side] is not None
        }
        if len(texts) > 1:
            possible.add((texts["earlier"], texts["later"]))
            if row["sure"]:
                sure.add((texts["earlier"], texts["later"]))
                figures[texts["earlier"], texts["later"]] = row["figure_changed"]
        for side, text in texts.items():
            if row["sure"]:
                kinds[side, text] = row["kind"]
            else:
                unsure.add((side, text))
    demanded = {("earlier", link[0]) for link in sure} | {("later", link[1]) for link in sure}
    return Labelled(
        earlier,
        later,
        sure,
        possible,
        {key: kind for key, kind in kinds.items() if key in demanded or key not in unsure},
        figures,
    )


def _made(index: OpenIndex, country: str, side: str, rows: Iterable[dict[str, Any]]) -> list[Unit]:
    held = [row for row in rows if row[side] is not None]
    # Without a place the sentences follow one another as their rows do.
    held.sort(key=lambda row: row.get(f"{side}_place", 0))
    told = list(dict.fromkeys((row.get(f"{side}_section", row["section"]), row[side]) for row in held))
    vectors = index.embedder().encode_passages([text for _, text in told])
    return [
        Unit(
            CitedSentence(
                side, 0, Section(section), section, "", text, Span(0, len(text)), (1, 1), None, text
            ),
            terms(text, country),
            vector,
        )
        for (section, text), vector in zip(told, vectors, strict=True)
    ]


if __name__ == "__main__":
    main()

"""How well figures are read: precision and recall by measure against hand labels, beside a simple baseline.

The baseline takes the number nearest to a keyword.

python benchmarks/figures.py [--wrong]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.figure_labels import Label, Labelled, Score, by_grammar, labelled, scores, together, wrong

_KEYWORDS = {
    "investigations": r"investigat\w+",
    "prosecutions": r"prosecut(?:ed|ions?|ing)|indicted|charged",
    "convictions": r"convict\w+",
    "sentences": r"sentence[sd]?\b",
    "victims_identified": r"identif\w+",
    "victims_assisted": r"assist\w+|sheltered",
    "victims_referred": r"referred|referring",
    "shelters": r"shelters?\b",
    "budget": r"allocat\w+|budget\w*|spent|tenge|KZT",
    "inspections": r"inspections?\b",
    "training_sessions": r"training sessions?|seminars?|workshops?",
    "people_trained": r"trained|training",
    "hotline_calls": r"calls?\b",
    "officers": r"officers\b",
}
_NUMBER = re.compile(
    r"(?<![\w.,(/-])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: (?:million|billion))?(?![\w/-])"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()


def nearest_number(case: Labelled) -> Iterator[Label]:
    """Yield, for each keyword of a measure, the number nearest to it in its sentence: the baseline."""
    for sentence in re.finditer(r"[^.]+(?:\.\d[^.]*)*\.?", case.text):
        text = sentence[0]
        years = list(re.finditer(r"\b(?:19|20)\d\d\b", text))
        numbers = [match for match in _NUMBER.finditer(text) if not re.fullmatch(r"(?:19|20)\d\d", match[0])]
        taken: set[tuple[int, str]] = set()
        for measure, keyword in _KEYWORDS.items():
            for word in re.finditer(keyword, text, re.IGNORECASE):
                if not numbers:
                    continue
                near = min(numbers, key=lambda number: abs(number.start() - word.start()))
                if (near.start(), measure) in taken:
                    continue
                taken.add((near.start(), measure))
                behind = [year for year in years if 0 <= year.start() - near.end() < 30]
                year = int(behind[0][0]) if behind else case.report_year - 1
                yield Label(sentence.start() + near.start(), measure, _value(near[0]), None, year)


def _value(printed: str) -> float:
    word, _, scale = printed.casefold().partition(" ")
    if word in _WORDS:
        return float(_WORDS.index(word) + 1)
    return float(word.replace(",", "")) * {"million": 1e6, "billion": 1e9}.get(scale, 1)


def _table(counted: dict[str, Score], baseline: dict[str, Score]) -> None:
    print(
        f"{'measure':<20} {'labelled':>8} {'precision':>10} {'recall':>8}   {'nearest number':>14} {'recall':>8}"
    )
    for name in (*_KEYWORDS, "all"):
        score, beside = counted.get(name, Score()), baseline.get(name, Score())
        if score.labelled or score.found or beside.found:
            print(
                f"{name:<20} {score.labelled:>8} {score.precision:>10.3f} {score.recall:>8.3f}   "
                f"{beside.precision:>14.3f} {beside.recall:>8.3f}"
            )
    total = counted["all"]
    print(f"parts of the whole right too: {total.right_parts} of {total.right}\n")


def main() -> None:
    """Print a table for the two reports and one for each set of other texts."""
    for name, title in (
        ("figures.jsonl", "The two reports"),
        ("figures-unseen.jsonl", "Texts written for this test, of other countries and years: first set"),
        ("figures-unseen2.jsonl", "Second set"),
        ("figures-unseen3.jsonl", "Third set"),
        ("figures-unseen4.jsonl", "Fourth set"),
        ("figures-unseen5.jsonl", "Fifth set"),
        ("figures-unseen6.jsonl", "Sixth set"),
        ("figures-unseen7.jsonl", "Seventh set"),
        ("figures-unseen8.jsonl", "Eighth set"),
        ("figures-unseen9.jsonl", "Ninth set"),
        ("figures-unseen10.jsonl", "Tenth set"),
        ("figures-unseen11.jsonl", "Eleventh set"),
    ):
        cases = together(labelled(name))
        print(title)
        _table(scores(cases, by_grammar), scores(cases, nearest_number))
        if "--wrong" in sys.argv:
            print(*wrong(cases, by_grammar), sep="\n")


if __name__ == "__main__":
    main()

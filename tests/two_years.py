"""Two made-up reports on Uzbekistan, and one on Peru, for tests of comparisons; short, each change in them known."""

from __future__ import annotations

from typing import Final

FIRST: Final = """UZBEKISTAN (Tier 2)

The Government of Uzbekistan does not fully meet the minimum standards. Teachers were sent to the fields.

RECOMMENDATIONS FOR UZBEKISTAN

Train border guards to interview children; open a shelter for men in Navoi; and publish statistics on convictions.

PROSECUTION

The government increased law enforcement efforts. Courts convicted 211 traffickers, compared with 240 in 2017. Judges gave suspended sentences to nineteen drivers.

PROTECTION

The government maintained efforts to protect victims. The Navoi center housed women and gave them legal aid and medical care.
"""  # noqa: E501  a paragraph is a line
SECOND: Final = """UZBEKISTAN (Tier 2)

The Government of Uzbekistan does not fully meet the minimum standards. A new decree limits recruiters.

PRIORITIZED RECOMMENDATIONS:

- Publish statistics on convictions.
- Train border guards and consular officers to interview children.
- Inspect construction sites without notice.

PROSECUTION

The government decreased law enforcement efforts. Courts convicted 180 traffickers, compared with 211 in 2018.

PROTECTION

The government maintained efforts to protect victims. The Navoi center housed women. It gave the women legal aid and medical care.
"""  # noqa: E501
PERU: Final = """PERU (Tier 2)

The Government of Peru does not fully meet the minimum standards. Police raided bars in Puno.

PROSECUTION

The government maintained prosecution efforts. Police arrested 40 suspects.
"""
TWO: Final = {"uzbekistan-2018.txt": FIRST, "uzbekistan-2019.txt": SECOND}
THREE: Final = {**TWO, "peru-2019.txt": PERU}

"""Words of English that say nothing of a passage's subject."""

from __future__ import annotations

QUESTION_WORDS = frozenset(
    (
        "a about an and any anything are as be been being by can could did do does else ever for from had has have "
        "her him his how i if in is it its let many may me might more much my of on or our shall she should so some "
        "something that the their them there these they this those to us was we were what when where whether which "
        "who whom whose why will would you your"
    ).split()
)
"""Words of which questions are made, and which change nothing of what is asked for."""

FUNCTION_WORDS = QUESTION_WORDS.union(
    (
        "after again all also although always am among another around at away back because before between both but "
        "cannot doing done during each either every few get gets got having he here however into just least like "
        "maybe mine most must neither never no nor not nothing now off often once one only other others ours out "
        "over own per perhaps quite rather really same see seem since soon still such tell than then though through "
        "thus together too under until up upon very via well went while with within without yet yours"
    ).split()
)
"""All function words. A query's terms are among them only where it has no other words."""

"""The two forms of sentences in these reports: imperatives, which are recommendations, and statements.

The patterns hold no country or nationality.
"""

from __future__ import annotations

import re

from kzsearch.text import first_sentence

# Phrases before a recommendation's verb: `In consultation with NGOs,`, `To the extent possible,`.
_BEFORE = (
    r"(?:(?:in|to|with|using|through|by|while|without|as|for|within|where|when|once|if|consistent|respecting|following|"
    r"building|given|pursuant|including|absent|despite|until|under|across|alongside|upon)\b[^.;:]{2,160}?, (?:and )?)?"
)
_ADVERBS = r"(?:(?:and|also|further|fully|more|better|again|[a-z]+ly),? ){0,5}"
_VERBS = (
    r"abolish|accede|accelerate|address|adhere|adopt|afford|align|allocate|allow|amend|analyze|appoint|apply|approve|"
    r"arrest|assess|assign|assist|authorize|ban|boost|bring|broaden|build|bolster|campaign|cease|clarify|collaborate|"
    r"collect|combat|commit|complete|conduct|consider|consult|continue|convict|cooperate|coordinate|create|criminalize|"
    r"decrease|dedicate|define|delegate|deliver|demonstrate|deploy|designate|desist|destroy|develop|devote|direct|"
    r"discontinue|disseminate|distribute|double|draft|educate|eliminate|employ|empower|enable|enact|encourage|end|enforce|"
    r"engage|enhance|enlist|ensure|equip|eradicate|establish|evaluate|exempt|exercise|exert|expand|expedite|explore|"
    r"extend|extradite|facilitate|finalize|finance|follow|formalize|formulate|foster|fulfill|fund|generate|give|grant|"
    r"guarantee|halt|harmonize|hire|hold|identify|impose|implement|improve|include|increase|inform|initiate|inspect|install|instate|"
    r"institute|institutionalize|instruct|integrate|intensify|introduce|invest|investigate|invite|involve|issue|join|keep|"
    r"launch|lift|maintain|make|mandate|meet|mobilize|modify|monitor|negotiate|notify|offer|open|operationalize|organize|"
    r"oversee|participate|partner|pass|pay|penalize|permit|pilot|place|prepare|prescribe|prevent|prioritize|proactively|"
    r"produce|prohibit|promote|prosecute|protect|provide|publicize|publish|punish|pursue|put|raise|ratify|recognize|"
    r"reconvene|recruit|reduce|refer|refine|refrain|reform|regulate|rehabilitate|reinforce|reinstate|release|remove|"
    r"renew|repatriate|repeal|replace|report|request|require|rescind|research|resource|respect|respond|restrict|resume|"
    r"retain|revamp|revise|revive|revoke|review|safeguard|sanction|screen|secure|seek|select|sensitize|sentence|separate|"
    r"set|share|shield|sign|solicit|specify|sponsor|staff|standardize|start|step|stop|streamline|strengthen|submit|"
    r"supervise|support|suspend|sustain|systematize|tackle|take|target|test|track|train|translate|transfer|treat|triple|"
    r"undertake|update|upgrade|urge|use|utilize|validate|verify|waive|warn|work"
)
# Words that show the verb to be a noun: `Support for`, `Work permits were`.
_NOT_VERB = (
    r"(?! (?:by|was|were|is|are|has|had|have|did|remained|reported|said|permits? (?:was|were)|"
    r"(?:\w+ ){1,3}(?:was|were|remained|did not|do not|does not)\b))(?! of (?!the\b))"
)
_RECOMMENDATION = re.compile(rf"(?:and )?{_BEFORE}{_ADVERBS}(?:{_VERBS})\b{_NOT_VERB}", re.IGNORECASE)

# First words of statements; a recommendation begins with one only if a comma and the imperative follow.
_TELLING = re.compile(
    r"(?:the|a|an|all|no|its?|their|there|this|these|that|those|they|he|she|some|many|most|several|each|both|none|one|"
    r"two|three|four|five|\d|in|on|at|of|from|during|since|after|before|between|until|as|for|with|under|over|among|by|"
    r"although|though|while|however|despite|because|when|additionally|moreover|furthermore|similarly|unlike|"
    r"articles?|law enforcement|police|prosecutors?|courts?|judges?|authorities|officials?|ngos?|media|observers|"
    r"civil society|experts|parliament|traffick(?:ing|ers)|victims|corruption|according)\b",
    re.IGNORECASE,
)
# The verb of a statement, after a subject of any name.
_FINITE = re.compile(
    r"\w[^.;:]{0,80}? (?:was|were|is|are|has|have|had|did|does|do not|made|took|began|held|found|gave|led|said|kept|"
    r"sent|saw|paid|met|brought|spent|built|wrote|fell|rose|remained|continued|"
    r"(?:\w{3,}ed|prohibits|provides|requires|criminalizes|prescribes|lacks) "
    r"(?:an?|the|its|their|his|all|no|any|some|that|to|in|on|at|for|as|by|with|\d[\d,]*|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|several|many|most|more|fewer|both|only|approximately|\w+ly)\b|criminalized|prohibited)",
)


def is_imperative(sentence: str) -> bool:
    """Whether a sentence is in the imperative, as recommendations are."""
    return _RECOMMENDATION.match(sentence) is not None


def is_running_text(text: str) -> bool:
    """Whether a paragraph begins with a statement, so that it is no recommendation; a fragment is not enough."""
    first = first_sentence(text)
    begins = first[:1]
    if not (begins.isupper() or begins.isdigit() or begins in {"“", '"', "'", "‘"}) or is_imperative(first):
        return False
    return bool(_TELLING.match(first) or _FINITE.match(first))

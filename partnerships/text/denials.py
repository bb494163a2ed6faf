"""The words that take back what follows them, in one list: for the proof of quotations, for the
diagnosis of those that are not proved, and for the tokens of a manuscript.

“The town sold the quay” is not what “the town has yet to have sold the quay” says. Patterns here
are of small letters, with straight apostrophes and a space between two words.
"""

import re

from .patterns import late

# Each stands for itself, from word to word.
NEGATIVES = (
    r"no longer|no one|no(?!\.\s?\d)|not|never|nor|neither|none|nobody|nothing|nowhere|without"
    r"|cannot|hardly|barely|scarcely|unable|yet to|rather than|instead of"
    r"|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing) to|declin(?:e|es|ed|ing) to"
    r"|den(?:y|ies|ied|ying)|lack(?:s|ed|ing)?"
)
CONTRACTED = r"n['’]t"  # behind a letter: can't, isn’t

_UNSURE = r"reportedly|allegedly|supposedly|purportedly|perhaps|maybe|possibly"
_PART = r"(?:some|most|many|few|none|part)(?: of(?: the)?)?"
# What may stand between such a word and what it takes back: “not really want to”.
_BETWEEN = (
    r"(?:[a-z]{2,20}ly|would|will|could|can|should|may|might|did|is|was|were|yet|ever|even|also|be|been|being|have|has|had|having|do|done|to|able|going"
    r"|willing|ready|about|a|an|any|all|the|that|of|in|it|he|she|they|we|i|plans?|planned|intends?"
    r"|intended|intention|wants?|wanted|needs?|needed|wish(?:es|ed)?|means?|meant|expects?|expected"
    r"|agree|agreed|seek|try|tried|reason|longer)"
)
_DENIED = rf"(?:(?<![\w-])(?:{NEGATIVES})|(?<=[a-z]){CONTRACTED})"
_TAKES_BACK = late(
    rf"(?:{_DENIED}(?: {_BETWEEN}){{0,4}}|(?<![\w-])(?:{_UNSURE}|{_PART})) $"
    r"|(?<![\w-])(?:non|anti|un|de)-$",
    re.IGNORECASE,
)
# Negations that stand right before or behind their word in languages other than English.
_BEFORE_ELSEWHERE = late(
    r"(?<!\w)(?:n'|ne |pas |jamais |sans |nicht |kein(?:e[mnrs]?)? |nie |ohne |no |nunca |sin "
    r"|non |senza |não |не |ни |без |δεν |μην |لم |لن |لا |ليس |ليست |غير |לא |אין |בלי |안 |못 "
    r"|नहीं |न )$|(?:[不没沒未无無非]|ไม่|มิ|拒绝|拒絕|否认|否認)$",
    re.IGNORECASE,
)
_BEHIND_ELSEWHERE = late(
    r"[しさせれてでいきりみえけはも]{0,4}(?:な[いかくけ]|ませ|ず|ぬ|まい|ざる)"
    r"|(?:하|되)?지 ?(?:않|못|아니|말)| नहीं(?!\w)"
)
_MODAL = late(
    r"(?<![\w-])(may|might|could|would|should|can|if|unless|whether"
    r"|(?:expected|likely|set|due|said|thought|plan(?:s|ned)?|intend(?:s|ed)?|hope(?:s|d)?"
    r"|aim(?:s|ed)?|want(?:s|ed)?) to)"
    r"(?: (?:[a-z]{2,20}ly|be|have|also|well|yet|soon|it|he|she|they|we)){0,2} $",
    re.IGNORECASE,
)
LONGEST_DENIAL = 80  # characters, before what it denies and behind it


def taken_back(before: str, after: str = "") -> str:
    """The words right before (or behind) a place of a plain text that take back what stands there;
    "" where none do."""
    before = before[-LONGEST_DENIAL:]
    if found := _TAKES_BACK.search(before) or _BEFORE_ELSEWHERE.search(before):
        start = found.start()
        while start and before[start - 1].isalpha():  # the didn of didn't
            start -= 1
        return before[start:].strip()
    behind = _BEHIND_ELSEWHERE.match(after)
    return behind.group().strip() if behind else ""


def made_unsure(before: str) -> str:
    """The word right before a place of a plain text that makes less sure what stands there; ""
    where none does."""
    found = _MODAL.search(before[-LONGEST_DENIAL:])
    return found[1] if found else ""

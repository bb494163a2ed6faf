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
    r"|cannot|hardly|barely|scarcely|rarely|seldom|unable|unwilling|yet to|far from|rather than"
    r"|instead of|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing) to|declin(?:e|es|ed|ing) to"
    r"|ceas(?:e|es|ed|ing) to|neglect(?:s|ed|ing)? to|omit(?:s|ted|ting)? to"
    r"|forg(?:et|ets|ot|etting|otten) to|refrain(?:s|ed|ing)? from|stop(?:s|ped|ping)? short of"
    r"|rul(?:e|es|ed|ing) out|decid(?:e|es|ed|ing) against|forbidden to"
    r"|(?:barred|banned|prevented|prohibited) from|den(?:y|ies|ied|ying)|lack(?:s|ed|ing)?"
)
CONTRACTED = r"n['’]t"  # behind a letter: can't, isn’t

_UNSURE = (
    r"reportedly|allegedly|supposedly|purportedly|perhaps|maybe|possibly|almost|nearly|all but"
)
_PART = r"(?:some|most|many|few|none|part)(?: of(?: the)?)?"
# What may stand between such a word and what it takes back: “not really want to”.
_BETWEEN = (
    r"(?:[a-z]{2,20}ly|would|will|could|can|should|may|might|did|is|was|were|yet|ever|even|also|be|been|being|have|has|had|having|do|done|to|able|going"
    r"|willing|ready|about|a|an|any|all|the|that|of|in|it|he|she|they|we|i|plans?|planned|intends?"
    r"|intended|intention|wants?|wanted|needs?|needed|wish(?:es|ed)?|means?|meant|expects?|expected"
    r"|agree|agreed|seek|try|tried|trying|reason|longer|its|their|his|her|seems?|seemed|appears?"
    r"|appeared|immediate|right|power|position|way|circumstances|point|once|so|said|however|though"
    r"|indeed|fact|as|for|on|asked|allowed|permitted|managed|required|bound|free|likely|offer|decision)"
)
# “No, they will sell it” and “not only sold it” take nothing back.
_DENIED = rf"(?:(?<![\w-])(?!no,|not (?:only|just|merely) )(?:{NEGATIVES})|(?<=[a-z]){CONTRACTED})"
# “Not, it said,” and “never (ever)”; but “if not, the town” takes nothing back.
_ASIDE = rf"(?:,(?: {_BETWEEN}){{1,3}},)?"
_STEP = rf" [\"'(*]{{0,2}}{_BETWEEN}[\"')*]{{0,2}}"
_TAKES_BACK = late(
    rf"(?:{_DENIED}{_ASIDE}(?:{_STEP}){{0,5}}|(?<![\w-])(?:{_UNSURE}|{_PART})) [\"'(*]{{0,2}}$"
    r"|(?<![\w-])(?:non|anti|un|de)-$",
    re.IGNORECASE,
)
# What says further back in a sentence that the rest of it may not be so: “rejected a plan to”.
_IN_DOUBT = late(
    rf"(?<![\w-])(?:{NEGATIVES}|{_UNSURE}|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?"
    r"|disput(?:es?|ed|ing)|doubt(?:s|ed|ing|ful)?|refut(?:es?|ed|ing)|false|falsely|untrue|wrongly"
    r"|abandon(?:s|ed|ing)?|scrap(?:s|ped|ping)?|shelv(?:es?|ed|ing)|dropp(?:ed|ing)"
    r"|cancel(?:s|led|ed|ling|ing)?|halt(?:s|ed|ing)?|block(?:s|ed|ing)?|withdr(?:ew|aw|awn|awing)"
    r"|avoid(?:s|ed|ing)?|resist(?:s|ed|ing)?|rebuff(?:s|ed|ing)?|oppos(?:es?|ed|ing)"
    r"|forb(?:ids?|ade|idden)|barr(?:ed|ing)|bann(?:ed|ing)|prevent(?:s|ed|ing)?|prohibit(?:s|ed|ing)?"
    r"|reluctant|pretend(?:s|ed|ing)?|supposed|sooner|rather|g[ai]ven? up|(?<!a )(?:little|few)"
    r"|too(?= \w+ to ))(?!\w)"
    rf"|(?<=[a-z]){CONTRACTED}(?!\w)",
    re.IGNORECASE,
)
_SENTENCE_ENDS = late(r"[.!?;:][\"')\]]{0,2} |\u2029")
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
LONGEST_SENTENCE = 300  # characters in which a word of doubt is looked for


def taken_back(before: str, after: str = "") -> str:
    """The words right before (or behind) a place of a plain text that take back what stands there;
    "" where none do."""
    before = before[-LONGEST_DENIAL:]
    if found := _TAKES_BACK.search(before) or _BEFORE_ELSEWHERE.search(before):
        return before[_word_start(before, found.start()) :].strip(" \"'(*,-")
    behind = _BEHIND_ELSEWHERE.match(after)
    return behind.group().strip() if behind else ""


def put_in_doubt(before: str) -> str:
    """The word in the sentence before a place of a plain text by which what stands there may not be
    so, though it is not right before it; "" where there is none."""
    before = before[-LONGEST_SENTENCE:]
    start = 0
    for end in _SENTENCE_ENDS.finditer(before):
        start = end.end()
    *_, found = [None, *_IN_DOUBT.finditer(before, start)]
    return before[_word_start(before, found.start()) : found.end()] if found else ""


def made_unsure(before: str) -> str:
    """The word right before a place of a plain text that makes less sure what stands there; ""
    where none does."""
    found = _MODAL.search(before[-LONGEST_DENIAL:])
    return found[1] if found else ""


def _word_start(text, place):
    while place and text[place - 1].isalpha():  # the didn of didn't
        place -= 1
    return place

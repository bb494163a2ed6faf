"""Of what an English sum is: the words beside it that say so."""

import re

# Not "to" alone: what was raised to a sum is the value.
_HEDGED = (
    r"(?:\s{1,3}(?:about|around|roughly|nearly|almost|some|up\s{1,3}to|close\s{1,3}to|at\s{1,3}least|just|under|over"
    r"|approximately|an?|estimated|(?:more|less)\s{1,3}than|as\s{1,3}much\s{1,3}as|the))*"
)
_BEFORE = [
    (
        "value",
        r"(?:valuation|value|worth|valued|valuing)(?:\s{1,3}[\w’'.&-]+){0,4}\s{1,3}(?:of|at|to)",
    ),
    ("value", r"(?:valuation|value)\s{1,3}(?:of|at|to|is|was|reached|hit)"),
    (
        "price",
        r"(?:contract|deal|order|agreement|pact)s?\s{1,3}(?:(?:is|was|are|were)\s{1,3})?"
        r"(?:of|for|worth|valued at)",
    ),
    ("revenue", r"(?:revenues?|sales|turnover)\s{1,3}(?:of|at|to|was|were|reached|hit|is)"),
    ("loss", r"(?:lost|loses|losing|loss(?:es)?(?:\s{1,3}of)?)"),
    ("raised", r"(?:rais(?:e[sd]?|ing)|round\s{1,3}of|fundraising\s{1,3}of)"),
    (
        "paid in",
        r"(?:paid\s{1,3}in|has\s{1,3}(?:already\s{1,3})?paid|had\s{1,3}(?:already\s{1,3})?paid|paid)",
    ),
    ("committed", r"(?:commit(?:s|ted)?|pledged|pledges|promised|promises)"),
    ("invested", r"invest(?:s|ed|ing)?"),
]
_AFTER = [
    ("votes", r"\s{0,3}(?:of\s{1,3}(?:the|[\w .&-]{1,40}['’]s)\s{1,3})?(?:votes|voting)"),
    ("revenue", r"\s{1,3}(?:in|of)\s{1,3}(?:annual\s{1,3}|yearly\s{1,3})?(?:revenues?|sales)"),
    ("loss", r"\s{1,3}loss"),
    ("value", r"\s{1,3}(?:valuation|price\s{1,3}tag)"),
    ("raised", r"\s{1,3}(?:(?:funding|financing|investment)\s{1,3})?(?:round|raise)(?!\w)"),
    ("price", r"\s{1,3}(?:[\w-]+\s{1,3}){0,2}(?:contract|deal|order|agreement)(?!\w)"),
    (
        "committed",
        r"\s{1,3}(?:had\s{1,3}been\s{1,3}|was\s{1,3}|is\s{1,3}the\s{1,3}total\s{1,3}|in\s{1,3}(?:total\s{1,3})?(?:funding\s{1,3})?)?"
        r"commit(?:ted|ments?)",
    ),
    (
        "paid in",
        r"\s{1,3}(?:of\s{1,3}it\s{1,3})?(?:has\s{1,3}been\s{1,3}|had\s{1,3}been\s{1,3}|was\s{1,3}|were\s{1,3})?(?:already\s{1,3})?paid(?:\s{1,3}in)?",
    ),
]
_FORMER = re.compile(
    rf"(?<!\w)(?:instead of|rather than|(?:down|up) from){_HEDGED}\s{{0,3}}$", re.I
)
_BEFORE_A_SUM = [
    (name, re.compile(rf"(?<!\w){said}{_HEDGED}\s{{0,3}}$", re.I)) for name, said in _BEFORE
]
_AFTER_A_SUM = [(name, re.compile(said, re.I)) for name, said in _AFTER]


def measure_of(before: str, after: str, *, is_share: bool, is_of_a_name: bool) -> str:
    """Of what a sum is, by the words of its sentence on either side; "" where they do not say."""
    if is_share and is_of_a_name:
        return "shares"
    behind = next((name for name, said in _AFTER_A_SUM if said.match(after)), "")
    if behind:
        return behind
    for name, said in _BEFORE_A_SUM:
        if said.search(before[-90:]) and not (is_share and name in ("raised", "value", "price")):
            return name
    return ""


def is_former(before: str) -> bool:
    """Whether something took the place of the sum, by the words before it: "instead of 20 %"."""
    return bool(_FORMER.search(before[-90:]))

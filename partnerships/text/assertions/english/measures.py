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
    ("value", r"(?:round|raise|financing|sale)\s{1,3}at"),
    ("price", r"(?:buys?|bought|buying|purchas(?:e[sd]?|ing)|orders?|ordered)"),
    ("debt", r"(?:lend(?:s|ing)?|lent|borrow(?:s|ed|ing)?|debts?\s{1,3}of|loans?\s{1,3}of)"),
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
_OWN = r"(?:the|its|their|his|her|[\w .&-]{1,40}['’]s)"
_PART = (
    r"\s{0,3}(?:(?:cut|share|slice|part)\s{1,3})?of\s{1,3}"
    rf"(?:{_OWN}\s{{1,3}})?(?:own\s{{1,3}}|annual\s{{1,3}})?"
)
_AFTER = [
    ("revenue", rf"{_PART}(?:revenues?|sales|turnover)"),
    ("profit", rf"{_PART}profits?"),
    ("shares", rf"{_PART}(?:shares|stock|equity)(?!\w)"),
    ("cash", r"\s{1,3}(?:in|of)\s{1,3}cash(?!\w)"),
    ("debt", r"\s{1,3}(?:in|of)\s{1,3}(?:debts?|loans?)(?!\w)"),
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
_OF_MONEY = ("raised", "value", "price", "debt")
_FORMER = re.compile(
    rf"(?<!\w)(?:instead of|rather than|(?:(?:down|up)\s{{1,3}})?from"
    r"|before(?:\s{1,3}that)?,?\s{1,3}(?:it|this|that|they)\s{1,3}(?:was|were|had(?: been)?))"
    rf"{_HEDGED}\s{{0,3}}$",
    re.I,
)
_FORMERLY = re.compile(r"\s{1,3}(?:before|earlier|previously|until then)(?!\w)", re.I)
_BEFORE_A_SUM = [
    (name, re.compile(rf"(?<!\w){said}{_HEDGED}\s{{0,3}}$", re.I)) for name, said in _BEFORE
]
_AFTER_A_SUM = [(name, re.compile(said, re.I)) for name, said in _AFTER]


def measure_of(before: str, after: str, *, is_share: bool, is_of_a_name: bool) -> tuple[str, int]:
    """Of what a sum is, by the words of its sentence on either side, "" where they do not say; and
    how many characters behind it say so."""
    if is_share and is_of_a_name:
        return "shares", 0
    for name, said in _AFTER_A_SUM:
        if found := said.match(after):
            return name, found.end()
    for name, said in _BEFORE_A_SUM:
        if said.search(before[-90:]) and not (is_share and name in _OF_MONEY):
            return name, 0
    return "", 0


def is_former(before: str, after: str) -> bool:
    """Whether something took the place of the sum, by the words on either side: "instead of 20 %",
    "32 % before"."""
    return bool(_FORMER.search(before[-90:]) or _FORMERLY.match(after))

"""Letters that are not what they look like: private ones, unreadable ones; and raised figures."""

from ..patterns import late

RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")

# A private letter beside another, or by a letter of a word; alone it is a sign, such as a bullet.
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_OWN = late(rf"[{_PRIVATE}]{{2}}|[^\W_][{_PRIVATE}]|[{_PRIVATE}][^\W_]")


def has_own_letters(text: str) -> bool:
    """Whether letters of the text are private to its font, or could not be read."""
    return "\ufffd" in text or _OWN.search(text) is not None

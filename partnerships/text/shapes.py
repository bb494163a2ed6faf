"""What each character is read as: another shape of a letter as the letter, any dash as a hyphen.

Unicode's properties say which character is what, in every script.
"""

import re
import unicodedata
from functools import cache

BREAK = "\u00ad"  # stands in a plain text where a line ended in a hyphen: part of the word or not
NOTHING = "\u200b"  # stands, on the way, for what no reader sees

# A raised 2 is none: 10² is not 102. Nor are figures in circles, nor ½ after a 3.
_SHAPES = set(
    "<compat> <noBreak> <initial> <medial> <final> <isolated> <wide> <narrow> <small> <vertical>"
    " <font>".split()
)
# What Unicode has no property for: signs that are typed as apostrophes or inches, and the minus.
_STRETCH = "ـ"  # drawn out between Arabic letters, as a line is filled
_TYPED = dict.fromkeys("`´ʼ′", "'") | {"″": '"', "−": "-", _STRETCH: NOTHING}
# Formats of Unicode that are drawn nonetheless, and letters and marks that are not.
_DRAWN = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_DRAWN |= set("\ufff9\ufffa\ufffb\U000110bd\U000110cd")
_EMPTY = re.compile(r"VARIATION SELECTOR|COMBINING GRAPHEME JOINER|HANGUL \w+ FILLER|INHERENT")


@cache
def alike(letter: str) -> str:
    """The character that this one is read as: one for one, so that no place moves."""
    if letter in _TYPED:
        return _TYPED[letter]
    if letter.isascii():
        return letter if letter.isprintable() or letter.isspace() else NOTHING
    category, name = unicodedata.category(letter), unicodedata.name(letter, "")
    if letter.isspace():
        return "\n" if category in ("Zl", "Zp") else " "
    if letter == BREAK or letter in _DRAWN:
        return letter
    if category in ("Cf", "Cc") or _EMPTY.search(name):
        return NOTHING
    if category == "Pd":
        return "-"
    if "QUOTATION MARK" in name:
        return "'" if "SINGLE" in name else '"'
    return letter


def clusters(text: str) -> list[tuple[int, int, str]]:
    """Where letters are written otherwise than Unicode's normal form C has them, or in another
    shape (ﬁ, Ａ, ﺏ): each place with the letters that are read there, in order."""
    if text.isascii():
        return []
    letters = set(text)
    follows = {letter for letter in letters if _follows(letter)}
    shaped = {letter for letter in letters if _shaped(letter) != letter}
    if not shaped and unicodedata.is_normalized("NFC", text) and not _hidden(letters):
        return []
    other = shaped - follows
    unseen = "".join(re.escape(letter) for letter in letters if is_unseen(letter))
    begin, skipped = (f"(?<![{unseen}])", f"[{unseen}]*+") if unseen else ("", "")
    patterns = [f"[{''.join(map(re.escape, other))}]"] if other else []
    if follows:
        after = "".join(map(re.escape, follows))
        patterns.insert(0, f"(?:[^{after}{unseen}]|{begin})(?:{skipped}[{after}])++")
    found = []
    for match in re.finditer("|".join(patterns), text, re.DOTALL):
        start, end = match.span()
        melted = _melted("".join(letter for letter in match.group() if not is_unseen(letter)))
        if melted is not None:
            found.append((start, end, melted))
            continue
        for place, letter in enumerate(match.group(), start):
            if (piece := _shaped(letter)) != letter:
                found.append((place, place + 1, piece))
    return found


def _melted(letters):
    """What the letters are together; None where each stays what it is alone."""
    alone = "".join(map(_shaped, letters))
    together = unicodedata.normalize("NFC", alone)
    return together if together != alone else None


def _hidden(letters):
    """Whether something unseen may stand between a letter and its accent."""
    return any(map(_follows, letters)) and any(is_unseen(letter) for letter in letters)


def is_unseen(letter: str) -> bool:
    """Whether no reader sees the character."""
    return alike(letter) in (NOTHING, BREAK)


@cache
def _shaped(letter):
    """The letter, or the letters, that a character is another shape of; else itself."""
    if letter.isascii() or letter.isspace() or alike(letter) != letter:
        return letter
    parts = unicodedata.decomposition(letter)
    if not parts.startswith("<"):
        apart = unicodedata.normalize("NFD", letter)
        shaped = "".join(map(_shaped, apart)) if apart != letter else letter
        return unicodedata.normalize("NFC", shaped)
    shaped = unicodedata.normalize("NFKC", letter)
    is_accent = shaped.startswith(" ") and len(shaped) > 1  # ¨ stands alone
    if parts.split()[0] not in _SHAPES or is_accent:
        return letter
    return shaped.replace(_STRETCH, "") or letter


@cache
def _follows(letter):
    """Whether a character may melt into the one before it."""
    first = _shaped(letter)[0]
    return not letter.isascii() and (bool(unicodedata.combining(first)) or first in _composing())


@cache
def _composing():
    """The characters that may melt into the one before them though they do not look like marks."""
    found = {chr(code) for code in range(0x1161, 0x1200)}  # vowels and ends of Hangul syllables
    for code in range(0x20000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            found.add(chr(int(parts[1], 16)))
    return frozenset(found)

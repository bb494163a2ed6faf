"""What Unicode's properties say of characters, beyond what Python's patterns can ask."""

import unicodedata
from functools import cache

_LAST = 0x20000  # beyond stand ideographs, and what nobody sees


def in_ranges(characters: str) -> str:
    """The characters, in order, as what stands between the brackets of a pattern."""
    ranges: list[list[int]] = []
    for code in map(ord, characters):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(
        f"\\U{first:08x}" if first == last else f"\\U{first:08x}-\\U{last:08x}"
        for first, last in ranges
    )


# Accents, and the vowels of many scripts: no letters for Python's \w, yet parts of words.
MARKS = "".join(chr(code) for code in range(_LAST) if unicodedata.category(chr(code))[0] == "M")

_RUN_ON = tuple(
    """CJK KANGXI IDEOGRAPHIC HIRAGANA KATAKANA HALFWIDTH BOPOMOFO YI THAI LAO KHMER MYANMAR
    TIBETAN TAI NEW JAVANESE BALINESE""".split()
)


def is_of_word(character: str) -> bool:
    """Whether a character is part of a word: a letter, a figure, a vowel or accent of one."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


@cache
def runs_on(character: str) -> bool:
    """Whether the script of the character sets no spaces between words."""
    return unicodedata.name(character, "").startswith(_RUN_ON)


@cache
def is_hangul(character: str) -> bool:
    """Whether the character is a Korean syllable or letter."""
    return unicodedata.name(character, "").startswith("HANGUL")

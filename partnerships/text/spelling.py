"""How like what somebody typed is to a name: accents, capitals, spaces and slips aside."""

import unicodedata

from rapidfuzz.distance import OSA

ENOUGH = 0.65  # of 1: "hob" may mean "hub", "gate" does not mean "gap"
OF_A_WORD = 0.75  # the same of one word among others that stand as they are
SHORTEST = 4  # letters of a word among others that may be misspelt


def plainly(text: str) -> str:
    """The text in small letters, without accents, a space between its words."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def spelling_likeness(typed: str, name: str) -> float:
    """From 0 to 1, how like the name is to what was typed. Letters that changed places are one
    slip; a word typed alone may be any of the name's: "nadela" is like Satya Nadella."""
    typed, name = plainly(typed), plainly(name)
    if not typed or not name:
        return 0
    whole = OSA.normalized_similarity(typed.replace(" ", ""), name.replace(" ", ""))
    each = [likest_word(word, name)[0] for word in typed.split()]
    return max(whole, 0.95 * sum(each) / len(each) if min(each) >= ENOUGH else 0)


def likest_word(typed: str, name: str) -> tuple[float, str]:
    """The word of the name that is likest to the word typed, and how like it is."""
    typed = plainly(typed)
    alike = [
        (OSA.normalized_similarity(typed, plainly(word)), word)
        for word in (word.strip(".,;:()“”\"'’") for word in name.split())
    ]
    return max(alike, default=(0, ""))

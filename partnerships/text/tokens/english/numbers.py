"""English numbers in words: "twenty-one", "two hundred and six", "a dozen", "three quarters"."""

from collections.abc import Iterable
from decimal import Decimal

SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
LETTERS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}  # close to a figure, or with money
CROWDS = {"dozen": 12, "score": 20, "couple": 2, "pair": 2}
SPANS = {"decade": 10, "century": 100}  # years
ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
PARTS = {word: number for word, number in ORDINALS.items() if number > 2 and number < 13} | {
    "half": 2,
    "quarter": 4,
    "hundredth": 100,
    "thousandth": 1000,
}
PARTS |= {f"{word}s": number for word, number in PARTS.items() if word != "half"} | {"halves": 2}
_TIMES: dict[str, Decimal | int] = {
    "halve": Decimal("0.5"), "double": 2, "treble": 3, "triple": 3, "quadruple": 4, "quintuple": 5,
}  # fmt: skip
TIMES: dict[str, Decimal | int] = {
    word[: len(word) - (end == "ing")] + end: number
    for word, number in _TIMES.items()
    for end in ("", "d", "s", "ing")
    if word + end != "halves"  # of something
} | {"twice": 2, "thrice": 3}
PLURALS = {"dozens": 12, "hundreds": 100, "thousands": 10**3, "millions": 10**6} | {
    "billions": 10**9,
    "trillions": 10**12,
}
WORDS = [*SMALL, *TENS, *list(SCALES)[:5]]


def spelled_number(words: Iterable[str]) -> Decimal | None:
    """The number that words in small letters say, without "and"; None when they say none."""
    total, current, said = 0, 0, False
    for word in words:
        if word in SMALL or word in TENS:
            current += SMALL.get(word) or TENS.get(word) or 0
            said = True
        elif word == "hundred":
            current = (current or 1) * 100
            said = True
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current, said = 0, True
    return Decimal(total + current) if said else None

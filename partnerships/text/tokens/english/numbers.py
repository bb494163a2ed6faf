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
    "lakh": 10**5,
    "crore": 10**7,
}
# After figures, as desks abbreviate them and as other languages of the trade do.
ABBREVIATED = SCALES | {
    "mn": 10**6, "mln": 10**6, "mio": 10**6, "bn": 10**9, "bln": 10**9, "mrd": 10**9, "mld": 10**9,
    "mlrd": 10**9, "tn": 10**12, "trn": 10**12, "dozen": 12, "lac": 10**5, "cr": 10**7,
    "milliard": 10**9, "milliarden": 10**9, "milliarde": 10**9, "millionen": 10**6,
    "millones": 10**6, "milioni": 10**6, "miliardi": 10**9, "lacs": 10**5,
    "milliards": 10**9, "lakhs": 10**5, "crores": 10**7, "thousands": 10**3, "millions": 10**6,
    "billions": 10**9, "trillions": 10**12,
}  # fmt: skip
# Close to a figure, or with money.
LETTERS = {"k": 10**3, "m": 10**6, "mm": 10**6, "b": 10**9, "t": 10**12}
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
PLURALS = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 10**3,
    "millions": 10**6, "billions": 10**9, "trillions": 10**12, "lakhs": 10**5, "crores": 10**7,
}  # fmt: skip
WORDS = [*SMALL, *TENS, *SCALES]


def spelled_number(words: Iterable[str]) -> Decimal | None:
    """The number that words in small letters say, without "and"; None when they say none, or
    several ("twenty twenty", "seven-two")."""
    total, current, scale, said = 0, 0, 0, False
    below = 100  # what follows within a hundred is smaller than this
    for word in words:
        if word in SMALL or word in TENS:
            number = SMALL.get(word, TENS.get(word, 0))
            if number >= below or (said and number == 0):
                return None
            current, below = current + number, 10 if word in TENS else 0
        elif word == "hundred":
            if current > 99 or (said and not current and not scale):
                return None
            current, below = (current or 1) * 100, 100
        elif word in SCALES:
            size = SCALES[word]
            if (size < scale and not current) or (size == scale and current):
                return None
            if size >= scale > 0:  # a thousand million, a lakh crore
                total = (total + current) * size
            else:
                total += (current if said and not scale else current or 1) * size
            current, below, scale = 0, 100, size
        else:
            continue
        said = True
    return Decimal(total + current) if said else None

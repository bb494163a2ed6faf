"""Sentences in ten scripts, put together by chance: letters, vowels and figures of each script."""

import unicodedata
from random import Random

# The letters of each script, what ends a sentence in it, and what stands between its words.
SCRIPTS = {
    "Latin": ("A-Za-zÀ-ɏ", ".", " "),
    "Greek": ("Α-ΡΣ-Ωά-ώἀ-ᾯ", ".", " "),
    "Cyrillic": ("А-яЀ-ӿ", ".", " "),
    "Arabic": ("ؠ-ؿف-يٮ-ۓ", "؟", " "),
    "Hebrew": ("א-ת", ".", " "),
    "Devanagari": ("अ-हक़-ॡ", "।", " "),
    "Thai": ("ก-ฮเ-ไ", " ", ""),
    "Han": ("一-龥", "。", ""),
    "Japanese": ("ぁ-ゖァ-ヺ一-龥", "。", ""),
    "Korean": ("가-힣", ".", " "),
}
VOWELS = {"Devanagari": "ा-ौ्", "Thai": "ัิ-ฺ็-๎", "Arabic": "ً-ْ", "Hebrew": "ְ-ׇ", "Latin": "\u0300-\u036f"}
DIGITS = {"Arabic": "٠-٩", "Devanagari": "०-९", "Thai": "๐-๙"}
MARKS = [
    "“{}”",
    "«{}»",
    "« {} »",
    "„{}“",
    "‘{}’",
    '"{}"',
    "「{}」",
    "({})",
    "{} –",
    "— {}",
    "{}…",
    "{}’s",
]


def spread(ranges, kinds="L"):
    """The characters of some kinds between the ends of the ranges: a-c."""
    found = []
    pieces = iter(range(len(ranges)))
    for place in pieces:
        if ranges[place + 1 : place + 2] == "-":
            found += map(chr, range(ord(ranges[place]), ord(ranges[place + 2]) + 1))
            next(pieces), next(pieces)
        else:
            found.append(ranges[place])
    return [each for each in found if unicodedata.category(each)[0] in kinds]


LETTERS = {script: spread(ranges) for script, (ranges, *_) in SCRIPTS.items()}
ACCENTS = {script: spread(ranges, "M") for script, ranges in VOWELS.items()}
FIGURES = {script: spread(ranges, "N") for script, ranges in DIGITS.items()}


def word(chance: Random, script: str) -> str:
    """A word of the script, or now and then a figure."""
    if chance.random() < 0.1:
        digits = FIGURES.get(script, "0123456789")
        return "".join(chance.choices(digits, k=chance.randint(1, 4)))
    letters = chance.choices(LETTERS[script], k=chance.randint(2, 7))
    if accents := ACCENTS.get(script):
        letters = [each + chance.choice(["", "", chance.choice(accents)]) for each in letters]
    return "".join(letters)


def sentence(chance: Random, script: str) -> str:
    """A sentence of the script, with a mark or two among its words and its own end."""
    _, end, space = SCRIPTS[script]
    words = [word(chance, script) for _ in range(chance.randint(3, 9))]
    if chance.random() < 0.5:
        place = chance.randrange(len(words) - 1)  # a bare dash ends no sentence
        words[place] = chance.choice(MARKS).format(words[place])
    return space.join(words) + end.strip()


def text(chance: Random, sentences: list[str]) -> str:
    """The sentences one after the other, as pages set them."""
    return "".join(
        each + chance.choice([" ", "\n", "\n\n", "  ", "\u00a0", "\r\n"]) for each in sentences
    )


def reset(chance: Random, words: str) -> str:
    """The same words in another typography."""
    form = chance.choice(["NFC", "NFD", "NFC"])
    words = unicodedata.normalize(form, words)
    other = {" ": ["\u00a0", "\n", "  ", " \u200b"], "-": ["\u2011"], "'": ["’"]}
    return "".join(chance.choice([each, *other.get(each, [])]) for each in words)

"""What number the words of a figure say, in figures and in words."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ....vocabulary import TokenKind
from .gaps import GAP
from .numbers import (
    CROWDS,
    LETTERS,
    ORDINALS,
    PARTS,
    PLURALS,
    SCALES,
    SMALL,
    SPANS,
    TIMES,
    WORDS,
    spelled_number,
)

_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_VULGAR = "½¼¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_DIGITS = rf"\d{{0,9}}[{_VULGAR}]|\d{{1,3}}[^\S\n][1-9]/[1-9](?![\d/])|\.\d+"
_DIGITS += r"|\d{1,3}(?:[\u00a0\u202f\u2009'’]\d{3})+(?!\d)|\d+(?:[.,:/]\d+)*"
NUMBER = re.compile(
    rf"(?<![\w])(?:"
    rf"(?P<mixed>(?P<whole>(?:\d{{1,3}}|an?(?={GAP}(?:{_SCALE}))|{_WORD})(?:(?:{GAP}|-)(?:{_WORD}))*)"
    rf"{GAP}and{GAP}a{GAP}(?P<piece>half|quarter)(?:(?:{GAP}|-)(?P<mixed_scale>{_SCALE}))?)(?![\w-])"
    rf"|(?P<digits>{_DIGITS})(?:(?:st|nd|rd|th)(?P<th>)(?!\w)|(?:{GAP}|-)?(?P<scale>{_SCALE})(?!\w)"
    r"|(?P<letter>[kmbt])(?!\w)|(?P<glued>[^\W\d_]{1,4})(?!\w))?"
    rf"|(?P<half>half{GAP}an?(?:{GAP}|-)(?P<halved>{_SCALE}|{'|'.join(['dozen', *SPANS])}))(?!\w)"
    rf"|(?P<share>(?:an?|one|two|three|four|five|six|seven|eight|nine)(?:{GAP}|-)"
    rf"(?P<part>{'|'.join(sorted(PARTS, key=len, reverse=True))})|half)(?![ -]part(?:y|ies)(?!\w)|\w)"
    rf"|(?:an?|one|two|three|four|five|six){GAP}(?P<crowd>{'|'.join([*CROWDS, *SPANS])})(?!\w)"
    rf"|(?P<many>{'|'.join(PLURALS)})(?:{GAP}of{GAP}(?P<manifold>{'|'.join(PLURALS)}))?(?!\w)"
    rf"|(?P<times>{'|'.join(sorted(TIMES, key=len, reverse=True))})(?!\w)"
    rf"|(?P<fold>{'|'.join([*SMALL, *list(SCALES)[:2]])})-?fold(?!\w)"
    rf"|(?P<ordinal>(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-first"
    rf"|{'|'.join(ORDINALS)})(?!s?[- ]?part(?:y|ies)(?!\w)|-hand|\w))"
    rf"|(?P<words>(?:an?{GAP}(?={_SCALE}))?(?:{_WORD})(?:(?:{GAP}|-)(?:and{GAP})?(?:{_WORD}))*)(?!\w)"
    r")"
)
_IN_A_NAME = re.compile(r"(?<![\w.@])[A-Z]\w{0,20}-$")  # GPT-4
_VERSION = re.compile(r"\d+(?:\.\d+)*")
_COUNTED = re.compile(rf"(?:{GAP}|-)([^\W\d_][\w'’]*)")
_OF_NUMBERS = frozenset("of the more other new its their these those his her such".split())
_ENDS = frozenset(
    """
    a about after against also among an and are as at be because been before between but by can
    could did do during each every for from had has have he if in into is it less may might not on
    or over per than that then there they this to under until was were when where which while who
    will with within without would
    """.split()
)
_CUT_BY = frozenset("by in than about over under nearly almost roughly least only up fell".split())
_OF_A_YEAR = re.compile(rf"{GAP}of{GAP}[^\w\s]")  # the year is taken as a date
_NOT_ONE = re.compile(rf"(?<![\w])(?:no|each|any|every|this|that|the|which|another){GAP}$", re.I)


def size_of(
    bare: str, match: re.Match[str]
) -> tuple[Decimal | Literal[False] | None, int, str, bool, tuple[str, ...]]:
    """The figure, its scale, its kind, whether it is an ordinal, and what it is glued to.

    False where the words are no figure; None where they are one that we cannot read.
    """
    kind = TokenKind.FIGURE
    said = match.group().lower()
    if match["digits"]:
        is_version = not match["scale"] and _VERSION.fullmatch(match["digits"])
        if is_version and _IN_A_NAME.search(bare, max(0, match.start() - 22), match.start()):
            return False, 1, kind, False, ()
        size = _plain(match["digits"])
        scale = SCALES.get((match["scale"] or "").lower()) or LETTERS.get(
            (match["letter"] or "").lower(), 1
        )
        glued = (match["glued"].lower(),) if match["glued"] else ()
        return size and size * scale, scale, kind, match["th"] is not None, glued
    if match["mixed"]:
        return *_mixed(match), kind, False, ()
    if match["half"]:
        halved = match["halved"].lower()
        counted = ("years",) if halved in SPANS else ()
        scale = (SCALES | CROWDS | SPANS)[halved]
        return Decimal(scale) / 2, scale, kind, False, counted
    if match["share"]:
        return _share(bare, match, said)
    if match["crowd"]:
        crowd = match["crowd"].lower()
        counted = ("years",) if crowd in SPANS else ()
        size = (CROWDS | SPANS)[crowd] * (spelled_number(said.split()[:1]) or 1)
        return Decimal(size), 1, kind, False, counted
    if match["many"]:
        scale = PLURALS[match["many"].lower()]
        if match["manifold"]:
            scale *= PLURALS[match["manifold"].lower()]
        return Decimal(scale), scale, kind, False, ()
    if match["times"]:
        return Decimal(TIMES[said]), 1, kind, False, ("times",)
    if match["fold"]:
        return spelled_number([match["fold"].lower()]), 1, kind, False, ("times",)
    if match["ordinal"]:
        return _rank(said), 1, kind, True, ()
    words = re.findall(r"[a-z]+", said)
    if words == ["one"] and not _is_a_figure(bare, match):
        return False, 1, kind, False, ()
    if words[0] in ("a", "an"):
        words = words[1:]
    last = next((SCALES[word] for word in reversed(words) if word in SCALES), 1)
    return spelled_number(word for word in words if word != "and"), last, kind, False, ()


def counted_after(bare: str, end: int) -> tuple[str, ...]:
    """Up to three words after a figure, one of which says what it counts."""
    words: list[str] = []
    place = end
    while len(words) < 3 and (match := _COUNTED.match(bare, place)):
        word = match[1].lower()
        if word in _ENDS:
            break
        if word not in _OF_NUMBERS:
            words.append(word)
        place = match.end()
    return tuple(words)


def _mixed(match):
    """The figure of a whole and a part, and its scale: "two and a half billion"."""
    words = re.findall(r"\d+|[a-z]+", match["whole"].lower())
    whole: Decimal
    whole = Decimal(words[0]) if words[0].isdigit() else spelled_number(words)  # type: ignore[assignment]  # NUMBER has a word there
    piece = Decimal(1) / PARTS[match["piece"].lower()]
    if match["mixed_scale"]:
        scale = SCALES[match["mixed_scale"].lower()]
        return (whole + piece) * scale, scale
    scale = SCALES.get(words[-1], 1)  # a billion and a half
    return whole + piece * scale, scale


def _plain(digits):
    """The number that figures say in English, where the comma groups and the point divides."""
    if mixed := re.fullmatch(r"(\d+)\s(\d)/(\d)", digits):
        return _exact(int(mixed[1]), int(mixed[2]), int(mixed[3]))
    if digits[-1] in _VULGAR:
        part = Fraction(unicodedata.numeric(digits[-1])).limit_denominator(10)
        return _exact(int(digits[:-1] or 0), part.numerator, part.denominator)
    digits = re.sub(r"[\u00a0\u202f\u2009'’]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    return Decimal(digits) if re.fullmatch(r"\d*(?:\.\d+)?", digits) else None


def _exact(whole, part, parts):
    """A whole and some parts of one, where decimals can say it."""
    return whole + Decimal(part) / parts if parts not in (3, 6, 7, 9) else None


def _rank(said):
    tens, _, last = said.rpartition("-")
    return Decimal((spelled_number([tens]) or 0) + (1 if last == "first" else ORDINALS[last]))


def _share(bare, match, said):
    """A part of a whole as a percentage, unless the words name a rank: "a fifth round"."""
    after = bare[match.end() : match.end() + 12]
    if said == "half":
        rest = re.match(rf"(?:{GAP}|-)(of|the|a|an|its|his|her|their|our|all|owned)\b", after, re.I)
        before = bare[max(0, match.start() - 10) : match.start()].lower().split()
        before = before[-1] if before else ""
        is_cut = before in _CUT_BY and not re.match(rf"-|{GAP}[^\W\d_]", after)
        if not (rest or is_cut) or before in ("first", "second", "other"):
            return False, 1, TokenKind.FIGURE, False, ()
        return Decimal(50), 1, TokenKind.PERCENTAGE, False, ()
    head = re.split(r"[\s-]", said)[0]
    part = match["part"].lower()
    times = spelled_number([head]) or Decimal(1)
    is_plural = part.endswith("s") or part == "halves"
    goes_on = re.match(rf"{GAP}([^\W\d_]+)", after)
    follows = goes_on and goes_on[1].lower()
    if not is_plural:
        is_held = follows in ("stake", "share", "interest", "holding")
        if part == "quarter" and not is_held and (follows != "of" or _OF_A_YEAR.match(after)):
            counts = head not in ("a", "an")  # one quarter of 2025
            return times if counts else False, 1, TokenKind.FIGURE, False, ("quarter",)
        if follows and not is_held and follows != "of" and follows not in _ENDS:
            return Decimal(PARTS[part]), 1, TokenKind.FIGURE, True, ()
    size = (times * 100 / PARTS[part]).quantize(Decimal("0.01")).normalize()
    return size, 1, TokenKind.PERCENTAGE, False, ()


def _is_a_figure(bare, match):
    """Whether "one" counts something and is not a pronoun: "one origin", not "one of them"."""
    after = _COUNTED.match(bare, match.end())
    if after is None or after[1].lower() in _ENDS | _OF_NUMBERS | {"another", "day", "thing"}:
        return False
    return not _NOT_ONE.search(bare[max(0, match.start() - 12) : match.start()])

"""English money, percentages and figures, in figures and in words."""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from ....vocabulary import CURRENCIES, Qualifier, TokenKind
from ..base import Quantity
from ..prose import lowered
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
    number,
)

_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_VULGAR = "½¼¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_DIGITS = rf"\d{{0,9}}[{_VULGAR}]|\d{{1,3}}[^\S\n][1-9]/[1-9](?![\d/])|\.\d+"
_DIGITS += r"|\d{1,3}(?:[\u00a0\u202f\u2009'’]\d{3})+(?!\d)|\d+(?:[.,:/]\d+)*"
_NUMBER = re.compile(
    rf"(?<![\w])(?:"
    rf"(?P<digits>{_DIGITS})(?:(?:st|nd|rd|th)(?P<th>)(?!\w)|(?:{GAP}|-)?(?P<scale>{_SCALE})(?!\w)"
    r"|(?P<letter>[kmbt])(?!\w)|(?P<glued>[^\W\d_]{1,4})(?!\w))?"
    rf"|(?P<mixed>(?P<whole>(?:\d{{1,3}}|an?(?={GAP}(?:{_SCALE}))|{_WORD})(?:(?:{GAP}|-)(?:{_WORD}))*)"
    rf"{GAP}and{GAP}a{GAP}(?P<piece>half|quarter)(?:(?:{GAP}|-)(?P<mixed_scale>{_SCALE}))?)(?![\w-])"
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
_BEFORE = 48  # characters before a figure in which its hedge and its currency are looked for
_SIGNS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "NZ$": "NZD",
    "S$": "SGD", "R$": "BRL", "NT$": "TWD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₴": "UAH", "Rs": "INR",
}  # fmt: skip
_COINS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "franc": "CHF", "rupee": "INR", "won": "KRW", "dirham": "AED", "riyal": "SAR", "rouble": "RUB",
    "ruble": "RUB", "krona": "SEK", "krone": "NOK", "zloty": "PLN", "real": "BRL", "shekel": "ILS",
}  # fmt: skip
_LANDS = {
    "us": "USD", "u.s.": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD",
    "hong kong": "HKD", "singapore": "SGD", "new zealand": "NZD", "taiwan": "TWD",
    "sterling": "GBP", "swiss": "CHF", "danish": "DKK", "swedish": "SEK", "norwegian": "NOK",
}  # fmt: skip
_CODES = "|".join(CURRENCIES)
_SIGN_BEFORE = re.compile(
    rf"(?:(?<!\w)(?P<sign>{'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))})"
    rf"|(?P<bare>[$€£¥₹₩₽₺₪₴])|(?<!\w)(?P<code>{_CODES}))[^\S\n]{{0,4}}$"
)
_COIN_AFTER = re.compile(
    rf"(?:{GAP}|-)?(?:(?P<code>(?-i:{_CODES}))|(?P<mark>[$€£¥])"
    rf"|(?:(?P<land>{'|'.join(map(re.escape, _LANDS))}){GAP})?"
    rf"(?P<coin>(?i:{'|'.join(_COINS)}))(?:s|es)?|(?P<cents>cents?))(?!\w)",
    re.IGNORECASE,
)
_LETTER_AFTER = re.compile(r"[^\S\n]([mbk])(?!\w)", re.IGNORECASE)
_PERCENT_AFTER = re.compile(
    rf"(?:{GAP}|-)?(?:%|(?:per{GAP}?cent|percent(?:age{GAP}points?)?|pc|pct)(?!\w))"
    rf"(?:{GAP}points?(?!\w))?",
    re.IGNORECASE,
)
_HEDGES = {
    Qualifier.ABOUT: "about,roughly,around,approximately,approx,some,nearly,almost,circa,ca,close to,"
    "an estimated,estimated,something like,in the region of,in the order of,on the order of,~",
    Qualifier.AT_LEAST: "at least,more than,over,above,exceeding,upwards of,no less than,"
    "not less than,no fewer than,in excess of,a minimum of,just over,well over,slightly over,slightly more than,a little over,greater than,"
    "north of,>",
    Qualifier.UP_TO: "up to,as much as,as many as,at most,less than,fewer than,no more than,"
    "not more than,under,below,just under,slightly under,slightly less than,a little under,"
    "a maximum of,south of,shy of,just shy of,<",
}
_QUALIFIER_OF = {hedge: each for each, listed in _HEDGES.items() for hedge in listed.split(",")}
_ANY_HEDGE = "|".join(
    hedge.replace(" ", GAP) for hedge in sorted(_QUALIFIER_OF, key=len, reverse=True)
)
_HEDGE_BEFORE = re.compile(rf"(?<![\w-])(?P<hedge>{_ANY_HEDGE}){GAP}?(?:the{GAP})?$", re.IGNORECASE)
_HEDGE_AFTER = re.compile(
    rf"(?:{GAP}(?P<hedge>or{GAP}(?:so|thereabouts)|or{GAP}more|and{GAP}counting|or{GAP}(?:less|fewer))"
    r"|(?P<plus>-plus|\+))(?!\w)",
    re.IGNORECASE,
)
_AFTERWARDS = {"so": Qualifier.ABOUT, "thereabouts": Qualifier.ABOUT} | {
    "more": Qualifier.AT_LEAST, "counting": Qualifier.AT_LEAST, "plus": Qualifier.AT_LEAST,
    "+": Qualifier.AT_LEAST, "less": Qualifier.UP_TO, "fewer": Qualifier.UP_TO,
}  # fmt: skip
_BETWEEN_BEFORE = re.compile(rf"(?<![\w-])between{GAP}$", re.IGNORECASE)
_TO = re.compile(
    rf"{GAP}?(?:[-–—]|(?P<and>and)|to|or)"
    rf"(?:{GAP}(?:just under|just over|about|almost|nearly|perhaps))?{GAP}?",
    re.IGNORECASE,
)
_MINUS = re.compile(rf"(?:(?:^|[\s(])[-−]|−|(?<!\w)minus{GAP})$", re.IGNORECASE)
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


@dataclass(frozen=True)
class _Found:
    """A figure in a text, with its unit; `span` is what it takes up, `hedge` where its hedge is."""

    kind: str
    start: int
    end: int
    value: Quantity
    hedge: tuple | None = None
    had_sign: bool = False
    scale: Decimal = Decimal(1)


def figures(bare):
    """Each money, percentage and figure in the text: kind, start, end, value, place of its hedge."""
    found, end = [], 0
    for match in _NUMBER.finditer(lowered(bare)):
        if atom := _read(bare, match, end):
            found.append(atom)
            end = atom.end
    place = 0
    while place < len(found):
        one = found[place]
        if place + 1 < len(found) and (both := _range(bare, one, found[place + 1])):
            one, place = both, place + 1
        yield one.kind, one.start, one.end, one.value, one.hedge
        place += 1


def _read(bare, match, taken):
    """One figure, with what stands after it and, from where another has `taken` it, before it;
    None for words that only look like one."""
    size, scale, kind, rank, counted = _size(bare, match)
    if size is False:
        return None
    start, end = match.span()
    sign = None if rank else _SIGN_BEFORE.search(bare, max(taken, start - _BEFORE), start)
    unit = ""
    if sign:
        start = sign.start()
        unit = sign["code"] or _SIGNS[sign["sign"] or sign["bare"]]
        if scale == 1 and (letter := _LETTER_AFTER.match(bare, end)):
            scale = LETTERS[letter[1].lower()]
            size, end = size and size * scale, letter.end()
    elif not rank and kind == TokenKind.FIGURE:
        if percent := _PERCENT_AFTER.match(bare, end):
            unit, end, kind = "%", percent.end(), TokenKind.PERCENTAGE
        elif (coin := _COIN_AFTER.match(bare, end)) and not _is_a_verb(coin):
            unit, end = _coin(coin), coin.end()
            size = size / 100 if coin["cents"] and size is not None else size
    if unit and unit != "%":
        kind = TokenKind.MONEY
    if kind == TokenKind.PERCENTAGE:
        unit = "%"
    behind = None if rank else _HEDGE_AFTER.match(bare, end)
    if not unit:
        counted = counted or _counted(bare, behind.end() if behind else end)
    if size is not None and (minus := _MINUS.search(bare, max(taken, start - 7), start)):
        mark = minus.group()
        size = -size
        start -= len(mark.lstrip(" \t\n("))
    qualifier, hedge = Qualifier.EXACT, None
    if match["many"]:
        qualifier = Qualifier.AT_LEAST
    if not rank and (before := _hedge(bare, start, taken)):
        qualifier, hedge = before
        start = hedge[0]
    elif behind:
        qualifier = _AFTERWARDS[re.split(r"[\s-]", behind.group().lower())[-1]]
        hedge = behind.span("hedge") if behind["hedge"] else behind.span("plus")
        end = behind.end()
    if size is None:
        value = Quantity(qualifier, None, None, unit, tuple(counted), rank)
    else:
        value = Quantity.of(Decimal(size), qualifier, unit, counted, rank)
    return _Found(kind, start, end, value, hedge, bool(sign), Decimal(scale))


def _size(bare, match):
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
        size = (CROWDS | SPANS)[crowd] * (number(said.split()[:1]) or 1)
        return Decimal(size), 1, kind, False, counted
    if match["many"]:
        scale = PLURALS[match["many"].lower()]
        if match["manifold"]:
            scale *= PLURALS[match["manifold"].lower()]
        return Decimal(scale), scale, kind, False, ()
    if match["times"]:
        return Decimal(TIMES[said]), 1, kind, False, ("times",)
    if match["fold"]:
        return number([match["fold"].lower()]), 1, kind, False, ("times",)
    if match["ordinal"]:
        return _rank(said), 1, kind, True, ()
    words = re.findall(r"[a-z]+", said)
    if words == ["one"] and not _is_a_figure(bare, match):
        return False, 1, kind, False, ()
    if words[0] in ("a", "an"):
        words = words[1:]
    last = next((SCALES[word] for word in reversed(words) if word in SCALES), 1)
    return number(word for word in words if word != "and"), last, kind, False, ()


def _mixed(match):
    """The figure of a whole and a part, and its scale: "two and a half billion"."""
    words = re.findall(r"\d+|[a-z]+", match["whole"].lower())
    whole = Decimal(words[0]) if words[0].isdigit() else number(words)
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
    return Decimal((number([tens]) or 0) + (1 if last == "first" else ORDINALS[last]))


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
    times = number([head]) or Decimal(1)
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


def _is_a_verb(coin):
    """Whether the word is "won" or "real" of another sense: only a figure of money has those."""
    return (coin["coin"] or "").lower() in ("won", "real") and not coin.group().endswith("s")


def _coin(coin):
    if coin["code"]:
        return coin["code"].upper()
    if coin["mark"]:
        return _SIGNS[coin["mark"]]
    if coin["cents"]:
        return "USD"
    return _LANDS.get((coin["land"] or "").lower()) or _COINS[coin["coin"].lower()]


def _counted(bare, end):
    """Up to three words after a figure, one of which says what it counts."""
    words, place = [], end
    while len(words) < 3 and (match := _COUNTED.match(bare, place)):
        word = match[1].lower()
        if word in _ENDS:
            break
        if word not in _OF_NUMBERS:
            words.append(word)
        place = match.end()
    return tuple(words)


def _hedge(bare, start, taken):
    """The qualifier before a figure, from where another has taken it, and its place, or None."""
    match = _HEDGE_BEFORE.search(bare, max(taken, start - _BEFORE), start)
    if match is None:
        return None
    return _QUALIFIER_OF[" ".join(match["hedge"].lower().split())], match.span("hedge")


def _range(bare, one, other):
    """Two figures as one between them: "$300m to $400m", "5-10 %"; None where they are two."""
    start = other.start
    if start - one.end > 40 or start < one.end or one.value.rank or other.value.rank:
        return None
    joint = _TO.fullmatch(bare[one.end : start])
    before = bare[max(0, one.start - 12) : one.start]
    between = _BETWEEN_BEFORE.search(before)
    if joint is None or (joint["and"] and not between):
        return None
    low, high = one.value.low, other.value.high
    unit = other.value.unit or one.value.unit
    if low is None or high is None or (one.value.unit and one.value.unit != unit):
        return None
    if one.scale == 1 and other.scale > 1 and low < 1000:
        low *= other.scale  # "$1-2 billion"
    if low >= high:
        return None
    kind = one.kind if one.value.unit else other.kind
    value = Quantity(Qualifier.RANGE, low, high, unit, other.value.counted)
    start = one.start - (len(before) - between.start()) if between else one.start
    return replace(one, kind=kind, start=start, end=other.end, value=value)

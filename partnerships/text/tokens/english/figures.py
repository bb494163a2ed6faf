"""English money, percentages and figures, in figures and in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ....vocabulary import CURRENCIES, Qualifier, TokenKind
from ..base import Quantity
from ..prose import lowered
from .gaps import GAP
from .numbers import LETTERS
from .sizes import NUMBER, counted_after, size_of

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
    "not less than,no fewer than,in excess of,a minimum of,just over,well over,slightly over,"
    "slightly more than,a little over,greater than,north of,>",
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
    rf"(?:{GAP}(?=[oa])|(?=[-+]))"
    rf"(?P<hedge>or{GAP}(?:so|thereabouts|more|less|fewer)|and{GAP}counting|-plus|\+)(?!\w)",
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


@dataclass(frozen=True)
class _Found:
    """A figure in a text, with its unit; `span` is what it takes up, `hedge` where its hedge is."""

    kind: str
    start: int
    end: int
    value: Quantity
    hedge: tuple[int, int] | None = None
    had_sign: bool = False
    scale: Decimal = Decimal(1)


def figures(bare: str) -> Iterator[tuple[str, int, int, Quantity, tuple[int, int] | None]]:
    """Each money, percentage and figure in the text: kind, start, end, value, place of its hedge."""
    found, end = [], 0
    for match in NUMBER.finditer(lowered(bare)):
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
    size, scale, kind, rank, counted = size_of(bare, match)
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
        counted = counted or counted_after(bare, behind.end() if behind else end)
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
        hedge, end = behind.span("hedge"), behind.end()
    if size is None:
        value = Quantity(qualifier, None, None, unit, tuple(counted), rank)
    else:
        value = Quantity.of(Decimal(size), qualifier, unit, counted, rank)
    return _Found(kind, start, end, value, hedge, bool(sign), Decimal(scale))


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

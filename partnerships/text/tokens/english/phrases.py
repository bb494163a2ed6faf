"""English phrases whose numbers are read together, or not at all: 1 in 5, 7-2, several million."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ...patterns import late
from .gaps import GAP
from .numbers import SCALES, SMALL, TENS, spelled_number

_SCALED = "|".join([*SCALES, "dozen"])
_ONES = "|".join(SMALL)
_TIME = r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|quarters?|decades?)"
_PHRASES = late(
    # phone numbers, and other chains of digits
    r"(?P<chain>(?<![\w.,+])(?:\+\d{1,3}(?:[^\S\n]?\(\d{1,5}\))?(?:[ .-]\d{2,6}){2,6}"
    r"|\(\d{2,5}\)[ ]?\d{2,5}(?:[ -]\d{2,5}){1,3}|0\d{1,4}(?:[ -]\d{3,6}){1,4}"
    r"|\d{1,6}(?:-\d{1,6}){2,6})(?![\w-]))"
    # letters that are no currency, close to a figure with a point or a scale: Sh5.5 million
    rf"|(?P<glued>(?<![\w.,-])[^\W\d_]{{1,6}}\d+(?:(?:[.,]\d+)+(?:{GAP}(?:{_SCALED}))?|{GAP}(?:{_SCALED}))(?!\w))"
    # one in five, nine out of ten
    rf"|(?P<ratio>(?<![\w.,$€£-])(?P<some>\d{{1,3}}(?:\.\d{{1,2}})?|{_ONES}){GAP}(?:(?P<out>out{GAP}of)|in)"
    rf"{GAP}(?:every{GAP})?(?P<all>\d{{1,3}}(?:,\d{{3}})*|(?:a{GAP})?(?:hundred|thousand|million)"
    rf"|{_ONES}|{'|'.join(TENS)})(?![\w%-]|[.,:]\d|{GAP}(?:{_SCALED}|per{GAP}?cent|{_TIME})(?!\w)))"
    # two point five million; 5[0] million and 5**0** million, where a mark stands within
    rf"|(?P<spoken>(?<![\w-])(?:{_ONES}|{'|'.join(TENS)}|\d{{1,9}})(?:{GAP}|-)point"
    rf"(?:(?:{GAP}|-)(?:{_ONES}))+(?:(?:{GAP}|-)(?:{_SCALED}))?(?!\w))"
    rf"|(?P<edited>(?<![\w.,])\d[\d.,]{{0,20}}[*`\[\\]{{1,3}}\d(?:[\d.,]{{0,20}}\d)?"
    rf"(?:[^\S\n]{{0,4}}(?:{_SCALED}|bn|m)(?!\w))?)"
    # 9 a.m., 9.30 pm
    rf"|(?P<clock>(?<![\w.,:$€£])\d{{1,2}}(?:[.:]\d\d)?{GAP}?[ap](?:\.{GAP}?m\.?|m)(?!\w))"
    # two-to-one, 3-for-2
    rf"|(?P<score>(?<![\w-])(?:{_ONES}|\d{{1,3}})-(?:to|for|in|on)-(?:{_ONES}|\d{{1,4}})(?!\w))"
    # several million, a few hundred, multibillion, six-figure, double-digit
    rf"|(?P<vague>(?<![\w-])(?:(?:several|many|countless|untold|multiple|some{GAP}few|a{GAP}few|few"
    rf"|a{GAP}couple(?:{GAP}of)?|a{GAP}handful{GAP}of){GAP}(?:{_SCALED})s?"
    rf"|multi-?(?:{_SCALED})s?|(?:(?:low|mid|high)-)?(?:single|double|triple|quadruple|{_ONES}|\d)"
    rf"(?:-|{GAP})(?:figure|digit)s?)(?!\w))"
    # a quarter-point, a half-point
    r"|(?P<points>(?<![\w-])(?:(?:an?|one|two|three)(?:[^\S\n]|-))?(?:quarter|half)-points?(?!\w))"
)  # fmt: skip
_NAMED = late(  # 7-Eleven, 10-K, 401(k), with their capitals
    r"(?<![\w.,-])\d[\d.]{0,12}(?:-(?:[A-Z][a-z]\w{0,20}|[A-Z](?!\w))|\([a-zA-Z]\))(?!\w)"
)


def phrases(bare: str, low: str) -> Iterator[tuple[int, int, Decimal | None]]:
    """Each such phrase in a text, given in small letters too: start, end, and the percentage that
    it says or None."""
    found = [(match.start(), match.end(), None) for match in _NAMED.finditer(bare)]
    for match in _PHRASES.finditer(low):
        if match["ratio"]:
            if (share := _share(match)) is not False:
                found.append((*match.span(), share))
        else:
            found.append((*match.span(), None))
    end = 0
    for each in sorted(found, key=lambda each: (each[0], -each[1])):
        if each[0] >= end:
            yield each
            end = each[1]


def _share(match):
    """How many of a hundred; None where that cannot be told, False where it is no share."""
    some, whole = _number(match["some"]), _number(match["all"])
    if "." in match["some"]:
        return None if match["out"] else False  # 4.5 out of 5 stars
    if some is None or whole is None or some >= whole or some == 0:
        return False
    if not match["out"] and some != 1:
        return None  # three in ten villages
    return exactly(Fraction(int(some)) * 100 / Fraction(int(whole)))


def _number(said):
    said = said.replace(",", "")
    return Decimal(said) if said.isdigit() else spelled_number(said.split())


def exactly(share: Fraction) -> Decimal | None:
    """A part as decimals say it: in full where that is short, else to two, as people do; None of
    parts so small that they would be told wrongly."""
    figure = Decimal(share.numerator) / Decimal(share.denominator)
    if figure == round(figure, 4):
        return figure.normalize()
    return round(figure, 2) if figure >= 1 else None

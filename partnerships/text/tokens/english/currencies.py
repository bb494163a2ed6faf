"""The currencies of English news: their signs, codes and coins, before a figure and after it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ....vocabulary import CURRENCIES
from ...patterns import late
from .gaps import GAP

# A sign alone is that of its greatest currency: "$" is the American dollar, "¥" the yen.
SIGNS = {
    "$": "USD", "US$": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "Can$": "CAD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "SG$": "SGD", "NT$": "TWD",
    "MX$": "MXN", "Mex$": "MXN", "AR$": "ARS", "CL$": "CLP", "CLP$": "CLP", "COL$": "COP",
    "CO$": "COP", "R$": "BRL", "J$": "JMD", "TT$": "TTD", "EC$": "XCD", "Bds$": "BBD",
    "BZ$": "BZD", "N$": "NAD", "RD$": "DOP", "FJ$": "FJD", "USD$": "USD", "€": "EUR", "£": "GBP",
    "GB£": "GBP", "UK£": "GBP", "E£": "EGP", "¥": "JPY", "JP¥": "JPY", "JPY¥": "JPY",
    "CN¥": "CNY", "RMB": "CNY", "Rmb": "CNY", "元": "CNY", "円": "JPY", "₹": "INR", "Rs": "INR",
    "Rs.": "INR", "INR₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "NIS": "ILS",
    "₴": "UAH", "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB", "₡": "CRC", "₲": "PYG",
    "₵": "GHS", "GH₵": "GHS", "GH¢": "GHS", "₸": "KZT", "₾": "GEL", "₼": "AZN", "৳": "BDT",
    "Tk": "BDT", "₮": "MNT", "₭": "LAK", "៛": "KHR", "Kč": "CZK", "zł": "PLN", "zl": "PLN",
    "Ft": "HUF", "лв": "BGN", "SFr": "CHF", "SFr.": "CHF", "Sfr": "CHF", "sFr": "CHF",
    "Fr.": "CHF", "SKr": "SEK", "SEKr": "SEK", "NKr": "NOK", "DKr": "DKK", "RM": "MYR",
    "Rp": "IDR", "KSh": "KES", "Ksh": "KES", "KES": "KES", "USh": "UGX", "TSh": "TZS",
    "Dh": "AED", "Dhs": "AED", "S/": "PEN", "Sh": "", "Shs": "", "Bs": "", "Bs.": "", "B/.": "PAB",
    "FCFA": "", "CFA": "", "kr": "",
    "kr.": "", "¤": "", "﷼": "",
}  # fmt: skip
# Codes that are also words, names and signs of the trade: COP28, TOP 10, PHP 8, AMD's chips.
_LIKE_WORDS = frozenset(
    """
    ALL AMD BAM BOB COP CUP CVE GEL LAK MAD MOP NAD NIO PEN PHP RON SDG SOS TOP TRY
    """.split()
)
# A coin and its currency, "" where several lands strike it; then those of one land by its word.
_COINS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "franc": "CHF", "rupee": "INR", "won": "KRW", "rouble": "RUB", "ruble": "RUB", "krona": "SEK",
    "kronor": "SEK", "zloty": "PLN", "zlotys": "PLN", "real": "BRL", "reai": "BRL", "shekel": "ILS",
    "sterling": "GBP", "rand": "ZAR", "naira": "NGN", "ringgit": "MYR", "baht": "THB",
    "forint": "HUF", "rupiah": "IDR", "hryvnia": "UAH", "tenge": "KZT", "koruna": "CZK",
    "quid": "GBP", "peso": "", "krone": "", "kroner": "", "kronur": "ISK", "crown": "",
    "dinar": "", "dirham": "", "riyal": "", "rial": "", "lira": "", "shilling": "", "buck": "",
}  # fmt: skip
_OF_LANDS = {
    "dollar": "us:USD u.s.:USD american:USD canadian:CAD australian:AUD hong_kong:HKD "
    "singapore:SGD new_zealand:NZD taiwan:TWD new_taiwan:TWD jamaican:JMD",
    "pound": "sterling:GBP british:GBP egyptian:EGP lebanese:LBP syrian:SYP sudanese:SDG",
    "franc": "swiss:CHF cfa: rwandan:RWF congolese:CDF",
    "krone": "danish:DKK norwegian:NOK",
    "kroner": "danish:DKK norwegian:NOK",
    "krona": "swedish:SEK icelandic:ISK",
    "crown": "czech:CZK swedish:SEK norwegian:NOK danish:DKK",
    "koruna": "czech:CZK",
    "peso": "mexican:MXN argentine:ARS argentinian:ARS chilean:CLP colombian:COP cuban:CUP "
    "philippine:PHP dominican:DOP uruguayan:UYU",
    "rupee": "indian:INR pakistani:PKR nepalese:NPR nepali:NPR mauritian:MUR",
    "dinar": "kuwaiti:KWD iraqi:IQD jordanian:JOD bahraini:BHD serbian:RSD tunisian:TND",
    "dirham": "uae:AED emirati:AED moroccan:MAD",
    "riyal": "saudi:SAR qatari:QAR omani:OMR",
    "rial": "iranian:IRR omani:OMR",
    "lira": "turkish:TRY lebanese:LBP",
    "shilling": "kenyan:KES ugandan:UGX tanzanian:TZS somali:SOS",
    "won": "korean:KRW south_korean:KRW",
    "real": "brazilian:BRL",
    "yuan": "chinese:CNY",
    "yen": "japanese:JPY",
}  # fmt: skip
_LANDED = {
    (land.replace("_", " "), coin): code
    for coin, listed in _OF_LANDS.items()
    for land, _, code in (each.partition(":") for each in listed.split())
}
_LANDS = sorted({land for land, _ in _LANDED}, key=len, reverse=True)
_SMALL_COINS = {"cent": "USD", "pence": "GBP", "penny": "GBP"}  # a hundredth

_CODES = "|".join(CURRENCIES)
_SPACED = "US HK NZ NT AU MX SG".split()  # "HK $12"; but "A $12 fee"
_LISTED = "|".join(
    [
        rf"(?:{'|'.join(_SPACED)})[^\S\n]\$",
        *(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)),
    ]
)
_BEFORE = late(rf"(?<!\w)(?:(?:(?P<sign>{_LISTED})|(?P<code>{_CODES}))[^\S\n]{{0,4}}|(?P<rand>R))$")
MARKS = "$€£¥₹₩₽₺₪₴₦₱₫฿₡₲₵₸₾₼৳₮₭៛"
# Letters or what stands for a token already ("Today$1"), with nothing between it and the sign.
_GLUED_SIGN = late(rf"[\w\ue000-\uf8ff]{{1,12}}[{MARKS}][^\S\n]{{0,4}}$")
# What stands close before a figure as if it were one word with it.
GLUED = late(
    rf"(?<!\w)(?:(?:{'|'.join(code for code in CURRENCIES if code not in _LIKE_WORDS)}"
    r"|RMB|Rmb|SKr|NKr|DKr|RM|Rp|Kč|zł|Ft|KSh|Ksh|USh|TSh|Tk|NIS|Dhs?)(?=[.,]?\d)"
    r"|(?:Rs|SFr|Sfr|sFr|Fr\.|kr)\.?(?=\d)|R(?=\d[\d.]*[^\S\n]?(?:m|bn|[mbtr]{1,2}illion)(?!\w)|\d{1,3}(?:,\d{3})))"
)
_AFTER = late(
    rf"(?:{GAP}|-)?(?:de{GAP}|d['’])?(?:(?P<code>(?-i:{_CODES}|RMB))|(?P<mark>US\$|[$€£¥₹₩₽₺₪₴₦₱₫฿])"
    r"|(?P<sign>(?-i:Kč|zł|Ft|лв|元|円|SFr|kr|Rs))"
    rf"|(?:(?P<land>{'|'.join(map(re.escape, _LANDS))})(?:{GAP}|-))?"
    rf"(?P<coin>{'|'.join(_COINS)})(?:s|es)?|(?P<small>cents?|pence|penny))(?!\w)"
    rf"(?P<of>{GAP}of(?!\w))?",
    re.IGNORECASE,
)
_LAND_AFTER = late(rf"{GAP}\(?(?P<land>{'|'.join(map(re.escape, _LANDS))})\)?(?![\w-])", re.I)
_HEAVY = late(r"(?<!\w)(?:weigh\w*|heavy|heavier|heaviest|lift\w*|lighter)(?!\w)", re.I)
_MONEYED = late(
    r"(?<!\w)(?:pa(?:ys?|id|ying)|costs?|costing|pric\w+|worth|fin(?:e|es|ed)|spen[dt]\w*|rais\w+"
    r"|buy\w*|bought|s[eo]ld?|sold|ow(?:e|es|ed|ing)|invest\w*|earn\w*|borrow\w*|lent|len[dt]\w*"
    r"|charg\w+|fees?|salar\w+|revenue\w*|profit\w*|loss\w*|lost|cash|budget\w*|fund\w*|grant\w*"
    r"|deal|bid|offer\w*|debt\w*|valu\w+)(?!\w)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Coin:
    """Where a currency's sign or word stands, and its code; "" where no one can tell which.

    `parts` is 100 of cents and pence.
    """

    start: int
    end: int
    code: str
    parts: int = 1
    is_weight: bool = False


def currency_before(bare: str, first: int, start: int) -> Coin | None:
    """The currency that stands before a figure at `start`, not before `first`."""
    if odd := _GLUED_SIGN.search(bare, first, start):
        match = _BEFORE.search(bare, odd.start(), start)
        if match is None or match.start() > odd.start():
            return Coin(odd.start(), start, "")  # letters close to a sign make another of it
    match = _BEFORE.search(bare, first, start)
    if match is None:
        return None
    if match["sign"]:
        return Coin(match.start(), match.end(), SIGNS[re.sub(r"\s", "", match["sign"])])
    return Coin(match.start(), match.end(), "ZAR" if match["rand"] else _code(match["code"]))


def _code(said):
    return "" if said in _LIKE_WORDS else said


def currency_after(bare: str, start: int, end: int, size: Decimal | None) -> Coin | None:
    """The currency that stands after a figure which takes up the text from `start` to `end`."""
    match = _AFTER.match(bare, end)
    if match is None:
        return None
    last = match.end() if not match["of"] else match.start("of")
    if match["code"] or match["mark"] or match["sign"]:
        said = match["code"] or match["mark"] or match["sign"]
        return Coin(match.start(), last, SIGNS[said] if said in SIGNS else _code(said))
    if match["small"]:
        return Coin(match.start(), last, _SMALL_COINS[match["small"].lower().rstrip("s")], 100)
    coin, land = match["coin"].lower(), (match["land"] or "").lower()
    if coin in ("won", "real") and not (land or (size or 0) >= 10**6):
        return None  # a verb, an adjective
    if coin == "pound" and not land:
        return _pounds(bare, start, match, size)
    code = _LANDED.get((land, coin), "") if land else _COINS[coin]
    return Coin(match.start(), last, code)


def _pounds(bare, start, match, size):
    """Pounds of money, of weight, or of nobody knows which."""
    last = match.start("of") if match["of"] else match.end()
    before = bare[max(0, start - 60) : start].rpartition("\n\n")[2]
    if re.match(r"[^\S\n]sterling(?!\w)", bare[last : last + 10]):
        return Coin(match.start(), last + 9, "GBP")
    if _HEAVY.search(before):
        return Coin(match.start(), last, "", is_weight=True)
    is_money = not match["of"] and ((size or 0) >= 10**6 or _MONEYED.search(before))
    return Coin(match.start(), last, "GBP" if is_money else "")


def of_another_land(bare: str, end: int) -> tuple[str, int] | None:
    """The dollar of the land told after it: "$10m Canadian"."""
    match = _LAND_AFTER.match(bare, end)
    code = match and _LANDED.get((match["land"].lower(), "dollar"))
    return (code, match.end()) if match and code else None

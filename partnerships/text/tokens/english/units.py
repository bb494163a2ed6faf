"""What an English figure counts: units of measure, and the things that stand after it."""

import re

from ...patterns import late
from .gaps import GAP

PERCENT, POINTS, TIMES = "%", "percentage points", "times"
_NAMES = """
    years year yr yrs; quarters; months month; weeks week wk wks; days day; hours hour hr hrs;
    fortnights fortnight; minutes minute min mins; seconds sec secs; decades; centuries;
    watts watt; kilowatts kilowatt kw; megawatts megawatt mw; gigawatts gigawatt gw;
    terawatts terawatt tw; kilowatt-hours kilowatt-hour kwh; megawatt-hours megawatt-hour mwh;
    gigawatt-hours gigawatt-hour gwh; terawatt-hours terawatt-hour twh;
    kilometres kilometers kilometre kilometer km kms; metres meters metre meter;
    centimetres centimeters centimetre centimeter cm; millimetres millimeters millimetre millimeter;
    nanometres nanometers nanometre nanometer nm; miles mile; yards yard; feet foot ft; inches inch;
    kilograms kilogrammes kilogram kilo kilos kg kgs; grams grammes gram; milligrams milligram mg; millilitres milliliters ml;
    tonnes tonne; tons ton; ounces ounce oz; lb lbs; hectares hectare ha; acres acre;
    litres liters litre liter; gallons gallon; barrels barrel; bushels bushel;
    bytes byte; kilobytes kb; megabytes megabyte mb; gigabytes gigabyte gb; terabytes terabyte tb;
    petabytes petabyte pb; exabytes exabyte; gigabits gigabit; megabits megabit; gbps; mbps;
    hertz hz; kilohertz khz; megahertz mhz; gigahertz ghz; mph; kph; knots; degrees degree;
    petaflops petaflop; exaflops exaflop; teraflops teraflop; times x fold
"""
_CALLED = {
    name: names.split()[0] for names in _NAMES.split(";") for name in names.split() if names.strip()
}
# Those that may stand in capitals: "10 SEC filings" are no seconds.
_SHORT = frozenset("kw mw gw tw kwh mwh gwh twh kb mb gb tb pb mph kph km x".split())
_MEASURE = "|".join(sorted(_CALLED, key=len, reverse=True))
_UNIT = late(
    rf"(?P<gap>{GAP}|-)?(?:(?P<wide>(?:square|sq|cubic|metric|nautical|light)){GAP})?"
    rf"(?:(?P<heat>(?:degrees?{GAP}|°[^\S\n]?)(?P<scale>celsius|fahrenheit|[cf]))|(?P<per>km/h|kmph)|(?P<hours>(?:kilo|mega|giga|tera)?watt){GAP}hours?"
    rf"|(?P<unit>{_MEASURE})(?P<more>{GAP}(?:per{GAP}hour|an{GAP}hour|a{GAP}second))?"
    r"|(?P<degree>°)"
    r"|(?P<close>mm|gb/s|tb/s))(?!\w)(?!['’]\w)",
    re.IGNORECASE,
)
_PERCENT = late(
    rf"(?:{GAP}of{GAP}an?)?(?:{GAP}|-)?(?:(?P<basis>basis(?:{GAP}|-)points?|bps?)"
    rf"|(?P<points>percentage(?:{GAP}|-)points?|percent{GAP}points?|per{GAP}cent{GAP}points?"
    rf"|%(?:{GAP}|-)?(?:age[ -])?points?|ppts?|pps?|p\.p\.)"
    rf"|(?P<mille>‰|per{GAP}mille)|(?P<percent>[%％﹪٪]|per{GAP}?cent|percent|pct|pc))(?!\w)",
    re.IGNORECASE,
)
_COUNTED = late(rf"(?:{GAP}|-)([^\W\d_][\w'’]*)")
_SHOUTED = late(r"-[A-Z]{2,8}s?(?![\w-])")  # a 10,000-GPU cluster
SKIPPED = frozenset(
    """
    of the more other new its their these those his her such only also just already later still
    alone each together separate different further additional extra least most about consecutive
    straight big large small major top senior so-called too
    """.split()
)
ENDS = frozenset(
    """
    a about after against also among an and are as at be because been before between but by can
    could did do during each every for from had has have he if in into is it less may might not on
    or over per than that then there they this to under until was were when where which while who
    will with within without would
    """.split()
)
_NO_PLURALS = frozenset("as has his is its plus this thus was yes news".split())
_IRREGULAR = frozenset(
    "people men women children staff crew personnel police cattle sheep data media teeth mice "
    "geese alumni criteria phenomena aircraft spacecraft series".split()
)


def unit_after(bare: str, end: int) -> tuple[str, int] | None:
    """The unit of measure after a figure, and where it ends: 4.5 megawatts, a seven-month stay."""
    match = _UNIT.match(bare, end)
    if match is None:
        return None
    if match["per"]:
        return "km/h", match.end()
    if match["hours"]:
        return f"{match['hours'].lower()}-hours", match.end()
    if match["heat"]:
        return f"degrees {match['scale'][0].upper()}", match.end()
    if match["degree"]:
        return "degrees", match.end()
    if match["close"]:
        said = match["close"].lower()
        is_length = said == "mm" and match["close"] == "mm"
        return ("millimetres", match.end()) if is_length else None
    if match["unit"].lower() == "x" and match["gap"]:
        return None
    said = match["unit"]
    if said.isupper() and len(said) < 4 and said.lower() not in _SHORT:
        return None
    wide = re.sub(r"^sq$", "square", (match["wide"] or "").lower())
    said = _CALLED[said.lower()]
    if wide == "metric" and said == "tons":
        said, wide = "tonnes", ""
    said = f"{wide} {said}".strip()
    return (f"{said} {_words(match['more'])}" if match["more"] else said), match.end()


def _words(text):
    return " ".join(text.lower().split())


def parts_after(bare: str, end: int) -> tuple[str, int, int] | None:
    """Percent or percentage points after a figure, by how much it is divided, and the end.

    A basis point is a hundredth of a percentage point. Percent and points are two things.
    """
    match = _PERCENT.match(bare, end)
    if match is None:
        return None
    if match["basis"]:
        return POINTS, 100, match.end()
    if match["points"]:
        return POINTS, 1, match.end()
    return PERCENT, 10 if match["mille"] else 1, match.end()


def unit_named(words: str) -> str:
    """The unit that somebody wrote into a box for it, as figures of a text have it; "" of others."""
    said = f" {words.strip()}"
    if found := parts_after(said, 0):
        return found[0] if found[2] == len(said) and found[1] == 1 else ""
    found = unit_after(said, 0)
    return found[0] if found and found[1] == len(said) else ""


def counted_after(bare: str, end: int) -> tuple[str, ...]:
    """What a figure counts: up to three words after it, the last of which is the thing, where
    one of them is a plural; else those of which one may be."""
    words: list[str] = []
    place = end
    if shouted := _SHOUTED.match(bare, end):
        return (shouted.group()[1:].lower(),)
    while len(words) < 3 and (match := _COUNTED.match(bare, place)):
        word = match[1].lower()
        if word in ENDS:
            break
        place = match.end()
        if word in SKIPPED:
            continue
        words.append(word)
        if is_plural(word):
            break
    return tuple(words)


def is_plural(word: str) -> bool:
    """Whether a word in small letters is the name of several things."""
    if word in _IRREGULAR:
        return True
    ends = word.endswith("s") and not word.endswith(("ss", "us", "'s", "’s"))
    return ends and word not in _NO_PLURALS


def count_the_same(mine: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two figures count one thing: four seats, four board seats; not four board members."""
    if not mine or not other:
        return False
    are_things = is_plural(mine[-1]) and is_plural(other[-1])
    mine, other = tuple(map(_singular, mine)), tuple(map(_singular, other))
    if {word for word in mine if word.endswith("est")} != {
        word for word in other if word.endswith("est")
    }:
        return False  # the third-richest, the third-largest
    if mine[-1] == other[-1]:
        before, after = set(mine[:-1]), set(other[:-1])
        return before <= after or after <= before
    return not are_things and (mine[0] in other or other[0] in mine)


def _singular(word):
    word = word.lower()
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")

"""What number the words of a figure say, in figures and in words."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ...patterns import late
from .gaps import GAP
from .numbers import (
    ABBREVIATED,
    CROWDS,
    LETTERS,
    ORDINALS,
    PARTS,
    PLURALS,
    SCALES,
    SMALL,
    SPANS,
    TENS,
    TIMES,
    WORDS,
    spelled_number,
)
from .phrases import exactly
from .units import ENDS, PERCENT, SKIPPED, parts_after, unit_after
from .units import TIMES as TIMES_OF

_SCALE = "|".join(sorted(ABBREVIATED, key=len, reverse=True))
_SPELLED = "|".join(sorted(SCALES, key=len, reverse=True))
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_VULGAR = "½¼¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_DIGITS = rf"\d{{0,9}}[{_VULGAR}]|\d{{1,3}}[^\S\n][1-9]/[1-9](?![\d/])|[.,]\d+"
_DIGITS += r"|\d{1,3}(?:[\u00a0\u202f\u2009'’]\d{3})+(?!\d)|[1-9]\d{0,2}(?:[ ]\d{3})+(?![\d])"
_DIGITS += r"|\d+(?:[.,:/]\d+)*"
_PART = "|".join(sorted(PARTS, key=len, reverse=True))
_WHOLE = "|".join(["dozen", *SPANS, *_SPELLED.split("|")])
NUMBER = late(
    rf"(?<![\w])(?:"
    rf"(?P<mixed>(?P<whole>(?:\d{{1,3}}|an?(?={GAP}(?:{_SPELLED}))|{_WORD})(?:(?:{GAP}|-)(?:{_WORD}))*)"
    rf"(?:{GAP}|-)and(?:{GAP}|-)a(?:{GAP}|-)(?P<piece>half|quarter)(?:(?:{GAP}|-)(?P<mixed_scale>{_SPELLED}))?)(?![\w-])"
    rf"|(?P<digits>{_DIGITS})(?:(?:st|nd|rd|th)(?P<th>)(?!\w)"
    rf"|(?:{GAP}|-)?(?P<scale>{_SCALE})(?:(?:{GAP}|-)(?P<again>{_SCALE}))?(?!\w)"
    rf"(?:(?<=mio|mrd|mln|mld)\.(?={GAP}(?:[a-z€$])))?"
    r"|(?P<letter>[kmbt]|mm)(?!\w))?"
    rf"|(?P<half>(?:(?P<pieces>(?:an?{GAP})?half|(?:(?:an?|one|two|three)(?:{GAP}|-))?quarters?)"
    rf"(?:(?:{GAP}of)?{GAP}an?(?:{GAP}|-)|(?:{GAP}|-))"
    rf"|(?P<parts>(?:an?|{'|'.join(SMALL)})(?:{GAP}|-)(?:{_PART})){GAP}of{GAP}an?{GAP})"
    rf"(?P<halved>{_WHOLE}))(?!\w)"
    rf"|(?P<share>(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)(?:{GAP}|-)"
    rf"(?P<part>{_PART})|half)(?![ -]part(?:y|ies)(?!\w)|\w)"
    rf"|(?:an?|one|two|three|four|five|six){GAP}(?P<crowd>{'|'.join([*CROWDS, *SPANS])})(?!\w)"
    rf"|(?P<many>{'|'.join(PLURALS)})(?:{GAP}of{GAP}(?P<manifold>{'|'.join(PLURALS)}))?(?!\w)"
    rf"|(?P<times>{'|'.join(sorted(TIMES, key=len, reverse=True))})(?!\w)"
    rf"|(?P<fold>{'|'.join([*SMALL, *TENS, *list(SCALES)[:2]])})-?fold(?!\w)"
    rf"|(?P<ordinal>(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-first"
    rf"|{'|'.join(ORDINALS)})(?!s?[- ]?part(?:y|ies)(?!\w)|-hand|\w))"
    rf"|(?P<words>(?:an?{GAP}(?={_SPELLED}))?(?:{_WORD})(?:(?:{GAP}|-)(?:and{GAP})?(?:{_WORD}))*)(?!\w)"
    r")"
)
_IN_A_NAME = late(r"(?<![\w.@])[A-Z]\w{0,20}-$")  # GPT-4
_VERSION = late(r"\d+(?:\.\d+)*")
_CUT_BY = frozenset("by in than about over under nearly almost roughly least only up fell".split())
_OF_A_YEAR = late(rf"{GAP}of{GAP}\ue001")  # the year is taken as a date
_NOT_ONE = late(rf"(?<![\w])(?:no|each|any|every|this|that|the|which|another){GAP}$", re.I)
_COUNTED = late(rf"(?:{GAP}|-)([^\W\d_][\w'’]*)")
_OF_PERCENT = late(rf"{GAP}of{GAP}(?:\d[\d.]*|one)(?:{GAP}?%|{GAP}per{GAP}?cent)")
_OF_A = late(rf"(?:{GAP}of)?{GAP}an?(?={GAP}|-)")
_OF_ALL = late(rf"{GAP}of{GAP}(?:\ue000|[A-Z]|(?:the|its|his|her|their|our|all|those|these|them|it"
    r"|what|which|whom|that|this|every|each|an?)(?!\w)|[a-z]+s(?!\w)|people(?!\w))")  # fmt: skip
_PARTLY = late(
    r"(?<!\w)(?:about|roughly|nearly|almost|by|than|over|under|owns?|holds?|only|just)[^\S\n]$",
    re.I,
)
_HELD = ("stake", "share", "interest", "holding")
_UNSURE_WORDS = late(  # a scale that is misspelt, or in a language that is not taught
    r"[^\S\n](?!milli(?:on|ard)aires?|billionaires?)(?:mil|mill|bil|m[iy]l+i?[oa]r?[nrd]\w*|mil[jh]\w+|b[iy]l+i?on\w*"
    r"|tril+i?on\w*|thousan\w*|dozens?|scores?|bio|halves|something|grand|(?!(?:[mb]|tr)illion)[a-z]{1,8}illions?)(?!\w)",
    re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """What number some words say; None where it cannot be told.

    `end` is where they end, `scale` by how much the figure was multiplied. `letter` is a letter
    that is a scale of money alone; `is_doubtful` where only a currency makes one number of it;
    `is_alone` where a scale has no number of its own: "XYZ million".
    """

    figure: Decimal | None
    end: int
    scale: Decimal | int = 1
    is_rank: bool = False
    unit: str = ""
    letter: str = ""
    is_doubtful: bool = False
    is_alone: bool = False


# What a scale of its own is one of: “the million”, “a million-dollar home”; “XYZ million” is not.
_OF_ONE = late(
    r"(?<![\w-])(?:a[^\S\n](?:cool|full|further|good|mere|round|whole)|the|per|every|each|another|some|about|roughly|around|nearly|almost|over|under|to"
    r"|than|least|first|last|next)[\s-]{1,3}$",
    re.I,
)
_COMPOUND = late(r"-[a-z]", re.I)

# The "and" of "between three and five" joins no number.
BETWEEN = late(rf"(?<!\w)between{GAP}(?:{_WORD})(?:(?:{GAP}|-)(?:{_WORD})){{0,5}}{GAP}(and)(?!\w)")


def size_of(bare: str, match: re.Match[str]) -> Size | None:
    """What the words of a figure say; None where they are no figure."""
    said = match.group().lower()
    end = match.end()
    if match["digits"]:
        return _digits(bare, match)
    if match["mixed"]:
        figure, scale = _mixed(match)
        return Size(figure, end, scale)
    if match["half"]:
        halved = match["halved"].lower()
        scale = (SCALES | CROWDS | SPANS)[halved]
        part = _part(match["pieces"] or match["parts"]) * scale
        figure = Decimal(part.numerator) / part.denominator
        is_short = figure == round(figure, 4)
        unit = "years" if halved in SPANS else ""
        return Size(figure if is_short else None, end, scale, unit=unit)
    if match["share"]:
        return _share(bare, match, said)
    if match["crowd"]:
        crowd = match["crowd"].lower()
        unit = "years" if crowd in SPANS else ""
        size = (CROWDS | SPANS)[crowd] * (spelled_number(said.split()[:1]) or 1)
        return Size(None if _goes_on(bare, end) else Decimal(size), end, unit=unit)
    if match["many"]:
        scale = PLURALS[match["many"].lower()]
        if match["manifold"]:
            scale *= PLURALS[match["manifold"].lower()]
        elif match["many"].lower() in ("tens", "scores"):
            return None if match["many"].lower() == "scores" else Size(None, end)
        return Size(Decimal(scale), end, scale)
    if match["times"]:
        return Size(Decimal(TIMES[said]), end, unit=TIMES_OF)
    if match["fold"]:
        return Size(spelled_number([match["fold"].lower()]), end, unit=TIMES_OF)
    if match["ordinal"]:
        return Size(_rank(said), end, is_rank=True)
    words = re.findall(r"[a-z]+", said)
    if words == ["one"] and not _is_a_figure(bare, match):
        return None
    if words[0] in ("a", "an"):
        words = words[1:]
    last = next((SCALES[word] for word in reversed(words) if word in SCALES), 1)
    figure = spelled_number(word for word in words if word != "and")
    start = match.start()
    is_alone = words[0] in SCALES and said.split()[0] not in ("a", "an")
    is_alone = is_alone and not _OF_ONE.search(bare, max(0, start - 20), start)
    is_alone = is_alone and not _COMPOUND.match(bare, end)
    return Size(None if is_alone or _goes_on(bare, end) else figure, end, last, is_alone=is_alone)


def _goes_on(bare, end):
    """Where a scale that nobody taught us ends, if one follows."""
    match = _UNSURE_WORDS.match(bare, end)
    return match.end() if match else 0


def _digits(bare, match):
    is_version = not match["scale"] and _VERSION.fullmatch(match["digits"])
    if is_version and _IN_A_NAME.search(bare, max(0, match.start() - 22), match.start()):
        return None
    size = digits_say(match["digits"])
    scale, end = 1, match.end()
    if match["scale"]:
        scale = ABBREVIATED[match["scale"].lower()]
        if match["again"]:  # a lakh crore, a thousand million
            again = ABBREVIATED[match["again"].lower()]
            size, scale = (size, scale * again) if again >= scale else (None, scale)
    if _ONE_POINT.fullmatch(match["digits"]) and not _is_a_point(match, parts_after(bare, end)):
        size = None  # 1.500 is another number in Berlin than in London
    if size is not None:
        size *= scale
    if (last := _goes_on(bare, end)) and not match["th"]:
        size, end = None, last
    return Size(
        size,
        end,
        scale,
        is_rank=match["th"] is not None,
        letter=(match["letter"] or "").lower(),
        is_doubtful=bool(re.fullmatch(r"\d+ \d+", match["digits"])),
    )


def _is_a_point(match, is_percent):
    """Whether a point before three figures divides: in "1.375 billion", not in "1.500 Mrd"."""
    scale = (match["scale"] or match["letter"] or "").lower()
    return is_percent or scale in _ENGLISH and not match["digits"].endswith("0")


def _mixed(match):
    """The figure of a whole and a part, and its scale: "two and a half billion"."""
    words = re.findall(r"\d+|[a-z]+", match["whole"].lower())
    whole = Decimal(words[0]) if words[0].isdigit() else spelled_number(words)
    scale = SCALES.get(words[-1], 1)  # a billion and a half
    piece = Decimal(1) / PARTS[match["piece"].lower()]
    if match["mixed_scale"]:
        if scale > 1:
            return None, 1
        scale = SCALES[match["mixed_scale"].lower()]
        return whole and (whole + piece) * scale, scale
    return whole and whole + piece * scale, scale


_ENGLISH = frozenset([*list(SCALES)[:5], *LETTERS, "mn", "bn", "tn", "trn"])
_ONE_POINT = late(r"[1-9]\d{0,2}\.\d{3}")


def digits_say(digits: str) -> Decimal | None:
    """The number that figures say in English, where the comma groups and the point divides; None
    where either could be meant otherwise: "1,5" and "10,00" are no English."""
    if mixed := re.fullmatch(r"(\d+)\s(\d)/(\d)", digits):
        return _exact(int(mixed[1]), int(mixed[2]), int(mixed[3]))
    if digits[-1] in _VULGAR:
        part = Fraction(unicodedata.numeric(digits[-1])).limit_denominator(10)
        return _exact(int(digits[:-1] or 0), part.numerator, part.denominator)
    if re.fullmatch(r",\d{1,2}", digits):
        return Decimal(f"0.{digits[1:]}")
    if re.fullmatch(r"[1-9]\d{0,2}(?:([ \u00a0\u202f\u2009'’])\d{3})(?:\1\d{3})*", digits):
        digits = re.sub(r"\D", "", digits)
    elif re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d?(?:,\d\d)+,\d{3}", digits):
        digits = digits.replace(",", "")
    return Decimal(digits) if re.fullmatch(r"(?:0|[1-9]\d*)?(?:\.\d+)?", digits) else None


def _exact(whole, part, parts):
    """A whole and some parts of one, where decimals can say it."""
    return whole + Decimal(part) / parts if part < parts and parts not in (3, 6, 7, 9) else None


def _rank(said):
    tens, _, last = said.rpartition("-")
    return Decimal((spelled_number([tens]) or 0) + (1 if last == "first" else ORDINALS[last]))


def _part(said):
    """How much "a quarter", "three-quarters", "half" is of one."""
    *head, part = re.split(r"[\s-]+", said.lower())
    times = spelled_number(head) if head else None
    return Fraction(int(times or 1), PARTS[part])


def _share(bare, match, said):
    """A part of a whole as a percentage, unless the words name a rank, "a fifth round", or what a
    part is of is a measure itself: "half a percentage point", "a quarter of a mile"."""
    part = (match["part"] or "half").lower()
    head = re.split(r"[\s-]", said)[0]
    if parts_after(bare, match.end()):  # a half-percent rise
        return _of_a_measure(bare, match.end(), _part(said))
    if percent := _OF_PERCENT.match(bare, match.end()):
        return Size(None, percent.end())
    if of_a := _OF_A.match(bare, match.end()):
        is_of = of_a.group().split()[0] == "of"
        if (is_of or part == "half") and (found := _of_a_measure(bare, of_a.end(), _part(said))):
            return found
        if part == "half" and not is_of:
            noun = _COUNTED.match(bare, of_a.end())
            return Size(None, noun.end() if noun else of_a.end())  # half a loaf
    if said == "half":
        return _half(bare, match)
    follows = _COUNTED.match(bare, match.end())
    follows = follows and follows[1].lower()
    is_held = follows in _HELD
    is_plural = part.endswith("s") or part == "halves"
    if part in ("quarter", "quarters") and "-" not in said and not is_held:
        is_of_a_year = _OF_A_YEAR.match(bare, match.end())
        if is_of_a_year or not _OF_ALL.match(bare, match.end()):
            return _quarters(bare, match, head, follows == "of" and not is_of_a_year)
    if not is_plural and follows and not is_held and follows != "of" and follows not in ENDS:
        if head in ("a", "an") and part != "half":
            return Size(Decimal(PARTS[part]), match.end(), is_rank=True)
        if "-" not in said or head != "one":
            return Size(None, match.end())  # the three-quarter mark
    share = _part(said)
    figure = exactly(share * 100) if share <= 1 else None
    return Size(figure, match.end(), unit=PERCENT)


def _quarters(bare, match, head, is_of_something):
    """Quarters that may be three months each, or parts: "six quarters", "about a quarter"."""
    times = spelled_number([head])
    if head in ("a", "an") and _PARTLY.search(bare, max(0, match.start() - 16), match.start()):
        return Size(Decimal(25), match.end(), unit=PERCENT)
    is_told = times is not None and times != 3 and not is_of_something
    return Size(times if is_told else None, match.end(), unit="quarters" if is_told else "")


def _of_a_measure(bare, end, part):
    """A part of a percentage point, of a percent, of a mile; None of anything else."""
    figure = exactly(part)
    if found := parts_after(bare, end):
        unit, divided, end = found
        exact = part / divided
        figure = Decimal(exact.numerator) / exact.denominator
        figure = figure if figure == round(figure, 4) else None
        return Size(figure, end, unit=unit)
    if found := unit_after(bare, end):
        return Size(
            figure if part.denominator in (1, 2, 4, 5, 8, 10) else None, found[1], unit=found[0]
        )
    if point := re.compile(rf"{GAP}points?(?!\w)").match(bare, end):
        return Size(None, point.end())
    if second := re.compile(rf"{GAP}second(?!\w)").match(bare, end):
        return Size(figure, second.end(), unit="seconds")
    return None


def _half(bare, match):
    after = bare[match.end() : match.end() + 12]
    rest = re.match(rf"(?:{GAP}|-)(of|the|its|his|her|their|our|all|owned)\b", after, re.I)
    before = bare[max(0, match.start() - 10) : match.start()].lower().split()
    before = before[-1] if before else ""
    is_cut = before in _CUT_BY and not re.match(rf"-|{GAP}[^\W\d_]", after)
    if not (rest or is_cut) or before in ("first", "second", "other"):
        return None
    return Size(Decimal(50), match.end(), unit=PERCENT)


def _is_a_figure(bare, match):
    """Whether "one" counts something and is not a pronoun: "one origin", not "one of them"."""
    after = _COUNTED.match(bare, match.end())
    if after is None or after[1].lower() in ENDS | SKIPPED | {"another", "day", "thing"}:
        return False
    return not _NOT_ONE.search(bare[max(0, match.start() - 12) : match.start()])

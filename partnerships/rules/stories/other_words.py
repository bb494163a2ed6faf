"""What a claim says too, in other words than a figure, a date or a name of the manuscript."""

from ...text.date_words import WEEKDAYS
from ...text.edtf import NotADate, parse
from ...text.quotations import occurs
from ...text.tokens import Token
from ...text.tokens.english.words import DEMONYMS
from ...vocabulary import Finding, Qualifier, TokenKind
from .said import Said

_SIDES = frozenset("companies firms sides parties partners".split())
_OUTLETS = frozenset("newspaper paper outlet report magazine agency".split())
_TIMES = frozenset("years months weeks days quarters".split())
_SAME_DAY = frozenset({"that day", "the same day", "same day", "that same day"})


def is_said_otherwise(token: Token, said: Said) -> bool:
    """Whether the claim has what the token says in words that mean the same here: both companies
    where two are named, the Monday of a day that it gives."""
    match token.kind:
        case TokenKind.FIGURE:
            return token.value.is_read and _is_counted(token, said)
        case TokenKind.DATE:
            return _is_of_a_day(token.words.lower(), said)
        case TokenKind.NAME:
            return any(occurs(one, said.plainly_known) for one in DEMONYMS.get(token.words, ()))
    return False


def _is_counted(token, said):
    value, things = token.value, set(token.value.counted)
    if (value.low, value.high) == (2, 2) and things & _SIDES:
        return len(said.named) > 1
    if (value.low, value.high) == (1, 1) and things & _OUTLETS:
        return said.finding == Finding.REPORTED
    if value.unit in _TIMES or things & _TIMES:
        # Over five years is mostly through five years.
        words = token.words.lower()
        if value.qualifier == Qualifier.AT_LEAST:
            words = words.removeprefix("over ")
        return occurs(words, said.plainly_told)
    return False


def _is_of_a_day(words, said):
    if words in _SAME_DAY:
        return any(occurs(one, said.plainly_told) for one in _SAME_DAY)
    days = [day for edtf in said.all_days if (day := _the_day(edtf))]
    weekday = words.capitalize()
    return weekday in WEEKDAYS and any(WEEKDAYS[day.weekday()] == weekday for day in days)


def _the_day(edtf):
    """The day that a date is, None where it is several or none."""
    try:
        days = parse(edtf).possible
    except NotADate:
        return None
    return days.lower if days.lower == days.upper else None

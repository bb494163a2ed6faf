"""Which year is meant where a day, a month or a season is told without its year.

Forms, the gate and the check of weekdays all ask here. What is to come is the next, anything else
the latest that had begun; a weekday chooses between the two.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from .edtf import parse

NEAR = timedelta(14)
_SENTENCE_ENDS = re.compile(r"[.!?;]\s|\n\s*\n")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_TO_COME = frozenset(
    """
    will won't won’t shall would expected expect expects due scheduled slated upcoming
    """.split()
)
_LEADS_TO = frozenset(  # before "to" or "for"
    """
    going set about likely ready poised planned plan plans intends intend aims aim hopes hope
    forecast
    """.split()
)
_UP_TO = frozenset("by until till".split())
_PAST = frozenset(
    """
    was were had did said told wrote spoke sat led held stood ran kept won sold paid bought began
    came went took gave made got saw grew rose fell lost left met became found struck drew since
    """.split()
)
_BEFORE_A_PARTICIPLE = frozenset("be been being get the a an its his her their our this".split())


def days_meant(
    month: int, day: int, anchor: date, *, weekday: int | None = None, ahead: bool = False
) -> list[date]:
    """The days that "18 October" can mean on the day `anchor`, the likelier first: the latest that
    had begun, and the next. Of what is to come (`ahead`) the next alone.

    Beside a weekday, and within a fortnight of the anchor, no day of another year is meant: that
    weekday is a mistake to be asked about. Eight years are looked through, for 29 February.
    """
    past = existing_days(range(anchor.year, anchor.year - 9, -1), month, day)
    future = existing_days(range(anchor.year, anchor.year + 9), month, day)
    latest = next((found for found in past if found <= anchor), None)
    coming = next((found for found in future if found >= anchor), None)
    if ahead or latest == coming:
        return [coming] if coming else []
    both = [found for found in (latest, coming) if found]
    near = [found for found in both if weekday is not None and abs(found - anchor) <= NEAR]
    return near or both


def day_meant(
    month: int, day: int, anchor: date, *, weekday: int | None = None, ahead: bool = False
) -> date | None:
    """The one day that is meant; None where there is none, or none on that weekday."""
    found = days_meant(month, day, anchor, weekday=weekday, ahead=ahead)
    if weekday is None:
        return next((one for one in found if ahead or one <= anchor), None)
    return next((one for one in found if one.weekday() == weekday), None)


def part_meant(code: int, anchor: date, *, ahead: bool = False) -> str | None:
    """The month or season of that EDTF code, with its year, which is meant on the day `anchor`."""
    if ahead:
        years = (f"{anchor.year + step:04}-{code:02}" for step in (-1, 0, 1))
        return next((part for part in years if parse(part).latest >= anchor), None)  # type: ignore[operator]  # of one date
    years = (f"{anchor.year - step:04}-{code:02}" for step in range(2))
    return next((part for part in years if parse(part).earliest <= anchor), None)  # type: ignore[operator]  # of one date


def looks_ahead(lead: str, tail: str = "") -> bool:
    """Whether a date between these words is to come: "will close on", "is to be paid by".

    The nearest verb before it decides: "will reopen, it said on" tells of the past. Without one,
    "by" and "until" are of what is to come, unless a verb of the past follows.
    """
    words = _words(_SENTENCE_ENDS.split(lead[-300:])[-1])
    for place in range(len(words) - 1, -1, -1):
        word, before, after = words[place], words[place - 1 : place], words[place + 1 : place + 2]
        if word in _TO_COME or word.endswith(("'ll", "’ll")):
            return True
        if word == "to" and before and before[0] in ("is", "are", "was", "were"):
            return True
        if word in _LEADS_TO and after in (["to"], ["for"]):
            return True
        if word in _PAST or (word in ("after", "following") and after):
            return False
        if _is_past(word) and not (before and before[0] in _BEFORE_A_PARTICIPLE):
            return False
    if not words or words[-1] not in _UP_TO:
        return False
    coming = _words(_SENTENCE_ENDS.split(tail[:100])[0])
    verb = next((one for one in coming if one in _TO_COME or one in _PAST or _is_past(one)), None)
    return verb is None or verb in _TO_COME


def _words(text):
    return [match.group().lower() for match in _WORD.finditer(text)]


def existing_days(years: Iterable[int], month: int, day: int) -> list[date]:
    """That day in each of the years that has it."""
    found = []
    for year in years:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found


def _is_past(word):
    return word.endswith("ed") and not word.endswith("eed") and len(word) > 3 or word == "agreed"

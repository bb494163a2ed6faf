"""Whether something held on a day, and the reason in words."""

from datetime import date

from ..vocabulary import Held
from .date_words import day_in_words
from .dates import format_date
from .edtf import OPEN, UNKNOWN, Days, Interval, parse


def held_on(edtf: str, confirmed: date | None, day: date) -> Held | None:
    """How the period (EDTF, or blank) held on `day`; None where it did not.

    PostgreSQL answers the same from its columns and edtf_is_open.
    """
    if not edtf:
        return Held.POSSIBLE  # unknown is not no
    period = parse(edtf)
    certain, possible = period.certain(confirmed), period.possible
    if certain and _includes(certain, day):
        return Held.CERTAIN
    if not _includes(possible, day):
        return None
    is_open = isinstance(period, Interval) and period.is_open(day, confirmed)
    return Held.OPEN if is_open else Held.POSSIBLE


def why_held(edtf: str, confirmed: date | None) -> str:
    """What an answer about a day rests on, as an editor would say it: "since 2014, last confirmed
    19 March 2024, no end known"."""
    seen = f"last confirmed {day_in_words(confirmed)}" if confirmed else ""
    if not edtf:
        return ", ".join(filter(None, ["dates not known", seen]))
    period = parse(edtf)
    if not isinstance(period, Interval):
        return format_date(edtf)
    if period.start == UNKNOWN:
        start = "start not known"
    else:
        start = "" if period.start == OPEN else f"since {format_date(str(period.start))}"
    no_end = period.end in (OPEN, UNKNOWN)
    end = "no end known" if no_end else f"until {format_date(str(period.end))}"
    return ", ".join(filter(None, [start, seen or ("never confirmed" if no_end else ""), end]))


def _includes(days: Days, day: date) -> bool:
    return (days.lower is None or days.lower <= day) and (days.upper is None or day <= days.upper)

"""Moments as the desk tells them: in its own zone, which is named."""

from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, localtime


def format_day(at: datetime) -> str:
    """The day on which that was where the desk is: 23 October 2024."""
    return f"{localtime(at):%-d %B %Y}"


def format_moment(at: datetime) -> str:
    """The day and the time of day where the desk is: 23 October 2024, 18:00 BST."""
    return f"{format_day(at)}, {localtime(at):%H:%M %Z}"


def parsed_moment(text: str | None) -> datetime | None:
    """The moment that an address names, with its zone; None where it names none."""
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None

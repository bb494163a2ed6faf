"""What the journal of accounts tells, in words."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst

from ..models import AccountChange
from .moments import format_moment


def account_differences(change: AccountChange) -> Iterator[tuple[str, str]]:
    """What is another than before: its name, and what it was and became."""
    for name in {**change.before, **change.after}:
        if name == "id" or name.endswith("_id"):
            continue  # which the change says by name
        told = [_value(each[name]) for each in (change.before, change.after) if name in each]
        yield _label(name), " → ".join(told)


def _label(name):
    names = {field.name: field.verbose_name for field in get_user_model()._meta.concrete_fields}
    return capfirst(names.get(name) or name.replace("_", " "))


def _value(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    moment = _moment(value) if isinstance(value, str) else None
    return format_moment(moment) if moment else str(value or "none")


def _moment(text) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None

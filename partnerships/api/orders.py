"""The order of what held for a time: by the day since which it may have."""

from django.db.models import F

SINCE = {"start": ("begins", "uid")}


def begun(rows):
    """The rows with the first day on which each may have held; those of no known day have none."""
    return rows.annotate(begins=F("possible__startswith"))

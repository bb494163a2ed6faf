"""A time of day is told with the zone in which it is that time."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone

import partnerships
from partnerships.rules.moments import format_day, format_moment, parsed_moment


@pytest.mark.parametrize(
    ("zone", "month", "told"),
    [
        ("UTC", 7, "23 July 2024, 17:00 UTC"),
        ("Europe/London", 7, "23 July 2024, 18:00 BST"),
        ("Europe/London", 12, "23 December 2024, 17:00 GMT"),
        ("Asia/Tokyo", 12, "24 December 2024, 02:00 JST"),
    ],
)
def test_a_moment_is_told_where_the_desk_is(zone, month, told):
    with timezone.override(zone):
        assert format_moment(datetime(2024, month, 23, 17, tzinfo=UTC)) == told
        assert told.startswith(format_day(datetime(2024, month, 23, 17, tzinfo=UTC)))


def test_a_moment_is_read_as_it_was_written():
    moment = datetime(2024, 10, 23, 18, 0, 0, 123, tzinfo=UTC)

    assert parsed_moment(moment.isoformat()) == moment


@pytest.mark.parametrize(
    "odd", [None, "", "x", "2024-10-23", "2024-10-23T18:00", "2024-13-99T99:00Z"]
)
def test_what_is_no_moment_of_a_zone_is_none(odd):
    assert parsed_moment(odd) is None


def test_no_day_is_told_of_another_zone_than_the_desks():
    """Such as f"{verdict.countersigned_at:%-d %B %Y}", the day in Greenwich."""
    moments = re.compile(r"{(?!localtime)[^{}]*(?:_at|\bat|moment)(?:\))?:%-d %B")

    told = [
        f"{path.name}: {line.strip()}"
        for path in Path(partnerships.__file__).parent.rglob("*.py")
        for line in path.read_text().splitlines()
        if moments.search(line)
    ]

    assert told == []

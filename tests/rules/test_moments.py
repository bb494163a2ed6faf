"""A time of day is told with the zone in which it is that time."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from partnerships.rules.moments import format_moment


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

"""That a dump was published, and of what hash, is not told otherwise later, whatever the door."""

from datetime import UTC, date, datetime

import pytest

from partnerships.models import Dump
from tests import factories as make

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def a_dump(**fields):
    told = {"day": date(2026, 1, 2), "at": NOON, "sha256": "a" * 64, "size": 1}
    return Dump.objects.create(**told | fields)


@pytest.mark.parametrize(
    ("law", "fields"),
    [
        ("dump_sha256_is_a_hash", {"sha256": "A" * 64}),
        ("dump_sha256_is_a_hash", {"sha256": "a" * 63}),
        ("dump_is_of_its_day", {"day": date(2026, 1, 3)}),
    ],
)
def test_a_dump_says_what_it_can_be(law, fields, refused):
    with refused(law):
        a_dump(**fields)


def test_there_is_no_second_dump_of_a_day(refused):
    a_dump()

    with refused("dump_is_published_once_a_day"):
        a_dump(sha256="b" * 64)


@pytest.mark.parametrize(
    "sentence",
    ["UPDATE partnerships_dump SET sha256 = repeat('b', 64)", "DELETE FROM partnerships_dump"],
)
def test_a_dump_is_not_rewritten(sentence, refused):
    a_dump()

    with refused("dump_is_kept_as_it_is"):
        make.by_owner(sentence)

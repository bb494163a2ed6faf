"""What PostgreSQL refuses of records that are told apart, by SQL alone."""

import pghistory
import pytest

from partnerships.models import ToldApart
from tests import factories as make

pytestmark = pytest.mark.django_db


def told(by, **fields):
    return ToldApart.objects.create(
        **{"noun": "party", "first": 1, "second": 2, "at": make.NOON} | fields, by=by
    )


@pytest.fixture
def ann():
    somebody = make.editor()
    with pghistory.context(user=somebody.pk):
        yield somebody


@pytest.mark.parametrize(
    ("law", "fields"),
    [
        ("told_apart_noun_is_known", {"noun": "claim"}),
        ("told_apart_are_two_in_order", {"second": 1}),
        ("told_apart_are_two_in_order", {"first": 3}),
    ],
)
def test_what_is_told_apart_is_two_records_of_a_noun(law, fields, ann, refused):
    with refused(law):
        told(ann, **fields)


def test_it_is_told_once(ann, refused):
    told(ann)

    with refused("records_are_told_apart_once"):
        told(ann)


def test_nobody_tells_it_in_anothers_name(ann, refused):
    with refused("records_are_told_apart_in_person"):
        told(make.editor())


@pytest.mark.parametrize("act", ["UPDATE {} SET second = 3", "DELETE FROM {}"])
def test_it_is_not_told_otherwise_later(act, ann, refused):
    told(ann)

    with refused("told_apart_is_kept_as_it_is"):
        make.by_owner(act.format("partnerships_toldapart"))

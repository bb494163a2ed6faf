"""The lawyers sign a text, in person, whatever the door."""

import pghistory
import pytest

from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db
LIFTED = "ended_by_id = declared_actor(), ended_at = %s, ended_why = 'Done.'"


def test_a_legal_hold_is_lifted_by_nobody_who_neither_set_it_nor_is_in_chief(refused, change):
    held = make.hold(by=make.member("Editor"))

    with (
        refused("legal_hold_is_lifted_by_who_set_it"),
        pghistory.context(user=make.member("Editor").pk),
    ):
        change(held, LIFTED, NOON)

    with pghistory.context(user=make.member("Editor in chief").pk):
        change(held, LIFTED, NOON)


def test_a_legal_hold_is_lifted_over_the_latest_text_alone(refused, change):
    held = make.hold(by=make.member("Editor"))
    first = held.story.revisions.get()
    make.revised(held.story, make.TEXT.replace("$13", "$15"))

    with (
        refused("legal_hold_is_lifted_over_the_latest_text"),
        pghistory.context(user=held.held_by_id),
    ):
        change(held, f"{LIFTED}, cleared_id = %s", NOON, first.pk)

    with pghistory.context(user=held.held_by_id):
        change(held, LIFTED, NOON)

"""What PostgreSQL refuses of errands, by SQL alone."""

import pytest

from partnerships.actions import errands
from partnerships.models import Errand
from partnerships.vocabulary import ErrandKind
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def errand():
    source = make.source(url="https://example.org/so")
    return errands.ask_for_job(source, ErrandKind.CAPTURE, by=None)


@pytest.mark.parametrize(
    ("law", "assignments"),
    [
        ("errand_kind_is_known", "kind = 'delete'"),
        ("errand_state_is_known", "state = 'lost'"),
        ("errand_ends_when_it_is_done_or_not", "state = 'done', said = 'So.'"),
        ("errand_ends_when_it_is_done_or_not", "ended_at = now(), said = 'So.'"),
        ("errand_is_tried_again_while_it_waits", "state = 'at_work', again_at = now()"),
        ("errand_says_how_it_ended", "state = 'failed', ended_at = now()"),
    ],
)
def test_an_errand_is_refused_that_is_two_things_at_once(law, assignments, errand, refused, change):
    with refused(law):
        change(errand, assignments)


def test_the_same_is_not_open_twice(errand, refused):
    again = Errand(source=errand.source, kind=errand.kind, asked_at=errand.asked_at)

    with refused("errand_is_asked_for_once"):
        again.save()

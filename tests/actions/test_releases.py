"""Releasing a record to readers."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.actions import releases
from partnerships.errors import NotReleasable
from partnerships.models import Claim, Deal, Entry, Source
from partnerships.vocabulary import Act, Confidentiality
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    return make.editor("ann", "release_claim", "release_deal", "release_source")


@pytest.mark.parametrize(
    "record",
    [make.claim, make.source, lambda: make.deal(make.company(), make.company())],
    ids=["claim", "source", "deal"],
)
def test_a_record_is_released_from_a_moment_on(record, ann):
    record = record()

    releases.release(record, by=ann, at=make.NOON)

    record.refresh_from_db()
    assert record.released_at == make.NOON


def test_what_is_released_can_be_taken_back(ann):
    claim = make.claim(released_at=make.NOON)

    releases.take_back(claim, by=ann)

    assert not Claim.objects.released().exists()


def test_releasing_needs_a_right_of_its_own():
    ben, claim = make.editor("ben", "view_claim", "change_claim"), make.claim()

    for act in (releases.release, releases.take_back):
        with pytest.raises(PermissionDenied):
            act(claim, by=ben)


def test_a_confidential_source_is_not_released(ann):
    secret = make.source(confidentiality=Confidentiality.CONFIDENTIAL)

    with pytest.raises(NotReleasable, match="A confidential source is not released"):
        releases.release(secret, by=ann)

    assert not Source.objects.released().exists()


def test_a_deal_of_one_party_is_not_released(ann):
    deal = make.deal(make.company())

    with pytest.raises(NotReleasable, match="at least two parties"):
        releases.release(deal, by=ann)

    assert not Deal.objects.released().exists()


def test_nothing_is_released_twice(ann):
    claim = make.claim(released_at=make.NOON)

    with pytest.raises(NotReleasable, match="released already"):
        releases.release(claim, by=ann)

    claim.refresh_from_db()
    assert claim.released_at == make.NOON


def test_what_is_not_released_is_not_taken_back(ann):
    with pytest.raises(NotReleasable, match="not released"):
        releases.take_back(make.claim(), by=ann)


def test_the_history_knows_who_released_it(ann):
    claim = make.claim()

    releases.release(claim, by=ann)

    last = claim.history.order_by("-pgh_id").first()
    assert last.pgh_context.metadata == {"user": ann.pk, "act": "released"}


def test_releasing_and_taking_back_leave_an_entry_each(ann):
    claim = make.claim()

    releases.release(claim, by=ann)
    releases.take_back(claim, by=ann)

    entries = Entry.objects.filter(claim=claim).order_by("pk")
    assert [entry.act for entry in entries] == [Act.RELEASED, Act.TAKEN_BACK]


def test_a_release_that_is_refused_leaves_no_entry(ann):
    with pytest.raises(NotReleasable):
        releases.release(make.deal(make.company()), by=ann)

    assert not Entry.objects.exists()

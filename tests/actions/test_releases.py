"""Releasing a record to readers."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from partnerships.actions import releases
from partnerships.errors import NotReleasable
from partnerships.models import Claim, Deal, Entry, Party, Source
from partnerships.vocabulary import Act, Confidentiality
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    nouns = ("claim", "deal", "source", "party")
    return make.editor("ann", *(f"release_{noun}" for noun in nouns))


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


OFF = {"released_at": None}


def claim_about(*parties):
    made = make.claim()
    made.parties.add(*parties)
    return made


def test_what_a_record_leads_to_is_released_with_it_at_the_same_moment(ann):
    firm = make.company(parent=make.company(**OFF), **OFF)
    claim = claim_about(firm)

    releases.release(claim, by=ann, at=make.NOON)

    assert set(Party.objects.values_list("released_at", flat=True)) == {make.NOON}
    entries = Entry.objects.order_by("pk").values_list("noun", "why")
    told = f"With claim microsoft_openai {claim.reference}"
    assert list(entries) == [("party", told), ("party", told), ("claim", "")]


def test_the_valuations_of_a_deal_are_released_with_it(ann):
    deal = make.deal(make.company(), make.company())
    worth = make.valuation(make.company(**OFF), deal=deal, **OFF)

    releases.release(deal, by=ann)

    worth.refresh_from_db()
    assert worth.released_at
    assert worth.company.released_at


def test_the_deals_of_a_claim_wait_for_a_release_of_their_own(ann):
    claim = make.claim()
    claim.deals.add(make.deal(make.company(**OFF), make.company(**OFF)))

    releases.release(claim, by=ann)

    assert not Deal.objects.released().exists()
    assert not Party.objects.released().exists()


def test_nothing_is_shown_that_was_not_named(ann):
    claim = claim_about(make.company(**OFF))

    with pytest.raises(NotReleasable, match="look again"):
        releases.release(claim, by=ann, named=set())

    assert not Claim.objects.released().exists()
    assert not Party.objects.released().exists()


def test_nothing_is_shown_that_its_editor_may_not_release():
    claim, eve = claim_about(make.company(**OFF)), make.editor("eve", "release_claim")

    with pytest.raises(PermissionDenied, match="release a party"):
        releases.release(claim, by=eve)

    assert not Claim.objects.released().exists()
    assert not Party.objects.released().exists()


@pytest.mark.parametrize("record", [make.company, make.person, make.role, make.event])
def test_whoever_may_release_parties_may_release_all_that_is_recorded_of_them(record):
    eve, ben = make.editor("eve", "release_party"), make.editor("ben", "release_deal")
    made = record(**OFF)

    with pytest.raises(PermissionDenied):
        releases.release(made, by=ben)
    releases.release(made, by=eve)

    assert type(made).objects.released().filter(pk=made.pk).exists()


def test_taking_back_waits_for_what_leads_to_it(ann):
    eve, role = make.editor("eve", "release_party"), make.role()
    connection.check_constraints()  # of the test, which is one transaction

    with pytest.raises(NotReleasable, match="take that back first"):
        releases.take_back(role.company, by=eve)

    releases.take_back(role, by=eve)
    releases.take_back(role.company, by=eve)

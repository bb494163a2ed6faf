"""What readers see leads to nothing that is not released: PostgreSQL refuses it in any door."""

import pytest
from django.db import transaction

from partnerships.models import (
    ClaimEvent,
    ClaimParty,
    DealParty,
    EventParty,
    PartnershipParty,
)
from partnerships.vocabulary import Measure
from tests import factories as make

pytestmark = pytest.mark.django_db


def claim_about(party):
    made = make.claim()
    made.parties.add(party)
    return made


def claim_of(event):
    made = make.claim()
    made.events.add(event)
    return made


def deal_in(tie):
    return make.deal(make.company(), make.company(), partnership=tie)


def deal_paid_by(party):
    made = make.deal(make.company(), make.company())
    make.amount(made, payer=party)
    return made


def deal_shared_by(party):
    made = make.deal(make.company(), make.company())
    make.amount(made, measure=Measure.PARTY_SHARE, party=party)
    return made


# A record that is not released and leads to what is given, by each of the ways.
WAYS = {
    "the party of a claim": ("party", claim_about),
    "the event of a claim": ("event", claim_of),
    "the partnership of a deal": ("partnership", deal_in),
    "the party of a deal": ("party", lambda party: make.deal(party, make.company())),
    "who pays in a deal": ("party", deal_paid_by),
    "whose share a sum of a deal is": ("party", deal_shared_by),
    "the party of a partnership": (
        "party",
        lambda party: make.partnership(party, make.company(), released_at=None),
    ),
    "the party of an event": ("party", lambda party: make.event(party, released_at=None)),
    "the company of a role": ("party", lambda party: make.role(None, party, released_at=None)),
    "the holder of a stake": ("party", lambda party: make.stake(party, released_at=None)),
    "the company of a stake": ("party", lambda party: make.stake(None, party, released_at=None)),
    "the company of a valuation": ("party", lambda party: make.valuation(party, released_at=None)),
    "what controls a company": (
        "party",
        lambda party: make.company(parent=party, released_at=None),
    ),
    "what a company was merged into": (
        "party",
        lambda party: make.company(merged_into=party, released_at=None),
    ),
}
HIDDEN = {
    "party": lambda: make.company(released_at=None),
    "event": lambda: make.event(released_at=None),
    "partnership": lambda: make.partnership(released_at=None),
}


@pytest.fixture(params=WAYS.values(), ids=WAYS.keys())
def way(request):
    """A record that leads to another, and that other; neither is released."""
    noun, leading_to = request.param
    hidden = HIDDEN[noun]()
    return leading_to(hidden), hidden


def test_a_record_is_not_released_before_what_it_names(way, refused, change):
    record, _ = way

    with refused("released_leads_to_what_is_released"):
        change(record, "released_at = now()")


def test_what_something_released_leads_to_is_not_taken_back_before_that(
    way, refused, change, settle
):
    record, named = way
    change(record, "released_at = now()")  # together, in any order
    change(named, "released_at = now()")
    settle()

    with refused("what_is_led_to_stays_released"):
        change(named, "released_at = NULL")
    change(record, "released_at = NULL")
    change(named, "released_at = NULL")


# A row by which something released leads to a party or an event, and the key to that.
ROWS = {
    "claim": (lambda: _only(ClaimParty, claim=_released_claim()), "party_id"),
    "claim's event": (lambda: _only(ClaimEvent, claim=_released_claim()), "event_id"),
    "deal": (lambda: _only(DealParty, deal=make.released_deal()), "party_id"),
    "payer": (lambda: make.amount(make.released_deal(), payer=make.company()), "payer_id"),
    "partnership": (
        lambda: _only(PartnershipParty, partnership=make.partnership(make.company())),
        "party_id",
    ),
    "event": (lambda: _only(EventParty, event=make.event(make.company())), "party_id"),
    "role": (make.role, "company_id"),
    "stake": (make.stake, "holder_id"),
    "valuation": (make.valuation, "company_id"),
    "parent": (make.company, "parent_id"),
    "merger": (make.company, "merged_into_id"),
}


def _released_claim():
    made = make.claim()
    made.parties.add(make.company())
    made.events.add(make.event())
    made.released_at = make.NOON
    made.save()
    return made


def _only(model, **of):
    return model.objects.filter(**of).order_by("pk")[0]


@pytest.mark.parametrize(("row", "key"), ROWS.values(), ids=ROWS.keys())
def test_nothing_that_is_not_released_is_named_in_what_is(row, key, refused, change):
    row, hidden = row(), HIDDEN["event" if key == "event_id" else "party"]()

    with refused("released_leads_to_what_is_released"):
        change(row, f"{key} = %s", hidden.pk)


def test_a_deal_that_is_released_keeps_to_a_released_partnership(refused, change):
    with refused("released_leads_to_what_is_released"):
        change(make.released_deal(), "partnership_id = %s", HIDDEN["partnership"]().pk)


def about(party):
    """A story that can go out, whose only claim is about the party."""
    story = make.printable()
    claim = make.binding_of(story).claim
    claim.parties.add(party)
    return story, claim


def test_an_edition_does_not_go_out_with_a_claim_about_who_is_not_released(refused, change):
    party = make.company()
    story, claim = about(party)

    with refused("released_leads_to_what_is_released"):
        make.edition(story)
        change(claim, "released_at = NULL")
        change(party, "released_at = NULL")


def test_who_a_claim_in_an_edition_is_about_stays_released(refused, change, settle):
    party = make.company()
    story, claim = about(party)
    make.edition(story)
    settle()
    change(claim, "released_at = NULL")

    with refused("what_is_led_to_stays_released"):
        change(party, "released_at = NULL")


def test_what_nothing_released_leads_to_can_be_taken_back(change, settle):
    party = make.company()
    with transaction.atomic():
        make.role(None, party, released_at=None)
        claim_about(party)

    change(party, "released_at = NULL")
    settle()

"""What PostgreSQL refuses of partnerships, deals, their parties and terms, and of events."""

import pytest
from django.db import connection

from partnerships.models import DealParty, EventParty, PartnershipParty
from partnerships.vocabulary import DealRole, Step
from tests.factories import (
    NOON,
    company,
    deal,
    deal_party,
    deal_step,
    event,
    partnership,
    person,
    released_deal,
    term,
)

pytestmark = pytest.mark.django_db


def announced():
    return deal_step(deal(), Step.ANNOUNCED)


CHANGES = [
    ("partnership_has_a_name", partnership, "name = ''"),
    ("partnership_name_is_not_padded", partnership, "name = 'Stargate '"),
    ("partnership_slug_is_a_slug", partnership, "slug = 'Stargate'"),
    ("deal_slug_is_a_slug", deal, "slug = '-'"),
    ("deal_has_a_title", deal, "title = E'\\u200b'"),
    ("deal_kinds_are_known", deal, "kinds = '{}'"),
    ("deal_kinds_are_known", deal, "kinds = '{cloud,wedding}'"),
    ("deal_kinds_are_known", deal, "kinds = '{cloud,NULL}'"),
    ("deal_does_not_amend_itself", deal, "amends_id = id"),
    ("deal_is_not_its_own_umbrella", deal, "umbrella_id = id"),
    ("deal_step_is_known", announced, "step = 'blessed'"),
    ("deal_step_date_is_a_date", announced, "date = '2024-10-32'"),
    ("deal_party_role_is_known", deal_party, "role = 'friend'"),
    ("deal_party_direction_is_known", deal_party, "direction = 'gives'"),
    ("term_kind_is_known", term, "kind = 'promise'"),
    ("term_says_something", term, "text = ' '"),
    ("term_does_not_replace_itself", term, "replaced_by_id = id"),
    ("event_kind_is_known", event, "kind = 'party'"),
    ("event_has_a_title", event, "title = ''"),
    ("event_date_is_a_date", event, "date = '24-10-2024'"),
]


@pytest.mark.parametrize(("law", "make", "assignments"), CHANGES)
def test_a_change_is_refused(law, make, assignments, refused, change):
    row = make()

    with refused(law):
        change(row, assignments)


def test_a_published_deal_names_two_parties(refused):
    alone = deal(company())

    with refused("published_deal_has_two_parties"), connection.cursor() as cursor:
        cursor.execute("UPDATE partnerships_deal SET released_at = now() WHERE id = %s", [alone.pk])


def test_one_party_in_two_roles_is_not_two(refused):
    microsoft = company("Microsoft")
    alone = deal(microsoft)
    deal_party(alone, microsoft, role=DealRole.INVESTOR)

    with refused("published_deal_has_two_parties"):
        type(alone).objects.filter(pk=alone.pk).update(released_at=NOON)


def test_a_published_deal_keeps_its_second_party(refused):
    published = released_deal()

    with refused("published_deal_has_two_parties"), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM partnerships_dealparty WHERE id = %s", [published.parties.first().pk]
        )


def test_a_published_deal_does_not_lose_a_party_to_another_deal(refused):
    published, other = released_deal(), deal()

    with refused("published_deal_has_two_parties"):
        DealParty.objects.filter(pk=published.parties.first().pk).update(deal=other)


def test_the_parties_of_a_published_deal_may_come_after_it(settle):
    published = deal(released_at=NOON)
    deal_party(published)
    deal_party(published)

    settle()


def test_a_published_deal_goes_with_its_parties(settle):
    released_deal().delete()

    settle()


def test_a_party_is_in_a_deal_once_in_a_role(refused):
    first = deal_party()

    with refused("deal_has_a_party_once_in_a_role"):
        deal_party(first.deal, first.party)


def test_a_party_is_in_a_deal_in_two_roles():
    first = deal_party(role=DealRole.INVESTOR)

    assert deal_party(first.deal, first.party, role=DealRole.CUSTOMER).pk


def test_a_deal_reaches_a_step_once(refused):
    first = announced()

    with refused("deal_reaches_a_step_once"):
        deal_step(first.deal, Step.ANNOUNCED, "2024")


def test_a_partnership_has_a_party_once(refused):
    microsoft = company("Microsoft")
    frame = partnership(microsoft)

    with refused("partnership_has_a_party_once"):
        PartnershipParty.objects.create(partnership=frame, party=microsoft)


def test_an_event_has_a_party_once(refused):
    founder = person()
    happened = event(founder)

    with refused("event_has_a_party_once"):
        EventParty.objects.create(event=happened, party=founder)


def test_a_deal_reference_is_given_once(refused):
    deal(reference="D1")

    with refused("deal_reference_is_given_once"):
        deal(reference="D1")


def test_an_event_reference_is_given_once(refused):
    event(reference="E1")

    with refused("event_reference_is_given_once"):
        event(reference="E1")

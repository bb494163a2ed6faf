"""Who may know of what: readers of what is released, and source keepers of what is confidential."""

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.models import (
    Citation,
    Claim,
    Deal,
    Event,
    FactSource,
    Partnership,
    Party,
    Person,
    Role,
    Source,
    Stake,
    Term,
    Valuation,
)
from partnerships.vocabulary import Confidentiality
from tests.factories import (
    NOON,
    amount,
    citation,
    claim,
    company,
    deal,
    deal_party,
    editor,
    event,
    fact,
    identifier,
    partnership,
    party_name,
    person,
    released_deal,
    role,
    source,
    stake,
    term,
    valuation,
)

pytestmark = pytest.mark.django_db

READER = AnonymousUser()
DESK = ["view_claim", "view_deal", "view_party", "view_source", "view_citation"]
HIDDEN = {"released_at": None}


def released_source():
    return source(released_at=NOON)


def confidential_source():
    return source(confidentiality=Confidentiality.CONFIDENTIAL)


@pytest.mark.parametrize(
    ("model", "released", "draft"),
    [
        (Claim, lambda: claim(released_at=NOON), claim),
        (Deal, released_deal, deal),
        (Source, released_source, source),
        (Party, company, lambda: company(**HIDDEN)),
        (Person, person, lambda: person(**HIDDEN)),
        (Role, role, lambda: role(**HIDDEN)),
        (Stake, stake, lambda: stake(**HIDDEN)),
        (Partnership, partnership, lambda: partnership(**HIDDEN)),
        (Valuation, valuation, lambda: valuation(**HIDDEN)),
        (Event, event, lambda: event(**HIDDEN)),
    ],
)
def test_readers_know_of_what_is_released_and_the_desk_of_all(model, released, draft):
    seen, unseen = released(), draft()

    told = model.objects.filter(pk__in=[seen.pk, unseen.pk])  # a role brings parties with it

    assert list(told.visible_to(READER)) == [seen]
    assert set(told.visible_to(editor(None, *DESK))) == {seen, unseen}


@pytest.mark.parametrize("model", [Claim, Deal, Source])
def test_an_account_without_rights_is_a_reader(model):
    claim(), deal(), source()

    assert not model.objects.visible_to(editor()).exists()


def test_who_sees_drafts_of_deals_sees_them_with_the_right_to_see_their_parties():
    deal()

    assert not Deal.objects.visible_to(editor(None, "view_deal")).exists()
    assert Deal.objects.visible_to(editor(None, "view_deal", "view_party")).exists()


def test_a_valuation_is_known_with_the_deal_it_came_with():
    seen = valuation(deal=released_deal())
    valuation(deal=deal())

    assert list(Valuation.objects.visible_to(READER)) == [seen]


@pytest.mark.parametrize(
    "record",
    [
        lambda: {"party": company(**HIDDEN)},
        lambda: {"party_name": party_name(company(**HIDDEN))},
        lambda: {"identifier": identifier(company(**HIDDEN))},
        lambda: {"role": role(**HIDDEN)},
        lambda: {"stake": stake(**HIDDEN)},
        lambda: {"partnership": partnership(**HIDDEN)},
        lambda: {"valuation": valuation(**HIDDEN)},
        lambda: {"event": event(**HIDDEN)},
    ],
)
def test_what_backs_a_record_is_known_with_it(record):
    fact(source=released_source(), **record())

    assert not FactSource.objects.visible_to(READER).exists()
    assert FactSource.objects.visible_to(editor(None, *DESK)).exists()


def test_a_confidential_source_is_known_to_source_keepers_alone():
    confidential = confidential_source()
    keeper = editor(None, *DESK, "view_confidential_source")

    assert not Source.objects.visible_to(READER).exists()
    assert not Source.objects.visible_to(editor(None, *DESK)).exists()
    assert list(Source.objects.visible_to(keeper)) == [confidential]


def test_the_right_to_confidential_sources_alone_opens_none():
    confidential_source()

    assert not Source.objects.visible_to(editor(None, "view_confidential_source")).exists()


@pytest.mark.parametrize(
    ("make_claim", "make_source", "readers", "desk"),
    [
        (lambda: claim(released_at=NOON), released_source, True, True),
        (lambda: claim(released_at=NOON), source, False, True),
        (claim, released_source, False, True),
        (lambda: claim(released_at=NOON), confidential_source, False, False),
    ],
)
def test_a_citation_is_known_with_its_claim_and_its_source(make_claim, make_source, readers, desk):
    citation(make_claim(), make_source())

    assert Citation.objects.visible_to(READER).exists() == readers
    assert Citation.objects.visible_to(editor(None, *DESK)).exists() == desk


def test_a_term_is_known_with_its_deal():
    seen = term(released_deal())
    term(deal())

    assert list(Term.objects.visible_to(READER)) == [seen]


@pytest.mark.parametrize(
    ("backing", "known"),
    [
        (lambda: {"source": released_source()}, True),
        (lambda: {"source": source()}, False),
        (lambda: {"source": confidential_source()}, False),
        (lambda: {"claim": claim(released_at=NOON)}, True),
        (lambda: {"claim": claim()}, False),
    ],
)
def test_what_backs_a_field_is_known_with_its_claim_or_source(backing, known):
    fact("founded", party=company(), **backing())

    assert FactSource.objects.visible_to(READER).exists() == known


@pytest.mark.parametrize(
    "record",
    [
        lambda of: {"deal": of},
        lambda of: {"amount": amount(of)},
        lambda of: {"term": term(of)},
        lambda of: {"deal_party": deal_party(of)},
    ],
)
def test_what_backs_a_deal_and_its_parts_is_known_with_the_deal(record):
    seen = fact(source=released_source(), **record(released_deal()))
    fact(source=released_source(), **record(deal()))

    assert list(FactSource.objects.visible_to(READER)) == [seen]

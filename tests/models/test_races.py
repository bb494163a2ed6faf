"""Laws about several rows hold when two people write at once, each seeing half."""

import pytest
from django.db import IntegrityError, transaction
from pghistory import context

from partnerships.actions.journal import record
from partnerships.models import Claim, Deal, DealParty, Party, Source, Webhook
from partnerships.vocabulary import Act, Measure
from tests.factories import NOON, amount, claim, company, deal, editor, source

pytestmark = pytest.mark.django_db(transaction=True)


def refused_by(law, act):
    with pytest.raises(IntegrityError) as caught:
        act.result()
    return caught.value.__cause__.diag.constraint_name == law


def test_two_shares_that_fit_alone_do_not_both_come_in(meanwhile, settle):
    round_ = amount(billions=6).deal
    parties = [company(), company()]

    def share(party):
        amount(round_, 4, measure=Measure.PARTY_SHARE, party=party)

    with transaction.atomic():
        share(parties[0])
        settle()
        other = meanwhile(lambda: share(parties[1]))

    assert refused_by("party_shares_are_within_the_total", other)


def test_two_halves_of_a_loop_do_not_both_come_in(meanwhile):
    one, two = source(), source()

    with transaction.atomic():
        Source.objects.filter(pk=one.pk).update(derives_from=two)
        other = meanwhile(lambda: Source.objects.filter(pk=two.pk).update(derives_from=one))

    assert refused_by("source_does_not_derive_from_itself", other)


def test_a_copy_that_comes_while_its_report_becomes_an_original_finds_the_new_origin(meanwhile):
    report = source(derives_from=source())

    with transaction.atomic():
        copy = source(derives_from=report)
        other = meanwhile(lambda: Source.objects.filter(pk=report.pk).update(derives_from=None))

    other.result()
    copy.refresh_from_db()
    assert copy.origin == report


def test_a_copy_that_comes_while_its_report_becomes_a_copy_finds_the_new_origin(meanwhile):
    wire, report = source(), source()

    with transaction.atomic():
        copy = source(derives_from=report)
        other = meanwhile(lambda: Source.objects.filter(pk=report.pk).update(derives_from=wire))

    other.result()
    copy.refresh_from_db()
    assert copy.origin == wire


def test_a_deal_does_not_lose_its_second_party_while_it_is_published(meanwhile, settle):
    round_ = deal(company(), company())
    second = round_.parties.last()

    with transaction.atomic():
        Deal.objects.filter(pk=round_.pk).update(released_at=NOON)
        settle()
        other = meanwhile(lambda: DealParty.objects.filter(pk=second.pk).delete())

    assert refused_by("published_deal_has_two_parties", other)


def test_two_people_do_not_each_take_away_one_of_three_parties(meanwhile, settle):
    round_ = deal(company(), company(), company(), released_at=NOON)
    _, second, third = round_.parties.all()

    with transaction.atomic():
        second.delete()
        settle()
        other = meanwhile(lambda: DealParty.objects.filter(pk=third.pk).delete())

    assert refused_by("published_deal_has_two_parties", other)


def about_somebody():
    told, party = claim(), company()
    told.parties.add(party)
    return told, party


def test_a_claim_is_not_released_while_somebody_in_it_is_taken_back(meanwhile, settle):
    told, party = about_somebody()

    with transaction.atomic():
        Party.objects.filter(pk=party.pk).update(released_at=None)
        settle()
        other = meanwhile(lambda: Claim.objects.filter(pk=told.pk).update(released_at=NOON))

    assert refused_by("released_leads_to_what_is_released", other)


def test_nobody_is_taken_back_while_a_claim_about_them_is_released(meanwhile, settle):
    told, party = about_somebody()

    with transaction.atomic():
        Claim.objects.filter(pk=told.pk).update(released_at=NOON)
        settle()
        other = meanwhile(lambda: Party.objects.filter(pk=party.pk).update(released_at=None))

    assert refused_by("what_is_led_to_stays_released", other)


def test_no_hidden_name_comes_into_a_claim_while_it_is_released(meanwhile, settle):
    told, hidden = claim(), company(released_at=None)

    with transaction.atomic():
        Claim.objects.filter(pk=told.pk).update(released_at=NOON)
        settle()
        other = meanwhile(lambda: told.parties.add(hidden))

    assert refused_by("released_leads_to_what_is_released", other)


def test_nobody_who_has_the_turn_in_the_journal_waits_for_a_row(meanwhile):
    told, party, by = claim(), company(), editor()

    def act():
        record(Act.CHANGED, told, by=by, at=NOON)
        told.parties.add(party)  # at the end the party is asked for

    with transaction.atomic():
        Party.objects.select_for_update().get(pk=party.pk)
        other = meanwhile(act)
        record(Act.CHANGED, told, by=by, at=NOON)

    other.result()
    assert told.entries.count() == 2


def test_two_addresses_that_come_at_once_do_not_make_six(meanwhile):
    by = editor()

    def register(number):
        with context(user=by.pk):
            Webhook.objects.create(user=by, url=f"https://example.org/{number}", at=NOON)

    for number in range(4):
        register(number)
    with transaction.atomic():
        register(5)
        other = meanwhile(lambda: register(6))

    assert refused_by("account_has_five_webhooks_at_most", other)

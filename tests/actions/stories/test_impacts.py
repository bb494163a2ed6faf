"""A change under words that went out opens exactly the items that lean on it."""

import pghistory
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from partnerships.actions.claims import verdicts
from partnerships.actions.stories import impacts
from partnerships.errors import NotWaiting, Refused
from partnerships.models import Amount, Citation, Claim, ClaimDeal, Entry, OpenItem, Source
from partnerships.vocabulary import Act, Cause, ClaimKind, Decision, Finding, Step
from tests import factories as make
from tests.covered_edits import Bulk, Save, Sql

pytestmark = pytest.mark.django_db
BILLION = 10**9
DOORS = pytest.mark.parametrize("door", [Save(), Bulk(), Sql()], ids=["save", "update", "sql"])


def figure(deal=None, billions=13, **fields):
    """A signed claim of a sum in the deal."""
    sums = {
        "value_qualifier": "exact",
        "value_low": billions * BILLION,
        "value_high": billions * BILLION,
        "value_unit": "USD",
    }
    claim = make.readable(kind=ClaimKind.FIGURE, **sums | fields).claim
    if deal:
        ClaimDeal.objects.create(claim=claim, deal=deal)
    return claim


def out(claim):
    return make.edition(make.printable(claim_=claim))


def opened():
    return list(OpenItem.objects.order_by("pk").values_list("cause", "noun", "record"))


@DOORS
def test_an_edit_of_an_amount_opens_what_leans_on_it(door):
    amount = make.amount(billions=13)
    edition = out(figure(amount.deal))

    with pghistory.context(user=make.member("Editor").pk):
        door.change(amount, low=10 * BILLION, high=10 * BILLION)

    (item,) = OpenItem.objects.all()
    assert (item.cause, item.noun, item.record) == (Cause.RECORD, "amount", amount.pk)
    assert (item.edition, item.passage.exact) == (edition, "$13 billion")
    assert item.was == {"low": 13e9, "high": 13e9}
    assert item.became == {"low": 10e9, "high": 10e9}
    assert item.opened_by is not None


@DOORS
def test_an_edit_of_another_amount_opens_nothing(door):
    bound = make.amount(billions=13)
    in_its_deal = make.amount(bound.deal, billions=2, measure="committed")
    elsewhere = make.amount(billions=13)
    out(figure(bound.deal))

    for amount in (in_its_deal, elsewhere):
        door.change(amount, low=10 * BILLION, high=10 * BILLION)

    assert opened() == []


def test_a_sum_over_deals_leans_on_its_parts():
    parts = [make.amount(billions=each) for each in (1, 2, 10)]
    claim = figure(parts[0].deal)
    for part in parts[1:]:
        ClaimDeal.objects.create(claim=claim, deal=part.deal)
    out(claim)

    Amount.objects.filter(pk=parts[1].pk).update(low=3 * BILLION, high=3 * BILLION)

    assert opened() == [(Cause.RECORD, "amount", parts[1].pk)]


def test_so_does_what_a_fact_names_the_claim_for():
    amount = make.amount(billions=5)
    claim = make.readable().claim
    make.fact(amount=amount, claim=claim)
    out(claim)

    Save().change(amount, currency="EUR")

    assert opened() == [(Cause.RECORD, "amount", amount.pk)]


def test_a_claim_of_a_day_leans_on_the_step_of_that_day():
    deal = make.deal()
    announced = make.deal_step(deal, Step.ANNOUNCED, "2023-01-23")
    closed = make.deal_step(deal, Step.CLOSED, "2023-04")
    claim = make.readable(kind=ClaimKind.DATE, date="2023-01-23").claim
    ClaimDeal.objects.create(claim=claim, deal=deal)
    out(claim)

    Save().change(closed, date="2023-05")
    Save().change(announced, date="2023-01-24")

    assert opened() == [(Cause.RECORD, "dealstep", announced.pk)]


def test_whatever_names_the_claim_as_what_backs_it_is_told_when_it_goes():
    claim = make.readable().claim
    backed = {
        "role": make.role,
        "stake": make.stake,
        "valuation": make.valuation,
        "event": make.event,
        "term": make.term,
        "deal": make.deal,
        "party": make.company,
        "party_name": make.party_name,
        "identifier": make.identifier,
        "partnership": make.partnership,
        "deal_party": make.deal_party,
    }
    records = [
        getattr(make.fact(**{name: made()}, claim=claim), name) for name, made in backed.items()
    ]
    out(claim)

    for record in records:
        type(record).objects.filter(pk=record.pk).delete()

    nouns = [record._meta.db_table.removeprefix("partnerships_") for record in records]
    assert opened() == [
        (Cause.REMOVED, noun, record.pk) for noun, record in zip(nouns, records, strict=True)
    ]
    assert [each.became for each in OpenItem.objects.all()] == [{}] * len(records)


def test_what_goes_with_its_deal_is_told():
    amount = make.amount(billions=13)
    claim = figure()
    make.fact(amount=amount, claim=claim)
    out(claim)

    amount.deal.delete()

    assert opened() == [(Cause.REMOVED, "amount", amount.pk)]


@DOORS
def test_a_claim_that_changes_is_told_and_so_is_its_lapse(door):
    claim = make.readable().claim
    out(claim)

    with pghistory.context(user=make.member("Editor").pk):
        door.change(claim, statement="Microsoft invested $10 billion.")

    verdict = claim.verdicts.get()
    assert opened() == [
        (Cause.CLAIM, "claim", claim.pk),
        (Cause.VERDICT, "verdict", verdict.pk),
    ]


def test_so_is_a_citation_and_a_source():
    claim = make.readable().claim
    citation = claim.citations.get()
    out(claim)

    Source.objects.update(title="Another title")
    Citation.objects.update(locator="2nd paragraph")
    Citation.objects.all().delete()

    assert opened() == [
        (Cause.SOURCE, "source", citation.source_id),
        (Cause.SOURCE, "citation", citation.pk),
        (Cause.VERDICT, "verdict", claim.verdicts.get().pk),
        (Cause.REMOVED, "citation", citation.pk),
    ]


def test_what_says_nothing_else_of_the_world_is_no_change():
    claim = make.readable().claim
    out(claim)

    Claim.objects.update(released_at=None, note="A note.", section="2")
    Source.objects.update(released_at=None, says="Something more.")
    Claim.objects.update(statement=claim.statement)

    assert ("claim", "claim", claim.pk) not in opened()
    assert Cause.VERDICT not in [cause for cause, _, _ in opened()]


def test_a_withdrawal_is_told():
    verdict = make.readable()
    out(verdict.claim)

    verdicts.withdraw_verdict(verdict, "It was not so.", by=make.member("Editor"))

    assert opened() == [(Cause.VERDICT, "verdict", verdict.pk)]
    assert OpenItem.objects.get().became == {"state": "withdrawn"}


@pytest.mark.parametrize(
    ("finding", "told"), [(Finding.ACCURATE, []), (Finding.OPINION, [Cause.FINDING])]
)
def test_a_new_verdict_is_told_where_it_finds_something_else(finding, told):
    verdict = make.readable()
    out(verdict.claim)

    make.signed(verdict.claim, finding)

    assert [cause for cause, _, _ in opened()] == told


def test_a_cause_is_open_once_and_tells_the_first_before_and_the_last_after():
    amount = make.amount(billions=13)
    out(figure(amount.deal))

    for billions in (12, 11, 10):
        Save().change(amount, low=billions * BILLION, high=billions * BILLION)
    Save().change(amount, basis="filed")

    (item,) = OpenItem.objects.all()
    assert item.was == {"low": 13e9, "high": 13e9, "basis": "announced"}
    assert item.became == {"low": 10e9, "high": 10e9, "basis": "filed"}


def test_what_was_decided_is_opened_again_by_the_next_change():
    amount = make.amount(billions=13)
    out(figure(amount.deal))
    Save().change(amount, basis="filed")
    impacts.decide(OpenItem.objects.get(), Decision.STANDS, "Same sum.", by=make.member("Editor"))

    Save().change(amount, basis="reported")

    assert OpenItem.objects.count() == 2
    assert OpenItem.objects.open().get().was == {"basis": "filed"}


def test_only_what_readers_have_now_is_told():
    amount = make.amount(billions=13)
    edition = out(figure(amount.deal))
    correction = make.corrected(edition.story)

    Save().change(amount, basis="filed")

    assert OpenItem.objects.get().edition == correction.edition


def test_a_passage_under_two_claims_is_told_once():
    amount = make.amount(billions=13)
    story = make.printable(claim_=figure(amount.deal))
    make.binding(story, claim_=figure(amount.deal))
    make.edition(story)

    Save().change(amount, basis="filed")

    assert OpenItem.objects.count() == 1


def test_many_rows_at_once_open_an_item_each():
    amounts = [make.amount(billions=each) for each in (1, 2, 3)]
    story = make.story("It was $1 billion, $2 billion and $3 billion.")
    for amount, billions in zip(amounts, (1, 2, 3), strict=True):
        make.binding(story, f"${billions} billion", figure(amount.deal, billions))
    make.edition(story)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnerships_amount SET low = low + 1, high = high + 1")

    assert sorted(record for _, _, record in opened()) == [amount.pk for amount in amounts]


# Deciding


def item(**fields):
    verdict = make.readable()
    out(verdict.claim)
    verdicts.withdraw_verdict(verdict, "It was not so.", by=make.member("Editor"))
    return OpenItem.objects.get()


def test_somebody_decides_with_a_reason():
    editor, waiting = make.member("Editor"), item()

    decided = impacts.decide(waiting, Decision.STANDS, " Signed again. ", by=editor)

    assert (decided.decided_by, decided.reason) == (editor, "Signed again.")
    assert not OpenItem.objects.open().exists()
    assert Entry.objects.get(act=Act.DECIDED).why == "Signed again."


def test_a_decision_has_a_reason():
    with pytest.raises(Refused, match="has its reason"):
        impacts.decide(item(), Decision.STANDS, " ", by=make.member("Editor"))


def test_what_is_decided_is_decided():
    waiting = item()
    impacts.decide(waiting, Decision.STANDS, "Signed again.", by=make.member("Editor"))

    with pytest.raises(NotWaiting):
        impacts.decide(waiting, Decision.STANDS, "Again.", by=make.member("Editor"))


def test_a_reporter_does_not_decide():
    with pytest.raises(PermissionDenied):
        impacts.decide(item(), Decision.STANDS, "It does.", by=make.member("Reporter"))


@pytest.mark.parametrize("act", ["change", "remove", "source", "move"])
def test_what_changed_of_a_hidden_source_is_told_to_source_keepers_alone(act):
    verdict = make.readable()
    secret = make.source(confidentiality="confidential")
    hidden = make.citation(verdict.claim, secret)
    keeper, editor = make.member("Editor", "Source keeper"), make.member("Editor")
    make.signed_in_confidence(verdict.claim)
    make.edition(make.printable(claim_=verdict.claim), by=keeper)
    changes = {
        "change": lambda: Save().change(hidden, locator="Page 2"),
        "remove": hidden.delete,
        "source": lambda: Save().change(secret, title="Other"),
        "move": lambda: Save().change(hidden, source=make.source()),
    }

    changes[act]()

    told = OpenItem.objects.exclude(noun="verdict")
    assert told.visible_to(keeper).count() == 1
    assert not told.visible_to(editor).exists()
    assert not told.visible_to(make.editor()).exists()

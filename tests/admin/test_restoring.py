"""What stood in a record, or in a row of it, is put back from its history."""

import pytest
from django.urls import reverse

from partnerships.actions.restoring import GONE, mark_of, values_seen
from partnerships.models import (
    Citation,
    Claim,
    ClaimParty,
    Company,
    Deal,
    PartyName,
    Source,
    Verdict,
)
from partnerships.vocabulary import Confidentiality, State
from tests import factories as make

from .conftest import typed

pytestmark = pytest.mark.django_db


def page(record, which="change"):
    return reverse(f"admin:partnerships_{record._meta.model_name}_{which}", args=[record.pk])


def change(desk, record, **fields):
    answer = desk.post(page(record), typed(desk.get(page(record))) | fields)
    assert answer.status_code == 302, answer.context["errors"]


def versions(desk, record):
    """What the history of the record offers to restore, newest first."""
    history = desk.get(page(record, "history")).context["history"]
    return [row for act in history.acts for row in act.rows if row.version]


def restore(desk, record, row, **sent):
    form = {"version": row.version, "seen": row.seen} | sent
    return desk.post(page(record, "restore"), form, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_a_version_is_restored_as_a_new_change_with_its_own_author(desk, chief):
    claim = make.claim("First words.")
    change(desk, claim, statement="Better words.")
    first = versions(desk, claim)[-1]

    restore(desk, claim, first)

    claim.refresh_from_db()
    assert claim.statement == "First words."
    act = desk.get(page(claim, "history")).context["history"].acts[0]
    assert act.who == "Ann Able"
    assert act.why.startswith("As it stood on ")
    assert claim.history.count() == 3


def test_a_verdict_lapses_by_it_as_by_a_change_that_was_typed(desk):
    claim = make.checked(statement="First words.")
    change(desk, claim, statement="Better words.")
    verdict = make.signed(claim)

    restore(desk, claim, versions(desk, claim)[-1])

    assert Verdict.objects.get(pk=verdict.pk).state == State.LAPSED


def test_a_citation_that_was_removed_comes_back_to_the_letter(desk):
    claim, report = make.claim(), make.source()
    copy = make.snapshot(report, text="They said: we would invest.")
    citation = make.citation(claim, report, quote="we would invest", snapshot=copy)
    before = Citation.objects.values().get()
    change(desk, claim, **{"citations-0-DELETE": "on"})
    assert not Citation.objects.exists()
    (gone, *_) = [row for row in versions(desk, claim) if row.is_gone]

    restore(desk, claim, gone)

    assert Citation.objects.values().get() == before
    assert Citation.objects.get().uid == citation.uid


def test_a_quotation_comes_back_with_the_place_where_it_is_proved(desk):
    claim, report = make.claim(), make.source()
    copy = make.snapshot(report, text="They said: we would invest.")
    make.citation(claim, report, quote="we would invest", snapshot=copy)
    before = Citation.objects.values().get()
    change(desk, claim, **{"citations-0-quote": "would invest"})
    first = [row for row in versions(desk, claim) if row.noun == "citation"][-1]

    restore(desk, claim, first)

    assert Citation.objects.values().get() == before


def test_whom_a_claim_is_about_comes_back(desk):
    claim, openai = make.claim(), make.company("OpenAI")
    claim.parties.add(openai)
    change(desk, claim, parties=[])
    assert not ClaimParty.objects.exists()
    (gone,) = [row for row in versions(desk, claim) if row.done == "removed"]

    restore(desk, claim, gone)

    assert list(claim.parties.all()) == [openai]


def test_companies_and_their_names_come_back_too(desk):
    company = make.company("OpenAI", place="San Francisco")
    make.party_name(company, "OpenAI LP")
    record = Company.objects.get()
    change(desk, record, place="Paris", **{"names-0-DELETE": "on"})

    for row in [row for row in versions(desk, record) if row.is_gone or row.noun != "party name"]:
        if row.is_gone or "San Francisco" in [each.after for each in row.differences]:
            restore(desk, record, row)

    record.refresh_from_db()
    assert record.place == "San Francisco"
    assert PartyName.objects.get().text == "OpenAI LP"


def test_what_stands_there_now_is_not_offered(desk):
    claim = make.claim("First words.")

    assert versions(desk, claim) == []


def test_what_somebody_changed_meanwhile_is_not_overwritten(desk):
    claim = make.claim("First words.")
    change(desk, claim, statement="Better words.")
    first = versions(desk, claim)[-1]
    change(desk, claim, statement="Their words.")

    answer = restore(desk, claim, first)

    assert "Somebody changed it meanwhile, and nothing is restored" in said(answer)[-1]
    assert Claim.objects.get().statement == "Their words."


def test_what_a_law_is_against_is_said_in_a_sentence(desk):
    claim = make.claim("First words.", reference="S1")
    change(desk, claim, reference="S2")
    make.claim("Another.", reference="S1")

    answer = restore(desk, claim, versions(desk, claim)[-1])

    assert said(answer) == ["This reference is taken in this collection."]


def test_a_law_over_several_rows_is_asked_at_once(desk):
    deal = make.released_deal(make.company(), make.company())
    other = make.company()
    change(
        desk,
        deal,
        **{"parties-0-party": str(other.pk)},
    )

    answer = restore(desk, Deal.objects.get(), versions(desk, deal)[0])

    assert answer.status_code == 200
    assert deal.parties.count() == 2


def test_whoever_may_not_change_a_record_restores_nothing(client, desk):
    claim = make.claim("First words.")
    change(desk, claim, statement="Better words.")
    first = versions(desk, claim)[-1]
    client.force_login(make.editor("ro", "view_claim"))

    assert versions(client, claim) == []
    assert restore(client, claim, first).status_code == 403
    assert Claim.objects.get().statement == "Better words."


def test_a_row_of_another_record_is_not_restored_from_this_one(desk):
    claim, other = make.claim("First words."), make.claim("Other words.")
    change(desk, other, statement="Better words.")
    row = versions(desk, other)[-1]

    assert restore(desk, claim, row).status_code == 404
    assert restore(desk, claim, row, version="claimhistory:x").status_code == 404
    assert restore(desk, claim, row, version="user:1").status_code == 404


def test_a_claim_that_is_checked_blind_is_restored_by_nobody_to_whom_its_life_is_closed(client):
    claim = make.claim("First words.", is_blind=True)
    Claim.objects.update(statement="Better words.")
    first = claim.history.order_by("pgh_id").first()
    checker = make.member("Editor")
    client.force_login(checker)
    [values] = values_seen([Claim.objects.get()], Claim, checker)

    sent = {"version": f"claimhistory:{first.pgh_id}", "seen": mark_of(values)}
    answer = client.post(page(claim, "restore"), sent)

    assert answer.status_code == 403


def test_what_one_may_not_know_of_is_neither_offered_nor_brought_back(client):
    claim = make.claim()
    secret = make.source(outlet="The Whisperer", confidentiality=Confidentiality.CONFIDENTIAL)
    event = make.citation(claim, secret, says="So.").history.get()
    Citation.objects.all().delete()
    client.force_login(
        make.editor(
            "ed",
            *(
                f"{act}_{noun}"
                for act in ("view", "add", "change")
                for noun in ("claim", "citation", "source")
            ),
        )
    )

    sent = {"version": f"citationhistory:{event.pgh_id}", "seen": GONE}
    answer = client.post(page(claim, "restore"), sent)

    assert versions(client, claim) == []
    assert answer.status_code == 404
    assert not Citation.objects.exists()


def test_what_one_may_not_know_of_changes_nothing_of_what_is_offered(client, desk):
    source = make.source(title="First")
    change(desk, source, title="Second")
    client.force_login(make.member("Editor"))
    before = [(row.version, row.seen) for row in versions(client, source)]
    secret = make.source(confidentiality=Confidentiality.CONFIDENTIAL)

    Source.objects.filter(pk=source.pk).update(derives_from=secret)

    [row] = versions(client, source)
    assert [(row.version, row.seen)] == before
    restore(client, source, row)
    source.refresh_from_db()
    assert (source.title, source.derives_from) == ("First", secret)


def test_a_source_does_not_become_open_by_it(desk):
    source = make.source(title="First")
    change(desk, source, title="Second", confidentiality="confidential")

    restore(desk, source, versions(desk, source)[-1])

    source.refresh_from_db()
    assert (source.title, source.confidentiality) == ("First", Confidentiality.CONFIDENTIAL)


def test_the_timeline_of_a_claim_offers_it_too(desk):
    claim = make.claim("First words.")
    change(desk, claim, statement="Better words.")

    life = desk.get(page(claim, "timeline"))

    (row,) = [row for moment in life.context["moments"] for row in moment.rows if row.version]
    restore(desk, claim, row)
    assert "Restore this version" in life.text
    assert Claim.objects.get().statement == "First words."

"""What the page of a claim shows before any form."""

import pytest
from django.urls import reverse

from partnerships.models import Snapshot
from partnerships.vocabulary import Confidentiality, Stance
from tests import factories as make

from ..conftest import typed

pytestmark = pytest.mark.django_db


def page(claim):
    return reverse("admin:partnerships_claim_change", args=[claim.pk])


def test_each_citation_is_numbered_with_its_words_its_source_and_its_proof(desk):
    claim, report = make.claim(), make.source(outlet="The Paper", title="Ties fray")
    make.citation(
        claim, report, quote="we paid", snapshot=make.snapshot(report, text="Yes, we paid.")
    )
    make.citation(claim, quote="they paid", stance=Stance.REFUTES, answer="They correct it later.")

    answer = desk.get(page(claim))

    first, second = answer.context["known"].citations
    assert (first.number, second.number) == (1, 2)
    for said in (
        "<q>we paid</q>",
        "The Paper",
        "Proved in our copy of",
        "<q>they paid</q>",
        "Quoted; copy not kept.",
        "Our answer: They correct it later.",
    ):
        assert said in answer.text


def test_the_way_into_the_copy_leads_to_the_words(desk):
    claim, report = make.claim(), make.source()
    copy = make.snapshot(report, text="Yes, we paid.")
    make.citation(claim, report, quote="we paid", snapshot=copy)

    (citation,) = desk.get(page(claim)).context["known"].citations

    assert citation.copy_address.endswith(f"/{copy.pk}/change/?at=5&for=7#lit")


def test_who_may_see_no_copies_is_led_to_none(client):
    claim, report = make.claim(), make.source()
    make.citation(claim, report, quote="we paid", snapshot=make.snapshot(report, text="we paid"))
    client.force_login(make.editor("ro", "view_claim", "view_citation", "view_source"))

    answer = client.get(page(claim))

    assert "Proved in a kept copy." in answer.text
    assert f"/{Snapshot.objects.get().pk}/change/?at" not in answer.text


def test_who_may_see_no_citations_reads_none(client):
    claim = make.claim()
    make.citation(claim, says="They paid.")
    client.force_login(make.editor("ro", "view_claim", "view_source"))

    assert "They paid." not in client.get(page(claim)).text


def test_a_citation_of_a_confidential_source_is_not_numbered_for_others(client):
    claim = make.claim()
    secret = make.source(outlet="The Whisperer", confidentiality=Confidentiality.CONFIDENTIAL)
    make.citation(claim, secret, says="They paid.")
    client.force_login(make.editor("ro", "view_claim", "view_source", "view_citation"))

    answer = client.get(page(claim))

    assert answer.context["known"].citations == []
    assert "Whisperer" not in answer.text


def test_many_citations_are_read_in_pages(desk):
    claim = make.claim()
    for _ in range(21):
        make.citation(claim)

    first = desk.get(page(claim)).context["known"]
    second = desk.get(page(claim), {"citations-from": "20"}).context["known"]

    assert [first.citations[-1].number, first.goes_on] == [20, True]
    assert [each.number for each in second.citations] == [21]


def test_what_is_read_is_what_is_saved_and_not_what_is_typed(desk):
    claim = make.claim("They paid.")
    form = typed(desk.get(page(claim))) | {"statement": "They did not pay.", "kind": "nonsense"}

    answer = desk.post(page(claim), form)

    assert answer.context["known"].claim.statement == "They paid."
    assert '<details class="record" id="record" open>' in answer.text


def test_the_form_is_folded_until_somebody_edits(desk):
    assert '<details class="record" id="record">' in desk.get(page(make.claim())).text


def test_whoever_continues_editing_finds_the_form_unfolded(desk):
    claim = make.claim()
    form = typed(desk.get(page(claim))) | {"_continue": "yes"}

    assert desk.post(page(claim), form).url == f"{page(claim)}#record"


def test_the_next_claim_that_waits_is_a_link(desk):
    first, second = make.proposed().claim, make.proposed().claim

    answer = desk.get(page(first))

    assert f'data-next aria-keyshortcuts="j" href="{page(second)}"' in answer.text

"""The page of a claim."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Citation, Claim
from partnerships.vocabulary import Confidentiality
from tests import factories as make

from ..conftest import row, typed

pytestmark = pytest.mark.django_db


def page(claim=None):
    if claim is None:
        return reverse("admin:partnerships_claim_add")
    return reverse("admin:partnerships_claim_change", args=[claim.pk])


def test_a_claim_is_recorded_with_its_citation_and_what_it_is_about(desk):
    openai, report = make.company("OpenAI"), make.source()
    form = typed(desk.get(page())) | {
        "statement": "OpenAI was founded in 2015.",
        "kind": "date",
        "collection": str(make.collection().pk),
        "parties": [str(openai.pk)],
    }

    answer = desk.post(
        page(),
        row(form, "citations", 0, source=report.pk, stance="supports", quote="Founded in 2015."),
    )

    assert answer.status_code == 302, answer.context["errors"]
    claim = Claim.objects.get()
    assert list(claim.parties.all()) == [openai]
    assert [(c.source, c.quote, c.collection) for c in claim.citations.all()] == [
        (report, "Founded in 2015.", claim.collection)
    ]


def test_a_claim_left_without_a_reference_gets_the_next_free_one(desk):
    make.claim(reference="C9")
    make.claim(reference="C10")
    make.claim(reference="S99")
    form = typed(desk.get(page())) | {"statement": "A new sentence.", "kind": "fact"}

    desk.post(page(), form)

    assert Claim.objects.get(statement="A new sentence.").reference == "C11"


def test_the_only_collection_is_chosen_already(desk):
    collection = make.collection()

    form = desk.get(page()).context["adminform"].form

    assert form.initial["collection"] == collection.pk


def test_a_reference_that_is_taken_is_refused_with_a_sentence(desk):
    make.claim(reference="S28")
    form = typed(desk.get(page())) | {"statement": "Another.", "kind": "fact", "reference": "S28"}

    answer = desk.post(page(), form)

    assert "This reference is taken in this collection." in answer.text


def test_a_quotation_keeps_its_lines_and_its_spaces(desk):
    claim, report = make.claim(), make.source()
    citation = {"source": report.pk, "stance": "supports", "quote": " Two\r\nlines. "}

    desk.post(page(claim), row(typed(desk.get(page(claim))), "citations", 0, **citation))

    assert claim.citations.get().quote == " Two\nlines. "


def test_a_quotation_is_proved_against_the_copy_one_chooses(desk):
    report = make.source()
    copy = make.snapshot(report, text="They said: we would invest.")
    claim = make.claim()
    citation = make.citation(claim, report, quote="we would invest")
    form = typed(desk.get(page(claim))) | {"citations-0-snapshot": str(copy.pk)}

    desk.post(page(claim), form)

    citation.refresh_from_db()
    assert (citation.snapshot, citation.position) == (copy, 11)


def test_a_quotation_that_is_changed_is_looked_for_anew(desk):
    report = make.source()
    copy = make.snapshot(report, text="They said: we would invest.")
    claim = make.claim()
    citation = make.citation(claim, report, quote="we would", snapshot=copy)
    form = typed(desk.get(page(claim))) | {"citations-0-quote": "would invest"}

    desk.post(page(claim), form)

    citation.refresh_from_db()
    assert (citation.position, citation.extent) == (14, 12)


def test_a_quotation_that_is_not_in_the_copy_is_refused_with_a_sentence(desk):
    report = make.source()
    copy = make.snapshot(report, text="They said: we would invest.")
    claim = make.claim()
    make.citation(claim, report, quote="we would", snapshot=copy)
    form = typed(desk.get(page(claim))) | {"citations-0-quote": "we would not"}

    answer = desk.post(page(claim), form)

    assert "The words differ from what stands in this copy. Look at the negations." in answer.text
    assert typed(answer)["citations-0-quote"] == "we would not"


def test_a_copy_can_be_chosen_only_where_there_is_one(desk):
    claim, kept, unkept = make.claim(), make.source(), make.source()
    make.snapshot(kept)
    make.citation(claim, kept)
    make.citation(claim, unkept)

    citations, *_ = desk.get(page(claim)).context["inline_admin_formsets"]

    assert [form["snapshot"].is_hidden for form in citations.formset.initial_forms] == [False, True]


def test_the_doubts_of_a_checker_stand_on_the_page(desk):
    claim = make.claim()
    make.citation(claim)

    answer = desk.get(page(claim))

    assert "1 outlet, 1 origin" in answer.text


def test_many_citations_cost_no_more_queries_than_one(desk, django_assert_num_queries):
    claim = make.claim()
    make.citation(claim)
    with CaptureQueriesContext(connection) as one:
        desk.get(page(claim))
    for _ in range(9):
        make.citation(claim)

    with django_assert_num_queries(len(one)):
        desk.get(page(claim))


def test_what_a_date_means_is_told_as_one_types(desk):
    answer = desk.get(reverse("admin:partnerships_dates"), {"date": "2024-10"})

    assert answer.json() == {"days": "Some day from 1 to 31 October 2024."}


def test_what_is_no_date_is_told_with_the_reason(desk):
    answer = desk.get(reverse("admin:partnerships_dates"), {"date": "2024-13"})

    assert "13" in answer.json()["days"]


def test_strangers_are_told_no_dates(client):
    assert client.get(reverse("admin:partnerships_dates"), {"date": "2024"}).status_code == 302


def test_a_claim_is_saved_and_released_with_one_button(desk):
    claim = make.claim()
    form = typed(desk.get(page(claim))) | {"note": "A note.", "_release": "yes"}

    desk.post(page(claim), form)

    claim.refresh_from_db()
    assert claim.note == "A note."
    assert claim.released_at


def test_nobody_releases_without_the_right_to(client):
    claim = make.claim()
    client.force_login(make.editor("ben", "view_claim", "change_claim"))
    form = typed(client.get(page(claim))) | {"_release": "yes"}

    client.post(page(claim), form)

    claim.refresh_from_db()
    assert claim.released_at is None


def test_claims_are_released_together(desk):
    chosen = [make.claim().pk, make.claim().pk]
    address = reverse("admin:partnerships_claim_changelist")

    desk.post(address, {"action": "release", "_selected_action": chosen})

    assert Claim.objects.released().count() == 2


def test_what_is_refused_in_a_release_of_many_is_told_row_by_row(desk):
    ready = make.source(title="Ready")
    secret = make.source(
        outlet="Nobody", title="Secret", confidentiality=Confidentiality.CONFIDENTIAL
    )
    address = reverse("admin:partnerships_source_changelist")

    answer = desk.post(
        address, {"action": "release", "_selected_action": [ready.pk, secret.pk]}, follow=True
    )

    assert [str(message) for message in answer.context["messages"]] == [
        "Nobody, Secret: A confidential source is not released.",
        "Released 1.",
    ]


def test_a_citation_of_its_own_page_is_locked_with_its_claim(desk):
    citation = make.citation()
    address = reverse("admin:partnerships_citation_change", args=[citation.pk])

    answer = desk.post(address, typed(desk.get(address)) | {"says": "Otherwise."})

    assert answer.status_code == 302
    assert Citation.objects.get().says == "Otherwise."

"""What every page of the desk does."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import models
from partnerships.admin.base import DeskAdmin
from partnerships.vocabulary import Confidentiality, Measure, Stance, Step
from tests import factories as make
from tests.volume import several, share

from .conftest import row, typed

pytestmark = pytest.mark.django_db

OURS = [model for model, page in admin.site._registry.items() if isinstance(page, DeskAdmin)]
# Companies and people have pages, parties have none; how one wants to hear of things is one's own.
PAGES = [model for model in OURS if model not in (models.Party, models.Mailing)]
LISTS = [model for model in OURS if model is not models.Rulebook]  # of which there is one
# These change by what is done with them, never by typing over them.
READ = (models.Snapshot, models.Verdict, models.Comment, models.Assignment, models.Story)


def rows(number):
    """So many of every record, each with all that a list may show of it."""
    for _ in range(number):
        first, second, person = make.company(), make.company(), make.person()
        report = make.source()
        deal = make.released_deal(first, second)
        make.amount(deal)
        make.term(deal)
        make.deal_step(deal, Step.ANNOUNCED, "2024-10")
        claim = make.claim(date="2024")
        make.citation(claim, report)
        make.snapshot(report)
        models.ClaimParty.objects.create(claim=claim, party=first)
        make.role(person, first)
        make.stake(first, second)
        make.partnership(first, second)
        make.valuation(first, deal=deal)
        make.event(first, date="2024-03")
        make.party_name(first)
        verdict = make.proposed(claim)
        told = {"claim": claim, "assigned_by": verdict.proposed_by, "assigned_at": make.NOON}
        models.Assignment.objects.create(assignee=make.editor(), **told)
        said = {"text": "Why?", "written_by": verdict.proposed_by, "written_at": make.NOON}
        models.Comment.objects.create(claim=claim, **said)
        make.story()
    models.Rulebook.objects.get_or_create(pk=1)


def admin_name(model):
    """What the names of the record's pages begin with."""
    return f"admin:partnerships_{model._meta.model_name}"


def lists(name):
    return reverse(f"admin:partnerships_{name}_changelist")


def queries_of_lists(desk):
    """How many queries the list of each kind of record takes."""
    asked = {}
    for model in LISTS:
        name = model._meta.model_name
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(lists(name)).status_code == 200
        asked[name] = len(queries)
    return asked


def test_a_long_list_costs_what_a_list_of_one_does(desk):
    rows(1)
    desk.get(reverse("admin:index"))  # what is asked once is asked
    one = queries_of_lists(desk)
    rows(several(29))

    more = queries_of_lists(desk)

    assert {name: asked for name, asked in one.items() if asked > 10} == {}
    assert {name: asked for name, asked in more.items() if asked != one[name]} == {}


def test_every_page_opens_and_so_does_its_history(desk):
    rows(1)
    pages = [
        reverse(f"{admin_name(model)}_{page}", args=[model.objects.order_by("pk").first().pk])
        for model in share(PAGES, 0)
        for page in ("change", "history")
    ]

    answers = {page: desk.get(page, follow=True).status_code for page in pages}

    assert answers == dict.fromkeys(pages, 200)


def test_every_page_can_be_saved_as_it_is(desk):
    rows(1)
    refused = {}

    for model in share([model for model in PAGES if model not in READ], 1):
        record = model.objects.order_by("pk").first()
        page = reverse(f"{admin_name(model)}_change", args=[record.pk])
        answer = desk.post(page, typed(desk.get(page)))
        if answer.status_code != 302:
            refused[page] = answer.context["errors"]

    assert refused == {}


def test_every_list_is_searched(desk):
    rows(1)
    words = ["report S1", 'a "quoted', "o'r & | ! 日本 " + "x" * 500]
    asked = [(lists(model._meta.model_name), each) for model in share(LISTS, 2) for each in words]

    answers = {(page, each): desk.get(page, {"q": each}).status_code for page, each in asked}

    assert answers == dict.fromkeys(asked, 200)


def test_nothing_is_deleted_in_bulk(desk, rf, chief):
    request = rf.get("/")
    request.user = chief

    offered = {model: admin.site._registry[model].get_actions(request) for model in OURS}

    assert [model for model, actions in offered.items() if "delete_selected" in actions] == []


def test_a_list_can_be_asked_what_held_on_a_day(desk):
    rows(1)
    asked = [
        (lists(name), day)
        for name in ["role", "stake", "deal", "term", "partnership"]
        for day in ["2024-10-23", "yesterday", "9999-99-99"]
    ]

    answers = {(page, day): desk.get(page, {"held_on": day}).status_code for page, day in asked}

    assert answers == dict.fromkeys(asked, 200)


def test_a_list_asked_for_a_day_says_how_sure_that_is(desk):
    make.role(title="Chair", start="2023", end="2024")
    make.role(title="Director", start="2024-10~")
    make.role(title="Founder", start="2025")
    make.role(title="Treasurer", start="2014", ongoing=True, confirmed_on="2024-03-19")

    answer = desk.get(lists("role"), {"held_on": "2024-06-01"})
    later = desk.get(lists("role"), {"held_on": "2024-10-23"})

    assert {role.title for role in answer.context["cl"].result_list} == {"Chair", "Treasurer"}
    assert {role.title: role.held for role in later.context["cl"].result_list} == {
        "Chair": "possible",
        "Director": "possible",
        "Treasurer": "open",
    }
    assert "Possibly" in later.text
    assert '"since 2014, last confirmed 19 March 2024, no end known">No end known<' in later.text


def test_a_list_counts_no_further_than_ten_thousand(desk, monkeypatch):
    monkeypatch.setattr("partnerships.admin.lists.COUNTED", 3)
    for _ in range(5):
        make.claim()

    page = desk.get(lists("claim"))

    assert page.context["cl"].result_count == 3


def test_claims_are_found_by_the_words_of_their_statement(desk):
    make.claim("Microsoft invested in OpenAI.", reference="S28")
    make.claim("Nothing of that kind.")

    found = [
        [
            claim.reference
            for claim in desk.get(lists("claim"), {"q": words}).context["cl"].result_list
        ]
        for words in ["investing openai", "openai micros", "S28", "google"]
    ]

    assert found == [["S28"], ["S28"], ["S28"], []]


def test_what_postgresql_refuses_comes_back_as_a_sentence_with_what_was_typed(desk):
    first, second = make.company(), make.company()
    deal = make.released_deal(first, second)
    page = reverse("admin:partnerships_deal_change", args=[deal.pk])
    form = typed(desk.get(page)) | {"parties-0-DELETE": "on", "note": "A note."}

    answer = desk.post(page, form)

    assert answer.status_code == 200
    assert "A published deal names at least two parties: add the other one." in answer.text
    assert typed(answer)["note"] == "A note."
    assert deal.parties.count() == 2
    assert "was changed successfully" not in desk.get(lists("deal")).text


def test_a_refusal_of_the_last_moment_comes_back_while_the_form_is_there(desk):
    investor, deal = make.company(), make.deal()
    make.amount(deal, 1)
    page = reverse("admin:partnerships_deal_change", args=[deal.pk])
    share = {
        "measure": Measure.PARTY_SHARE,
        "party": investor.pk,
        "qualifier": "exact",
        "low": "2bn",
        "currency": "usd",
        "basis": "reported",
        "rank": "normal",
    }

    answer = desk.post(page, row(typed(desk.get(page)), "amounts", 1, **share))

    assert "The parties&#x27; shares add up to more than the total of the deal." in answer.text
    assert typed(answer)["amounts-1-low"] == "2bn"


def test_the_history_says_who_changed_what_and_why(desk):
    claim = make.claim("First words.")
    page = reverse("admin:partnerships_claim_change", args=[claim.pk])
    form = typed(desk.get(page)) | {"statement": "Better words.", "_why": "A typing error"}
    desk.post(page, form)

    history = desk.get(reverse("admin:partnerships_claim_history", args=[claim.pk]))

    act, _ = history.context["history"].acts
    assert (act.who, act.door, act.why) == ("Ann Able", "admin", "A typing error")
    ((difference,),) = [changed.differences for changed in act.rows]
    assert (difference.label, difference.before, difference.after) == (
        "Statement",
        "First words.",
        "Better words.",
    )


# Confidential sources


@pytest.fixture
def outsider(client):
    """The desk of an editor who may see and change all but confidential sources."""
    rights = [
        f"{act}_{model._meta.model_name}"
        for act in ("view", "change", "add", "delete")
        for model in [*OURS, models.FactSource, models.Amount, models.DealParty, models.DealStep]
    ]
    client.force_login(make.editor("cleo", *rights))
    return client


SECRET = "The Whisperer"


@pytest.fixture
def claim_with_a_secret(db):
    claim = make.claim()
    secret = make.source(outlet=SECRET, confidentiality=Confidentiality.CONFIDENTIAL)
    make.citation(claim, secret, says=f"{SECRET} says so.")
    role = make.role()
    make.fact(role=role, source=secret, note=SECRET)
    make.source(derives_from=secret)
    return claim


def test_a_confidential_source_is_on_no_page_of_those_who_may_not_see_it(
    outsider, claim_with_a_secret
):
    role, open_source = (
        models.Role.objects.get(),
        models.Source.objects.get(derives_from__isnull=False),
    )
    pages = [lists(model._meta.model_name) for model in share(LISTS, 3)]
    for record in [claim_with_a_secret, role, open_source, *models.Citation.objects.all()[:0]]:
        name = f"admin:partnerships_{record._meta.model_name}"
        pages += [
            reverse(f"{name}_{which}", args=[record.pk])
            for which in ("change", "history", "delete")
        ]

    for page in pages:
        answer = outsider.get(page)
        assert answer.status_code == 200, page
        assert SECRET not in answer.text, page


def test_a_confidential_source_is_not_counted_for_those_who_may_not_see_it(
    outsider, claim_with_a_secret
):
    page = outsider.get(lists("claim"))

    (claim,) = page.context["cl"].result_list
    assert (claim.outlets, claim.origins) == (0, 0)


def test_a_confidential_source_is_not_offered_to_those_who_may_not_see_it(
    outsider, claim_with_a_secret
):
    asked = {"app_label": "partnerships", "model_name": "citation", "field_name": "source"}

    answer = outsider.get(reverse("admin:autocomplete"), asked | {"term": "whisperer"})

    assert answer.json()["results"] == []


def test_a_confidential_source_cannot_be_named_by_those_who_may_not_see_it(
    outsider, claim_with_a_secret
):
    claim, secret = make.claim(), models.Source.objects.get(outlet=SECRET)
    page = reverse("admin:partnerships_claim_change", args=[claim.pk])
    form = row(
        typed(outsider.get(page)),
        "citations",
        0,
        source=secret.pk,
        stance=Stance.CONTEXT,
        says="So.",
    )

    answer = outsider.post(page, form)

    assert "Select a valid choice" in answer.text
    assert SECRET not in answer.text


def test_the_page_of_what_hangs_on_a_confidential_source_is_not_there(
    outsider, claim_with_a_secret
):
    hidden = [models.Citation.objects.get(), models.Source.objects.get(outlet=SECRET)]

    for record in hidden:
        page = reverse(f"admin:partnerships_{record._meta.model_name}_change", args=[record.pk])
        assert outsider.get(page).status_code == 302


def test_saving_keeps_the_confidential_source_that_one_does_not_see(outsider, claim_with_a_secret):
    retelling = models.Source.objects.get(derives_from__isnull=False)
    page = reverse("admin:partnerships_source_change", args=[retelling.pk])

    answer = outsider.post(page, typed(outsider.get(page)) | {"says": "Something."})

    assert answer.status_code == 302, answer.context["errors"]
    retelling.refresh_from_db()
    assert (retelling.says, retelling.derives_from.outlet) == ("Something.", SECRET)


@pytest.mark.parametrize(
    "lookup",
    [
        "derives_from__outlet__startswith",
        "origin__title__contains",
        "retold_by__outlet",
        "citations__source__outlet",
        "derives_from",
        "retold_by",
    ],
)
def test_no_address_looks_into_records_unseen(lookup, outsider, claim_with_a_secret):
    name = "claim" if lookup.startswith("citations") else "source"

    answer = outsider.get(lists(name), {lookup: "The"})

    assert answer.status_code == 400

"""Asking, commenting and replying at the desk: on the page of a claim and in bulk."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.actions.claims import assessments, assignments, comments
from partnerships.models import Assignment, Comment, Entry, Mailing, Reply
from partnerships.vocabulary import Act, Confidentiality, Finding, Task, Wish
from tests import factories as make

from ..conftest import row, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve(client):
    user = make.member("Editor", name="eve", first_name="Eve", last_name="Elder")
    client.force_login(user)
    return user


@pytest.fixture
def ben(db):
    return make.member("Fact-checker", name="ben", first_name="Ben", last_name="Best")


def page_of(claim):
    return reverse("admin:partnerships_claim_change", args=[claim.pk])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# Asking


def ask(client, claim, to, **fields):
    url = reverse("admin:partnerships_assignment_ask", args=[claim.pk])
    return client.post(url, {"to": to.pk, "task": Task.CHECK.value} | fields)


def test_somebody_is_asked_from_the_page_of_the_claim(client, eve, ben):
    claim = make.checked()

    answer = ask(client, claim, ben, note="The date.")

    assert (answer.status_code, answer.url) == (302, f"{page_of(claim)}#assignments")
    made = Assignment.objects.get()
    assert (made.assignee, made.assigned_by, made.note) == (ben, eve, "The date.")
    assert "Ben Best</strong> to check it" in client.get(page_of(claim)).content.decode()


def test_why_somebody_cannot_be_asked_is_said(client, eve):
    claim, otto = make.checked(), make.member("Editor", name="Otto")
    ask(client, claim, otto)

    again = ask(client, claim, otto)

    assert said(again)[-1] == "They are asked for this already."


def test_only_those_who_may_check_are_offered(client, eve, ben):
    make.member("Reader", first_name="Ray", last_name="Reader")
    make.member("Fact-checker", first_name="Gone", last_name="Already", is_active=False)

    page = client.get(page_of(make.checked())).content.decode()

    assert ">Ben Best</option>" in page
    assert "Ray Reader</option>" not in page
    assert "Gone Already</option>" not in page


def test_who_may_not_assign_is_not_offered_to_and_refused(client, ben):
    client.force_login(ben)
    claim = make.checked()

    assert ask(client, claim, ben).status_code == 403
    assert "Ask somebody" not in client.get(page_of(claim)).content.decode()


def test_an_assignment_is_laid_down_from_the_page(client, ben):
    claim = make.checked()
    made = assignments.assign(claim, ben, by=make.member("Editor"))
    client.force_login(ben)

    client.post(reverse("admin:partnerships_assignment_close", args=[made.pk]))

    assert not Assignment.objects.open().exists()


def test_asking_and_closing_are_never_done_by_a_link(client, eve, ben):
    claim = make.checked()
    made = assignments.assign(claim, ben, by=eve)

    for url in (
        reverse("admin:partnerships_assignment_ask", args=[claim.pk]),
        reverse("admin:partnerships_assignment_close", args=[made.pk]),
        reverse("admin:partnerships_comment_post", args=[claim.pk]),
    ):
        assert client.get(url).status_code == 405


def test_many_claims_are_assigned_from_the_list(client, eve, ben):
    url = reverse("admin:partnerships_claim_changelist")
    chosen = [make.checked(), make.checked()]
    marked = {"action": "assign", "_selected_action": [claim.pk for claim in chosen]}
    day = timezone.localdate() + timedelta(days=2)

    form = client.post(url, marked)
    typed_in = {"_ask": "1", "to": ben.pk, "task": "check", "due": day.isoformat(), "note": ""}
    answer = client.post(url, marked | typed_in)

    assert all(claim.statement in form.content.decode() for claim in chosen)
    assert said(answer) == ["Assigned 2."]
    assert set(Assignment.objects.values_list("assignee", "due")) == {(ben.pk, day)}


def test_each_refusal_of_many_is_told(client, eve, ben):
    url = reverse("admin:partnerships_claim_changelist")
    once, twice = make.checked(), make.checked()
    assignments.assign(twice, ben, by=eve)
    marked = {"action": "assign", "_selected_action": [once.pk, twice.pk]}

    answer = client.post(url, marked | {"_ask": "1", "to": ben.pk, "task": "check"})

    assert said(answer) == [f"{twice}: They are asked for this already.", "Assigned 1."]


def test_who_may_not_assign_has_no_such_action(client, ben):
    make.checked()
    client.force_login(ben)

    page = client.get(reverse("admin:partnerships_claim_changelist")).content.decode()

    assert "Assign …" not in page


def test_a_first_blind_assessment_changes_no_panel_of_others(client, eve, ben):
    claim = make.checked(is_blind=True)
    assignments.assign(claim, ben, by=eve)
    before = panel(client, claim)

    assessments.assess(claim, Finding.ACCURATE, by=ben)

    assert "Ben Best" in before
    assert panel(client, claim) == before


def panel(client, claim):
    page = client.get(page_of(claim)).content.decode()
    return page.split('id="assignments-heading"')[1].split("<form")[0]


# Commenting


def test_a_comment_is_written_and_resolved_on_the_page(client, eve):
    claim = make.checked()

    client.post(
        reverse("admin:partnerships_comment_post", args=[claim.pk]), {"text": "Which\r\nApril?"}
    )
    comment = Comment.objects.get()
    shown = client.get(page_of(claim)).content.decode()
    client.post(reverse("admin:partnerships_comment_resolve", args=[comment.pk]))

    comment.refresh_from_db()
    assert (comment.text, comment.resolved_by) == ("Which\nApril?", eve)
    assert "1 open" in shown
    assert "1 resolved" in client.get(page_of(claim)).content.decode()


def test_a_comment_is_answered_on_the_page_and_the_answer_stands_below_it(client, eve):
    claim = make.checked()
    head = comments.comment(claim, "Which April?", by=make.member("Reporter"))

    client.post(
        reverse("admin:partnerships_comment_answer", args=[head.pk]), {"text": "The last.\r\nOne."}
    )

    shown = client.get(reverse("admin:partnerships_claim_change", args=[claim.pk])).text
    assert Comment.objects.get(head=head).text == "The last.\nOne."
    assert shown.index("Which April?") < shown.index('class="answers"') < shown.index("The last.")
    assert "1 open" in shown


def test_the_writer_is_told_of_names_that_reach_nobody(client, eve):
    url = reverse("admin:partnerships_comment_post", args=[make.checked().pk])

    assert said(client.post(url, {"text": "@eve, ask @nobody."}))[1:] == [
        "Nobody is told by @nobody: no such login name, or not one that may see this."
    ]


def test_a_comment_on_words_of_a_story_is_answered_and_resolved_there_alone(client, eve):
    said = make.word_comment()

    for verb in ("answer", "resolve"):
        page = reverse(f"admin:partnerships_comment_{verb}", args=[said.pk])
        assert client.post(page, {"text": "Yes."}).status_code == 404
    assert list(Comment.objects.open()) == [said]


def test_a_comment_is_about_a_citation_when_one_is_chosen(client, eve):
    claim = make.checked()
    citation = claim.citations.get()
    url = reverse("admin:partnerships_comment_post", args=[claim.pk])

    client.post(url, {"text": "Page 3?", "citation": citation.pk})

    assert Comment.objects.get().citation == citation


@pytest.mark.parametrize("chosen", ["0", "x", "²"])
def test_a_citation_that_is_not_of_the_claim_is_not_found(client, eve, chosen):
    url = reverse("admin:partnerships_comment_post", args=[make.checked().pk])

    assert client.post(url, {"text": "?", "citation": chosen}).status_code == 404


def test_an_empty_comment_is_refused_in_a_sentence(client, eve):
    url = reverse("admin:partnerships_comment_post", args=[make.checked().pk])

    assert said(client.post(url, {"text": " "})) == ["Write the comment."]


def test_a_comment_on_a_hidden_citation_is_hidden_with_it(client, eve):
    claim = make.checked()
    hidden = make.citation(claim, make.source(confidentiality=Confidentiality.CONFIDENTIAL))
    keeper = make.member("Reporter", "Source keeper")
    comment = comments.comment(hidden, "Who is it?", by=keeper)

    page = client.get(page_of(claim)).content.decode()
    everything = client.get(reverse("admin:partnerships_comment_changelist"))
    resolve = client.post(reverse("admin:partnerships_comment_resolve", args=[comment.pk]))

    assert "Who is it?" not in page
    assert everything.context["cl"].result_count == 0
    assert resolve.status_code == 404


# Replies and searches


def test_who_asked_for_a_reply_is_who_recorded_it(client, eve):
    claim, whom = make.checked(), make.person()
    form = typed(client.get(page_of(claim)))
    now = timezone.now()

    client.post(
        page_of(claim),
        row(
            form,
            "replies",
            0,
            party=whom.pk,
            channel="E-mail",
            asked_at_0=now.date().isoformat(),
            asked_at_1="10:00:00",
        ),
    )

    reply = Reply.objects.get()
    assert (reply.asked_by, reply.channel) == (eve, "E-mail")
    assert Entry.objects.filter(act=Act.ASKED, claim=claim).exists()


def test_an_answer_is_recorded_on_the_page(client, eve):
    claim = make.checked()
    asked = claim.replies.create(
        party=make.person(), asked_at=make.NOON, asked_by=eve, channel="A call"
    )
    form = typed(client.get(page_of(claim)))

    client.post(
        page_of(claim),
        row(
            form,
            "replies",
            0,
            answer="No comment.",
            answered_at_0="2024-10-24",
            answered_at_1="10:00:00",
        ),
    )

    asked.refresh_from_db()
    assert asked.answer == "No comment."
    assert Entry.objects.filter(act=Act.ANSWERED, claim=claim).exists()


def test_a_search_that_found_nothing_is_recorded_on_the_page(client, eve):
    claim = make.checked()
    form = typed(client.get(page_of(claim)))

    client.post(
        page_of(claim),
        row(form, "searches", 0, place="Here", sought="That", searched_on="2024-10-23"),
    )

    assert claim.searches.get().place == "Here"


# The lists, and one's own wish


def test_the_list_of_assignments_costs_the_same_however_long(client, eve, ben):
    url = reverse("admin:partnerships_assignment_changelist")

    def cost():
        with CaptureQueriesContext(connection) as asked_for:
            client.get(url)
        return len(asked_for)

    assignments.assign(make.checked(), ben, by=eve)
    few = cost()
    for _ in range(6):
        assignments.assign(make.checked(), ben, by=eve)

    assert cost() == few


def test_the_panels_cost_the_same_however_much_is_said(client, eve):
    claim = make.checked()

    def cost():
        with CaptureQueriesContext(connection) as asked_for:
            client.get(page_of(claim))
        return len(asked_for)

    def more():
        comments.comment(claim, "Which April?", by=make.member("Reporter"))
        assignments.assign(claim, make.member("Fact-checker"), by=eve)

    more()
    few = cost()
    for _ in range(5):
        more()

    assert cost() <= few  # the first page also learns what kinds of record there are


def test_one_sets_how_one_is_written_to(client):
    ray = make.member("Reader")
    client.force_login(ray)
    url = reverse("admin:partnerships_mailing_changelist")

    shown = client.get(url)
    client.post(url, {"wish": Wish.DAILY.value})

    assert "does not know your e-mail address" in shown.content.decode()
    assert Mailing.objects.get().wish == Wish.DAILY
    assert Mailing.objects.get().user == ray


def test_nobody_opens_the_wish_of_another(client):
    theirs = Mailing.objects.create(user=make.member("Reader"))
    client.force_login(make.editor(is_superuser=True))

    page = client.get(reverse("admin:partnerships_mailing_change", args=[theirs.pk]))

    assert page.status_code == 403


def test_a_wish_that_is_not_on_the_list_is_refused(client, eve):
    answer = client.post(reverse("admin:partnerships_mailing_changelist"), {"wish": "hourly"})

    assert answer.status_code == 200
    assert not Mailing.objects.exists()

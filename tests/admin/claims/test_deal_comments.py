"""What is said of a deal: on its page, in the list of comments, on the home."""

import pytest
from django.urls import reverse

from partnerships.actions.claims import comments
from partnerships.models import Comment
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "admin:partnerships_comment_changelist"


@pytest.fixture
def deal():
    return make.deal(title="The Harbour deal")


@pytest.fixture
def said(deal):
    return comments.comment(deal, "Which round?", by=make.member("Reporter"))


def page_of(deal):
    return reverse("admin:partnerships_deal_change", args=[deal.pk])


def post(desk, page, pk, text=""):
    return desk.post(reverse(f"admin:partnerships_comment_{page}", args=[pk]), {"text": text})


def test_a_comment_is_written_answered_and_resolved_on_the_page(desk, chief, deal):
    came = post(desk, "post_deal", deal.pk, "Which\r\nround?")
    head = Comment.objects.get()
    post(desk, "answer", head.pk, "The second.")
    shown = desk.get(page_of(deal)).text
    post(desk, "resolve", head.pk)

    head.refresh_from_db()
    assert came["Location"] == f"{page_of(deal)}#comments"
    assert (head.text, head.deal, head.resolved_by) == ("Which\nround?", deal, chief)
    assert shown.index("Which<br>") < shown.index('class="answers"') < shown.index("The second.")
    assert "holds the signature up" not in shown
    assert "1 resolved" in desk.get(page_of(deal)).text


def test_the_list_of_comments_leads_to_the_deal(desk, deal, said):
    comments.comment(make.checked(), "Which April?", by=make.member("Reporter"))

    shown = desk.get(reverse(LIST), {"on": "deal", "state": "open"}).text

    assert f'<a href="{page_of(deal)}#comments">The Harbour deal</a>' in shown
    assert "Which April?" not in shown


def test_the_home_tells_of_it_until_it_is_resolved(desk, chief, said):
    told = desk.get(reverse("admin:index")).text
    comments.resolve_comment(said, by=chief)

    assert "Open comments on deals" in told
    assert "Which round?" in told
    assert "Open comments on deals" not in desk.get(reverse("admin:index")).text


def test_who_may_not_know_of_the_deal_finds_nothing_to_comment_on(client, deal, said):
    client.force_login(make.editor(None, "add_comment", "view_comment", "resolve_comment"))

    answers = [
        post(client, "post_deal", deal.pk, "What?"),
        post(client, "answer", said.pk, "What?"),
        post(client, "resolve", said.pk),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_who_is_called_by_name_comes_to_the_comments_of_the_deal(desk, deal):
    comments.comment(deal, "Which round, @ann?", by=make.member("Reporter"))

    told = desk.get(reverse("admin:index")).text

    assert f'<a href="{page_of(deal)}#comments">' in told
    assert "calls you in a comment on The Harbour deal." in told

"""What is pasted into the text of a story, asked of the desk by the form."""

import pytest
from django.test import Client

from partnerships.admin.stories.pasting import MOST
from tests import factories as make

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/partnerships/story/paste/"


def pasted(client, html, **headers):
    return client.post(ADDRESS, html, content_type="text/html; charset=utf-8", headers=headers)


@pytest.fixture
def reporter(client):
    user = make.member("Reporter", name="rob")
    client.force_login(user)
    return user


def test_the_html_of_a_clipboard_comes_back_as_markdown(client, reporter):
    html = "<meta charset='utf-8'><h2>The deal</h2><p>They paid <b>$13&nbsp;billion</b>, “all”.</p>"

    answer = pasted(client, html)

    assert answer.json() == {"text": "## The deal\n\nThey paid **$13 billion**, “all”."}


def test_what_begins_with_an_emphasis_is_html_too(client, reporter):
    answer = pasted(client, "<em>So</em> they said")

    assert answer.json() == {"text": "*So* they said"}


def test_what_is_no_text_at_all_comes_back_as_what_can_be_read_of_it(client, reporter):
    answer = pasted(client, b"<p>So \xff it was</p>")

    assert answer.json() == {"text": "So \ufffd it was"}


def test_plain_text_comes_back_as_it_is_without_the_notes_written_into_it(client, reporter):
    text = "<p>They\npaid[^1] ~~ten~~ nine.\n\n* one\n\n[^1]: Ada Lowe told us."

    answer = client.post(ADDRESS, text, content_type="text/plain; charset=utf-8")

    assert answer.json() == {"text": "<p>They\npaid nine.\n\n* one"}


def test_a_comment_that_never_ends_is_told(client, reporter):
    answer = client.post(ADDRESS, "They paid. <!-- Ada", content_type="text/plain; charset=utf-8")

    assert (answer.status_code, "never ends" in answer.json()["refusal"]) == (400, True)


def test_what_is_too_large_is_told_with_a_sentence(client, reporter):
    answer = pasted(client, "x" * (MOST + 1))

    assert answer.status_code == 413
    assert "larger than 1 MB" in answer.json()["refusal"]


def test_nobody_who_writes_no_stories_has_it_done(client):
    client.force_login(make.member("Reader"))

    assert pasted(client, "<p>So it was</p>").status_code == 403


def test_nobody_has_it_done_without_logging_in(client):
    answer = pasted(client, "<p>So it was</p>")

    assert answer.status_code == 302
    assert "/admin/login/" in answer.url


def test_another_site_cannot_ask_in_the_name_of_somebody_logged_in():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.member("Reporter"))

    assert pasted(client, "<p>So it was</p>").status_code == 403


def test_it_is_sent_and_never_followed_as_a_link(client, reporter):
    assert client.get(ADDRESS).status_code == 405


def test_what_cannot_be_read_whole_is_refused_in_a_sentence(client, reporter):
    answer = pasted(client, "<div>" * 3000 + "So it was")

    assert (answer.status_code, "boxes within boxes" in answer.json()["refusal"]) == (400, True)

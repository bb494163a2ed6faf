"""Words that are out and under which something changed, in a list of their own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.admin.stories import stories
from tests import factories as make

pytestmark = pytest.mark.django_db

LIST = "/admin/partnerships/story/changed/"


@pytest.fixture
def eve(client):
    eve = make.member("Editor", name="eve")
    client.force_login(eve)
    return eve


def changed(edition):
    """Change the claim under the only words of an edition that lean on one."""
    claim = make.binding_of(edition.story).claim
    claim.statement += " (They say.)"
    claim.save()


@pytest.mark.drill
def test_they_are_listed_a_page_at_a_time_and_the_home_counts_them(client, eve, monkeypatch):
    monkeypatch.setattr(stories, "PAGE", 4)
    for number in range(6):
        changed(make.edition(make.printable(headline=f"Out {number}")))

    queues = client.get(reverse("admin:index")).context["stories"]
    waiting = next(queue for queue in queues if queue.name == "changed")
    pages = [client.get(waiting.url, {"page": number}).content.decode() for number in (1, 2)]

    assert (len(waiting.rows), waiting.count, waiting.url) == (5, 6, LIST)
    told = [[number for number in range(6) if f"In Out {number}" in page] for page in pages]
    assert told == [[0, 1, 2, 3], [4, 5]]
    assert "Page 1 of 2" in pages[0]


def test_where_nothing_changed_the_list_says_so(client, eve):
    make.edition()

    page = client.get(LIST).content.decode()

    assert "Nothing that is out waits for a decision." in page


def test_who_may_not_see_stories_may_not_see_what_changed_under_them(client):
    client.force_login(make.editor())

    assert client.get(LIST).status_code == 403


def test_the_list_of_what_changed_asks_no_query_a_row(client, eve):
    def cost(more):
        for _ in range(more):
            changed(make.edition())
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    assert cost(1) == cost(2)

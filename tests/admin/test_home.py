"""The home of the desk: the work first, the tables last."""

import pghistory
import pytest
from django.urls import reverse

from partnerships.rules.changes import TOLD
from partnerships.vocabulary import Confidentiality, Seen
from tests.factories import citation, claim, editor, source

pytestmark = pytest.mark.django_db

HOME = "/admin/"
DESK = [f"view_{model._meta.model_name}" for model in TOLD]


def home(client, user):
    client.force_login(user)
    return client.get(HOME)


def queues(response):
    return {queue.name: queue for queue in response.context["queues"]}


def test_claims_without_a_citation_stand_on_the_home(client):
    bare = claim("Nobody backs this.")

    response = home(client, editor(None, *DESK))

    assert queues(response)["citation"].rows == [bare]
    assert "Nobody backs this." in response.content.decode()


def test_citations_of_what_nobody_read_stand_on_the_home(client):
    unread = citation(source_=source(seen=Seen.NOT_SEEN))

    response = home(client, editor(None, *DESK))

    assert queues(response)["reading"].rows == [unread]


def test_one_origin_is_told_with_its_outlets(client):
    repeated, report = claim(), source()
    citation(repeated, report)
    citation(repeated, source(derives_from=report))

    response = home(client, editor(None, *DESK))

    assert "2 outlets, 1 origin" in response.content.decode()


@pytest.mark.parametrize("queue", ["citation", "reading", "origin"])
def test_each_queue_leads_to_all_of_its_records(client, queue):
    for _ in range(7):
        claim()
        citation(source_=source(seen=Seen.NOT_SEEN))

    waiting = queues(home(client, editor(None, *DESK)))[queue]
    whole = client.get(waiting.url)

    assert (len(waiting.rows), waiting.count) == (5, 7)
    assert whole.context["cl"].result_count == 7


def test_a_confidential_source_is_in_no_queue_of_others(client):
    citation(source_=source(seen=Seen.NOT_SEEN, confidentiality=Confidentiality.CONFIDENTIAL))

    response = home(client, editor(None, *DESK))

    assert queues(response)["reading"].count == 0


def test_the_home_says_who_changed_what_and_why(client):
    ann = editor("ann", *DESK)
    with pghistory.context(user=ann.pk, door="admin", why="the first of many"):
        claim("The sky is blue.")

    page = home(client, ann).content.decode()

    assert "the first of many" in page
    assert "at the desk" in page
    assert "The sky is blue." in page


def test_an_empty_desk_offers_the_first_step(client):
    page = home(client, editor(None, *DESK, "add_claim")).content.decode()

    assert "will stand here with the first record" in page
    assert reverse("admin:partnerships_claim_add") in page


def test_who_may_see_nothing_is_told_whom_to_ask(client):
    page = home(client, editor()).content.decode()

    assert "Ask whoever keeps the desk" in page


def test_a_full_home_costs_what_a_short_one_does(client, django_assert_max_num_queries):
    ann = editor(None, *DESK)
    for _ in range(8):
        claim()
        citation(source_=source(seen=Seen.NOT_SEEN))
    client.force_login(ann)

    with django_assert_max_num_queries(14):
        client.get(HOME)

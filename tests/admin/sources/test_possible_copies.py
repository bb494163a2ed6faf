"""Possible copies at the desk: suggested, compared, decided, and told to nobody else."""

import pytest
from django.urls import reverse

from partnerships.actions.sources import text_overlaps
from partnerships.models import OriginDecision, TextOverlap
from partnerships.vocabulary import Kinship
from tests import factories as make
from tests.sample_reports import paragraphs

pytestmark = pytest.mark.django_db

LIST = "admin:partnerships_source_possible_copies"
WIRE = paragraphs("wire", 6)


@pytest.fixture
def ann(client):
    ann = make.member("Reporter", name="ann")
    client.force_login(ann)
    return ann


def copy(text=None, **source):
    return make.snapshot(make.source(**source), text=text or "\n".join(WIRE))


@pytest.fixture
def text_overlap():
    copy(outlet="AP", title="Talks")
    copy("\n".join(["Another headline", *WIRE]), outlet="Herald", title="Ties")
    text_overlaps.suggest()
    return TextOverlap.objects.get()


def to(text_overlap):
    return reverse("admin:partnerships_source_compare", args=[text_overlap.pk])


def read(client, address):
    return client.get(address).content.decode()


def test_the_list_says_how_much_they_share(client, ann, text_overlap):
    page = read(client, reverse(LIST))

    assert "AP" in page
    assert "Herald" in page
    assert "% of the shorter" in page
    assert to(text_overlap) in page


def test_the_home_counts_those_that_wait(client, ann, text_overlap):
    queues = {each.name: each for each in client.get(reverse("admin:index")).context["queues"]}

    assert queues["copies"].count == 1
    assert reverse(LIST) == queues["copies"].url


def test_both_copies_stand_side_by_side(client, ann, text_overlap):
    answer = client.get(to(text_overlap))

    (passage,) = answer.context["passages"]
    assert passage.first.startswith(WIRE[0])
    assert passage.words > 300
    assert answer.content.decode().count(WIRE[0].split(".")[0]) == 2


@pytest.mark.parametrize("answer", ["first", "second"])
def test_one_form_decides_which_retells_which(client, ann, text_overlap, answer):
    first, second = text_overlap.first.source, text_overlap.second.source

    told = client.post(to(text_overlap), {"answer": answer, "why": "Later"}, follow=True)

    copied, report = (first, second) if answer == "first" else (second, first)
    copied.refresh_from_db()
    assert copied.origin == report
    assert "It is decided." in told.content.decode()
    assert told.context["page"].paginator.count == 0


@pytest.mark.parametrize("answer", [Kinship.INDEPENDENT, Kinship.UNSURE])
def test_other_answers_are_told_on_the_page_of_the_source(client, ann, text_overlap, answer):
    client.post(to(text_overlap), {"answer": answer, "why": "Two reporters"})

    page = read(
        client, reverse("admin:partnerships_source_change", args=[text_overlap.first.source_id])
    )
    assert OriginDecision.objects.get().answer == answer
    assert "Two reporters" in page


def test_a_refusal_keeps_what_was_typed(client, ann, text_overlap):
    source = text_overlap.first.source
    source.derives_from = make.source(outlet="Wire", title="First")
    source.save()

    page = client.post(to(text_overlap), {"answer": "first", "why": "Because so"}).content.decode()

    assert "change that first" in page
    assert "Because so" in page


def test_nothing_is_decided_without_an_answer(client, ann, text_overlap):
    client.post(to(text_overlap), {"why": "Because"})

    assert not OriginDecision.objects.exists()


def test_a_reader_compares_and_decides_nothing(client, text_overlap):
    client.force_login(make.member("Reader"))

    page = read(client, to(text_overlap))

    assert "Decide</button>" not in page
    assert client.post(to(text_overlap), {"answer": "first"}).status_code == 403


def test_who_may_not_read_copies_compares_none(client, text_overlap):
    client.force_login(make.editor(None, "view_source"))

    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(to(text_overlap)).status_code == 403


def test_the_source_page_of_who_may_not_read_copies_shows_none(client, text_overlap):
    client.force_login(make.editor(None, "view_source"))
    address = reverse("admin:partnerships_source_change", args=[text_overlap.first.source_id])

    assert to(text_overlap) not in read(client, address)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_confidential_copy_is_not_there(client, ann, method):
    copy()
    copy(confidentiality="confidential")
    text_overlaps.suggest()

    answer = getattr(client, method)(to(TextOverlap.objects.get()), {"answer": "first"})

    assert answer.status_code == 404
    assert client.get(reverse(LIST)).context["page"].paginator.count == 0


def test_fifty_suggestions_cost_what_two_do(client, ann, django_assert_max_num_queries):
    copies = [copy(f"{WIRE[0]} {number}") for number in range(12)]
    TextOverlap.objects.bulk_create(
        TextOverlap(first=one, second=two, version=1, shared=54, first_words=55, second_words=55)
        for number, one in enumerate(copies)
        for two in copies[number + 1 :]
    )

    with django_assert_max_num_queries(6):  # two of them for the login, two for rights
        answer = client.get(reverse(LIST))

    assert len(answer.context["page"]) == 50

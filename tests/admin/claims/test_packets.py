"""Packing evidence at the desk, from the page of a claim or of a collection."""

import pytest
from django.urls import reverse

from partnerships.models import Entry
from tests import factories as make
from tests.formats.claims.evidence import evidence, opened, packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_member(client):
    """A function: the browser of somebody with these roles, or permissions."""

    def browser(*groups, **options):
        client.force_login(make.member(*groups, **options))
        return client

    return browser


def to(word, record):
    return reverse(f"admin:partnerships_{record._meta.model_name}_{word}", args=[record.pk])


def content(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.walk
@pytest.mark.parametrize("noun", ["claim", "collection"])
def test_a_packet_is_downloaded_from_the_page(as_member, noun):
    claim = evidence()
    record = claim if noun == "claim" else claim.collection
    desk = as_member("Reader")
    page = desk.get(to("change", record)).content.decode()

    answer = desk.post(to("pack", record), {"bytes": "on"})

    assert f'action="{to("pack", record)}"' in page
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="packet-')
    assert content(answer) == packed(record)
    entry = Entry.objects.filter(act="packed").first()
    assert (entry.door, entry.noun) == ("admin", noun)


def test_copies_stay_behind_where_the_box_is_not_ticked(as_member):
    claim = evidence()

    answer = as_member("Reader").post(to("pack", claim))

    assert [name for name in opened(content(answer))[1] if name.startswith("copies/")] == []


def test_it_is_told_in_the_life_of_the_claim(as_member):
    claim = evidence()
    desk = as_member("Reader", first_name="Rea", last_name="Dear")
    content(desk.post(to("pack", claim)))

    page = desk.get(to("timeline", claim)).content.decode()

    assert "Packed for others to verify" in page
    assert Entry.objects.get(act="packed").why in page
    assert "Rea Dear" in page


def test_confidential_sources_are_offered_to_keepers_alone(as_member):
    claim = make.claim()
    make.citation(claim, make.source(slug="hidden", confidentiality="confidential"))
    ticked = {"bytes": "on", "confidential": "on"}

    answers = {}
    for groups in (["Editor"], ["Editor", "Source keeper"]):
        desk = as_member(*groups)
        page = desk.get(to("change", claim)).content.decode()
        records, _ = opened(content(desk.post(to("pack", claim), ticked)))
        answers[groups[-1]] = ("With confidential sources" in page, "source hidden" in records)

    assert answers == {"Editor": (False, False), "Source keeper": (True, True)}


def test_nothing_is_packed_by_a_link(as_member):
    assert as_member("Reader").get(to("pack", make.claim())).status_code == 405


def test_an_empty_collection_says_why_it_is_not_packed(as_member):
    answer = as_member("Reader").post(to("pack", make.collection("empty")), follow=True)

    assert "Not packed. There is no claim to pack here." in answer.content.decode()


def test_who_sees_no_copies_is_offered_none_and_packs_none(client):
    claim = make.claim()
    client.force_login(make.editor("new", "view_claim"))

    assert "Pack the evidence" not in client.get(to("change", claim)).content.decode()
    assert client.post(to("pack", claim)).status_code == 403

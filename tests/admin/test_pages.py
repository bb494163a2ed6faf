"""The pages beside Django's own: each asks for a right, whatever it does then."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from partnerships.admin.pages import DeskPage
from partnerships.models import Collection
from tests import factories as make

pytestmark = pytest.mark.django_db

OPEN = {
    "dates",  # what a date means, of whatever is typed
    "assignment_ask",  # a form that is not filled in is told so before the right is asked for
}
ELSEWHERE = {"snapshot_latest": "source", "assignment_ask": "claim", "comment_post": "claim"}


@pytest.fixture
def records():
    """A record of each noun that has pages, released where that can be: by its noun, its key."""
    source = make.source(released_at=make.NOON)
    claim = make.claim(released_at=make.NOON)
    return {
        "claim": claim.pk,
        "source": source.pk,
        "snapshot": make.snapshot(source, text="It says so.").pk,
        "story": make.story().pk,
        "collection": Collection.objects.get().pk,
        "assignment": 1,
        "comment": 1,
    }


def pages():
    """Each page that a noun's desk declares, with the noun."""
    for model, desk in admin.site._registry.items():
        for page in getattr(desk, "pages", ()):
            assert isinstance(page, DeskPage)
            yield model._meta.model_name, page


def test_who_may_nothing_is_shown_no_page_and_does_nothing(client, records):
    client.force_login(make.editor())
    shown = set()
    for noun, page in pages():
        captured = re.findall(r"<\w+:(\w+)>", page.address)
        args = [records[ELSEWHERE.get(page.name, noun)] for _ in captured]
        address = reverse(f"admin:partnerships_{page.name}", args=args)
        answers = {client.get(address).status_code, client.post(address).status_code}
        if answers - {403, 404, 405}:
            shown.add(page.name)

    assert shown == OPEN


def test_a_page_has_a_name_of_its_own():
    names = [page.name for _, page in pages()]

    assert len(set(names)) == len(names) > 30

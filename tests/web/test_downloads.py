"""Lists of the readers' pages can be taken along, and the links lead to what they say."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse
from rest_framework.test import APIClient

from partnerships.models import Company, Deal
from tests import factories as make
from tests.api.everything import one_of_everything

pytestmark = pytest.mark.django_db
RECORD = "microsoft_openai"


@pytest.fixture
def record():
    """Something of everything, and a story that is out."""
    one_of_everything()
    make.corrected(make.edition().story)


def downloads(client, address):
    cache.clear()
    links = re.findall(r'href="([^"]*)" download', client.get(address, follow=True).text)
    return [unescape(link) for link in links]


@pytest.mark.walk
@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_each_link_is_answered_with_a_table(record, client, form):
    company = Company.objects.filter(claims__isnull=False).first()
    deal = Deal.objects.filter(claims__isnull=False).first()
    story = reverse("story", args=[RECORD])
    pages = [
        *(story, f"{story}?list=deals", f"{story}?list=companies", f"{story}?list=people"),
        *(reverse("company", args=[company.slug]), reverse("deal", args=[deal.slug])),
        reverse("published_stories"),
    ]

    found = {page: downloads(client, page) for page in pages}

    assert [page for page, links in found.items() if not links] == []
    asked = {link for links in found.values() for link in links if link.endswith(f"format={form}")}
    assert {link.split("/")[3] for link in asked} >= {
        *("claims", "citations", "sources", "deals", "companies", "people", "roles", "events"),
        "stories",
    }
    for link in asked:
        answer = APIClient().get(link)
        assert answer.status_code == 200, link
        assert answer["Content-Disposition"].startswith("attachment"), link
        assert answer.getvalue(), link


def test_an_empty_front_page_offers_nothing_to_take_along(client, db):
    assert downloads(client, "/") == []

"""The desk explains each of its pages by the documents for editors."""

import re

import pytest
from django.contrib import admin
from django.urls import URLPattern, reverse

from partnerships.admin.help import CHAPTERS, PAGE, TOP, anchor, help_address
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make.member("Reporter"))
    return client


def test_what_editors_may_read_is_there_with_its_headings(desk):
    page = desk.get(reverse("admin:help")).text

    for heading in re.findall(r"^#+ (.+)$", PAGE.read_text(), re.M):
        assert f'id="{anchor(heading)}"' in page
    assert 'href="decisions' not in page
    assert "<img" not in page


def test_each_chapter_that_a_page_leads_to_is_there():
    there = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", PAGE.read_text(), re.M)}

    assert {*CHAPTERS.values(), TOP} - there == set()


def test_each_word_by_which_a_chapter_is_found_is_in_the_name_of_a_page():
    def names(patterns):
        for page in patterns:
            if isinstance(page, URLPattern):
                yield from re.split(r"[_-]", page.name or "")
            else:
                yield from names(page.url_patterns)

    assert CHAPTERS.keys() - {*names(admin.site.get_urls())} == set()


@pytest.mark.parametrize(
    ("route", "chapter"),
    [
        ("admin:index", "home"),
        ("admin:partnerships_claim_changelist", "lists"),
        ("admin:partnerships_claim_add", "recording"),
        ("admin:own_account", "your-account"),
        ("admin:search", "the-one-box"),
    ],
)
def test_a_page_leads_to_what_explains_it(desk, route, chapter):
    assert f'href="{reverse("admin:help")}#{chapter}" data-help' in desk.get(reverse(route)).text


def test_the_page_of_a_claim_leads_to_how_one_signs(desk):
    page = desk.get(reverse("admin:partnerships_claim_change", args=[make.claim().pk])).text

    assert f'{reverse("admin:help")}#checking-and-signing"' in page


def test_a_page_of_no_route_leads_to_the_beginning():
    assert help_address(None).endswith(f"#{TOP}")

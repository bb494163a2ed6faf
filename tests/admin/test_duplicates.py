"""The list of records that may be there twice, and what is done about them."""

import pytest
from django.urls import reverse

from partnerships.models import ToldApart
from partnerships.rules.duplicates import possible_duplicates
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make.company("OpenAI"), make.company("Open AI, Inc.")


@pytest.fixture
def page():
    return reverse("admin:duplicates")


def apart(*pair, noun="party"):
    return {"noun": noun, "first": pair[0].pk, "second": pair[1].pk}


def test_both_are_shown_with_why_and_a_way_to_merge(desk, page, pair):
    told = desk.get(page).text
    merge = reverse("admin:partnerships_party_merge", args=[pair[1].pk])

    assert "the same name" in told
    assert f'href="{merge}?into={pair[0].pk}"' in told
    for company in pair:
        assert reverse("admin:partnerships_company_change", args=[company.pk]) in told
    assert desk.get(f"{merge}?into={pair[0].pk}").status_code == 200


def test_of_sources_the_newer_is_put_away(desk, page):
    make.source(url="https://example.org/a")
    newer = make.source(url="https://example.org/a/")

    assert reverse("admin:away", args=["source", newer.pk]) in desk.get(page).text


def test_what_is_told_apart_is_kept_with_who_said_so_and_not_shown_again(desk, chief, page, pair):
    answer = desk.post(page, apart(*pair), follow=True)

    told = ToldApart.objects.get()
    assert (told.noun, told.first, told.second, told.by) == (
        "party", pair[0].pk, pair[1].pk, chief
    )  # fmt: skip
    assert "They are two, and are not shown here again." in answer.text
    assert "the same name" not in answer.text


def test_who_comes_second_is_told(desk, page, pair):
    desk.post(page, apart(*pair))

    answer = desk.post(page, apart(*pair), follow=True)

    assert "Somebody has said already that these are not the same." in answer.text


@pytest.mark.parametrize(
    "sent",
    [{}, {"noun": "claim"}, {"first": "x"}, {"second": "9" * 30}, {"second": "0"}],
    ids=["nothing", "noun", "word", "long", "nobody"],
)
def test_what_cannot_be_told_apart_is_not_there(sent, desk, page, pair):
    typed = apart(*pair) | sent if sent else {}

    assert desk.post(page, typed).status_code == 404
    assert not ToldApart.objects.exists()


def test_who_may_only_look_is_offered_nothing_and_refused(client, page, pair):
    client.force_login(make.editor(None, "view_company", "view_person", "view_party"))

    told = client.get(page).text

    assert "the same name" in told
    assert "Not the same" not in told
    assert "Merge …" not in told
    assert client.post(page, apart(*pair)).status_code == 403


def test_a_record_that_one_may_not_know_of_is_not_told_apart(client, page, pair):
    hidden = make.company("Openai", slug="hidden", released_at=None)
    client.force_login(make.editor(None, "view_company", "view_person", "merge_party"))

    assert client.post(page, apart(pair[0], hidden)).status_code == 404
    assert hidden.pk not in [each.second.pk for each in possible_duplicates("party", _reader())[0]]


def _reader():
    return make.editor(None, "view_company", "view_person")


def test_who_may_look_at_no_records_is_refused(client, page):
    client.force_login(make.editor(None, "view_comment"))

    assert client.get(page).status_code == 403


def test_the_home_leads_there(desk, page):
    assert f'href="{page}"' in desk.get(reverse("admin:index")).text

"""A record with many rows shows so many of each kind on its page, and where the others are."""

import pytest
from django.urls import reverse

from partnerships.admin import forms
from partnerships.models import PartyName
from tests import factories as make

from .conftest import row, typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_rows_stand_on_a_page(monkeypatch):
    monkeypatch.setattr(forms, "ROWS", 2)


@pytest.fixture
def page():
    """The address of the page of a company with five names."""
    company = make.company("Hub")
    for number in range(1, 6):
        make.party_name(company, f"Name {number}")
    return reverse("admin:partnerships_company_change", args=[company.pk])


def names(answer):
    """The names that stand on a page, as they were kept."""
    [rows] = [
        each.formset
        for each in answer.context["inline_admin_formsets"]
        if each.opts.model is PartyName
    ]
    return [form.instance.text for form in rows.initial_forms]


def test_the_first_rows_stand_on_the_page_with_a_link_to_the_next(desk, page):
    answer = desk.get(page)

    assert names(answer) == ["Name 1", "Name 2"]
    assert 'href="?names-from=2#names-group"' in answer.text


def test_the_link_leads_to_the_others_one_page_after_another(desk, page):
    middle, last = (desk.get(f"{page}?names-from={number}") for number in (2, 4))

    assert (names(middle), names(last)) == (["Name 3", "Name 4"], ["Name 5"])
    assert 'href="?names-from=0#names-group"' in middle.text
    assert "The next ones" not in last.text


def test_few_rows_have_no_link(desk, page):
    PartyName.objects.exclude(text__in=["Name 1", "Name 2"]).delete()

    assert "names-from" not in desk.get(page).text


@pytest.mark.parametrize("odd", ["-1", "x", "9" * 30, "1.5", ""])
def test_a_place_that_is_none_is_the_first(desk, page, odd):
    assert names(desk.get(page, {"names-from": odd})) == ["Name 1", "Name 2"]


def test_a_row_further_on_is_saved_and_the_others_stay(desk, page):
    there = f"{page}?names-from=2"

    answer = desk.post(there, typed(desk.get(there)) | {"names-0-text": "Name three"})

    assert answer.status_code == 302
    kept = [*PartyName.objects.order_by("pk").values_list("text", flat=True)]
    assert kept == ["Name 1", "Name 2", "Name three", "Name 4", "Name 5"]


def test_a_new_row_is_added_to_all_of_them(desk, page):
    typed_in = typed(desk.get(page))
    new = row(typed_in, "names", 2, text="Name 6", kind="alias")

    assert desk.post(page, new).status_code == 302
    assert PartyName.objects.count() == 6


def test_a_row_that_was_added_meanwhile_before_these_loses_nothing(desk, page):
    there = f"{page}?names-from=2"
    stale = typed(desk.get(there))
    hub = PartyName.objects.first().party
    PartyName.objects.filter(text="Name 5").update(text="Name 0")
    make.party_name(hub, "Name 00")

    answer = desk.post(there, stale | {"names-0-text": "Name three"})

    assert answer.status_code == 200
    assert answer.context["meanwhile"]
    assert typed(answer)["names-0-text"] == "Name three"

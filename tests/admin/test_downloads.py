"""A list of the desk as a table: all its rows, as they are searched, filtered and sorted."""

import csv
import io
import json

import pytest
from django.contrib import admin
from django.urls import reverse
from openpyxl import load_workbook

from partnerships.admin import downloads
from partnerships.admin.lists import DeskChangeList
from partnerships.formats import tables
from partnerships.models import Claim, Mailing, Rulebook
from tests import factories as make
from tests.api.everything import one_of_everything

pytestmark = pytest.mark.django_db
NO_LISTS = [Mailing, Rulebook]  # a form each, where Django has a list
CLAIMS = "admin:partnerships_claim_changelist"


@pytest.fixture
def chief():
    return make.editor(None, is_superuser=True)


@pytest.fixture
def rows(client, chief):
    """A function: the rows of a list of the desk as CSV."""
    client.force_login(chief)

    def rows(name, asked=""):
        told = client.get(f"{reverse(name)}?download=csv{asked}").getvalue().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(told, newline="")))

    return rows


def lists_of_the_desk():
    return [
        model
        for model, desk in admin.site._registry.items()
        if issubclass(desk.get_changelist(None), DeskChangeList) and model not in NO_LISTS
    ]


@pytest.mark.walk
@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_every_list_of_ours_is_a_table(client, chief, form):
    one_of_everything()
    client.force_login(chief)
    lists = lists_of_the_desk()

    for model in lists:
        address = reverse(f"admin:partnerships_{model._meta.model_name}_changelist")
        answer = client.get(f"{address}?download={form}")
        assert answer.status_code == 200, model
        assert answer["Content-Disposition"].endswith(f'.{form}"'), model
        assert answer.getvalue() or form == "jsonl"

    assert len(lists) > 15


def test_the_list_has_a_link_to_each_format(client, chief):
    client.force_login(chief)

    page = client.get(reverse(CLAIMS) + "?q=alpha").text

    for form in ("csv", "xlsx", "jsonl"):
        assert f"?q=alpha&amp;download={form}" in page or f"?download={form}&amp;q=alpha" in page


def test_a_table_is_searched_and_sorted_as_the_list_is(rows):
    for reference, statement in [("S1", "Alpha pays."), ("S2", "Beta pays."), ("S3", "Alpha.")]:
        make.claim(statement, reference=reference)

    found = [row["Statement"] for row in rows(CLAIMS, "&q=alpha")]

    assert sorted(found) == ["Alpha pays.", "Alpha."]


def test_a_table_has_every_row_of_the_list(rows, monkeypatch):
    monkeypatch.setattr(downloads, "BATCH", 2)
    for number in range(7):
        make.claim(f"Claim {number}.", reference=f"S{number}", date="2020" if number % 2 else "")

    for order in ("", "&o=1", "&o=-1", "&o=3", "&o=-3"):
        found = [row["Statement"] for row in rows(CLAIMS, order)]
        assert sorted(found) == [f"Claim {number}." for number in range(7)]


def test_a_table_goes_on_where_its_last_row_has_left_the_list_meanwhile(rows, monkeypatch):
    monkeypatch.setattr(downloads, "BATCH", 2)
    for number in range(5):
        make.claim(f"Alpha {number}.", reference=f"S{number}")
    read = DeskChangeList._read

    def leave(changelist, request, keys):
        found = read(changelist, request, keys)
        if len(keys) == downloads.BATCH:
            Claim.objects.filter(pk=keys[-1]).update(statement="It is another.")
        return found

    monkeypatch.setattr(DeskChangeList, "_read", leave)

    found = [row["Statement"] for row in rows(CLAIMS, "&q=alpha&o=1")]

    assert found == [f"Alpha {number}." for number in range(5)]


def test_cells_have_words_without_marks_and_say_where_the_record_is(rows):
    claim = make.claim("Fish & <b>chips</b>.", reference="S1")

    (row,) = rows(CLAIMS)

    assert row["Statement"] == "Fish & <b>chips</b>."
    assert row["Address"].endswith(reverse("admin:partnerships_claim_change", args=[claim.pk]))


def test_numbers_are_numbers(client, chief):
    client.force_login(chief)
    make.amount(make.deal())
    make.stake(percent_min=12, percent_max=12)
    address = reverse("admin:partnerships_claim_changelist")
    make.claim(reference="S1")

    line = json.loads(client.get(f"{address}?download=jsonl").getvalue())
    sheet = load_workbook(io.BytesIO(client.get(f"{address}?download=xlsx").getvalue()))

    assert list(line) == [cell.value for cell in sheet.worksheets[0][1]]


def test_who_may_not_see_the_list_gets_no_table(client):
    make.claim("Hidden canary.")
    client.force_login(make.editor("nobody"))

    answer = client.get(reverse(CLAIMS) + "?download=csv")

    assert answer.status_code == 403


def test_a_format_that_there_is_not_is_the_list(client, chief):
    client.force_login(chief)

    answer = client.get(reverse(CLAIMS) + "?download=pdf")

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")


def test_what_the_list_cannot_be_asked_the_table_cannot(client, chief):
    client.force_login(chief)

    answer = client.get(reverse(CLAIMS) + "?download=csv&nonsense=1")

    assert (answer.status_code, answer["Location"].rpartition("?")[2]) == (302, "e=1")


def test_who_comes_when_no_turn_is_free_is_sent_back_to_the_list_with_a_word(client, chief):
    client.force_login(chief)
    held = [tables.TURNS.take() for _ in range(tables.AT_ONCE)]
    try:
        page = client.get(reverse(CLAIMS) + "?download=csv", follow=True).text
    finally:
        for turn in filter(None, held):
            turn.release()

    assert "Several tables are being written already." in page

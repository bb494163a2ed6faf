"""What should not be there is put away and brought back, and a table taken back, in a browser."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from partnerships.models import Claim
from tests import factories as make

from .conftest import by_night, faults

pytestmark = pytest.mark.django_db(transaction=True)


def table(rows):
    written = StringIO()
    writer = csv.DictWriter(written, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return {"name": "theirs.csv", "mimeType": "text/csv", "buffer": written.getvalue().encode()}


def in_order(page):
    assert faults(page) == []
    assert faults(by_night(page), runOnly=["color-contrast"]) == []
    page.emulate_media(color_scheme="light")


def test_a_duplicate_is_put_away_and_brought_back(log_in, chief, picture):
    claim = make.claim("Microsoft invested $13 billion.", reference="S99", released_at=make.NOON)
    page = log_in(chief)
    page.goto(reverse("admin:partnerships_claim_change", args=[claim.pk]))
    page.locator("details#record").evaluate("each => { each.open = true }")

    page.get_by_role("link", name="Put it away").click()
    in_order(page)
    picture(page, "put-away-asks")
    page.get_by_label("Why it should not be there").fill("It is S28 again.")
    page.get_by_role("button", name="Put it away").click()

    page.get_by_text("It is S28 again.").wait_for()
    in_order(page)
    picture(page, "put-away-list")
    assert not Claim.objects.exists()

    page.get_by_role("link", name="S99").click()
    in_order(page)
    picture(page, "put-away-record")
    page.get_by_role("button", name="Bring it back").click()

    page.get_by_text("Brought back").wait_for()
    assert Claim.objects.get().released_at == make.NOON


def test_what_leans_on_a_company_is_named_in_place_of_the_form(log_in, chief, picture):
    role = make.role(make.person("Ann Ames"), make.company("Acme"), title="Chair")
    page = log_in(chief)

    page.goto(reverse("admin:away", args=["company", role.company_id]))

    page.get_by_text("Role: Ann Ames, Chair, Acme").wait_for()
    in_order(page)
    picture(page, "put-away-leant-on")


def test_a_table_is_taken_back(log_in, chief, picture):
    of = {"collection": make.collection().slug, "kind": "fact"}
    rows = [of | {"reference": f"T{n}", "statement": f"It paid {n} dollars."} for n in range(3)]
    page = log_in(chief)
    page.goto(reverse("admin:partnerships_claim_import"))
    page.locator("input[type=file]").set_input_files(table(rows))
    page.locator("form input[type=submit]").first.click()
    page.get_by_role("button", name="Import these rows").click()
    page.get_by_text("Imported: 3 new").wait_for()

    page.goto(reverse("admin:tables"))
    in_order(page)
    picture(page, "tables-list")
    page.get_by_role("link", name="Claims: 3 new, 0 changed").click()
    in_order(page)
    picture(page, "tables-back")
    page.get_by_role("button", name="Take the table back").click()

    page.get_by_text("Taken back: 3 rows").wait_for()
    assert not Claim.objects.exists()

"""A desk on two machines, of which each request comes to the other one, is one desk."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from partnerships.models import Company
from tests import factories as make
from tests.two_machines import TwoMachines, on_two_machines

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def machines(live_server):
    if isinstance(live_server, TwoMachines):
        yield live_server
        return
    with on_two_machines(live_server) as both:
        both.share(Path(settings.MEDIA_ROOT))
        yield both


def test_somebody_comes_in_brings_in_a_table_and_goes(machines, new_context):
    make.member("Editor", name="eve", password="as it is")
    make.collection(slug="harbour")
    complaints = []
    page = new_context(base_url=machines.url).new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    page.goto("/admin/login/")
    page.get_by_label("Username").fill("eve")
    page.get_by_label("Password").fill("as it is")
    page.get_by_role("button", name="Log in").click()
    page.goto("/admin/partnerships/company/import/")
    table = {"name": "t.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.locator("input[type=file]").set_input_files(table)
    page.locator("select[name=format]").select_option(label="csv")
    page.locator("#content input[type=submit]").last.click()
    expect(page.get_by_text("1 new, 0 changed")).to_be_visible()
    page.locator("#content input[type=submit]").last.click()
    expect(page.locator(".messagelist")).to_be_visible()

    assert Company.objects.filter(name="Harbour Motors").exists()
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_text("You are logged out of the desk.")).to_be_visible()
    assert len(machines.answered) == 2
    assert max(machines.answered.values()) - min(machines.answered.values()) <= 1
    assert complaints == []


TABLE = "slug,name,collection\nharbour-motors,Harbour Motors,harbour\n"

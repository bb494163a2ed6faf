"""Two people have one form open, on a desk of two machines."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests import factories as make
from tests.two_machines import TwoMachines, on_two_machines

from .conftest import edit

pytestmark = pytest.mark.django_db(transaction=True)
EVERY = 20_000  # milliseconds, as in presence.js


@pytest.fixture
def live_server(live_server):
    if isinstance(live_server, TwoMachines):
        yield live_server
        return
    with on_two_machines(live_server) as both:
        both.share(Path(settings.MEDIA_ROOT))
        yield both


def opened(log_in, user, address, has_clock=False, **options):
    page = log_in(user, **options)
    if has_clock:
        page.clock.install()
    with page.expect_response("**/presence/"):
        page.goto(address)
    return page


def looked_at_again(page):
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_each_is_told_of_the_other_and_of_what_was_saved(log_in, chief, faults_by_day_and_night):
    company = make.company("Harbour Motors")
    address = f"/admin/partnerships/company/{company.pk}/change/"
    ben = make.member("Editor", first_name="Ben", last_name="Best")
    mine = opened(log_in, chief, address, bypass_csp=True)  # axe has styles of its own
    theirs = opened(log_in, ben, address)
    expect(theirs.get_by_text("Ann Able has this open.")).to_be_visible()

    edit(theirs)
    theirs.locator("#id_name").fill("Harbour Motor Works")
    looked_at_again(mine)
    expect(mine.get_by_text("Ben Best is changing this now.")).to_be_visible()
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.locator(".messagelist")).to_be_visible()
    looked_at_again(mine)

    expect(mine.get_by_text("Saved by Ben Best at")).to_be_visible()
    expect(mine.get_by_text("Ben Best is changing this now.")).to_be_hidden()
    assert faults_by_day_and_night(mine, "presence") == []
    mine.get_by_role("link", name="Load what is there now").click()
    expect(mine.get_by_role("heading", name="Harbour Motor Works")).to_be_visible()
    expect(mine.get_by_text("Saved by Ben Best at")).to_be_hidden()


def test_a_tab_that_nobody_looks_at_asks_nothing(log_in, chief):
    company = make.company()
    address = f"/admin/partnerships/company/{company.pk}/change/"
    page = opened(log_in, chief, address, has_clock=True)
    with page.expect_response("**/presence/"):
        page.clock.run_for(EVERY)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    looked_at_again(page)
    page.clock.run_for(10 * EVERY)
    assert asked == []

    with page.expect_response("**/presence/"):
        page.evaluate("delete document.hidden")
        looked_at_again(page)

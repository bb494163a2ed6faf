"""The page of the API in a real browser: it shows every route, and asks nobody but us."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.drill
def test_every_route_is_shown_and_can_be_tried(live_server, page):
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    page.goto(f"{live_server.url}/api/v1/docs/")
    page.locator(".opblock-summary-path", has_text="/api/v1/claims/").first.click()
    page.get_by_role("button", name="Try it out").first.click()
    page.get_by_role("button", name="Execute").first.click()
    page.locator(".live-responses-table").first.wait_for()

    assert page.locator(".opblock").count() == 73
    assert complaints == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []

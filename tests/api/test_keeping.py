"""Who may keep an answer, and for how long it is still the same."""

from tests import factories as make


def test_an_answer_that_has_not_changed_is_not_sent_again(api):
    for _ in range(2):
        make.claim(released_at=make.NOON)
    tag = api.get("/api/v1/claims/?page_size=1")["ETag"]

    again = api.get("/api/v1/claims/?page_size=1", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


def test_an_answer_that_has_changed_is_sent(api):
    claim = make.claim(released_at=make.NOON)
    tag = api.get("/api/v1/claims/")["ETag"]
    claim.statement = "Another."
    claim.save()

    assert api.get("/api/v1/claims/", headers={"If-None-Match": tag}).status_code == 200


def test_what_anybody_sees_may_be_kept_by_anybody_who_asks_about_it_again(api):
    answer = api.get("/api/v1/claims/")

    assert set(answer["Cache-Control"].split(", ")) == {"no-cache", "public"}
    assert {"Accept", "Authorization", "Cookie"} <= set(answer["Vary"].split(", "))


def test_no_browser_keeps_what_somebody_with_a_login_sees(client, db):
    client.force_login(make.editor())

    assert "no-store" in client.get("/api/v1/claims/")["Cache-Control"]


def test_what_somebody_with_a_login_sees_is_kept_by_nobody_else(api):
    api.force_authenticate(make.editor())

    answer = api.get("/api/v1/claims/")

    assert set(answer["Cache-Control"].split(", ")) == {"no-cache", "private"}

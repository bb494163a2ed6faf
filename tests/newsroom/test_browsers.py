"""What a browser is told to do, and not to do, with what leaves the desk."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests import factories as make
from tests.newsroom.desk import settings_in
from tests.newsroom.test_settings import PRODUCTION

EVERYWHERE = ["/", "/stories/", "/nothing/", "/admin/", "/admin/login/", "/api/v1/", "/api/v1/no/"]


@pytest.fixture(scope="module")
def in_production(tmp_path_factory):
    """What a desk in production is set to."""
    names = [
        *("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"),
        *("SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH"),
        *("CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_SAMESITE"),
        *("CSRF_COOKIE_DOMAIN", "CSRF_COOKIE_PATH", "SECURE_HSTS_SECONDS", "DEBUG"),
        *("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT"),
    ]
    done = settings_in(tmp_path_factory.mktemp("desk"), names, **PRODUCTION)
    told = [None if word == "None" else word for word in done.stdout.split()]
    return dict(zip(names, told, strict=True))


@pytest.fixture
def over_https(client, settings, in_production):
    """A client of a desk that is set as in production."""
    for name, told in in_production.items():
        if name.startswith(("SECURE_", "SESSION_", "CSRF_")):
            setattr(settings, name, {"True": True, "False": False}.get(told, told))
    settings.SECURE_HSTS_SECONDS = int(settings.SECURE_HSTS_SECONDS)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client.defaults["HTTP_X_FORWARDED_PROTO"] = "https"
    return client


def test_production_names_cookies_for_one_host_over_https_alone(in_production):
    for kind in ("SESSION", "CSRF"):
        assert in_production[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert in_production[f"{kind}_COOKIE_SECURE"] == "True"
        assert in_production[f"{kind}_COOKIE_DOMAIN"] is None
        assert in_production[f"{kind}_COOKIE_PATH"] == "/"


def test_production_shows_nobody_what_went_wrong(in_production):
    assert in_production["DEBUG"] == "False"


@pytest.mark.django_db
def test_every_cookie_of_a_login_is_closed_to_scripts_and_to_other_sites(over_https):
    make.editor("eve", password="as it is")
    over_https.get("/admin/login/")
    over_https.post("/admin/login/", {"username": "eve", "password": "as it is"})
    over_https.get("/admin/")

    assert {name[:7] for name in over_https.cookies} == {"__Host-"}
    for cookie in over_https.cookies.values():
        kept = (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"])
        assert kept == (True, True, "Lax", "/")
        assert not cookie["domain"]


@pytest.mark.django_db
def test_what_the_desk_says_is_in_no_cookie(client):
    eve = make.editor("eve", is_superuser=True, password="as it is")
    client.force_login(eve)
    client.post(reverse("admin:confirm"), {"password": "as it is"})
    client.post(reverse("admin:end_sessions"))

    assert "messages" not in client.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_tells_browsers_to_insist_on_https_for_a_year(over_https, path):
    told = over_https.get(path)["Strict-Transport-Security"].split("; ")

    assert int(told[0].removeprefix("max-age=")) >= 365 * 24 * 60 * 60
    assert "includeSubDomains" in told


@pytest.mark.django_db
@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_says_what_may_run_in_it(client, path):
    told = set(client.get(path)["Content-Security-Policy"].split("; "))

    assert {
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    } <= told
    assert not [one for one in told if "unsafe" in one or "*" in one]


@pytest.mark.django_db
@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_is_what_it_says_and_tells_no_other_site_where_one_was(client, path):
    answer = client.get(path)

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in EVERYWHERE if path != "/admin/"])
def test_every_answer_names_its_kind_and_its_letters(client, path):
    kind, _, letters = client.get(path)["Content-Type"].partition("; ")

    assert kind in {"text/html", "application/json", "application/problem+json"}
    assert letters == "charset=utf-8" or kind != "text/html"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/", "/admin/partnerships/claim/", "/admin/auth/user/"])
def test_no_browser_keeps_a_page_of_the_desk(admin_client, path):
    assert "no-store" in admin_client.get(path)["Cache-Control"]


@pytest.mark.django_db
def test_a_page_that_is_asked_for_without_https_is_led_to_it(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get("/stories/")

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/stories/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/v1/claims/", "/api/v1/tokens/", "/api/v1", "/api/no/"])
def test_a_program_that_asks_without_https_is_refused_and_not_led_on(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get(path, headers={"Authorization": "Token abc"})

    assert (answer.status_code, answer.json()["code"]) == (403, "https_needed")
    assert "Location" not in answer


@pytest.mark.django_db
@pytest.mark.parametrize("path", EVERYWHERE)
def test_nobody_is_sent_back_what_they_sent(client, path):
    answer = client.generic("TRACE", path, headers={"X-Mine": "secret words"})

    assert answer.status_code == 405
    assert "secret words" not in answer.text


def test_no_page_asks_another_host_for_anything():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {source for sources in directives.values() for source in sources}

    assert allowed == {"'self'", "'none'", "data:"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        *("/.git/config", "/.git/HEAD", "/.env", "/manage.py", "/newsroom/settings.py"),
        *("/static/", "/static/partnerships/", "/media/", "/media/snapshots/", "/var/secret_key"),
        *("/static/../manage.py", "/static/%2e%2e/manage.py"),
    ],
)
def test_no_folder_is_listed_and_nothing_of_the_machine_is_given_out(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_a_page_that_breaks_says_nothing_of_why(client, monkeypatch):
    def break_down(*_):
        raise RuntimeError("SELECT secret FROM words")

    client.raise_request_exception = False
    monkeypatch.setattr("newsroom.limits.PageThrottle.allow_request", break_down)

    answer = client.get("/stories/")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.django_db
def test_over_the_api_what_breaks_says_nothing_of_why(client, monkeypatch):
    def break_down(*_):
        raise RuntimeError("SELECT secret FROM words")

    client.raise_request_exception = False
    monkeypatch.setattr("rest_framework.throttling.AnonRateThrottle.allow_request", break_down)

    answer = client.get("/api/v1/claims/")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/", "/admin/partnerships/claim/", "/admin/account/"])
def test_who_is_logged_in_finds_the_way_out_on_every_page_of_the_desk(admin_client, path):
    assert 'action="/admin/logout/"' in admin_client.get(path).text

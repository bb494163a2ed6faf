"""The second factor at the desk's door, and the page of one's own."""

import re
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils.http import urlsafe_base64_encode
from knox.models import AuthToken

from partnerships.actions.accounts import ask_for_grant
from partnerships.actions.second_factors import is_code_of, new_key, set_up_second_factor
from partnerships.admin.second_factor import MARK
from partnerships.rules.second_factors import has_second_factor
from tests import factories as make
from tests.codes import code_of

pytestmark = pytest.mark.django_db
KEY, PASSWORD = new_key(), "correct horse"
LOGIN, OWN = reverse("admin:login"), reverse("admin:own_account")
SET_UP = reverse("admin:set_up_second_factor")


@pytest.fixture
def eve():
    return make.member("Editor", name="eve", password=PASSWORD, email="eve@example.org")


@pytest.fixture
def codes(eve):
    """Codes for emergencies of Eve's, who has set up a second factor a minute ago."""
    return set_up_second_factor(eve, KEY, code_of(KEY, -1))


def log_in(client, **more):
    return client.post(LOGIN, {"username": "eve", "password": PASSWORD} | more)


def grow_old(client):
    """Have the last code of the session be given long ago."""
    session = client.session
    session[MARK] = 0
    session.save()


def test_who_has_no_second_factor_comes_in_without(client, eve):
    assert log_in(client).status_code == 302


@pytest.mark.parametrize("code", ["", "000000", "abcde-abcde-abcde"])
def test_a_password_alone_lets_nobody_in_who_has_one(client, eve, codes, code):
    told = log_in(client, code=code)

    assert told.status_code == 200
    assert client.get(OWN).status_code == 302


def test_nobody_learns_who_has_one_without_the_password(client, eve, codes):
    told = client.post(LOGIN, {"username": "eve", "password": "wrong", "code": ""})

    assert "code that your app shows" not in told.content.decode()


def test_password_and_code_let_in(client, eve, codes):
    assert log_in(client, code=code_of(KEY)).status_code == 302
    assert client.get(OWN).status_code == 200


def test_a_code_for_emergencies_lets_in_too(client, eve, codes):
    assert log_in(client, code=codes[3]).status_code == 302


def test_it_is_set_up_by_a_square_and_its_first_code(client, eve):
    client.force_login(eve)

    page = client.get(SET_UP).content.decode()
    key = client.session["second_factor_key"]
    wrong = client.post(SET_UP, {"code": "000000", "password": PASSWORD})
    told = client.post(SET_UP, {"code": code_of(key), "password": PASSWORD}).content.decode()

    assert 'src="data:image/svg+xml' in page
    assert key not in page
    assert "not right" in wrong.content.decode()
    assert len(re.findall(r"<code>(?:\w{5}-){5}\w</code>", told)) == 10
    assert has_second_factor(eve)
    assert "second_factor_key" not in client.session


def test_who_sets_it_up_is_logged_out_elsewhere(client, eve):
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(eve)
    client.get(SET_UP)

    code = code_of(client.session["second_factor_key"])
    client.post(SET_UP, {"code": code})
    assert not has_second_factor(eve)
    client.post(SET_UP, {"code": code, "password": PASSWORD})

    assert (client.get(OWN).status_code, elsewhere.get(OWN).status_code) == (200, 302)


def test_a_role_that_must_have_one_is_led_to_it_and_shown_nothing_else(client, eve, settings):
    settings.SECOND_FACTOR_FOR = ["Editor"]
    client.force_login(eve)

    answers = [client.get(address) for address in ("/admin/", "/admin/partnerships/claim/", OWN)]
    over_the_api = client.get("/api/v1/claims/")

    assert {answer["Location"] for answer in answers} == {SET_UP}
    assert (over_the_api.status_code, over_the_api.json()["code"]) == (403, "second_factor")
    assert "asks a second factor of your role" in client.get(SET_UP).content.decode()
    assert client.get("/").status_code == 200


def test_a_role_that_must_not_is_asked_for_none(client, eve, settings):
    settings.SECOND_FACTOR_FOR = ["Source keeper"]
    client.force_login(eve)

    assert client.get("/admin/").status_code == 200


def test_where_all_roles_must_whoever_has_one_is_led_to_it(client, eve, settings):
    settings.SECOND_FACTOR_FOR = ["*"]
    client.force_login(eve)

    assert client.get("/admin/")["Location"] == SET_UP


def test_whoever_has_all_rights_must_have_one_where_any_role_must(client, settings):
    settings.SECOND_FACTOR_FOR = ["Source keeper"]
    client.force_login(make.editor(is_superuser=True))

    assert client.get("/admin/")["Location"] == SET_UP


def test_the_desk_opens_with_it(client, eve, codes, settings):
    settings.SECOND_FACTOR_FOR = ["Editor"]
    log_in(client, code=code_of(KEY))

    assert client.get("/admin/").status_code == 200


def test_a_role_that_weighs_is_given_after_a_code_alone(client, eve):
    ann, ben = (make.member("Administrator", name=name) for name in ("ann", "ben"))
    role = Group.objects.get(name="Source keeper")
    asked = ask_for_grant(eve, role, by=ann)
    set_up_second_factor(ben, KEY, code_of(KEY, -1))
    client.force_login(ben)

    told = client.post(
        reverse("admin:partnerships_grant_changelist"),
        {"action": "give", "_selected_action": asked.pk},
    )

    assert told["Location"].startswith(reverse("admin:confirm"))
    assert unquote(told["Location"]).endswith(reverse("admin:partnerships_grant_changelist"))
    assert role not in eve.groups.all()


def test_after_a_code_one_is_led_nowhere_else(client, eve, codes):
    client.force_login(eve)

    told = client.post(
        reverse("admin:confirm"), {"code": code_of(KEY), "next": "https://elsewhere.example/"}
    )

    assert told["Location"] == OWN


def test_another_session_begins_with_a_code(client, eve, codes):
    client.force_login(eve)
    before = client.session.session_key

    client.post(reverse("admin:confirm"), {"code": code_of(KEY)})

    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_code_is_good_for_a_minute_or_so(eve, codes, steps):
    assert not is_code_of(eve, code_of(KEY, steps))


def test_a_link_to_set_a_password_lets_nobody_past_the_code(client, eve, codes):
    key, token = (
        urlsafe_base64_encode(str(eve.pk).encode()),
        default_token_generator.make_token(eve),
    )
    address = reverse("password_reset_confirm", args=[key, token])
    words = "battery staple 7"
    page = client.get(address, follow=True).request["PATH_INFO"]

    client.post(page, {"new_password1": words, "new_password2": words})

    assert client.get(OWN).status_code == 302
    assert client.post(LOGIN, {"username": "eve", "password": words}).status_code == 200
    assert client.get(OWN).status_code == 302


def test_no_link_stays_in_the_address(client, eve):
    token = default_token_generator.make_token(eve)
    key = urlsafe_base64_encode(str(eve.pk).encode())

    led = client.get(reverse("password_reset_confirm", args=[key, token]))

    assert led.status_code == 302
    assert token not in led["Location"]


def test_taking_it_away_asks_for_a_code(client, eve, codes):
    log_in(client, code=code_of(KEY))
    grow_old(client)
    address = reverse("admin:take_away_second_factor")

    asked = client.post(address)
    still = has_second_factor(eve)
    elsewhere = Client()
    elsewhere.force_login(eve)
    client.post(asked["Location"], {"code": codes[0]})
    client.post(address)

    assert elsewhere.get(OWN).status_code == 302
    assert asked["Location"].startswith(reverse("admin:confirm"))
    assert still
    assert not has_second_factor(eve)


def test_other_codes_for_emergencies_are_made_after_a_code(client, eve, codes):
    log_in(client, code=code_of(KEY))

    told = client.post(reverse("admin:renew_codes")).content.decode()

    assert len(re.findall(r"<code>(?:\w{5}-){5}\w</code>", told)) == 10
    assert codes[0] not in told


def prove(client):
    """Say whose session this is by the password, where one is led to say it."""
    return client.post(reverse("admin:confirm"), {"password": PASSWORD, "next": OWN})


@pytest.mark.parametrize("route", ["admin:end_sessions", "admin:end_token"])
def test_a_session_in_other_hands_ends_nothing(client, eve, route):
    token, _ = make.token(eve)
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(eve)

    led = client.post(reverse(route, args=[token.digest] if route.endswith("token") else []))
    wrong = client.post(led["Location"], {"password": "wrong", "next": OWN})

    assert led["Location"].startswith(reverse("admin:confirm"))
    assert "This is not your password." in wrong.text
    assert elsewhere.get(OWN).status_code == 200
    assert AuthToken.objects.count() == 1


def test_who_has_a_second_factor_gives_a_code_of_it_to_end_sessions(client, eve, codes):
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(eve)

    led = client.post(reverse("admin:end_sessions"))
    by_password = client.post(led["Location"], {"password": PASSWORD, "next": OWN})
    back = client.post(led["Location"], {"code": code_of(KEY), "next": OWN})
    client.post(reverse("admin:end_sessions"))

    assert by_password.status_code == 200
    assert back["Location"] == OWN
    assert elsewhere.get(OWN).status_code == 302


def test_sessions_are_ended_elsewhere_and_nobody_elses(client, eve):
    elsewhere, other = Client(), Client()
    for each in (client, elsewhere):
        each.force_login(eve)
    other.force_login(make.member("Editor"))

    prove(client)
    page = client.get(OWN).content.decode()
    client.post(reverse("admin:end_sessions"))

    assert (page.count("Elsewhere"), page.count("Here")) == (1, 1)
    assert [each.get(OWN).status_code for each in (client, elsewhere, other)] == [200, 302, 200]


def test_a_token_is_ended_by_whose_it_is_alone(client, eve):
    (ours, _), (others, _) = (make.token(user) for user in (eve, make.editor("other")))
    client.force_login(eve)
    prove(client)

    for token in (ours, others):
        client.post(reverse("admin:end_token", args=[token.digest]))

    assert list(AuthToken.objects.all()) == [others]


def test_ones_own_address_is_changed_with_the_password(client, eve):
    client.force_login(eve)

    wrong = client.post(OWN, {"email": "new@example.org", "password": "wrong"})
    client.post(OWN, {"email": "new@example.org", "password": PASSWORD})

    eve.refresh_from_db()
    assert "This is not your password." in wrong.content.decode()
    assert eve.email == "new@example.org"


def test_wrong_passwords_are_counted_on_ones_own_page_as_at_the_door(client, eve):
    client.force_login(eve)

    for _ in range(5):
        client.post(OWN, {"email": "new@example.org", "password": "wrong"})
    refused = client.post(OWN, {"email": "new@example.org", "password": PASSWORD})

    eve.refresh_from_db()
    assert refused.status_code == 429
    assert eve.email == "eve@example.org"


def test_who_gives_no_code_has_not_guessed_one(eve, codes):
    for _ in range(5):
        assert not is_code_of(eve, " - ")

    assert is_code_of(eve, codes[0])


def test_ones_own_address_is_changed_nowhere_without_the_password(client):
    chief = make.editor("chief", is_superuser=True, password=PASSWORD, email="old@example.org")
    client.force_login(chief)
    page = reverse("admin:auth_user_change", args=[chief.pk])

    told = client.get(page).content.decode()

    assert 'name="email"' not in told
    assert 'name="groups"' not in told


def test_nobody_looks_at_anothers_key(admin_client):
    assert admin_client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert admin_client.get("/admin/otp_static/staticdevice/").status_code == 404


def test_who_has_one_is_switched_off_not_deleted(admin_client, eve, codes):
    address = reverse("admin:auth_user_delete", args=[eve.pk])

    told = admin_client.post(address, {"post": "yes"})

    assert "Switch the account off instead" in told.content.decode()

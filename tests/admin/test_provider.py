"""Coming in by a provider of logins: a small one of the tests' own, with real keys."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from joserfc import jwt

from newsroom.openid import Provider as Named
from partnerships.actions.provider_logins import come_in, told_of
from partnerships.actions.second_factors import new_key, set_up_second_factor
from partnerships.admin.provider_client import _client
from partnerships.models import AccountChange, Entry, ProviderLogin
from partnerships.rules.accounts import open_sessions
from tests import factories as make
from tests.codes import code_of
from tests.http_server import serving
from tests.provider import CLIENT, SECRET, STRANGER, Provider

pytestmark = pytest.mark.django_db
BEGIN, BACK, OWN = reverse("provider_begin"), reverse("provider_back"), reverse("admin:own_account")
LOGIN = reverse("admin:login")
ROLES = (("checkers", "Fact-checker"), ("cn=desk,ou=news", "Editor"), ("vault", "Source keeper"))


@pytest.fixture
def provider(settings):
    """The provider, whom the settings name; Eve is in its group of editors."""
    with serving() as site:
        made = Provider(site)
        made.person["groups"] = ["cn=desk,ou=news"]
        settings.OPENID = Named(made.issuer, CLIENT, SECRET, name="the house login", roles=ROLES)
        _client.cache_clear()
        yield made


@pytest.fixture
def set_to(settings, provider):
    """A function that has the settings say something else of the provider."""

    def change(**more):
        settings.OPENID = replace(settings.OPENID, **more)

    return change


def there(client, provider, address=BEGIN):
    """The address that the provider leads somebody back to who goes there from the desk."""
    leads = client.get(address)
    assert leads.status_code == 302, leads.text
    assert leads["Location"].startswith(provider.says["authorization_endpoint"])
    return provider.address_back(leads["Location"])


def log_in(client, provider, address=BEGIN):
    """What the desk answers to who comes back from the provider."""
    back = urlsplit(there(client, provider, address))
    return client.get(f"{back.path}?{back.query}")


def is_in(client):
    return client.get(OWN).status_code == 200


def roles_of(name):
    return {role.name for role in User.objects.get(username=name).groups.all()}


def test_without_a_provider_there_is_no_such_door(client):
    names = ["begin", "back", "code", "tie", "out"]
    asked = [client.get(reverse(f"provider_{name}")) for name in names]

    assert {answer.status_code for answer in asked} == {404}
    assert "provider" not in client.get(LOGIN).text


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_who_the_provider_knows_comes_in_with_the_roles_of_their_groups(
    client, provider, algorithm
):
    provider.algorithm = algorithm
    provider.person |= {"email": "eve@example.org", "given_name": "Eve", "family_name": "Ember"}

    answer = log_in(client, provider)

    assert answer["Location"] == "/admin/"
    assert is_in(client)
    eve = User.objects.get(username="eve")
    assert (eve.email, eve.get_full_name(), eve.has_usable_password()) == (
        "eve@example.org",
        "Eve Ember",
        False,
    )
    assert roles_of("eve") == {"Editor"}
    told = AccountChange.objects.filter(door="provider").values_list("noun", "name", "role", "by")
    assert ("role", "eve", "Editor", eve.pk) in told
    assert ("provider", "eve", "", eve.pk) in told


def test_one_is_led_to_the_page_that_was_asked_for_and_to_no_other_site(client, provider):
    inside = log_in(client, provider, f"{BEGIN}?next=/admin/search/")
    outside = log_in(Client(), provider, f"{BEGIN}?next=https://evil.example/")

    assert inside["Location"] == "/admin/search/"
    assert outside["Location"] == "/admin/"


def test_who_comes_again_is_the_same_whatever_they_are_called_meanwhile(client, provider):
    log_in(client, provider)
    provider.person |= {"preferred_username": "eva", "email": "eva@example.org"}
    log_in(Client(), provider)

    assert ProviderLogin.objects.count() == 1
    assert User.objects.get(username="eve").email == "eva@example.org"


def test_nobody_is_taken_for_who_has_the_same_name_or_address(client, provider):
    ann = make.editor("ann", password="as it is", email="ann@example.org")
    provider.person |= {"preferred_username": "ann", "email": ann.email, "email_verified": True}

    log_in(client, provider)

    made = ProviderLogin.objects.get().user
    assert (made.username, made.pk != ann.pk) == ("ann-2", True)


def test_who_has_no_group_with_a_role_does_not_come_in_and_gets_no_account(client, provider):
    provider.person["groups"] = ["canteen"]

    answer = log_in(client, provider)

    assert answer.status_code == 403
    assert "The house login knows you, and none of your groups" in answer.text
    assert not User.objects.filter(username="eve").exists()


def test_a_group_that_is_left_takes_the_role_at_the_next_login_and_ends_sessions(client, provider):
    provider.person["groups"] = ["cn=desk,ou=news", "checkers"]
    elsewhere = Client()
    log_in(elsewhere, provider)
    make.token(User.objects.get(username="eve"))
    provider.person["groups"] = ["checkers"]

    log_in(client, provider)

    assert roles_of("eve") == {"Fact-checker"}
    assert (is_in(client), is_in(elsewhere)) == (True, False)
    assert not User.objects.get(username="eve").auth_token_set.exists()


def test_who_has_left_all_groups_is_shut_out(client, provider):
    log_in(client, provider)
    provider.person["groups"] = None

    answer = log_in(Client(), provider)

    assert answer.status_code == 403
    assert roles_of("eve") == set()
    assert not is_in(client)
    assert list(open_sessions(User.objects.get(username="eve"))) == []


def test_a_role_that_weighs_waits_for_two_people_and_is_taken_by_the_provider_alone(
    client, provider
):
    provider.person["groups"] = ["cn=desk,ou=news", "vault"]

    log_in(client, provider)

    assert roles_of("eve") == {"Editor"}
    assert "goes with Source keeper, which weighs" in client.get("/admin/").text


def test_a_role_that_no_group_has_is_left_as_it_is(client, provider):
    log_in(client, provider)
    eve = User.objects.get(username="eve")
    eve.groups.add(make.member("Reporter").groups.get())

    log_in(Client(), provider)

    assert roles_of("eve") == {"Editor", "Reporter"}
    assert is_in(client)


def test_an_account_that_is_switched_off_stays_out(client, provider):
    log_in(client, provider)
    User.objects.filter(username="eve").update(is_active=False)

    answer = log_in(Client(), provider)

    assert answer.status_code == 403
    assert "switched off" in answer.text


WRONG = {
    "another issuer": {"iss": "https://login.example.org"},
    "another audience": {"aud": "another desk"},
    "another audience, for us": {"aud": ["another desk"], "azp": CLIENT},
    "for another party": {"azp": "another desk"},
    "another nonce": {"nonce": "of another login"},
    "no nonce": {"nonce": None},
    "no subject": {"sub": None},
    "no end": {"exp": None},
    "an odd end": {"exp": "tomorrow"},
}


@pytest.mark.parametrize("instead", WRONG.values(), ids=WRONG)
def test_a_token_that_is_not_for_this_login_lets_nobody_in(client, provider, instead):
    provider.instead = instead

    answer = log_in(client, provider)

    assert answer.status_code == 502
    assert "cannot be relied on" in answer.text or "holds no longer" in answer.text
    assert not is_in(client)
    assert not ProviderLogin.objects.exists()


@pytest.mark.parametrize("instead", [{"sub": ""}, {"sub": 7}, {"sub": "a" * 256}, {"sub": "\x00"}])
def test_a_token_that_names_nobody_lets_nobody_in(client, provider, instead):
    provider.instead = instead

    assert log_in(client, provider).status_code in (403, 502)
    assert not ProviderLogin.objects.exists()


@pytest.mark.parametrize(
    ("instead", "status"),
    [
        ({"exp": -200}, 502),
        ({"exp": -60}, 302),  # clocks differ
        ({"iat": 60}, 302),
        ({"iat": 400}, 502),
        ({"nbf": 400}, 502),
    ],
)
def test_clocks_may_differ_by_two_minutes(client, provider, instead, status):
    provider.instead = {name: int(time.time()) + value for name, value in instead.items()}

    answer = log_in(client, provider)

    assert answer.status_code == status
    if status == 502:
        assert "its clock and the desk&#x27;s may differ" in answer.text


def test_a_signature_of_another_key_lets_nobody_in(client, provider):
    provider.key_set()
    provider.token = lambda nonce, token=provider.token: _signed_by_a_stranger(token(nonce))

    assert log_in(client, provider).status_code == 502
    assert not is_in(client)


def _signed_by_a_stranger(token):
    claims = jwt.decode(token, Provider.key_of(token)).claims
    return jwt.encode({"alg": "RS256", "kid": "rsa"}, claims, STRANGER)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_signature_that_anybody_can_make_lets_nobody_in(client, provider, algorithm):
    def token(nonce, made=provider.token):
        _, claims, _ = made(nonce).split(".")
        head = urlsafe_b64encode(json.dumps({"alg": algorithm}).encode()).decode().rstrip("=")
        signed = f"{head}.{claims}"
        if algorithm == "none":
            return f"{signed}."
        made = hmac.digest(SECRET.encode(), signed.encode(), "sha256")
        return f"{signed}.{urlsafe_b64encode(made).decode().rstrip('=')}"

    provider.token = token

    assert log_in(client, provider).status_code == 502
    assert not is_in(client)


def test_a_key_that_is_new_at_the_provider_is_asked_for(client, provider):
    log_in(client, provider)
    newer = {"RS256": type(STRANGER).generate_key(2048, {"kid": "newer", "use": "sig"})}
    provider.keys = newer

    assert log_in(Client(), provider).status_code == 302


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"state": "of another"}, 400, "begun elsewhere"),
        ({"state": ""}, 400, "begun elsewhere"),
        ({"code": "of another"}, 502, "cannot be relied on"),
        ({"error": "access_denied"}, 403, "did not let you in"),
        ({"error": "<script>", "error_description": "<script>"}, 403, "did not let you in"),
    ],
)
def test_what_comes_back_and_does_not_belong_to_this_login_lets_nobody_in(
    client, provider, sent, status, sentence
):
    provider.sent = sent

    answer = log_in(client, provider)

    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert "<script>" not in answer.text
    assert not is_in(client)


def test_a_login_comes_back_once_and_to_its_own_browser_alone(client, provider):
    back = urlsplit(there(client, provider))
    address = f"{back.path}?{back.query}"

    assert Client().get(address).status_code == 400
    assert client.get(address).status_code == 302
    client.logout()
    assert client.get(address).status_code == 400


def test_a_secret_that_the_provider_does_not_know_is_told_to_who_runs_the_desk(client, provider):
    provider.secret = "another"

    answer = log_in(client, provider)

    assert (answer.status_code, "Tell whoever runs the desk" in answer.text) == (502, True)


def test_a_provider_that_is_away_is_a_page_in_plain_words(client, provider, set_to):
    set_to(issuer="http://127.0.0.1:9")

    answer = client.get(BEGIN)

    assert answer.status_code == 503
    assert "The house login does not answer" in answer.text


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
@pytest.mark.parametrize("body", [b"", b"<p>502", b"[]", b"{}", b"null", b'{"keys": [{"kty": 7}]}'])
@pytest.mark.parametrize("status", [200, 500])
def test_whatever_a_broken_provider_answers_is_a_page_in_plain_words(
    client, provider, path, body, status
):
    provider.site.serve(path, body, status)

    answer = client.get(BEGIN)
    if answer.status_code == 302:
        back = urlsplit(provider.address_back(answer["Location"]))
        answer = client.get(f"{back.path}?{back.query}")

    assert answer.status_code in (502, 503)
    assert "errornote" in answer.text
    assert not is_in(client)


@pytest.mark.parametrize(
    "says",
    [
        {"issuer": "https://login.example.org"},
        {"authorization_endpoint": "http://login.example.org/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "http://login.example.org/token"},
        {"jwks_uri": None},
    ],
)
def test_a_provider_that_leads_out_of_tls_is_not_followed(client, provider, says):
    provider.says |= says

    assert client.get(BEGIN).status_code == 502


def test_groups_are_read_where_the_provider_tells_them_elsewhere(client, provider):
    provider.says["userinfo_endpoint"] = provider.site.at("/userinfo")
    told = {"sub": provider.person["sub"], "groups": provider.person.pop("groups")}
    provider.serves("/userinfo", lambda: told)

    log_in(client, provider)
    assert roles_of("eve") == {"Editor"}

    told["sub"] = "of another"
    assert log_in(Client(), provider).status_code == 502


def test_a_second_factor_of_the_desk_is_asked_for_after_the_provider(client, provider):
    eve, key = with_second_factor(client, provider)
    code = reverse("provider_code")

    answer = log_in(client, provider)
    assert (answer["Location"], is_in(client)) == (code, False)
    assert client.post(code, {"code": "000000"}).status_code == 200
    assert not is_in(client)
    eve.totpdevice_set.update(throttling_failure_count=0)

    assert client.post(code, {"code": code_of(key)})["Location"] == "/admin/"
    assert is_in(client)


def test_a_second_factor_at_the_provider_counts_where_the_settings_say_so(client, provider, set_to):
    with_second_factor(client, provider)
    set_to(second_factor=frozenset(["mfa", "gold"]))

    for told in ({"amr": ["pwd", "mfa"]}, {"acr": "gold"}):
        provider.instead = told
        assert log_in(Client(), provider)["Location"] == "/admin/"
    provider.instead = {"amr": ["pwd"]}
    assert log_in(Client(), provider)["Location"] == reverse("provider_code")


def with_second_factor(client, provider):
    """Eve, who has set up a second factor at the desk, and its key."""
    log_in(client, provider)
    eve, key = User.objects.get(username="eve"), new_key()
    set_up_second_factor(eve, key, code_of(key, -1))
    client.logout()
    return eve, key


def test_a_role_that_must_have_a_second_factor_comes_in_with_the_providers(
    client, provider, set_to, settings
):
    settings.SECOND_FACTOR_FOR = ["Editor"]
    set_to(second_factor=frozenset(["mfa"]))
    log_in(client, provider)
    assert client.get("/admin/")["Location"] == reverse("admin:set_up_second_factor")

    provider.instead = {"amr": ["mfa"]}
    client.logout()
    log_in(client, provider)
    assert client.get("/admin/").status_code == 200


def test_the_page_for_a_code_is_for_who_has_been_at_the_provider(client, provider):
    assert client.get(reverse("provider_code")).status_code == 403


def test_somebody_who_has_a_password_is_tied_by_it_and_has_none_afterwards(client, provider):
    ann = make.member("Reporter", name="ann", password="as it is")
    client.post(LOGIN, {"username": "ann", "password": "as it is"})

    asks = log_in(client, provider, f"{BEGIN}?tie")
    assert asks["Location"] == reverse("provider_tie")
    assert client.post(asks["Location"], {"password": "wrong"}).status_code == 200
    assert not ProviderLogin.objects.exists()
    assert client.post(asks["Location"], {"password": "as it is"})["Location"] == OWN

    ann.refresh_from_db()
    assert (is_in(client), ann.has_usable_password()) == (True, False)
    assert roles_of("ann") == {"Reporter", "Editor"}
    assert ProviderLogin.objects.get().user == ann
    assert log_in(Client(), provider)["Location"] == "/admin/"


def test_a_login_is_tied_to_one_account(client, provider):
    log_in(client, provider)
    make.member("Reporter", name="ann", password="as it is")
    client = Client()
    client.post(LOGIN, {"username": "ann", "password": "as it is"})

    log_in(client, provider, f"{BEGIN}?tie")
    answer = client.post(reverse("provider_tie"), {"password": "as it is"})

    assert (answer.status_code, "another account&#x27;s already" in answer.text) == (403, True)
    assert User.objects.get(username="ann").has_usable_password()


def test_nobody_is_tied_who_did_not_ask_from_their_own_account(client, provider):
    make.member("Reporter", name="ann", password="as it is")
    provider_session = there(client, provider, f"{BEGIN}?tie")
    client.post(LOGIN, {"username": "ann", "password": "as it is"})
    back = urlsplit(provider_session)

    client.get(f"{back.path}?{back.query}")

    assert not ProviderLogin.objects.filter(user__username="ann").exists()


def test_who_goes_is_told_of_the_login_there_and_led_on(client, provider):
    log_in(client, provider)
    stays = client.get(reverse("provider_out"))

    told = client.post(reverse("admin:logout")).text
    answer = client.get(reverse("provider_out"))

    assert stays["Location"] == "/admin/"
    assert "still logged in with the house login" in told
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert answer["Location"].startswith(provider.says["end_session_endpoint"])
    assert asked["post_logout_redirect_uri"] == [f"http://testserver{LOGIN}"]
    assert asked["client_id"] == [CLIENT]


def test_a_provider_that_has_no_way_out_is_told_of(client, provider):
    del provider.says["end_session_endpoint"]

    answer = client.get(reverse("provider_out"))

    assert (answer.status_code, "does not say how to log out" in answer.text) == (404, True)


def test_passwords_are_closed_to_all_but_accounts_for_emergencies(client, provider, set_to):
    make.member("Editor", name="ann", password="as it is")
    make.member("Administrator", name="safe", password="in the safe")
    set_to(only=True, emergency=frozenset(["safe"]))

    Client().post(LOGIN, {"username": "ann", "password": "as it is"})
    client.post(LOGIN, {"username": "ann", "password": "as it is"})
    assert not is_in(client)
    page = client.get(LOGIN).text
    assert "lets in accounts for emergencies alone" in page
    assert "Forgotten" not in page

    client.post(LOGIN, {"username": "safe", "password": "in the safe"})
    assert is_in(client)
    assert Client().get("/admin/auth/user/add/").status_code == 302
    assert client.get("/admin/auth/user/add/").status_code == 403


def test_an_account_for_emergencies_comes_in_while_the_provider_is_away(client, provider, set_to):
    safe = make.member("Administrator", name="safe", password="in the safe")
    set_to(only=True, emergency=frozenset(["safe"]), issuer="http://127.0.0.1:9")

    client.post(LOGIN, {"username": "safe", "password": "wrong"})
    assert not Entry.objects.filter(act="emergency").exists()
    client.post(LOGIN, {"username": "safe", "password": "in the safe"})

    assert is_in(client)
    entry = Entry.objects.get(act="emergency")
    assert (entry.by, entry.key, entry.door) == (safe, "safe", "admin")


def test_who_comes_by_the_provider_sets_up_a_second_factor_when_they_came_just_now(
    client, provider
):
    log_in(client, provider)
    page = reverse("admin:set_up_second_factor")
    assert 'name="password"' not in client.get(page).text
    key = client.session["second_factor_key"]
    session = client.session
    session["came_by_provider"] = time.time() - 600
    session.save()

    late = client.post(page, {"code": code_of(key)})
    session["came_by_provider"] = time.time()
    session.save()
    done = client.post(page, {"code": code_of(key)})

    assert "Log out and in again first" in late.text
    assert "For emergencies" in done.text


def test_no_link_for_a_password_is_sent_to_who_comes_by_the_provider(client, provider):
    from partnerships.actions.accounts import send_links

    provider.person["email"] = "eve@example.org"
    log_in(client, provider)

    assert send_links("eve@example.org") == 0
    assert send_links(account=User.objects.get(username="eve").pk) == 0


def test_the_log_tells_by_what_somebody_came(client, provider, caplog):
    caplog.set_level("INFO", "newsroom.access_log")

    log_in(client, provider)

    eve = User.objects.get(username="eve")
    assert f"Account {eve.pk} came in by the provider from 127.0.0.1" in caplog.messages


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"preferred_username": "eve ember\x00"}, "eveember"),
        ({"email": "eve@example.org"}, "eve"),
        ({"preferred_username": ["eve"]}, "member"),
        ({"preferred_username": "e" * 300}, "e" * 100),
    ],
)
def test_odd_names_become_names_of_accounts(provider, claims, name):
    told = told_of({"sub": "1", "groups": "checkers"} | claims, provider.issuer, "groups")

    assert come_in(told).account.username == name

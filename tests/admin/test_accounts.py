"""Accounts: nobody deletes what stays in a name, and nobody gives themselves more rights."""

import pghistory
import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from knox.models import AuthToken
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerships.actions.accounts import ask_for_grant, give_grant
from partnerships.admin.passwords import LinkThrottle
from partnerships.models import AccountChange, Grant
from partnerships.rules.moments import format_moment
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(user, name="change"):
    return reverse(f"admin:auth_user_{name}", args=[user.pk])


def fields(client, user):
    return client.get(page(user)).context["adminform"].form.fields


@pytest.fixture
def administrator(client):
    user = make.member("Administrator")
    client.force_login(user)
    return user


def test_an_account_that_signed_is_switched_off_not_deleted(desk):
    verdict = make.signed(finding="accurate")

    told = desk.post(page(verdict.countersigned_by, "delete"), {"post": "yes"})

    verdict.countersigned_by.refresh_from_db()
    assert "Switch the account off instead" in told.content.decode()
    assert verdict.claim.statement not in told.content.decode()


def test_an_account_that_did_nothing_is_deleted(desk):
    user = make.editor("nobody")

    desk.post(page(user, "delete"), {"post": "yes"})

    assert not type(user).objects.filter(pk=user.pk).exists()


def test_an_account_whose_answers_are_kept_is_not_deleted(desk):
    user = make.editor("program")
    user.idempotent_responses.create(key="k", request="r", status=201, at=make.NOON)

    told = desk.post(page(user, "delete"), {"post": "yes"})

    assert "Switch the account off instead" in told.content.decode()


def test_an_administrator_gives_roles_to_others(client, administrator):
    assert "groups" in fields(client, make.editor("new"))


def test_an_administrator_gives_themselves_no_role(client, administrator):
    chief = Group.objects.get(name="Editor in chief")

    client.post(page(administrator), {"username": administrator.username, "groups": chief.pk})

    assert list(administrator.groups.values_list("name", flat=True)) == ["Administrator"]


@pytest.mark.parametrize("name", ["is_superuser", "user_permissions"])
def test_an_administrator_gives_nobody_all_rights(name, client, administrator):
    assert name not in fields(client, make.editor("new"))


def test_an_administrator_takes_over_no_account_with_all_rights(client, administrator):
    chief = make.editor("chief", is_superuser=True)

    told = client.post(reverse("admin:auth_user_password_change", args=[chief.pk]))

    assert told.status_code == 403


def test_an_administrator_reads_what_was_given_and_by_whom(client, administrator):
    keeper = make.editor("eve")
    make.by_owner(make.JOIN.format(keeper.pk, "'Source keeper'"))
    given = AccountChange.objects.get(account=keeper, noun="role")

    told = client.get(reverse("admin:partnerships_accountchange_changelist")).content.decode()
    page = client.get(reverse("admin:partnerships_accountchange_change", args=[given.pk]))

    assert "Source keeper" in told
    assert page.status_code == 200


def test_the_journal_of_accounts_speaks_the_words_of_the_house(client, administrator, settings):
    settings.TIME_ZONE = "Europe/London"
    right = Permission.objects.get(codename="view_accountchange")
    with pghistory.context(user=administrator.pk, door="admin"):
        make.editor("eve").user_permissions.add(right)
    given = AccountChange.objects.get(noun="right")

    told = client.get(reverse("admin:partnerships_accountchange_changelist")).content.decode()
    page = client.get(reverse("admin:partnerships_accountchange_change", args=[given.pk]))

    for words in (told, page.content.decode()):
        assert "view change of an account" in words
        assert "view_accountchange" not in words
        assert format_moment(given.at) in words
        assert "a.m." not in words
        assert "p.m." not in words
    assert "at the desk" in page.content.decode()
    assert "_facets" not in told


def test_what_differs_in_an_account_is_told_in_words(client, administrator):
    eve = make.editor("eve")
    eve.is_active = False
    eve.save()
    change = AccountChange.objects.first()

    page = client.get(reverse("admin:partnerships_accountchange_change", args=[change.pk]))

    assert "<div>Active: yes → no</div>" in page.content.decode()


def test_nobody_else_reads_the_journal_of_accounts(client):
    client.force_login(make.member("Editor in chief"))

    answer = client.get(reverse("admin:partnerships_accountchange_changelist"))

    assert answer.status_code == 403


def test_nobody_writes_the_journal_of_accounts(desk):
    change = AccountChange.objects.first()

    answers = [
        desk.post(reverse("admin:partnerships_accountchange_add")),
        desk.post(reverse("admin:partnerships_accountchange_change", args=[change.pk])),
        desk.post(reverse("admin:partnerships_accountchange_delete", args=[change.pk])),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def account_form(user, **more):
    """What the page of an account sends."""
    sent = {"username": user.username, "is_active": "on", "is_staff": "on"}
    sent |= {"groups": list(user.groups.values_list("pk", flat=True)), "email": user.email}
    sent |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    return sent | more


def pk_of(role):
    return Group.objects.get(name=role).pk


def test_a_role_that_weighs_waits_for_a_second_person(client, administrator):
    eve = make.member("Editor", name="eve")
    groups = [pk_of(name) for name in ("Editor", "Reporter", "Source keeper")]

    told = client.post(page(eve), account_form(eve, groups=groups), follow=True)

    assert "Source keeper for eve: asked for." in told.content.decode()
    assert set(eve.groups.values_list("name", flat=True)) == {"Editor", "Reporter"}
    (asked,) = Grant.objects.waiting()
    assert (asked.account, asked.by) == (eve, administrator)


def test_a_second_person_gives_it_from_the_list_that_the_home_leads_to(client, administrator):
    eve = make.member("Editor", name="eve", password="her own")
    client.post(page(eve), account_form(eve, groups=[pk_of("Source keeper")]))
    (asked,) = Grant.objects.waiting()
    chosen = {"action": "give", "_selected_action": asked.pk}
    grants = reverse("admin:partnerships_grant_changelist")
    alone = client.post(grants, chosen, follow=True).content.decode()
    client.force_login(make.member("Administrator", name="ben"))

    home = client.get(reverse("admin:index")).content.decode()
    client.post(grants, chosen)

    assert "a second person gives it" in alone
    assert "Source keeper for eve" in home
    assert eve.groups.filter(name="Source keeper").exists()
    assert "eve was given Source keeper" in client.get(reverse("admin:index")).content.decode()


def test_the_home_tells_the_person_and_those_who_have_the_same_and_nobody_else(client):
    ann, ben = (make.member("Administrator", name=name) for name in ("ann", "ben"))
    eve = make.member("Editor", name="eve", password="her own")
    other = make.member("Editor", name="other")
    role = Group.objects.get(name="Source keeper")
    give_grant(ask_for_grant(eve, role, by=ann), by=ben)
    keeper = make.member("Source keeper")

    def home(user):
        client.force_login(user)
        return client.get(reverse("admin:index")).content.decode()

    told = {user.username: "was given Source keeper" in home(user) for user in (eve, keeper, other)}
    assert told == {"eve": True, keeper.username: True, "other": False}


def test_nobody_makes_a_token_for_another(desk):
    token, _ = make.token(make.member("Editor"))
    listed, added = (
        desk.get(reverse(f"admin:knox_authtoken_{name}")) for name in ("changelist", "add")
    )

    desk.post(reverse("admin:knox_authtoken_delete", args=[token.pk]), {"post": "yes"})

    assert (listed.status_code, added.status_code) == (200, 403)
    assert not AuthToken.objects.exists()


def test_the_journal_tells_of_an_account_whose_name_reads_as_a_day(desk):
    make.editor("20240117")
    made = AccountChange.objects.filter(noun="account").latest("pk")

    told = desk.get(reverse("admin:partnerships_accountchange_change", args=[made.pk]))

    assert "20240117" in told.content.decode()


def test_all_rights_wait_for_a_second_person(desk):
    eve = make.editor("eve")

    desk.post(page(eve), account_form(eve, is_superuser="on"))

    eve.refresh_from_db()
    assert not eve.is_superuser
    assert Grant.objects.waiting().get().role is None


@pytest.mark.parametrize("address", ["admin:auth_user_change", "admin:auth_group_change"])
def test_a_right_that_weighs_is_given_to_nobody_by_itself(desk, address):
    eve, role = make.editor("eve"), Group.objects.get(name="Editor")
    right = Permission.objects.get(codename="break_glass").pk
    of = eve if "user" in address else role
    sent = account_form(eve, user_permissions=[right], name=role.name, permissions=[right])

    told = desk.post(reverse(address, args=[of.pk]), sent)

    assert "This weighs, and comes with a role" in told.content.decode()


def test_nobody_sets_a_password_for_another(client, administrator):
    eve = make.editor("eve", email="eve@example.org", password="her own")
    address = reverse("admin:auth_user_password_change", args=[eve.pk])

    page = client.get(address).content.decode()
    told = client.post(address, {"password1": "mine-now-1", "password2": "mine-now-1"}, follow=True)

    eve.refresh_from_db()
    assert "password is set by the person alone" in page
    assert "on its way to eve@example.org" in told.content.decode()
    assert eve.check_password("her own")


def test_a_new_account_has_no_password_and_is_sent_a_link(desk):
    sent = {"username": "new", "email": "new@example.org", "first_name": "", "last_name": ""}

    desk.post(reverse("admin:auth_user_add"), sent)

    new = type(make.editor()).objects.get(username="new")
    assert not new.has_usable_password()
    (job,) = ProcrastinateJob.objects.filter(task_name="partnerships.send_password_link")
    assert job.args == {"email": "", "account": new.pk}


def test_the_address_of_who_has_a_password_is_theirs_to_change(client, administrator):
    eve = make.editor("eve", email="eve@example.org", password="her own")

    client.post(page(eve), account_form(eve, email="mine@example.org"))

    eve.refresh_from_db()
    assert eve.email == "eve@example.org"


def test_who_forgot_a_password_asks_for_a_link_and_learns_nothing(client):
    make.editor("eve", email="eve@example.org", password="her own")
    address = reverse("admin_password_reset")

    answers = [
        client.post(address, {"email": email}, follow=True).content
        for email in ("eve@example.org", "nobody@example.org")
    ]

    assert answers[0] == answers[1]
    assert b"Forgotten" in client.get(reverse("admin:login")).content


def test_links_are_asked_for_so_often_and_no_more(client, monkeypatch):
    monkeypatch.setattr(LinkThrottle, "rate", "1/min", raising=False)
    address = reverse("admin_password_reset")
    client.post(address, {"email": "eve@example.org"})

    told = client.post(address, {"email": "eve@example.org"})

    assert told.status_code == 429
    assert "Ask again in" in told.content.decode()

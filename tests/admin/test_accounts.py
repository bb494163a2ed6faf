"""Accounts: nobody deletes what stays in a name, and nobody gives themselves more rights."""

import pghistory
import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from partnerships.models import AccountChange
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

    told = client.post(
        reverse("admin:auth_user_password_change", args=[chief.pk]),
        {"password1": "taken-over-1", "password2": "taken-over-1", "usable_password": "true"},
    )

    assert told.status_code == 403


def test_an_administrator_reads_what_was_given_and_by_whom(client, administrator):
    keeper = make.editor("eve")
    keeper.groups.add(Group.objects.get(name="Source keeper"))
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

"""Every change of an account, a role, a right or a token leaves what it was and became."""

import json

import pghistory
import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from knox.models import AuthToken

from partnerships.models import AccountChange
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return make.editor("ann", email="ann@example.org", password="correct horse")


def set_password(ann):
    with pghistory.context(user=ann.pk):
        ann.set_password("battery staple")
        ann.save()


def last():
    """What the journal of accounts tells last."""
    told = AccountChange.objects.first()
    return told.noun, told.act, told.name, told.role


def test_an_account_that_is_made_is_told(ann):
    made = AccountChange.objects.get(noun="account", act="insert", account=ann)

    assert (made.name, made.before, made.after["email"]) == ("ann", {}, "ann@example.org")


def test_what_differs_is_told_and_no_more(ann):
    ann.first_name = "Ann"
    ann.save()

    told = AccountChange.objects.first()
    assert (told.act, told.before, told.after) == (
        "update",
        {"first_name": ""},
        {"first_name": "Ann"},
    )


def test_that_a_password_was_changed_is_told_and_no_password(ann):
    set_password(ann)

    told = AccountChange.objects.first()
    assert (told.before, told.after) == ({}, {"password": "changed"})


def test_that_somebody_came_in_is_no_change_of_the_account(ann, client):
    before = AccountChange.objects.count()

    client.force_login(ann)

    assert AccountChange.objects.count() == before


def test_a_save_that_changes_nothing_tells_nothing(ann):
    before = AccountChange.objects.count()

    ann.save()

    assert AccountChange.objects.count() == before


def test_a_role_that_is_given_and_taken_is_told(ann):
    role = Group.objects.get(name="Reporter")

    ann.groups.add(role)
    assert last() == ("role", "insert", "ann", "Reporter")

    ann.groups.remove(role)
    assert last() == ("role", "delete", "ann", "Reporter")


def test_a_right_that_is_given_is_told(ann):
    ann.user_permissions.add(Permission.objects.get(codename="view_claim"))

    assert last() == ("right", "insert", "ann", "view_claim")


def test_a_group_and_its_rights_are_told():
    group = Group.objects.create(name="Interns")
    assert last() == ("group", "insert", "Interns", "")

    group.permissions.add(Permission.objects.get(codename="view_claim"))
    assert last() == ("group_right", "insert", "Interns", "view_claim")


def test_a_token_is_told_and_nothing_of_what_it_says(ann):
    _, token = make.token(ann)

    told = AccountChange.objects.first()
    assert (told.noun, told.act, told.account, told.name) == ("token", "insert", ann, "ann")
    assert told.after.keys() == {"user_id", "created", "expiry"}
    assert token[:8] not in json.dumps(told.after)


def test_an_account_that_is_removed_is_told_by_its_name(ann):
    ann.delete()

    assert last() == ("account", "delete", "ann", "")


def test_raw_sql_is_told_as_well(ann):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE auth_user SET is_staff = false WHERE id = %s", [ann.pk])

    assert AccountChange.objects.first().after == {"is_staff": False}


def test_it_tells_who_did_it_and_by_which_door(ann):
    with pghistory.context(user=ann.pk, door="admin") as context:
        ann.last_name = "Able"
        ann.save()

    told = AccountChange.objects.first()
    assert (told.by, told.door, told.context) == (ann, "admin", context.id)


def test_a_change_that_nobody_owns_up_to_names_nobody(ann):
    told = AccountChange.objects.first()

    assert (told.by, told.door, told.context) == (None, "", None)


@pytest.mark.parametrize("context", ["none", "", "7"])
def test_a_context_that_is_none_keeps_no_change_from_being_told(context, ann):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', %s, true)", [context])
        cursor.execute("UPDATE auth_user SET first_name = 'Ann' WHERE id = %s", [ann.pk])

    assert AccountChange.objects.first().context is None


def test_it_is_dated_by_the_database(ann):
    make.editor("ben")

    first, second = AccountChange.objects.order_by("pk")[:2]

    assert first.at < second.at


def change(ann, **fields):
    for name, value in fields.items():
        setattr(ann, name, value)
    ann.save()


def give_all_rights(ann):
    make.by_owner(f"UPDATE auth_user SET is_superuser = true WHERE id = {ann.pk}")
    ann.refresh_from_db()


@pytest.mark.parametrize(
    "taken",
    [
        set_password,
        lambda ann: change(ann, is_active=False),
        lambda ann: change(ann, is_staff=False),
        lambda ann: change(ann, is_superuser=False),
        lambda ann: ann.groups.clear(),
    ],
    ids=["password", "active", "staff", "superuser", "role"],
)
def test_tokens_end_with_what_they_were_given_for(taken, ann):
    give_all_rights(ann)
    ann.groups.add(Group.objects.get(name="Editor"))
    make.token(ann)
    make.token(other := make.editor("ben"))

    taken(ann)

    assert [token.user for token in AuthToken.objects.all()] == [other]


@pytest.mark.parametrize(
    "given",
    [
        lambda ann: change(ann, first_name="Ann"),
        give_all_rights,
        lambda ann: ann.groups.add(Group.objects.get(name="Editor")),
    ],
    ids=["name", "superuser", "role"],
)
def test_tokens_stay_when_nothing_is_taken(given, ann):
    make.token(ann)

    given(ann)

    assert AuthToken.objects.count() == 1


@pytest.mark.parametrize(
    "taken",
    [
        set_password,
        lambda ann: change(ann, is_active=False),
    ],
    ids=["password", "active"],
)
def test_sessions_end_with_the_password_and_the_account(taken, ann, client):
    client.force_login(ann)
    assert client.get("/admin/").status_code == 200

    taken(ann)

    assert client.get("/admin/").status_code == 302

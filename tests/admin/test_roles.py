"""What each role may do, told from the permissions themselves, and chosen where one invites."""

import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerships.admin.roles import rights_table, roles_in_words
from partnerships.models import Grant
from tests import factories as make

pytestmark = pytest.mark.django_db


def told():
    """What the table says: of each role, what it may do."""
    roles, rows = rights_table()
    return {
        role.name: {row.what for row, may in zip(rows, held, strict=True) if may}
        for role, held in zip(roles, zip(*(row.may for row in rows), strict=True), strict=True)
    }


def test_it_says_who_may_what():
    may = told()

    assert "Sign verdicts" in may["Editor"]
    assert "Sign verdicts" not in may["Fact-checker"]
    assert "Propose verdicts" in may["Fact-checker"]
    assert "Propose verdicts" not in may["Reporter"]
    assert any("claims" in what for what in may["Reporter"] if what.startswith("Record"))
    assert all(what.startswith("See ") for what in may["Reader"])


def test_it_says_what_the_permissions_are_now():
    right = Permission.objects.get(codename="countersign_verdict")
    Group.objects.get(name="Editor").permissions.remove(right)

    assert "Sign verdicts" not in told()["Editor"]
    assert "Sign verdicts" in told()["Editor in chief"]


def test_each_right_of_a_role_is_told_once():
    held = Permission.objects.filter(group__isnull=False).distinct()
    plain = ("add_", "change_", "delete_", "view_")
    special = [each for each in held if not each.codename.startswith(plain)]
    _, rows = rights_table()

    whats = [row.what for row in rows]
    assert len(whats) == len(set(whats))
    assert len(rows) >= len(special)


def test_it_costs_the_same_for_any_number_of_roles(django_assert_max_num_queries):
    for number in range(5):
        Group.objects.create(name=f"Role {number}").permissions.set(
            Permission.objects.filter(codename__startswith="add_c")
        )

    with django_assert_max_num_queries(3):
        rights_table()


def test_everybody_at_the_desk_reads_it_and_finds_their_own(client):
    client.force_login(make.member("Fact-checker"))

    page = unescape(client.get(reverse("admin:roles")).text)

    assert "Fact-checker <span" in page
    assert re.search(r"<strong>Fact-checker</strong>", page)


def test_strangers_are_asked_to_log_in(client):
    assert client.get(reverse("admin:roles")).status_code == 302


@pytest.fixture
def invite(client):
    """A function: what comes of inviting somebody with these roles."""
    client.force_login(make.member("Administrator"))

    def invite(*names, **typed):
        roles = [Group.objects.get(name=name).pk for name in names]
        given = {"username": "eve", "email": "eve@example.org", "groups": roles}
        page = client.post(reverse("admin:auth_user_add"), given | typed, follow=True)
        return unescape(page.text), get_user_model().objects.filter(username="eve").first()

    return invite


def test_who_is_invited_has_the_role_and_is_sent_a_link(invite):
    told, eve = invite("Fact-checker", first_name="Eve", last_name="Early")

    assert "on its way to eve@example.org" in told
    assert [role.name for role in eve.groups.all()] == ["Fact-checker"]
    assert eve.has_perm("partnerships.propose_verdict")
    assert not eve.has_usable_password()
    assert ProcrastinateJob.objects.filter(task_name="partnerships.send_password_link").count() == 1


def test_a_role_that_weighs_waits_for_a_second_person(invite):
    told, eve = invite("Reporter", "Administrator")

    assert [role.name for role in eve.groups.all()] == ["Reporter"]
    assert Grant.objects.waiting().get(account=eve).role.name == "Administrator"
    assert "Somebody else who keeps accounts has to give it" in told


def test_nobody_is_invited_without_an_address(invite):
    told, eve = invite("Reporter", email="")

    assert eve is None
    assert "This field is required" in told


def test_a_role_is_told_by_what_it_may_beyond_another():
    told = {role.name: roles_in_words(Group.objects.all())[role.pk] for role in Group.objects.all()}

    assert told["Reader"] == ""
    assert told["Fact-checker"].startswith("what a Reporter may, assess claims")
    assert "record claims" not in told["Fact-checker"]
    assert told["Editor in chief"] == "what an Editor may, sign what you wrote part of"
    assert "keep accounts" in told["Administrator"]
    assert "see confidential sources" in told["Source keeper"]


def test_the_form_says_what_each_role_may(client):
    client.force_login(make.member("Administrator"))

    page = unescape(client.get(reverse("admin:auth_user_add")).text)

    assert "propose verdicts" in page
    assert reverse("admin:roles") in page

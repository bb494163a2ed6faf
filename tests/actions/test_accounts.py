"""What weighs is asked for by one person and given by a second, and whom it concerns is told."""

import re
from smtplib import SMTPException
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerships import tasks
from partnerships.actions.accounts import ask_for_grant, ask_for_link, give_grant, refuse_grant
from partnerships.errors import Refused
from partnerships.models import Grant
from partnerships.rules.accounts import roles_that_weigh
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return make.member("Administrator", name="ann", first_name="Ann", last_name="Able")


@pytest.fixture
def ben():
    return make.member(
        "Administrator", name="ben", password="his own", first_name="Ben", last_name="Best"
    )


@pytest.fixture
def eve():
    return make.member(
        "Editor", name="eve", password="her own", email="eve@example.org", first_name="Eve"
    )


@pytest.fixture
def keeper():
    return Group.objects.get(name="Source keeper")


def throw(error):
    raise error


def jobs_done(task):
    """Have a worker's task done as often as it was asked for."""
    for job in ProcrastinateJob.objects.filter(task_name=task.name):
        task.func(**job.args)


def test_the_roles_that_weigh_are_those_with_rights_that_do():
    assert set(roles_that_weigh().values_list("name", flat=True)) == {
        *("Administrator", "Editor in chief", "Source keeper")
    }


def test_what_is_asked_for_is_not_given_yet(ann, eve, keeper):
    asked = ask_for_grant(eve, keeper, by=ann)

    assert keeper not in eve.groups.all()
    assert list(Grant.objects.waiting()) == [asked]


def test_what_is_asked_for_twice_is_asked_for_once(ann, ben, eve, keeper):
    assert ask_for_grant(eve, keeper, by=ann) == ask_for_grant(eve, keeper, by=ben)


def test_a_second_person_gives_it(ann, ben, eve, keeper):
    give_grant(ask_for_grant(eve, keeper, by=ann), by=ben)

    assert keeper in eve.groups.all()
    assert not Grant.objects.waiting().exists()


def test_all_rights_are_given_by_two_who_have_them(eve):
    first, second = (make.editor(name, is_superuser=True) for name in ("first", "second"))

    give_grant(ask_for_grant(eve, None, by=first), by=second)

    eve.refresh_from_db()
    assert eve.is_superuser


def test_nobody_gives_what_they_asked_for_themselves(ann, eve, keeper):
    asked = ask_for_grant(eve, keeper, by=ann)

    with pytest.raises(Refused, match="a second person gives it"):
        give_grant(asked, by=ann)

    assert keeper not in eve.groups.all()


def test_nobody_is_given_a_role_that_they_give(ann, eve, ben, keeper):
    asked = ask_for_grant(ben, keeper, by=ann)

    with pytest.raises(Refused, match="Nobody asks for more rights of their own"):
        give_grant(asked, by=ben)


def test_who_has_set_no_password_yet_is_given_nothing_that_weighs(ann, ben, keeper):
    nobody_yet = make.member("Editor", name="new", email="new@example.org")
    asked = ask_for_grant(nobody_yet, keeper, by=ann)

    with pytest.raises(Refused, match="sets a password first"):
        give_grant(asked, by=ben)

    assert keeper not in nobody_yet.groups.all()


def test_who_asked_may_think_better_of_it(ann, ben, eve, keeper):
    asked = ask_for_grant(eve, keeper, by=ann)

    refuse_grant(asked, by=ann)

    with pytest.raises(Refused, match="answered this already"):
        give_grant(asked, by=ben)


def test_who_keeps_no_accounts_neither_asks_nor_gives(ann, eve, keeper):
    with pytest.raises(PermissionDenied):
        ask_for_grant(ann, keeper, by=eve)
    with pytest.raises(PermissionDenied):
        ask_for_grant(eve, None, by=ann)


def test_the_person_and_those_who_have_the_same_are_told(ann, ben, eve, keeper, mailoutbox):
    make.member("Source keeper", name="kim", email="kim@example.org")
    make.member("Editor", name="someone", email="someone@example.org")

    give_grant(ask_for_grant(eve, keeper, by=ann), by=ben)
    jobs_done(tasks.tell_of_grant)

    assert {to for letter in mailoutbox for to in letter.to} == {
        *("eve@example.org", "kim@example.org")
    }
    assert "Ann Able asked for it, Ben Best gave it." in mailoutbox[0].body


def test_a_mailbox_that_refuses_keeps_nobody_else_from_being_told(
    ann, ben, eve, keeper, mailoutbox, monkeypatch
):
    make.member("Source keeper", name="kim", email="kim@example.org")
    give_grant(ask_for_grant(eve, keeper, by=ann), by=ben)
    jobs = ProcrastinateJob.objects.filter(task_name=tasks.tell_of_grant.name)
    first, second = (job.args for job in jobs.order_by("id"))

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", lambda mail: throw(SMTPException("full")))
        with pytest.raises(SMTPException):
            tasks.tell_of_grant.func(**first)
    tasks.tell_of_grant.func(**second)

    assert len(mailoutbox) == 1


@pytest.mark.parametrize("error", [SMTPException("later"), ConnectionRefusedError()])
def test_a_letter_that_the_server_did_not_take_is_sent_later(error):
    job = SimpleNamespace(attempts=1, task_kwargs={})

    assert tasks.LetterPatience().get_retry_decision(exception=error, job=job)
    assert not tasks.LetterPatience().get_retry_decision(exception=ValueError(), job=job)


def test_a_password_is_set_by_a_link_that_is_sent_to_the_person(eve, mailoutbox):
    ask_for_link(account=eve)
    jobs_done(tasks.send_password_link)

    (letter,) = mailoutbox
    (link,) = re.findall(r"http://localhost:\d+(/\S+)", letter.body)
    client = Client()
    page = client.get(link, follow=True)
    typed = {"new_password1": "battery staple 7", "new_password2": "battery staple 7"}
    client.post(page.redirect_chain[-1][0], typed)

    eve.refresh_from_db()
    assert letter.to == ["eve@example.org"]
    assert eve.check_password("battery staple 7")
    assert Client().get(link, follow=True).context["validlink"] is False


def test_an_address_of_nobody_gets_no_letter(eve, mailoutbox):
    ask_for_link(email="nobody@example.org")
    jobs_done(tasks.send_password_link)

    assert mailoutbox == []


def test_who_is_switched_off_gets_no_letter(mailoutbox):
    make.member("Editor", email="gone@example.org", is_active=False)

    ask_for_link(email="gone@example.org")
    jobs_done(tasks.send_password_link)

    assert mailoutbox == []

"""The password that a desk makes up for its first editor does not become anybody's for good."""

from datetime import timedelta
from io import StringIO

import pghistory
import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.utils import timezone

from partnerships.actions import first_passwords
from partnerships.management.commands.open_desk import Command

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened(settings, tmp_path, monkeypatch):
    """A function that makes a first editor as open_desk does, so many hours from now; it gives what
    was printed."""
    settings.DATA_DIR, settings.EDITOR_PASSWORD = tmp_path, ""

    def open_it(hours=0):
        now = timezone.now() + timedelta(hours=hours)
        monkeypatch.setattr(first_passwords.timezone, "now", lambda: now)
        command = Command(stdout=(said := StringIO()))
        command.make_first_editor()
        return said.getvalue()

    return open_it


def password_in(said):
    return said.partition("shown only this once: ")[2].partition("\n")[0]


def lets_in(rf, password):
    return authenticate(rf.post("/"), username="editor", password=password) is not None


def test_one_that_the_desk_made_up_is_good_for_a_day(opened, rf):
    first = password_in(opened())
    soon = lets_in(rf, first)
    again = opened(hours=23), lets_in(rf, first)
    second = password_in(opened(hours=25))

    assert soon
    assert again == ("", True)
    assert not lets_in(rf, first)
    assert lets_in(rf, second)


def test_one_that_is_over_lets_nobody_in_before_the_desk_is_opened_again(opened, rf, monkeypatch):
    password = password_in(opened())
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr(first_passwords.timezone, "now", lambda: later)

    assert not lets_in(rf, password)


def test_one_that_the_editor_chose_stays(opened, rf):
    opened()
    editor = User.objects.get(username="editor")
    with pghistory.context(user=editor.pk):
        editor.set_password("a choice of one's own")
        editor.save()

    assert opened(hours=25) == ""
    assert lets_in(rf, "a choice of one's own")


def test_what_is_kept_of_it_is_nobodys_to_read_and_not_the_password(opened, tmp_path):
    password = password_in(opened())
    kept = tmp_path / first_passwords.NAME

    assert kept.stat().st_mode & 0o077 == 0
    assert password not in kept.read_text()
    assert User.objects.get(username="editor").password not in kept.read_text()

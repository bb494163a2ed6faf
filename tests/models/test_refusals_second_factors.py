"""A second factor is the person's own to set up, to change and to take away."""

import pghistory
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from pghistory.models import Context

from partnerships.actions.second_factors import new_key, set_up_second_factor
from partnerships.models import AccountChange
from partnerships.rules.second_factors import has_second_factor
from tests import factories as make
from tests.codes import code_of

pytestmark = pytest.mark.django_db
APP = (
    "INSERT INTO otp_totp_totpdevice (user_id, name, confirmed, key, step, t0, digits, tolerance,"
    " drift, last_t, throttling_failure_count) VALUES ({eve}, 'app', true, '00', 30, 0, 6, 1, 0,"
    " -1, 0)"
)
RECOVERY = (
    "INSERT INTO otp_static_staticdevice (user_id, name, confirmed, throttling_failure_count)"
    " VALUES ({eve}, 'recovery', true, 0)"
)
CODE = "INSERT INTO otp_static_statictoken (device_id, token) VALUES ({device}, 'ours')"
APPS = "second_factor_is_the_persons_own"
RECOVERIES, CODES = "recovery_is_the_persons_own", "recovery_code_is_the_persons_own"


@pytest.fixture
def known():
    """Eve, who has a second factor, and others, as sentences call them."""
    eve, ann = make.editor("eve"), make.member("Administrator", name="ann")
    key = new_key()
    set_up_second_factor(eve, key, code_of(key))
    device = eve.staticdevice_set.get()
    return {"eve": eve.pk, "ann": ann.pk, "device": device.pk}


def run(sentence, known, as_whom):
    who = {"user": known[as_whom]} if as_whom else {}
    with pghistory.context(**who), connection.cursor() as cursor:
        cursor.execute(sentence.format(**known))


@pytest.mark.parametrize("as_whom", ["ann", None])
@pytest.mark.parametrize(
    ("law", "sentence"),
    [
        (APPS, APP),
        (APPS, "UPDATE otp_totp_totpdevice SET key = '00' WHERE user_id = {eve}"),
        (APPS, "DELETE FROM otp_totp_totpdevice WHERE user_id = {eve}"),
        (RECOVERIES, RECOVERY),
        (RECOVERIES, "UPDATE otp_static_staticdevice SET throttling_failure_count = 9"),
        (CODES, CODE),
        (CODES, "UPDATE otp_static_statictoken SET token = 'ours'"),
        (CODES, "DELETE FROM otp_static_statictoken"),
    ],
)
def test_nobody_has_a_hand_in_anothers(law, sentence, as_whom, known, refused):
    with refused(law):
        run(sentence, known, as_whom)


def test_nobody_gives_theirs_to_another(known, refused):
    with refused(APPS):
        run("UPDATE otp_totp_totpdevice SET user_id = {ann}", known, "ann")


@pytest.mark.parametrize(
    "sentence", ["DELETE FROM otp_totp_totpdevice", "DELETE FROM otp_static_statictoken", APP, CODE]
)
def test_ones_own_is_ones_own(sentence, known):
    run(sentence, known, "eve")


@pytest.fixture
def eve(known):
    """Who has lost her second factor; Ann keeps accounts, and Bob does not."""
    make.member("Editor", name="bob")
    return User.objects.get(username="eve")


def end(username="eve", by="ann", shown="her passport, at the desk"):
    call_command("end_second_factor", username, "--by", by, "--shown", shown)


@pytest.mark.django_db(transaction=True)
def test_whoever_lost_one_is_let_in_by_who_made_sure_of_them_and_it_is_kept(eve):
    end()

    change = AccountChange.objects.filter(account=eve, act="delete").latest("pk")
    context = Context.objects.get(pk=change.context)
    assert not has_second_factor(eve)
    assert (change.door, change.by) == ("command", User.objects.get(username="ann"))
    assert context.metadata["why"] == (
        "ann made sure that it is they who ask, by this: her passport, at the desk"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"by": "bob"}, "bob does not keep accounts here"),
        ({"by": "nobody"}, "Nobody here is called nobody"),
        ({"username": "nobody"}, "Nobody here is called nobody"),
        ({"username": "ann"}, "Nobody makes sure of themselves"),
        ({"shown": "  "}, "Say by what it was made sure"),
        ({"username": "bob"}, "bob has no second factor"),
    ],
)
def test_nobody_loses_one_before_somebody_made_sure_of_them(eve, asked, sentence):
    with pytest.raises(CommandError, match=sentence):
        end(**asked)

"""What weighs is given by two, whatever the door; and nobody sets a password for another."""

import pghistory
import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, IntegrityError, connection, transaction

from partnerships.models import AccountChange, Grant
from partnerships.vocabulary import GrantAct
from tests import factories as make

pytestmark = pytest.mark.django_db

CHIEF = "(SELECT id FROM auth_group WHERE name = 'Editor in chief')"
EDITOR = "(SELECT id FROM auth_group WHERE name = 'Editor')"
BREAKS_GLASS = "(SELECT id FROM auth_permission WHERE codename = 'break_glass')"
SUPERUSER = (
    "INSERT INTO auth_user (username, password, is_superuser, is_staff, is_active, first_name,"
    " last_name, email, date_joined) VALUES ('new', '!', true, true, true, '', '', '', now())"
)


@pytest.fixture
def people():
    """Two who keep accounts, an editor, and one with all rights."""
    return {
        "ann": make.member("Administrator", name="ann"),
        "ben": make.member("Administrator", name="ben"),
        "eve": make.member("Editor", name="eve", email="eve@example.org", password="her own"),
        "root": make.editor("root", is_superuser=True),
    }


def run(sentence, people, as_whom=None):
    """Run SQL in which people are named by their names in braces, in the name of one of them."""
    keys = {name: user.pk for name, user in people.items()}
    who = {"user": keys[as_whom]} if as_whom else {}
    with pghistory.context(**who), connection.cursor() as cursor:
        cursor.execute(sentence.format(**keys))


def note(who, act="asked", account="{eve}", role=CHIEF, answers="NULL"):
    """The sentence in which somebody asks, gives or refuses."""
    return (
        "INSERT INTO partnerships_grant (uid, act, account_id, role_id, answers_id, by_id, at)"
        f" VALUES (gen_random_uuid(), '{act}', {account}, {role}, {answers}, {who},"
        " '2020-01-01')"
    )


ASKED = "(SELECT id FROM partnerships_grant WHERE act = 'asked')"
JOINS = f"INSERT INTO auth_user_groups (user_id, group_id) VALUES ({{eve}}, {CHIEF})"


@pytest.mark.parametrize("as_whom", [None, "ann", "root"])
@pytest.mark.parametrize(
    ("law", "sentence"),
    [
        ("role_that_weighs_is_given_by_two", JOINS),
        (
            "role_that_weighs_is_given_by_two",
            f"UPDATE auth_user_groups SET group_id = {CHIEF} WHERE user_id = {{eve}}",
        ),
        (
            "all_rights_are_given_by_two",
            "UPDATE auth_user SET is_superuser = true WHERE id = {eve}",
        ),
        ("new_account_has_not_all_rights", SUPERUSER),
        (
            "right_that_weighs_comes_with_a_role",
            "INSERT INTO auth_user_user_permissions (user_id, permission_id)"
            f" VALUES ({{eve}}, {BREAKS_GLASS})",
        ),
        (
            "role_learns_no_right_that_weighs",
            "INSERT INTO auth_group_permissions (group_id, permission_id)"
            f" VALUES ({EDITOR}, {BREAKS_GLASS})",
        ),
        (
            "password_is_set_by_the_person",
            "UPDATE auth_user SET password = 'another' WHERE id = {eve}",
        ),
        ("password_is_set_by_the_person", "UPDATE auth_user SET password = '!' WHERE id = {eve}"),
        (
            "token_is_the_persons_own",
            "INSERT INTO knox_authtoken (digest, token_key, user_id, created)"
            " VALUES ('a', 'b', {eve}, now())",
        ),
        (
            "address_is_set_by_the_person",
            "UPDATE auth_user SET email = 'ann@example.org' WHERE id = {eve}",
        ),
    ],
)
def test_what_weighs_is_given_by_nobody_alone(law, sentence, as_whom, people, refused):
    with refused(law):
        run(sentence, people, as_whom)


@pytest.mark.parametrize(
    ("law", "as_whom", "sentence"),
    [
        ("grant_is_in_ones_own_name", "ann", note("{ben}")),
        ("grant_is_in_ones_own_name", None, note("{ben}")),
        ("grant_is_by_who_may_give", "eve", note("{eve}", account="{ann}")),
        ("grant_is_by_who_may_give", "ann", note("{ann}", role="NULL")),
        ("grant_is_for_somebody_else", "ann", note("{ann}", account="{ann}")),
        ("grant_act_is_known", "ann", note("{ann}", act="lent")),
        ("grant_is_given_when_asked_for", "ann", note("{ann}", act="given")),
    ],
)
def test_who_asks_may_give_and_does_not_for_themselves(law, as_whom, sentence, people, refused):
    with refused(law):
        run(sentence, people, as_whom)


def test_who_has_never_come_in_is_given_nothing_that_weighs(people, refused):
    people["new"] = make.member("Editor", name="new", email="new@example.org")
    run(note("{ann}", account="{new}"), people, "ann")

    with refused("grant_is_to_who_has_come_in"):
        run(note("{ben}", "given", account="{new}", answers=ASKED), people, "ben")


@pytest.mark.parametrize(
    ("law", "as_whom", "sentence"),
    [
        ("grant_is_given_by_a_second", "ann", note("{ann}", "given", answers=ASKED)),
        (
            "grant_answers_what_was_asked",
            "ben",
            note("{ben}", "given", account="{root}", answers=ASKED),
        ),
        ("grant_answers_what_was_asked", "ben", note("{ben}", "given", role=EDITOR, answers=ASKED)),
        ("grant_is_given_when_asked_for", "ben", note("{ben}", answers=ASKED)),
        ("role_that_weighs_is_given_by_two", "ben", JOINS),
    ],
)
def test_what_was_asked_for_is_given_by_a_second(law, as_whom, sentence, people, refused):
    run(note("{ann}"), people, "ann")

    with refused(law):
        run(sentence, people, as_whom)


@pytest.mark.parametrize(
    "sentence", ["UPDATE partnerships_grant SET account_id = 1", "DELETE FROM partnerships_grant"]
)
def test_not_even_the_owner_rewrites_who_gave_what(sentence, people, refused):
    run(note("{ann}"), people, "ann")

    with refused("grant_is_kept_as_it_is"):
        make.by_owner(sentence)


def test_two_who_are_declared_give_it_and_the_journal_tells_whom_and_when(people):
    run(note("{ann}"), people, "ann")
    run(note("{ben}", "given", answers=ASKED), people, "ben")
    run(JOINS, people, "ben")

    given = Grant.objects.get(act=GrantAct.GIVEN)
    told = AccountChange.objects.get(account=people["eve"], role="Editor in chief")
    assert (given.answers.by, given.by) == (people["ann"], people["ben"])
    assert given.at.year > 2020
    assert told.by == people["ben"]


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE auth_permission SET codename = 'harmless' WHERE codename = 'break_glass'",
        "UPDATE django_content_type SET app_label = 'other' WHERE app_label = 'auth'",
    ],
)
def test_the_application_calls_no_right_by_another_name(sentence, as_application):
    with as_application() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute(sentence)


@pytest.mark.django_db(transaction=True)
def test_what_was_given_once_is_not_given_again_by_one(people):
    run(note("{ann}"), people, "ann")
    with transaction.atomic():
        run(note("{ben}", "given", answers=ASKED), people, "ben")
        run(JOINS, people, "ben")
    people["eve"].groups.clear()

    with pytest.raises(IntegrityError, match="given by a second"):
        run(JOINS, people, "ben")


def test_what_does_not_weigh_is_given_by_one(people):
    people["eve"].groups.add(Group.objects.get(name="Reporter"))

    assert people["eve"].groups.filter(name="Reporter").exists()


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE auth_user SET password = 'another' WHERE id = {eve}",
        "UPDATE auth_user SET email = 'new@example.org' WHERE id = {eve}",
    ],
)
def test_one_sets_ones_own_password_and_address(sentence, people):
    run(sentence, people, "eve")


def test_who_has_set_no_password_yet_may_be_given_an_address(people):
    new = make.editor("new", email="wrong@example.org")

    run(f"UPDATE auth_user SET email = 'new@example.org' WHERE id = {new.pk}", people, "ann")


def test_the_owner_gives_the_first_accounts_theirs(people):
    make.by_owner(f"UPDATE auth_user SET is_superuser = true WHERE id = {people['eve'].pk}")

    assert AccountChange.objects.first().after == {"is_superuser": True}

"""Who comes in by a provider of logins is tied in their own name, for good, and has no password."""

import pghistory
import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection

from partnerships.actions.accounts import ask_for_grant, give_grant
from partnerships.models import AccountChange, ProviderLogin
from tests import factories as make


def tie(who, subject):
    """The sentence in which somebody is tied."""
    return (
        "INSERT INTO partnerships_providerlogin (uid, user_id, issuer, subject, at) VALUES"
        f" (gen_random_uuid(), {{{who}}}, 'https://login.example.org', '{subject}', now())"
    )


ONES_OWN, OF_ONE = "provider_login_is_ones_own", "provider_login_is_of_one_account"
STAYS = "provider_login_stays_with_its_account"
INSTEAD = "provider_login_is_instead_of_a_password"


@pytest.fixture
def known(db):
    """Eve, who comes by a provider, Ann, who keeps accounts, and Bob, who has no way in yet, as
    sentences call them."""
    people = {"eve": make.editor("eve"), "bob": make.editor("bob")}
    people["ann"] = make.member("Administrator", name="ann", password="as it is")
    known = {name: person.pk for name, person in people.items()}
    for name in ("eve", "bob"):
        run(f"UPDATE auth_user SET password = '!' WHERE id = {{{name}}}", known, name)
    run(tie("eve", "1"), known, "eve")
    return known


def run(sentence, known, as_whom):
    who = {"user": known[as_whom]} if as_whom else {}
    with pghistory.context(**who), connection.cursor() as cursor:
        cursor.execute(sentence.format(**known))


@pytest.mark.parametrize(
    ("law", "sentence", "as_whom"),
    [
        (ONES_OWN, tie("bob", "2"), "ann"),
        (ONES_OWN, tie("bob", "2"), None),
        (OF_ONE, tie("bob", "1"), "bob"),
        (INSTEAD, tie("ann", "2"), "ann"),
        (
            INSTEAD,
            f"UPDATE auth_user SET password = '{make_password('new')}' WHERE id = {{eve}}",
            "eve",
        ),
        (STAYS, "UPDATE partnerships_providerlogin SET subject = '2'", "eve"),
        (STAYS, "UPDATE partnerships_providerlogin SET user_id = {bob}", "bob"),
        (STAYS, "DELETE FROM partnerships_providerlogin", "eve"),
        (
            "address_is_set_by_the_person",
            "UPDATE auth_user SET email = 'ann@example.org' WHERE id = {eve}",
            "ann",
        ),
    ],
)
def test_what_is_refused_of_a_login_at_a_provider(law, sentence, as_whom, known, refused):
    with refused(law):
        run(sentence, known, as_whom)


def test_who_has_no_way_in_yet_ties_themselves(known):
    run(tie("bob", "2"), known, "bob")

    assert ProviderLogin.objects.count() == 2


def test_what_weighs_is_given_by_two_to_who_comes_by_a_provider(known):
    ann, sue = User.objects.get(username="ann"), make.member("Administrator", name="sue")
    eve, role = User.objects.get(username="eve"), Group.objects.get(name="Source keeper")

    give_grant(ask_for_grant(eve, role, by=ann), by=sue)

    assert role in eve.groups.all()


@pytest.mark.django_db(transaction=True)
def test_the_command_unties_an_account_and_the_journal_tells_it(known, capsys):
    call_command("end_provider_login", "eve")

    assert "eve comes in by no provider any more" in capsys.readouterr().out
    assert not ProviderLogin.objects.exists()
    change = AccountChange.objects.filter(noun="provider").latest("pk")
    assert (change.act, change.name, change.door) == ("delete", "eve", "command")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "sentence"),
    [("bob", "bob comes in by no provider"), ("nobody", "Nobody here is called")],
)
def test_the_command_says_what_it_cannot_untie(known, name, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("end_provider_login", name)

"""What PostgreSQL refuses of the journal of accounts: laws alone write it, none rewrites it."""

import pytest
from django.db import IntegrityError, ProgrammingError

from tests import factories as make

pytestmark = pytest.mark.django_db

ROW = """
INSERT INTO partnerships_accountchange (uid, noun, act, name, role, before, after, at, door)
VALUES (gen_random_uuid(), {noun}, {act}, 'ann', '', {before}, {after}, now(), '')
"""
RIGHT = {"noun": "'role'", "act": "'insert'", "before": "'{}'", "after": "'{}'"}


@pytest.mark.parametrize(
    ("law", "wrong"),
    [
        ("account_change_noun_is_known", {"noun": "'power'"}),
        ("account_change_act_is_known", {"act": "'lent'"}),
        ("account_change_before_has_names", {"before": "'[]'"}),
        ("account_change_after_has_names", {"after": "'7'"}),
    ],
)
def test_not_even_the_owner_writes_what_is_none(law, wrong, owner):
    with pytest.raises(IntegrityError) as caught:
        owner.execute(ROW.format(**RIGHT | wrong))

    assert caught.value.__cause__.diag.constraint_name == law


@pytest.mark.parametrize(
    ("law", "sentence"),
    [
        ("account_change_is_kept_as_it_is", "UPDATE partnerships_accountchange SET name = 'ben'"),
        ("account_change_is_kept_as_it_is", "DELETE FROM partnerships_accountchange"),
    ],
)
def test_not_even_the_owner_rewrites_it(law, sentence, owner):
    owner.execute(ROW.format(**RIGHT))

    with pytest.raises(IntegrityError) as caught:
        owner.execute(sentence)

    assert caught.value.__cause__.diag.constraint_name == law


@pytest.mark.parametrize(
    "sentence",
    [
        ROW.format(**RIGHT),
        "UPDATE partnerships_accountchange SET name = 'ben'",
        "DELETE FROM partnerships_accountchange",
        "SELECT nextval('partnerships_accountchange_id_seq')",
        "ALTER TABLE auth_user DISABLE TRIGGER account_is_kept",
    ],
)
def test_the_application_only_reads_it(sentence, as_application):
    make.editor("ann")

    with pytest.raises(ProgrammingError) as caught, as_application() as cursor:
        cursor.execute(sentence)

    assert caught.value.__cause__.sqlstate == "42501"

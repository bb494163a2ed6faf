"""What readers were told of changes is never told otherwise, whatever the door."""

import pytest
from django.db import connection

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "sentence",
    ["UPDATE partnerships_change SET what = 'changed'", "DELETE FROM partnerships_change"],
)
def test_a_change_that_was_told_is_not_rewritten(client, refused, sentence):
    make.company()
    client.get("/api/v1/changes/")

    with refused("change_is_kept_as_it_is"):
        make.by_owner(sentence)


def test_what_is_found_to_be_told_waits_once(refused):
    found = "INSERT INTO partnerships_untold (noun, record, is_found) VALUES ('claims', 1, true)"
    with connection.cursor() as cursor:
        cursor.execute(found)

        with refused("untold_is_found_once"):
            cursor.execute(found)

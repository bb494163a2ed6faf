"""What readers were told of changes is never told otherwise, whatever the door."""

import pytest

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

"""Who signed, as readers are told."""

import pytest
from django.core.checks import run_checks

from partnerships.rules.people import public_signature
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_readers_are_told_the_names_of_signers_or_the_desk_alone_as_is_set(settings):
    ann = make.member("Editor", first_name="Ann", last_name="Example")

    assert public_signature(ann) == "Ann Example"
    settings.PUBLIC_SIGNERS = "desk"
    assert public_signature(ann) == "A member of the desk"
    assert public_signature(None) == ""


def test_an_edition_that_goes_out_names_nobody_where_nobody_is_to_be_named(settings):
    settings.PUBLIC_SIGNERS = "desk"
    ann = make.member("Editor", first_name="Ann", last_name="Example")

    content = make.edition(by=ann).content

    assert content["published_by"] == "A member of the desk"
    assert "Ann Example" not in str(content)


@pytest.mark.parametrize(("set_to", "found"), [("names", 0), ("desk", 0), ("nobody", 1)])
def test_the_desk_does_not_start_with_another_word_for_that(settings, set_to, found):
    settings.PUBLIC_SIGNERS = set_to

    assert [error.id for error in run_checks()].count("partnerships.E005") == found

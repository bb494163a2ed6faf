"""What the desk signed is dated when it was, given once and never told otherwise, whatever the
door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.models import Seal
from tests import factories as make

pytestmark = pytest.mark.django_db


def a_seal(**fields):
    told = {"kind": "answer", "sha256": "a" * 64, "at": timezone.now(), "desk": "x", "key": "y"}
    return Seal.objects.create(signature="z", **told | fields)


@pytest.mark.parametrize(
    ("law", "fields"),
    [
        ("seal_kind_is_known", {"kind": "letter"}),
        ("seal_sha256_is_a_hash", {"sha256": "A" * 64}),
        ("seal_sha256_is_a_hash", {"sha256": "a" * 63}),
        ("seal_is_dated_when_it_is_given", {"at": timezone.now() - timedelta(days=1)}),
        ("seal_is_dated_when_it_is_given", {"at": timezone.now() + timedelta(hours=1)}),
    ],
)
def test_a_seal_says_what_it_can_be(law, fields, refused):
    with refused(law):
        a_seal(**fields)


def test_what_is_sealed_is_not_sealed_again(refused):
    a_seal()

    with refused("seal_is_given_once_for_a_hash"):
        a_seal(kind="packet")


@pytest.mark.parametrize(
    "sentence",
    ["UPDATE partnerships_seal SET at = at - interval '1 day'", "DELETE FROM partnerships_seal"],
)
def test_a_seal_is_not_rewritten(sentence, refused):
    a_seal()

    with refused("seal_is_kept_as_it_is"):
        make.by_owner(sentence)

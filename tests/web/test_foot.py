"""The foot of readers' pages leads to the file of all tables once there is one."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from partnerships.models import Dump
from tests.factories import NOON

pytestmark = pytest.mark.django_db
LINK = 'href="/api/v1/dumps/"'


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DUMP_DAYS = tmp_path, 30


@pytest.fixture
def dump():
    made = Dump.objects.create(day=NOON.date(), at=NOON, sha256="0" * 64, size=4)
    default_storage.save(made.file_name, ContentFile(b"PK.."))
    return made


def test_before_the_first_night_no_file_is_named(client):
    assert LINK not in client.get("/").text


def test_a_file_that_is_there_is_named(client, dump):
    assert LINK in client.get("/").text


def test_a_file_that_was_taken_back_is_not_named(client, dump):
    default_storage.delete(dump.file_name)

    assert LINK not in client.get("/").text


def test_a_desk_that_publishes_none_names_none(client, dump, settings):
    settings.DUMP_DAYS = 0

    assert LINK not in client.get("/").text


def test_a_page_of_what_broke_does_not_ask(client, dump):
    assert LINK not in client.get("/nowhere/").text

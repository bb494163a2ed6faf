"""Sealing who a source is, opening it for a reason, and changing keys."""

import logging
import os
import sys
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.views.debug import ExceptionReporter

from partnerships.actions.sources import identities
from partnerships.actions.sources.seals import SealedPerson, is_newest
from partnerships.errors import NoKey, NotOpened, Refused
from partnerships.models import Entry, Identity
from partnerships.vocabulary import Act, Confidentiality
from tests import factories as make

pytestmark = pytest.mark.django_db

ROBIN = SealedPerson("Robin Redbreast", "0123 456")
CALLED = "a person at Microsoft"
OLD, NEW = os.urandom(32), os.urandom(32)


@pytest.fixture
def keeper():
    return make.member("Editor", "Source keeper", name="keeper")


@pytest.fixture(autouse=True)
def key(settings):
    settings.SOURCE_KEYS = [OLD]


@pytest.fixture
def source():
    return make.source(
        confidentiality=Confidentiality.CONFIDENTIAL, slug="call-3", title="Call on 3 May"
    )


@pytest.fixture
def identity(source, keeper):
    return identities.seal_identity(source, ROBIN, CALLED, by=keeper)


def test_who_a_source_is_is_sealed_and_the_source_called_as_agreed(identity, source, keeper):
    source.refresh_from_db()
    (entry,) = Entry.objects.all()

    assert str(source) == "a person at Microsoft, Call on 3 May"
    assert b"Robin" not in bytes(identity.ciphertext)
    assert (entry.act, entry.by) == (Act.SEALED, keeper)


def test_no_entry_of_the_journal_names_the_source(identity, source, keeper):
    identities.unseal_identity(source, "To call back", by=keeper)

    for entry in Entry.objects.all():
        assert (entry.noun, entry.key) == ("identity", str(identity.uid))


def test_it_is_opened_with_a_reason_that_the_journal_has(identity, source, keeper):
    person = identities.unseal_identity(source, " To call back ", by=keeper)

    entry = Entry.objects.get(act=Act.UNSEALED)
    assert person == ROBIN
    assert (entry.by, entry.why) == (keeper, "To call back")


@pytest.mark.parametrize("why", ["", "  "])
def test_without_a_reason_it_stays_closed(identity, source, keeper, why):
    with pytest.raises(Refused, match="Say why"):
        identities.unseal_identity(source, why, by=keeper)

    assert not Entry.objects.filter(act=Act.UNSEALED).exists()


def test_without_its_entry_it_is_not_told(identity, source, keeper, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no journal")

    monkeypatch.setattr(identities, "record", broken)

    with pytest.raises(RuntimeError):
        identities.unseal_identity(source, "To call back", by=keeper)


@pytest.mark.parametrize("groups", [["Editor in chief"], ["Administrator"], ["Reader"]])
def test_nobody_but_source_keepers_seals_or_opens(identity, source, groups):
    other = make.member(*groups)

    with pytest.raises(PermissionDenied):
        identities.unseal_identity(source, "Curious", by=other)
    with pytest.raises(PermissionDenied):
        identities.seal_identity(source, ROBIN, CALLED, by=other)


@pytest.mark.parametrize("permission", ["open_identity", "view_confidential_source"])
def test_one_of_the_two_rights_is_not_enough(identity, source, permission):
    other = make.editor(None, "view_source", permission)

    with pytest.raises(PermissionDenied):
        identities.unseal_identity(source, "Curious", by=other)


def test_a_superuser_opens_it_and_the_journal_has_it(identity, source):
    chief = make.editor(is_superuser=True)

    identities.unseal_identity(source, "The keeper is ill", by=chief)

    assert Entry.objects.get(act=Act.UNSEALED).by == chief


def test_sealed_anew_it_opens_as_what_was_sealed_last(identity, source, keeper):
    again = identities.seal_identity(
        source, SealedPerson("Wren King"), "somebody close to the talks", by=keeper
    )

    source.refresh_from_db()
    assert again.pk == identity.pk
    assert source.outlet == "somebody close to the talks"
    assert identities.unseal_identity(source, "To call back", by=keeper).name == "Wren King"
    assert len(Entry.objects.filter(act=Act.SEALED)) == 2
    assert all(b"Wren" not in bytes(row.ciphertext) for row in again.history.all())


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"title": "Call with Robin"}, "title"),
        ({"authors": ["REDBREAST"]}, "authors"),
        ({"says": "Redbreast said so."}, "says"),
        ({"slug": "robin-may"}, "slug"),
    ],
)
def test_a_name_that_stands_in_clear_is_not_sealed(keeper, fields, where):
    source = make.source(confidentiality="confidential", **fields)

    with pytest.raises(Refused, match=f"stands in clear: in the {where}"):
        identities.seal_identity(source, ROBIN, CALLED, by=keeper)

    assert not Identity.objects.exists()


@pytest.mark.parametrize(
    ("person", "description", "sentence"),
    [
        (SealedPerson(" "), CALLED, "Say who the source is"),
        (ROBIN, " ", "Say what it was agreed"),
        (ROBIN, "Robin of Microsoft", "stands in clear"),
        (ROBIN, "x" * 201, "more briefly"),
        (SealedPerson("x" * 201), CALLED, "too long"),
        (SealedPerson("x", "x" * 2001), CALLED, "too long"),
    ],
)
def test_what_is_missing_or_too_much_is_a_sentence(source, keeper, person, description, sentence):
    with pytest.raises(Refused, match=sentence):
        identities.seal_identity(source, person, description, by=keeper)


def test_an_open_source_is_not_sealed(keeper):
    with pytest.raises(Refused, match="as confidential first"):
        identities.seal_identity(make.source(), ROBIN, CALLED, by=keeper)


def test_of_a_source_of_which_nothing_is_sealed_nothing_is_opened(source, keeper):
    with pytest.raises(Refused, match="Nothing is sealed"):
        identities.unseal_identity(source, "To call back", by=keeper)


def test_a_desk_without_a_key_seals_nothing(source, keeper, settings):
    settings.SOURCE_KEYS = []

    with pytest.raises(NoKey):
        identities.seal_identity(source, ROBIN, CALLED, by=keeper)

    source.refresh_from_db()
    assert source.outlet != CALLED


def test_a_lost_key_is_a_sentence(identity, source, keeper, settings):
    settings.SOURCE_KEYS = [NEW]

    with pytest.raises(NotOpened, match="None of the desk's keys"):
        identities.unseal_identity(source, "To call back", by=keeper)


def test_keys_are_changed_by_a_command(identity, source, keeper, settings):
    settings.SOURCE_KEYS = [NEW, OLD]
    said = StringIO()

    for _ in range(2):
        call_command("reseal_identities", stdout=said)

    settings.SOURCE_KEYS = [NEW]
    identity.refresh_from_db()
    assert said.getvalue() == "1 sealed with the newest key.\n0 sealed with the newest key.\n"
    assert is_newest(identity.ciphertext, [NEW])
    assert identity.sealed_by == keeper
    assert identities.unseal_identity(source, "To call back", by=keeper) == ROBIN
    assert Entry.objects.filter(act=Act.SEALED, by=None).count() == 1


def test_what_no_key_opens_is_told_by_its_id_and_the_rest_is_sealed_anew(
    identity, keeper, settings
):
    settings.SOURCE_KEYS = [NEW]
    other = make.source(confidentiality="confidential", title="Call on 4 June")
    identities.seal_identity(other, ROBIN, CALLED, by=keeper)
    newest = os.urandom(32)
    settings.SOURCE_KEYS = [newest, NEW]
    out, err = StringIO(), StringIO()

    with pytest.raises(CommandError, match="1 could not be opened"):
        call_command("reseal_identities", stdout=out, stderr=err)

    assert out.getvalue().startswith("1 sealed")
    assert str(identity.uid) in err.getvalue()
    assert "call-3" not in err.getvalue()


def test_without_a_key_the_command_is_one_sentence(settings):
    settings.SOURCE_KEYS = []

    with pytest.raises(CommandError, match="set SOURCE_KEYS"):
        call_command("reseal_identities")


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("broken", ["record", "_about"])
def test_no_report_of_an_error_tells_the_name(
    source, keeper, monkeypatch, settings, caplog, rf, debug, broken
):
    settings.DEBUG = debug

    def fails(*args, **kwargs):
        raise RuntimeError("out of order")

    monkeypatch.setattr(identities, broken, fails)
    with caplog.at_level(logging.DEBUG), pytest.raises(RuntimeError):
        identities.seal_identity(source, ROBIN, CALLED, by=keeper)
    try:
        identities.seal_identity(source, ROBIN, CALLED, by=keeper)
    except RuntimeError:
        report = ExceptionReporter(rf.get("/"), *sys.exc_info())

    # What this test itself holds is no frame of the desk's.
    told = [
        str(value)
        for frame in report.get_traceback_frames()
        if "/tests/" not in frame["filename"]
        for _, value in frame["vars"]
    ]
    assert [value for value in told if "Redbreast" in value or "0123 456" in value] == []
    assert "Redbreast" not in caplog.text

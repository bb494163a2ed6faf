"""Verifying the records, from the journal to the files, and keeping heads outside."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from partnerships import tasks
from partnerships.actions.attesting import drafted_seal, give_seal, public_seal_keys
from partnerships.actions.heads import kept_heads
from partnerships.actions.journal import record
from partnerships.actions.sources.captures import paste
from partnerships.actions.verification import verify_records
from partnerships.models import Entry
from partnerships.rules.verification import latest_verification
from partnerships.vocabulary import Act, SealKind
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def heads_file(settings, tmp_path):
    """Where the desk keeps the heads of its journal."""
    settings.HEADS_FILE = str(tmp_path / "elsewhere" / "heads")
    return Path(settings.HEADS_FILE)


@pytest.fixture
def copy():
    """A kept copy with its file."""
    return paste(make.source(), "It is so.", by=make.member("Reporter"))


def alter(copy):
    default_storage.delete(copy.content.name)
    default_storage.save(copy.content.name, ContentFile(b"It is not so."))


def test_a_desk_that_nobody_tampered_with_holds_and_says_so_in_its_journal(copy):
    found = verify_records()

    assert found.faults == []
    entry = latest_verification()
    assert (entry.act, entry.by, entry.why) == (Act.VERIFIED, None, "All holds.")


def test_a_file_that_was_altered_is_named(copy):
    alter(copy)

    (fault,) = verify_records().faults

    assert str(fault) == f"copy {copy.uid}: its file {copy.content.name} is not what was kept"
    assert latest_verification().why == "1 at fault."


def test_a_file_that_is_missing_is_named(copy):
    default_storage.delete(copy.content.name)

    (fault,) = verify_records().faults

    assert str(fault) == f"copy {copy.uid}: its file {copy.content.name} is missing"


def test_a_seal_that_is_not_what_its_key_has_signed_is_named():
    seal = drafted_seal(SealKind.PACKET, "a" * 64)
    seal.desk = "https://another.example"
    seal.save()
    record(Act.ATTESTED, seal, by=None, at=seal.at)

    told = [str(fault) for fault in verify_records().faults]

    assert told == [f"seal {'a' * 64}: it is not what the key that it names has signed"]


def test_seals_of_a_key_that_the_desk_does_not_know_are_told_as_one(settings):
    seal, _ = give_seal(SealKind.PACKET, "a" * 64)
    give_seal(SealKind.PACKET, "b" * 64)
    earlier, settings.SEAL_KEYS = public_seal_keys(), [b"another" + bytes(25)]

    told = [str(fault) for fault in verify_records().faults]
    settings.EARLIER_SEAL_KEYS = earlier

    assert told == [
        f"key {seal.key}: it is none of the desk's, which has no public half of it (seals: 2)"
    ]
    assert verify_records().faults == []


def test_a_file_of_two_copies_is_named_for_both(copy):
    second = paste(make.source(), "It is so.", by=make.member("Reporter"))
    alter(copy)

    assert {fault.record for fault in verify_records().faults} == {
        f"copy {copy.uid}",
        f"copy {second.uid}",
    }


def test_a_file_of_no_copy_is_told_and_proves_nothing(copy):
    default_storage.save("snapshots/ab/cd", ContentFile(b"Left by a crash."))

    found = verify_records()

    assert found.faults == []
    assert "snapshots/ab/cd is the file of no copy." in found.remarks


def test_a_desk_without_heads_outside_is_told_what_is_not_found():
    assert any("HEADS_FILE is not set" in remark for remark in verify_records().remarks)


def test_the_first_heads_are_missed_only_once(heads_file):
    first, second = verify_records(), verify_records()

    assert any("No heads are kept" in remark for remark in first.remarks)
    assert second.remarks == []


def test_a_verification_that_holds_keeps_a_head_with_digests_of_all_histories(heads_file):
    verify_records()

    (head,) = kept_heads()
    assert "partnerships_claimhistory" in head.histories


def test_a_verification_that_finds_something_keeps_no_head(heads_file, copy):
    alter(copy)

    verify_records()

    assert not heads_file.exists()


@pytest.mark.parametrize(
    ("written", "told"),
    [("{}\n", "its line 1 is no head"), ("\n\nnone\n", "its line 3 is no head")],
)
def test_heads_that_cannot_be_read_are_a_fault(written, told, heads_file):
    heads_file.parent.mkdir()
    heads_file.write_text(written)

    (fault,) = verify_records().faults

    assert told in fault.what


def test_each_edition_that_goes_out_keeps_the_head_of_the_journal(
    heads_file, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = make.edition()
    with django_capture_on_commit_callbacks(execute=True):
        second = make.corrected(first.story).edition

    told = [(head.edition, head.sha256) for head in kept_heads()]
    assert told == [(str(each.uid), each.sha256) for each in (first, second)]


def test_an_edition_goes_out_though_its_head_cannot_be_kept(
    heads_file, django_capture_on_commit_callbacks
):
    heads_file.parent.touch()  # a file, where a folder should be

    with django_capture_on_commit_callbacks(execute=True):
        out = make.edition()

    assert out.story.editions.exists()


def test_the_command_says_that_all_holds_and_where_the_journal_ends(heads_file, copy):
    said = StringIO()

    call_command("verify_records", stdout=said, stderr=StringIO())

    assert said.getvalue().startswith("All holds. The journal ends with entry ")
    assert latest_verification().door == "verify_records"


def test_the_command_names_what_does_not_hold_and_fails(copy):
    alter(copy)
    said = StringIO()

    with pytest.raises(CommandError, match="^1 at fault. The journal ends with entry "):
        call_command("verify_records", stdout=said, stderr=StringIO())

    assert (
        said.getvalue() == f"copy {copy.uid}: its file {copy.content.name} is not what was kept.\n"
    )


def test_the_worker_verifies_by_night():
    tasks.verify.func(0)

    assert Entry.objects.get(act=Act.VERIFIED).door == "worker"


def test_what_the_worker_finds_makes_its_job_fail(copy):
    alter(copy)

    with pytest.raises(RuntimeError, match="1 at fault, see verify_records: copy "):
        tasks.verify.func(0)

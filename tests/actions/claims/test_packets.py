"""Packing evidence: what is in a packet, for whom, and what the journal keeps of it."""

from io import BytesIO, StringIO

import pghistory
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from partnerships.actions.claims import packets, verdicts
from partnerships.errors import NotPackable
from partnerships.models import Claim, Entry
from partnerships.vocabulary import Finding, Stance
from tests import factories as make
from tests.admin.test_secrets import SECRET, hide
from tests.formats.claims.evidence import checked, evidence, opened, packed, unpacked

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return make.member("Reader")


def of_type(records, kind):
    return [record for record in records.values() if record["type"] == kind]


def test_the_packet_of_a_claim_has_all_that_it_rests_on(reader):
    records, files = opened(packed(evidence(), by=reader))

    kinds = [record["type"] for record in records.values()]
    assert [kinds.count(kind) for kind in ("claim", "verdict", "citation", "search")] == [
        1,
        1,
        4,
        1,
    ]
    assert {record["id"] for record in of_type(records, "source")} == {
        *("page", "paper", "note", "seen")
    }
    for copy in of_type(records, "copy"):
        assert {f"texts/{copy['id']}.txt", f"copies/{copy['sha256']}"} <= files


def test_a_verdict_names_both_who_signed_and_when(reader):
    claim = evidence()
    verdict = claim.verdicts.get()
    verdict.proposed_by.first_name, verdict.proposed_by.last_name = "Ben", "Bold"
    verdict.proposed_by.save()

    told = opened(packed(claim, by=reader))[0]["verdict on microsoft_openai:S28"]

    assert (told["proposed_by"], told["countersigned_by"]) == ("Ben Bold", "A member of the desk")
    assert told["countersigned_at"] == verdict.countersigned_at.isoformat().replace("+00:00", "Z")
    assert told["fingerprint"] == verdict.fingerprint


def test_a_citation_has_the_selectors_of_the_web_annotation_model(reader):
    records, _ = opened(packed(evidence(), by=reader))

    (on_paper,) = [
        record for record in of_type(records, "citation") if record["signed"]["source"] == "paper"
    ]
    quoted, placed, page = on_paper["selector"]
    assert quoted["exact"] == "The price is $10 billion."
    assert placed["end"] - placed["start"] == len(quoted["exact"])
    assert page["value"] == "page=2"
    assert on_paper["signed"]["origin"] == "page"


def test_the_same_state_gives_the_same_bytes(reader):
    claim = evidence()

    assert packed(claim, by=reader) == packed(claim, by=make.member("Editor"))
    assert packed(claim.collection, by=reader) == packed(claim.collection, by=reader)


def test_a_verdict_that_does_not_stand_is_not_packed(reader):
    claim = evidence()
    verdicts.withdraw_verdict(claim.verdicts.get(), "Hasty.", by=make.member("Editor"))

    assert of_type(opened(packed(claim, by=reader))[0], "verdict") == []


def test_bytes_may_be_left_out_and_the_checker_says_so(reader, tmp_path):
    claim = evidence()

    content = packed(claim, by=reader, without_bytes=["page"])

    records, files = opened(content)
    left = {copy["source"]: copy["left_out"] for copy in of_type(records, "copy")}
    assert left == {"page": "the newsroom leaves them out", "paper": "", "note": ""}
    told, code = checked(unpacked(content, tmp_path / "packet"))
    (copy,) = [copy for copy in of_type(records, "copy") if copy["source"] == "page"]
    assert f"copies/{copy['sha256']}" not in files
    assert f"{copy['record']}: left out, its SHA-256 is {copy['sha256']}" in told
    assert code == 0


def test_all_bytes_may_be_left_out(reader):
    _, files = opened(packed(evidence(), by=reader, without_bytes=True))

    assert not [name for name in files if name.startswith("copies/")]


def test_a_copy_without_bytes_of_its_own_is_said_to_have_none(reader, tmp_path):
    claim = make.checked()
    source = claim.citations.get().source
    make.citation(claim, source, quote="It is so.", snapshot=make.snapshot(source, "It is so."))

    content = packed(claim, by=reader)

    (copy,) = of_type(opened(content)[0], "copy")
    assert copy["left_out"] == "the newsroom has not kept them"
    assert checked(unpacked(content, tmp_path / "packet"))[1] == 0


def test_a_file_that_is_gone_from_the_disk_is_not_called_not_kept(reader):
    claim = evidence()
    default_storage.delete(claim.citations.get(reference="S28-1").snapshot.content.name)

    with pytest.raises(NotPackable, match="it has changed on the desk's disk, or is gone"):
        packed(claim, by=reader)


def test_a_file_that_changed_on_the_disk_is_not_packed(reader):
    claim = evidence()
    copy = claim.citations.get(reference="S28-1").snapshot
    default_storage.delete(copy.content.name)
    with default_storage.open(copy.content.name, "wb") as file:
        file.write(b"something else")

    with pytest.raises(NotPackable, match="it has changed on the desk's disk"):
        packed(claim, by=reader)

    assert not Entry.objects.filter(act="packed").exists()


def test_the_journal_keeps_the_seal(reader):
    claim = evidence()
    seal = packets.pack(claim, BytesIO(), by=reader)

    entry = Entry.objects.get(act="packed")
    assert (entry.by, entry.claim, entry.why) == (reader, claim, f"Seal {seal}")
    assert len(seal) == 64


def test_who_may_not_see_copies_packs_none():
    claim = evidence()

    with pytest.raises(PermissionDenied):
        packed(claim, by=make.editor("new", "view_claim", "view_source"))


def test_a_claim_that_somebody_may_not_see_is_not_packed():
    with pytest.raises(NotPackable):
        packed(evidence(), by=make.editor("new", "view_snapshot", "view_source"))


def test_a_collection_without_claims_is_not_packed(reader):
    with pytest.raises(NotPackable):
        packed(make.collection("empty"), by=reader)


class TestConfidential:
    """What a packet tells of confidential sources: nothing, unless a keeper asks for them."""

    @pytest.fixture
    def keeper(self):
        return make.member("Editor", "Source keeper", name="keeper")

    @pytest.fixture
    def claim(self, keeper):
        with pghistory.context(user=make.member("Reporter").pk):
            claim = make.claim("They invest.", reference="S28")
            make.citation(claim, make.source(slug="open"))
        return claim

    def test_a_packet_is_the_same_byte_for_byte_with_confidential_sources(self, claim, keeper):
        editor = make.member("Editor")
        before = packed(claim, by=editor), packed(claim, by=keeper)

        with pghistory.context(user=keeper.pk):
            hide(claim, keeper)

        assert (packed(claim, by=editor), packed(claim, by=keeper)) == before

    def test_what_was_signed_over_them_is_told_as_far_as_the_packet_goes(
        self, claim, keeper, tmp_path
    ):
        hidden = make.source(slug="hidden", confidentiality="confidential", title=SECRET)
        with pghistory.context(user=keeper.pk):
            make.citation(claim, hidden, stance=Stance.SUPPORTS)
            retelling = claim.citations.get(source__slug="open").source
            retelling.derives_from = hidden
            retelling.save()
        other = make.member("Editor", "Source keeper")
        verdicts.propose(claim, Finding.ACCURATE, by=other)
        verdicts.countersign(claim.verdicts.get(), by=make.member("Editor", "Source keeper"))

        for number, by in enumerate([make.member("Reader"), keeper]):
            content = packed(claim, by=by)
            assert SECRET.encode() not in content
            assert b"hidden" not in content
            assert claim.verdicts.get().fingerprint.encode() not in content
            told, code = checked(unpacked(content, tmp_path / str(number)))
            assert (code, "\nAll 4" in told) == (0, True)

    def test_a_keeper_packs_them_when_asked_to(self, claim, keeper, tmp_path):
        hidden = make.source(slug="hidden", confidentiality="confidential", title=SECRET)
        with pghistory.context(user=keeper.pk):
            make.citation(claim, hidden, stance=Stance.SUPPORTS)
        verdicts.propose(claim, Finding.ACCURATE, by=make.member("Fact-checker", "Source keeper"))
        verdicts.countersign(claim.verdicts.get(), by=make.member("Editor", "Source keeper"))

        content = packed(claim, by=keeper, confidential=True)

        assert SECRET.encode() in content
        assert claim.verdicts.get().fingerprint.encode() in content
        assert checked(unpacked(content, tmp_path / "packet"))[1] == 0

    def test_nobody_else_packs_them(self, claim):
        with pytest.raises(PermissionDenied):
            packed(claim, by=make.member("Editor in chief"), confidential=True)


def test_an_origin_that_is_hidden_is_not_told(reader, tmp_path):
    hidden = make.source(slug="hidden", confidentiality="confidential")
    between = make.source(slug="between", derives_from=hidden)
    claim = make.claim()
    make.citation(claim, make.source(slug="last", derives_from=between))

    content = packed(claim, by=reader)

    told = opened(content)[0]
    assert (told["source last"]["origin"], told["source last"]["derives_from"]) == (
        "between",
        "between",
    )
    assert told["source between"]["derives_from"] is None
    assert b"hidden" not in content


def test_a_work_that_is_hidden_is_not_told_and_the_verdict_holds_without_it(tmp_path):
    work = make.source(slug="the-gazette")
    claim = make.readable(appears_in=work).claim
    outsider = make.editor("new", "view_claim", "view_snapshot")

    content = packed(claim, by=outsider)
    whole = packed(claim)

    assert b"the-gazette" not in content
    assert checked(unpacked(content, tmp_path / "part"))[1] == 0
    assert opened(whole)[0]["source the-gazette"]["title"] == work.title
    assert checked(unpacked(whole, tmp_path / "whole"))[1] == 0


def test_it_costs_the_same_for_one_claim_and_for_many(reader, django_assert_max_num_queries):
    for _ in range(12):
        make.signed()

    with django_assert_max_num_queries(30):
        packed(make.collection(), by=reader)


def said_by(*words, **options):
    told = StringIO()
    call_command("pack_evidence", *words, stdout=told, **options)
    return told.getvalue()


def test_the_command_writes_a_packet_and_says_its_seal(reader, tmp_path):
    claim = evidence()
    path = tmp_path / "s28.zip"

    told = said_by("microsoft_openai", claim="S28", output=str(path), by=reader.username)

    entry = Entry.objects.get(act="packed")
    assert f"The seal is {entry.why.removeprefix('Seal ')}." in told
    assert (entry.claim, entry.by, entry.door) == (claim, reader, "pack_evidence")
    assert path.read_bytes() == packed(claim, by=reader)
    assert not list(tmp_path.glob("*.part"))


def test_the_command_leaves_bytes_out(reader, tmp_path):
    claim, path = evidence(), tmp_path / "all.zip"

    said_by("microsoft_openai", output=str(path), by=reader.username, without_bytes=[])

    assert path.read_bytes() == packed(claim.collection, by=reader, without_bytes=True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"slug": "other"}, "There is no collection other."),
        ({"claim": "S99"}, "There is no claim S99 in microsoft_openai."),
        ({"by": "nobody"}, "Nobody at the desk is called nobody."),
        ({"output": "/nowhere/x.zip"}, "Cannot write /nowhere/x.zip: No such file or directory."),
        ({"confidential": True}, "You may not pack confidential sources."),
        ({"without_bytes": ["sauce"]}, "No source is called sauce."),
    ],
)
def test_the_command_says_what_it_cannot_do(reader, tmp_path, options, told):
    make.checked(reference="S28")
    given = {"output": str(tmp_path / "x.zip"), "by": reader.username} | options

    with pytest.raises(CommandError, match=told):
        said_by(given.pop("slug", "microsoft_openai"), **given)

    assert list(tmp_path.glob("x.zip*")) == []
    assert Claim.objects.exists()

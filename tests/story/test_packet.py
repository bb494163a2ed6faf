"""The story's packet: whoever has Python can check it without us."""

from partnerships.models import Claim, Collection, Verdict
from tests import factories as make
from tests.formats.claims.evidence import checked, opened, packed, unpacked


def test_the_packet_of_the_story_holds(tmp_path):
    content = packed(Collection.objects.get(slug="microsoft_openai"))

    told, code = checked(unpacked(content, tmp_path))

    assert code == 0, told
    assert "All 439 records hold. 0 of 21 quotations" in told


def test_every_verdict_in_it_has_the_fingerprint_that_postgresql_gave_it():
    records, _ = opened(packed(Collection.objects.get(slug="microsoft_openai")))

    told = {line["fingerprint"] for line in records.values() if line["type"] == "verdict"}
    assert told == set(Verdict.objects.standing().values_list("fingerprint", flat=True))
    assert len(told) == 85


def test_the_packet_of_s28_holds_and_is_of_s28_alone(tmp_path):
    content = packed(Claim.objects.get(reference="S28"), by=make.member("Editor"))

    told, code = checked(unpacked(content, tmp_path))

    assert (code, "All 15 records hold" in told) == (0, True)
    assert "S27" not in (tmp_path / "records.jsonl").read_text()

"""Recording claims with what they rest on, and changing them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.actions.claims import claims
from partnerships.models import Citation, Claim, Entry
from partnerships.vocabulary import Act, ClaimKind, Lapse, Stance
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    return make.member("Reporter")


def unsaved(**fields):
    defaults = {"collection": make.collection(), "statement": "It rains.", "kind": ClaimKind.FACT}
    return Claim(**defaults | fields)


def cited(**fields):
    return Citation(**{"source": make.source(), "stance": Stance.SUPPORTS, "says": "So."} | fields)


def test_a_claim_is_recorded_with_all_that_comes_with_it(ann):
    openai = make.company("OpenAI")

    claim = claims.add_claim(unsaved(), by=ann, about={"parties": [openai]}, citations=[cited()])

    assert (claim.reference, claim.citations.count()) == ("C1", 1)
    assert [party.slug for party in claim.parties.all()] == ["openai"]


def test_each_record_leaves_an_entry(ann):
    claim = claims.add_claim(unsaved(), by=ann, citations=[cited()])

    entries = Entry.objects.filter(claim=claim)
    assert [(entry.act, entry.noun) for entry in entries] == [
        (Act.RECORDED, "claim"),
        (Act.RECORDED, "citation"),
    ]


def test_all_that_is_amiss_is_told_at_once(ann):
    with pytest.raises(ValidationError) as refusal:
        claims.add_claim(
            unsaved(statement=" ", date="tomorrow"), by=ann, citations=[cited(), cited(says="")]
        )

    assert set(refusal.value.message_dict) == {"statement", "date", "citations.1.quote"}


def test_nothing_is_recorded_when_one_citation_cannot_be(ann):
    source = make.source()

    with pytest.raises(ValidationError) as refusal:
        claims.add_claim(unsaved(), by=ann, citations=[cited(source=source), cited(source=source)])

    assert list(refusal.value.message_dict) == ["citations.1.locator"]
    assert not Claim.objects.exists()


@pytest.mark.parametrize("permissions", [[], ["add_citation"], ["add_claim"]])
def test_recording_needs_a_right_for_each_record(permissions):
    ben = make.editor(None, *permissions)

    with pytest.raises(PermissionDenied):
        claims.add_claim(unsaved(), by=ben, citations=[cited()])


def test_a_claim_is_changed_where_it_differs(ann):
    claim = make.checked()
    verdict = make.signed(claim)

    claims.change_claim(claim, {"statement": "It pours.", "kind": claim.kind}, by=ann)

    verdict.refresh_from_db()
    assert (verdict.lapse, verdict.lapsed_by) == ([Lapse.STATEMENT], ann)
    assert Entry.objects.order_by("pk").last().act == Act.CHANGED


def test_a_change_that_changes_nothing_leaves_nothing(ann):
    claim = make.checked()
    verdict = make.signed(claim)
    entries = Entry.objects.count()

    claims.change_claim(claim, {"statement": claim.statement}, by=ann, about={"parties": []})

    verdict.refresh_from_db()
    assert (verdict.lapse, Entry.objects.count()) == ([], entries)


def test_a_change_that_leaves_no_sentence_is_refused(ann):
    claim = make.checked()

    with pytest.raises(ValidationError, match="Write the claim as a sentence"):
        claims.change_claim(claim, {"statement": " "}, by=ann)


def test_changing_needs_a_right_of_its_own():
    with pytest.raises(PermissionDenied, match="You may not change claims"):
        claims.change_claim(make.claim(), {}, by=make.member("Reader"))

"""Citing sources, changing a citation, and taking one away."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.actions.claims import citations
from partnerships.errors import Stale
from partnerships.models import Citation, Entry
from partnerships.vocabulary import Act, Lapse, Stance
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    return make.member("Reporter")


def unsaved(claim, **fields):
    defaults = {"claim": claim, "source": make.source(), "stance": Stance.SUPPORTS, "says": "So."}
    return Citation(**defaults | fields)


def test_a_source_is_cited_in_the_collection_of_the_claim(ann):
    claim = make.claim(collection=make.collection("other"))

    citation = citations.add_citation(unsaved(claim), by=ann)

    assert citation.collection == claim.collection
    assert Entry.objects.get().key == str(citation.uid)


def test_a_citation_of_no_words_is_refused(ann):
    with pytest.raises(ValidationError, match="Quote the source"):
        citations.add_citation(unsaved(make.claim(), says=" "), by=ann)


def test_a_quotation_is_found_anew_where_it_changes(ann):
    source = make.source()
    copy = make.snapshot(source, "One two three.")
    citation = citations.add_citation(
        unsaved(make.claim(), source=source, snapshot=copy, quote="One two"), by=ann
    )

    citations.change_citation(citation, {"quote": "two three"}, by=ann)

    citation.refresh_from_db()
    assert (citation.position, citation.extent) == (4, 9)


def test_a_quotation_that_is_not_there_is_refused(ann):
    source = make.source()
    copy = make.snapshot(source, "One two three.")

    with pytest.raises(ValidationError, match="The words differ from what stands in this copy"):
        citations.add_citation(
            unsaved(make.claim(), source=source, snapshot=copy, quote="One two four"), by=ann
        )


def test_a_change_that_changes_nothing_leaves_nothing(ann):
    claim = make.checked()
    verdict, citation = make.signed(claim), claim.citations.get()
    entries = Entry.objects.count()

    citations.change_citation(citation, {"says": citation.says, "source": citation.source}, by=ann)

    verdict.refresh_from_db()
    assert (verdict.lapse, Entry.objects.count()) == ([], entries)


def test_taking_a_citation_away_lets_the_verdict_lapse(ann):
    claim = make.checked()
    verdict = make.signed(claim)

    citations.remove(claim.citations.get(), by=ann)

    verdict.refresh_from_db()
    assert (verdict.lapse, verdict.lapsed_by) == ([Lapse.CITATION_REMOVED], ann)
    assert Entry.objects.order_by("pk").last().act == Act.REMOVED


def test_a_citation_is_taken_away_once(ann):
    citation = make.citation()
    same = Citation.objects.get(pk=citation.pk)
    citations.remove(citation, by=ann)

    with pytest.raises(Stale, match="taken this citation away"):
        citations.remove(same, by=ann)


@pytest.mark.parametrize("act", ["add_citation", "change_citation", "remove"])
def test_each_act_needs_a_right_of_its_own(act):
    reader, claim = make.member("Reader"), make.checked()
    citation = unsaved(claim) if act == "add_citation" else claim.citations.get()
    fields = [{}] if act == "change_citation" else []

    with pytest.raises(PermissionDenied):
        getattr(citations, act)(citation, *fields, by=reader)

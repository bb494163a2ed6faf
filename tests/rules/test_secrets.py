"""What the rules answer to who may not know of a confidential source, though one is at work."""

import pghistory
import pytest

from partnerships.models import Assessment, Source
from partnerships.rules.claims import authorship, lapses, signing
from partnerships.rules.stories import record_pages
from partnerships.vocabulary import Confidentiality, Finding
from tests import factories as make

pytestmark = pytest.mark.django_db


def hidden(**fields):
    return make.source(confidentiality=Confidentiality.CONFIDENTIAL, **fields)


def retell(source, origin):
    with pghistory.context(user=make.member("Editor", "Source keeper").pk):
        Source.objects.filter(pk=source.pk).update(derives_from=origin)


def codes(claim, finding, user):
    return [each.code for each in signing.signature_objections(claim, finding, user)]


def test_a_lapse_by_a_hidden_origin_is_not_told_as_one_of_an_origin():
    verdict = make.proposed(at=make.NOON)
    source = verdict.claim.citations.get().source

    retell(source, hidden())
    Source.objects.filter(pk=source.pk).update(title="Another title")
    verdict.refresh_from_db()

    assert lapses.codes([verdict], make.member("Editor")) == {verdict.pk: [lapses.UNTOLD]}


def test_a_lapse_by_an_origin_that_is_known_is_told():
    verdict = make.proposed(at=make.NOON)

    retell(verdict.claim.citations.get().source, make.source())
    verdict.refresh_from_db()

    assert lapses.codes([verdict], make.member("Editor")) == {verdict.pk: ["origin_changed"]}


def drifted(source, *ways):
    """A verdict over a quotation of the source, and what was found of that, one after another."""
    citation = make.quotation(source_=source)
    make.citation(citation.claim)
    keeper = make.member("Fact-checker", "Source keeper")
    verdict = make.proposed(citation.claim, by=keeper)
    for was, now in ways:
        make.sighting(citation, was, now)
    verdict.refresh_from_db()
    return verdict


ALTERED, GONE = ("$10", "$11"), ("the price is $10 billion", "nothing")


def test_a_lapse_by_what_a_hidden_source_says_now_is_not_told_as_one_of_a_source():
    verdict = drifted(hidden(), ALTERED)

    assert verdict.lapse == ["source_altered"]
    assert lapses.codes([verdict], make.member("Editor")) == {verdict.pk: [lapses.UNTOLD]}
    keeper = make.member("Editor", "Source keeper")
    assert lapses.codes([verdict], keeper) == {verdict.pk: ["source_altered"]}


def test_a_lapse_by_what_a_known_source_says_now_is_told():
    verdict = drifted(make.source(), ALTERED, GONE)

    told = lapses.codes([verdict], make.member("Editor"))
    assert told == {verdict.pk: ["source_altered", "source_gone"]}


def test_what_was_found_before_a_verdict_explains_no_lapse_of_it():
    known = make.quotation()
    make.sighting(known, *ALTERED)
    secret = make.quotation(claim_=known.claim, source_=hidden())
    keeper = make.member("Fact-checker", "Source keeper")
    verdict = make.proposed(known.claim, by=keeper)
    make.sighting(secret, *ALTERED)
    verdict.refresh_from_db()

    assert lapses.codes([verdict], make.member("Editor")) == {verdict.pk: [lapses.UNTOLD]}


def test_no_objection_tells_of_unnamed_people_behind_a_hidden_origin():
    claim = make.checked()
    retell(claim.citations.get().source, hidden(is_unnamed=True))

    assert "fits_reported" not in codes(claim, Finding.ACCURATE, make.member("Editor"))
    keeper = make.member("Editor", "Source keeper")
    assert "fits_reported" in codes(claim, Finding.ACCURATE, keeper)


def test_two_reports_on_one_hidden_origin_are_two_to_who_does_not_know_it():
    claim = make.claim(is_adverse=True)
    origin = hidden()
    for _ in range(2):
        make.citation(claim, make.source(derives_from=origin))

    assert "adverse_on_one_origin" not in codes(claim, Finding.ACCURATE, make.member("Editor"))


def test_the_mark_of_what_one_sees_is_the_fingerprint_where_nothing_is_hidden():
    claim = make.checked()

    mark = authorship.as_seen_by(claim, make.member("Editor"))

    assert mark == authorship.fingerprint(claim)


def test_the_mark_stays_when_what_is_hidden_changes():
    claim, editor = make.checked(), make.member("Editor")
    before = authorship.as_seen_by(claim, editor)

    make.citation(claim, hidden())
    retell(claim.citations.first().source, hidden())

    assert authorship.as_seen_by(claim, editor) == before
    assert authorship.as_seen_in([claim], editor) == {claim.pk: before}
    assert authorship.fingerprint(claim) != before


def test_readers_count_origins_as_far_as_they_know_them():
    claim = make.claim(released_at=make.NOON)
    origin = hidden()
    for _ in range(2):
        make.citation(claim, make.source(released_at=make.NOON, derives_from=origin))

    reading = record_pages.record_page(claim.collection)

    assert (reading.counts["sources"], reading.counts["origins"]) == (2, 2)
    assert [source.retells for source in reading.sources] == [False, False]


def test_an_account_without_rights_reads_no_closed_assessment():
    made = make.signed(make.checked(released_at=make.NOON), Finding.OPINION)
    with pghistory.context(user=made.proposed_by_id):
        given = Assessment.objects.create(
            claim=make.claim(released_at=make.NOON),
            finding=Finding.OPINION,
            checker=made.proposed_by,
            given_at=make.NOON,
        )

    seen = Assessment.objects.visible_to

    assert not seen(make.editor()).exists()
    assert list(seen(made.proposed_by)) == [given]

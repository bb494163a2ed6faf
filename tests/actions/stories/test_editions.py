"""Publishing a story freezes what its readers see; what is out changes only with a correction."""

from datetime import timedelta

import pghistory
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.actions.claims import verdicts
from partnerships.actions.stories import editions
from partnerships.errors import AlreadyOut, NotOut, ObjectionsStand, Refused, Stale
from partnerships.models import Edition, EditionDependency, Entry, OpenItem
from partnerships.vocabulary import Act, Decision, Severity
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_what_goes_out_is_the_latest_revision():
    story = make.printable()

    edition = editions.publish(story, by=make.member("Editor"), at=make.NOON)

    revision = story.revisions.current().get()
    assert (edition.number, edition.revision, edition.published_at) == (1, revision, make.NOON)
    assert edition.content["text"] == revision.text
    assert Entry.objects.get(act=Act.PUBLISHED).by == edition.published_by


def test_it_says_what_each_passage_leans_on():
    story = make.printable()
    binding = make.binding_of(story)
    verdict = binding.claim.verdicts.get()

    edition = editions.publish(story, by=make.member("Editor"))

    (passage,) = edition.content["passages"]
    (claim,) = edition.content["claims"]
    (citation,) = claim["citations"]
    assert edition.content["text"][passage["start"] : passage["end"]] == "$13 billion"
    assert passage["claims"][0]["claim"] == claim["id"] == str(binding.claim.uid)
    assert claim["verdict"]["finding"] == verdict.finding
    assert claim["fingerprint"] == verdict.fingerprint
    assert edition.content["sources"][citation["source"] - 1]["number"] == citation["source"]
    nouns = set(EditionDependency.objects.filter(edition=edition).values_list("noun", flat=True))
    assert nouns == {"claim", "verdict", "citation", "source"}


def test_nothing_goes_out_while_something_blocks():
    story = make.printable()
    make.hold(story)

    with pytest.raises(ObjectionsStand) as refused:
        editions.publish(story, by=make.member("Editor"))

    assert [objection.code for objection in refused.value.objections] == ["legal"]
    assert not Edition.objects.exists()


def test_a_claim_that_lapsed_keeps_it_back():
    story = make.printable()
    claim = make.binding_of(story).claim
    type(claim).objects.update(statement="Something else.")

    with pytest.raises(ObjectionsStand):
        editions.publish(story, by=make.member("Editor"))


def test_only_an_editor_publishes():
    with pytest.raises(PermissionDenied):
        editions.publish(make.printable(), by=make.member("Fact-checker"))


def test_what_was_looked_at_is_what_goes_out():
    story = make.printable()
    make.revised(story, make.TEXT + " It is more now.")

    with pytest.raises(Stale, match="revision 2"):
        editions.publish(story, by=make.member("Editor"), seen=1)


def test_a_story_goes_out_once():
    story = make.edition().story

    with pytest.raises(AlreadyOut):
        editions.publish(story, by=make.member("Editor"))


def test_what_is_out_is_corrected():
    story = make.edition().story
    revision = make.revised(story, make.TEXT.replace("was worth", "was then worth"))

    correction = make.corrected(story, severity=Severity.CLARIFICATION)

    assert (correction.edition.number, correction.edition.revision) == (2, revision)
    assert story.editions.current().get() == correction.edition
    assert Entry.objects.get(act=Act.CORRECTED).why == correction.is_right


def test_what_is_not_out_has_nothing_to_correct():
    with pytest.raises(NotOut):
        make.corrected(make.printable())


def test_a_correction_says_who_asked():
    story = make.edition().story

    with pytest.raises(Refused, match="Say who asked for it."):
        make.corrected(story, asked_by=" ")

    assert story.editions.count() == 1


def test_a_correction_settles_what_was_open():
    edition = make.edition()
    verdicts.withdraw_verdict(
        edition.dependencies.filter(noun="verdict").get().claim.verdicts.get(),
        "No.",
        by=make.member("Editor"),
    )
    item = OpenItem.objects.get()
    make.signed(item.claim)

    correction = make.corrected(edition.story, settles=[item])

    item.refresh_from_db()
    assert (item.outcome, item.correction) == (Decision.CORRECTED, correction)
    assert item.reason == correction.is_right


# What readers may not know stays at the desk.


def test_a_claim_that_was_not_released_is_not_in_it():
    story = make.printable()
    make.binding(story, "$157 billion", make.signed().claim)

    edition = editions.publish(story, by=make.member("Editor"))

    assert [passage["words"] for passage in edition.content["passages"]] == ["$13 billion"]
    assert len(edition.content["claims"]) == 1
    assert (
        EditionDependency.objects.filter(edition=edition).values("passage").distinct().count() == 2
    )


def test_nor_is_a_source_that_readers_may_not_know():
    verdict = make.readable()
    secret = make.source(confidentiality="confidential", outlet="A whistle-blower")
    make.citation(verdict.claim, secret)
    make.signed_in_confidence(verdict.claim)
    keeper = make.member("Editor", "Source keeper")

    edition = editions.publish(make.printable(claim_=verdict.claim), by=keeper)

    (claim,) = edition.content["claims"]
    assert len(claim["citations"]) == claim["origins"] == 1
    assert "whistle" not in str(edition.content)
    assert claim["fingerprint"] != verdict.claim.verdicts.current().get().fingerprint


def test_a_hidden_origin_is_not_in_it():
    verdict = make.readable()
    with pghistory.context(user=make.member("Reporter").pk):
        wire = make.source(outlet="Hidden wire")
        make.citation(verdict.claim, make.source(derives_from=wire, released_at=make.NOON))
    make.signed(verdict.claim)

    edition = editions.publish(
        make.printable(claim_=verdict.claim), by=make.member("Editor"), at=timezone.now()
    )

    assert edition.content["claims"][0]["origins"] == 2
    assert "Hidden" not in str(edition.content)


@pytest.mark.drill
def test_publishing_asks_as_much_for_one_passage_as_for_many(django_assert_max_num_queries):
    words = [f"figure {number}" for number in range(100, 120)]
    one = make.printable()
    many = make.story(". ".join(words))
    for each in words:
        make.binding(many, each, make.readable(statement=f"It is {each}.").claim)
    editor = make.member("Editor")

    with CaptureQueriesContext(connection) as few:
        editions.publish(one, by=editor)

    with django_assert_max_num_queries(len(few)):
        editions.publish(many, by=editor, at=timezone.now() + timedelta(hours=1))


def test_an_edition_and_its_correction_bear_the_same_ids_on_every_desk():
    def ids():
        with transaction.atomic():
            made = make.corrected(make.edition(make.printable(slug="the-story")).story)
            told = made.uid, *Edition.objects.order_by("number").values_list("uid", flat=True)
            transaction.set_rollback(True)
        return told

    first = ids()

    assert ids() == first
    assert len(set(first)) == 3

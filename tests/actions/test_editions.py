"""Publishing a story freezes what its readers see; what is out changes only with a correction."""

import pytest

from partnerships.actions import editions
from partnerships.models import Entry, Lean
from partnerships.vocabulary import Act
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_what_goes_out_is_the_latest_revision():
    story = make.printable()

    edition = editions.publish(story, by=make.member("Editor"), at=make.NOON)

    revision = story.revisions.latest().get()
    assert (edition.number, edition.revision, edition.published_at) == (1, revision, make.NOON)
    assert edition.content["text"] == revision.text
    assert Entry.objects.get(act=Act.PUBLISHED).by == edition.published_by


def test_it_says_what_each_passage_leans_on():
    story = make.printable()
    binding = story.passages.get().bindings.get()
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
    nouns = set(Lean.objects.filter(edition=edition).values_list("noun", flat=True))
    assert nouns == {"claim", "verdict", "citation", "source"}

"""The true sentences of the corpus as one story: none is said to be contradicted."""

from datetime import UTC, datetime

import pghistory

from partnerships.models import Binding, Claim, Collection, Passage, Placement, Revision, Story
from partnerships.rules.people import TrustedReader
from partnerships.rules.stories.publishing import Gate
from partnerships.vocabulary import CORRECTED, BindingBasis
from tests import factories as make
from tests.corpus.sentences import DATELINE, corpus

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


def written(sentences, user):
    """A revision with the sentences, a paragraph each, bound whole to their claims."""
    collection = Collection.objects.get(slug="microsoft_openai")
    by = {"made_by": user, "made_at": NOW}
    story = Story.objects.create(slug="true", collection=collection, **by)
    revision = Revision.objects.create(
        story=story, number=1, headline="True", body="\n\n".join(one.text for one in sentences),
        dateline=DATELINE, written_by=user, written_at=NOW,
    )  # fmt: skip
    passages = Passage.objects.bulk_create(
        Passage(story=story, exact=one.text, **by) for one in sentences
    )
    places = [(passage, revision.text.index(passage.exact)) for passage in passages]
    Placement.objects.bulk_create(
        Placement(passage=one, revision=revision, start=at, end=at + len(one.exact))
        for one, at in places
    )
    held = Claim.objects.filter(collection=collection).with_verdict()
    claims = {claim.reference: claim for claim in held}
    Binding.objects.bulk_create(
        Binding(
            passage=passage, claim=claims[reference], bound_by=user, bound_at=NOW,
            basis=_basis(claims[reference]),
        )
        for one, passage in zip(sentences, passages, strict=True)
        for reference in one.claims
    )  # fmt: skip
    return revision


def _basis(claim):
    return BindingBasis.CORRECTION if claim.finding in CORRECTED else BindingBasis.STATEMENT


def test_no_true_sentence_is_said_to_be_contradicted(story):
    user = make.member("Editor")
    with pghistory.context(user=user.pk):
        revision = written(corpus().true, user)

    told = [
        one
        for one in Gate(revision, TrustedReader(), NOW).objections
        if one.code in ("contradicts", "uncorrected")
    ]

    assert told == []

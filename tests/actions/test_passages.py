"""Words of a story are bound to claims, excused, moved, and stay where they are."""

import pytest

from partnerships.actions import passages
from partnerships.models import Entry
from partnerships.vocabulary import Act, Leaning
from tests import factories as make

pytestmark = pytest.mark.django_db


def places(revision):
    """The words that are marked in the revision, each with whether they are found there."""
    return {
        placement.passage.exact: placement.start is not None
        and revision.text[placement.start : placement.end] == placement.passage.exact
        for placement in revision.placements.select_related("passage")
    }


def test_words_lean_on_a_claim():
    story, claim, reporter = make.story(), make.claim(), make.member("Reporter")
    revision = story.revisions.get()

    bound = passages.bind(
        revision, *make.span(revision, "$13 billion"), claim, by=reporter, at=make.NOON
    )

    assert (bound.passage.exact, bound.claim, bound.leaning) == (
        "$13 billion",
        claim,
        Leaning.STATEMENT,
    )
    assert (bound.bound_by, bound.bound_at) == (reporter, make.NOON)
    assert places(revision) == {"$13 billion": True}
    entry = Entry.objects.get(act=Act.BOUND)
    assert (entry.key, entry.by, entry.claim) == (str(bound.uid), reporter, claim)


def test_a_revision_carries_what_is_marked():
    story = make.story()
    make.binding(story)
    make.waiver(story)

    later = make.revised(story, make.TEXT.replace("Microsoft", "In 2023 Microsoft has"))

    assert places(later) == {"$13 billion": True, "October 2024": True}

"""Whatever two people do to a manuscript at once, nothing of either's work is lost."""

import random
from time import sleep

import pytest
from django.db import connection

from partnerships.actions.journal import acting
from partnerships.actions.stories import passages, stories
from partnerships.models import Binding, Entry, Placement
from partnerships.vocabulary import Act
from tests import factories as make
from tests.models.test_journal import is_one_chain
from tests.volume import tries

pytestmark = pytest.mark.django_db(transaction=True)

EACH = tries(20)  # interleavings of each kind
TEXT = (
    "Microsoft invested $13 billion in OpenAI.\n\n"
    "The company was worth $157 billion in October.\n\n"
    "Nobody has said what comes next."
)
LOST = """
SELECT passage.exact FROM partnerships_passage AS passage
WHERE is_live_passage(passage.id) AND NOT EXISTS (
    SELECT FROM partnerships_placement AS placement
    JOIN partnerships_revision AS revision ON revision.id = placement.revision_id
    WHERE placement.passage_id = passage.id AND revision.number = (
        SELECT max(number) FROM partnerships_revision WHERE story_id = passage.story_id
    )
)
"""


class Round:
    """One interleaving: a story with words that are bound, and what two people do to it."""

    def __init__(self, number, ann, ben):
        self.random = random.Random(number)
        self.ann, self.ben = ann, ben
        self.story = make.story(TEXT, by=ann)
        self.first = self.story.revisions.get()
        self.bound = make.binding(self.story, "$157 billion", by=ann)
        self.claim = make.claim()

    def does(self, act, by):
        before, after = (self.random.choice([0, self.random.random() / 50]) for _ in range(2))

        def run():
            sleep(before)
            with acting(by):
                act()
                sleep(after)

        return run

    def revises(self, by, was, instead):
        fields = {"headline": self.first.headline, "dateline": self.first.dateline}
        body = TEXT.replace(was, instead)
        return self.does(lambda: stories.revise(self.story, by=by, seen=1, body=body, **fields), by)

    def binds(self, by, words, claim=None):
        place = make.span(self.first, words)
        claim = claim or self.claim
        return self.does(lambda: passages.bind(self.first, *place, claim, by=by), by)

    def unbinds(self, by):
        return self.does(lambda: passages.unbind(self.bound, by=by), by)

    def latest(self):
        return self.story.revisions.current().get()


def one_revises_while_the_other_binds(made):
    changes = [("Microsoft", "As is known, Microsoft"), ("$13", "$10"), ("Nobody", "No one")]
    was, instead = made.random.choice(changes)
    return made.revises(made.ann, was, instead), made.binds(made.ben, "$13 billion")


def both_revise_in_places_of_their_own(made):
    return (
        made.revises(made.ann, "Microsoft", "As is known, Microsoft"),
        made.revises(made.ben, "Nobody", "No one at all"),
    )


def both_revise_the_same_words(made):
    return made.revises(made.ann, "$13", "$10"), made.revises(made.ben, "$13", "$12")


def one_binds_while_the_other_unbinds(made):
    return made.binds(made.ann, "$157 billion"), made.unbinds(made.ben)


def both_bind_the_same_words_to_one_claim(made):
    return made.binds(made.ann, "$13 billion"), made.binds(made.ben, "$13 billion")


def one_unbinds_while_the_other_revises(made):
    return made.unbinds(made.ann), made.revises(made.ben, "$157", "$86")


KINDS = [
    *(one_revises_while_the_other_binds, both_revise_in_places_of_their_own),
    *(both_revise_the_same_words, one_binds_while_the_other_unbinds),
    *(both_bind_the_same_words_to_one_claim, one_unbinds_while_the_other_revises),
]


def is_kept(kind, made, ends):
    """Whether the work of everybody who was not refused stands in the story."""
    text, bindings = made.latest().text, Binding.objects.open().filter(passage__story=made.story)
    words = sorted(bindings.values_list("passage__exact", flat=True))
    match kind.__name__:
        case "one_revises_while_the_other_binds":
            # Who binds words that were changed meanwhile is told so.
            return ends[0] == "done" and len(words) == 1 + (ends[1] == "done")
        case "both_revise_in_places_of_their_own":
            return ends == ["done", "done"] and "As is known" in text and "No one at all" in text
        case "both_revise_the_same_words":
            return sorted(ends) == ["done", "refused"] and ("$10" in text) == (ends[0] == "done")
        case "one_binds_while_the_other_unbinds":
            return ends == ["done", "done"] and bindings.get().claim == made.claim
        case "both_bind_the_same_words_to_one_claim":
            return sorted(ends) == ["done", "refused"] and words == ["$13 billion", "$157 billion"]
    return ends == ["done", "done"] and "$86" in text and not words


@pytest.mark.walk
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_whatever_two_people_do_at_once_nothing_is_lost(kind, at_once):
    ann, ben = make.member("Editor"), make.member("Editor")
    for number in range(EACH):
        made = Round(number, ann, ben)

        ends = at_once(*kind(made))

        told = f"{kind.__name__}, number {number}: {ends}"
        assert "deadlock" not in ends, told
        assert is_kept(kind, made, ends), told
        with connection.cursor() as cursor:
            cursor.execute(LOST)
            assert cursor.fetchall() == [], told
    for placement in Placement.objects.exclude(start=None).select_related("passage", "revision"):
        stood = placement.revision.text[placement.start : placement.end]
        assert stood == placement.passage.exact
    assert is_one_chain()
    assert Entry.objects.filter(act=Act.BOUND).count() == Binding.objects.count()

"""Comments on words of a manuscript: said, carried along, resolved; an open one holds the story."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.actions.claims.comments import answer, resolve_comment
from partnerships.actions.stories import editions
from partnerships.errors import NotWaiting, ObjectionsStand, Refused, Stale
from partnerships.models import Comment, Entry, Placement
from partnerships.rules.stories.publishing import Gate
from partnerships.vocabulary import Act
from tests import factories as make

pytestmark = pytest.mark.django_db


def told(story, user=None):
    """What the gate says of comments on the latest text of the story."""
    revision = story.revisions.current().get()
    found = Gate(revision, user or make.member("Editor")).blocking
    return [one for one in found if one.code == "commented"]


def test_somebody_says_something_of_words():
    ann = make.member("Reporter")

    said = make.word_comment(words="$13 billion", text=" Since when? ", by=ann)

    assert (said.text, said.written_by, said.claim) == ("Since when?", ann, None)
    assert said.passage.exact == "$13 billion"
    assert Entry.objects.get(noun="comment").act == Act.COMMENTED


def test_two_comments_on_the_same_words_and_a_binding_share_their_passage():
    bound = make.binding(words="$13 billion")

    one, other = (make.word_comment(bound.passage.story, "$13 billion") for _ in range(2))

    assert one.passage == other.passage == bound.passage


def test_a_comment_on_words_says_something():
    with pytest.raises(Refused, match="Write the comment"):
        make.word_comment(text="  ")


def test_a_comment_is_on_words_of_one_paragraph():
    with pytest.raises(ValidationError, match="one paragraph"):
        make.word_comment(make.story("It paid.\n\nIt sold."), "paid.\n\nIt")


def test_who_may_not_comment_or_not_see_stories_does_not_comment_on_words():
    story = make.story()
    for who in (make.member("Reader"), make.editor(None, "add_comment", "view_comment")):
        with pytest.raises(PermissionDenied):
            make.word_comment(story, by=who)


def test_who_may_not_see_stories_sees_and_resolves_nothing_that_is_said_of_them():
    said = make.word_comment()
    stranger = make.editor(None, "view_comment", "resolve_comment", "view_claim")

    assert not Comment.objects.visible_to(stranger).exists()
    with pytest.raises(PermissionDenied):
        resolve_comment(said, by=stranger)


def test_after_a_revision_the_comment_stands_where_its_words_are():
    story = make.story("It paid $13 billion in October 2024.")
    said = make.word_comment(story, "$13 billion")

    revision = make.revised(story, "As was told, it paid $13 billion in October 2024.")

    place = Placement.objects.get(passage=said.passage, revision=revision)
    assert revision.text[place.start : place.end] == "$13 billion"
    assert [one.words for one in told(story)] == ["$13 billion"]


def test_of_words_that_are_gone_it_says_so_and_stays_open():
    story = make.story("It paid $13 billion in October 2024.")
    said = make.word_comment(story, "$13 billion")

    make.revised(story, "It paid nothing.")

    [objection] = told(story)
    assert objection.start is None
    assert "not in the manuscript any more: “$13 billion”" in objection.text
    assert said in Comment.objects.open()


def test_words_that_were_changed_meanwhile_are_not_commented_on():
    story = make.story("It paid $13 billion.")
    seen = story.revisions.get()
    make.revised(story, "It paid $14 billion.")

    with pytest.raises(Stale, match="mark them in revision 2"):
        make.word_comment(story, "$13 billion", revision=seen)


def test_an_open_comment_holds_the_story_and_a_resolved_one_does_not():
    story, editor = make.printable(), make.member("Editor")
    said = make.word_comment(story, "$13 billion", "Since when?", by=make.member("Reporter"))

    with pytest.raises(ObjectionsStand, match=r"asks: “Since when\?” Have the comment resolved"):
        editions.publish(story, by=editor)
    resolve_comment(said, by=editor)

    assert editions.publish(story, by=editor).number == 1


def test_no_waiver_excuses_a_comment():
    story = make.story("It paid $13 billion.")
    make.word_comment(story, "$13 billion")

    with pytest.raises(ValidationError, match="An open comment is not excused"):
        make.waiver(story, "$13 billion", excuses=["commented"])


def test_who_may_not_see_comments_is_told_that_one_is_open_and_no_word_of_it():
    said = make.word_comment(text="Since when?")

    [objection] = told(said.passage.story, make.editor(None, "view_story"))

    assert objection.text == "A comment is open. Have the comment resolved."


def test_a_comment_on_words_is_resolved_once_by_its_writer():
    ann = make.member("Reporter")
    said = make.word_comment(by=ann)

    resolve_comment(said, by=ann)

    with pytest.raises(NotWaiting, match="resolved already"):
        resolve_comment(said, by=ann)


def test_a_reporter_does_not_resolve_what_another_said_of_words():
    with pytest.raises(PermissionDenied, match="resolve somebody else's comment"):
        resolve_comment(make.word_comment(), by=make.member("Reporter"))


def test_the_gate_asks_for_comments_once_however_many_are_open(django_assert_num_queries):
    story = make.story("It paid $13 billion in October 2024.")
    for words in ("$13 billion", "October 2024", "paid"):
        make.word_comment(story, words)
    gate = Gate(story.revisions.get(), make.editor())

    with django_assert_num_queries(1):
        assert len(gate.manuscript.comments) == 3


def test_an_answer_on_words_holds_no_story():
    story, editor = make.printable(), make.member("Editor")
    said = make.word_comment(story, "$13 billion", by=editor)
    answered = answer(said, "Since 2019.", by=editor)
    resolve_comment(said, by=editor)

    assert answered.passage == said.passage
    assert editions.publish(story, by=editor).number == 1


def test_what_is_resolved_is_answered_though_its_words_are_gone():
    story, editor = make.story("It paid $13 billion."), make.member("Editor")
    said = make.word_comment(story, "$13 billion", by=editor)
    resolve_comment(said, by=editor)
    make.revised(story, "It paid nothing.")

    assert answer(said, "It is out.", by=editor).head == said

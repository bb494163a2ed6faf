"""A story is held back for a reason, and let go for another."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.actions.stories import holds
from partnerships.errors import NotWaiting, Refused
from partnerships.models import Entry, Hold, Story
from partnerships.vocabulary import Act, HoldKind
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db
TOMORROW = NOON + timedelta(days=1)


def test_a_story_is_held_until_the_lawyers_have_signed():
    story, editor = make.story(), make.member("Editor")

    made = holds.hold(story, HoldKind.LEGAL, "Names a minor. ", by=editor, at=NOON)

    assert (made.reason, made.held_by, made.held_at) == ("Names a minor.", editor, NOON)
    assert Story.objects.held().get() == story
    entry = Entry.objects.get(act=Act.HELD)
    assert (entry.key, entry.why) == (str(made.uid), "Names a minor.")


def test_an_embargo_ends_by_itself():
    made = make.hold(kind=HoldKind.EMBARGO, until=TOMORROW, at=NOON)

    assert Hold.objects.in_force(NOON).get() == made
    assert not Hold.objects.in_force(TOMORROW).exists()


def test_a_story_whose_embargo_is_over_is_not_told_as_held():
    made = make.hold(kind=HoldKind.EMBARGO, until=TOMORROW, at=NOON)

    assert not Story.objects.held().exists()
    assert Story.objects.with_state().get().held_for is None
    assert made.ended_at is None


def test_an_embargo_that_is_over_makes_room_for_another():
    story = make.story()
    first = make.hold(story, kind=HoldKind.EMBARGO, until=TOMORROW, at=NOON)

    second = make.hold(
        story, kind=HoldKind.EMBARGO, until=TOMORROW + timedelta(days=2), at=TOMORROW
    )

    first.refresh_from_db()
    assert (first.ended_at, first.ended_by) == (TOMORROW, second.held_by)
    assert Hold.objects.open().get() == second


def test_killing_a_story_is_an_act_of_its_own():
    make.hold(kind=HoldKind.KILLED, reason="It is not true.")

    assert Entry.objects.get(act=Act.KILLED).why == "It is not true."


@pytest.mark.parametrize(
    ("fields", "about"),
    [
        ({"kind": HoldKind.EMBARGO}, "until"),
        ({"kind": HoldKind.EMBARGO, "until": NOON, "at": NOON}, "until"),
        ({"kind": HoldKind.LEGAL, "until": TOMORROW, "at": NOON}, "until"),
        ({"reason": " "}, "reason"),
        ({"kind": "gone"}, "kind"),
    ],
)
def test_what_is_amiss_is_told_by_field(fields, about):
    with pytest.raises(ValidationError) as caught:
        make.hold(**fields)

    assert list(caught.value.message_dict) == [about]
    assert not Hold.objects.exists()


def test_a_story_is_held_once_for_a_cause():
    story = make.story()
    make.hold(story)

    with pytest.raises(Refused, match="held for this already"):
        make.hold(story)


def test_a_hold_is_lifted_once_and_says_why():
    made = make.hold()
    editor = made.held_by

    holds.lift(made, "They have signed.", by=editor, at=NOON)
    with pytest.raises(NotWaiting):
        holds.lift(made, "Again.", by=editor)

    assert (made.ended_by, made.ended_at, made.ended_why) == (editor, NOON, "They have signed.")
    assert Entry.objects.get(act=Act.RESUMED).why == "They have signed."
    assert not Story.objects.held().exists()


def test_without_a_reason_a_hold_is_not_lifted():
    made = make.hold()

    with pytest.raises(Refused, match="Say why the story may go on"):
        holds.lift(made, " ", by=made.held_by)

    assert Hold.objects.open().get() == made


def test_only_those_who_may_hold():
    made = make.hold()

    with pytest.raises(PermissionDenied):
        make.hold(by=make.member("Fact-checker"))
    with pytest.raises(PermissionDenied):
        holds.lift(made, "Why not.", by=make.member("Fact-checker"))


def changed(story, words="$15", by=None):
    return make.revised(story, make.TEXT.replace("$13", words), by=by)


def test_a_text_that_changed_after_the_lawyers_signed_is_held_again():
    story, editor = make.story(), make.member("Editor")
    first = holds.hold(story, HoldKind.LEGAL, "Names a minor.", by=editor)
    holds.lift(first, "They have signed.", by=editor)
    writer = make.member("Editor")

    changed(story, by=writer)

    again = Hold.objects.open().get()
    assert (again.kind, again.renews, again.held_by) == (HoldKind.LEGAL, first, writer)
    assert "since revision 1 was signed for" in again.reason
    assert Entry.objects.filter(act=Act.HELD).count() == 2


def test_a_text_that_says_what_was_signed_for_is_not_held_again():
    story, editor = make.story(), make.member("Editor")
    holds.lift(make.hold(story, by=editor), "They have signed.", by=editor)

    make.revised(story, make.TEXT, byline="Somebody else", by=editor)

    assert not Hold.objects.open().exists()


def test_a_legal_hold_is_lifted_by_who_set_it_or_an_editor_in_chief():
    story, editor, other = make.story(), make.member("Editor"), make.member("Editor")
    first = make.hold(story, by=editor)

    with pytest.raises(Refused, match="Whoever asked for the legal check"):
        holds.lift(first, "I have read it.", by=other)
    holds.lift(first, "They have signed.", by=editor)
    changed(story, by=other)
    again = Hold.objects.open().get()

    with pytest.raises(Refused, match="Whoever asked for the legal check"):
        holds.lift(again, "I wrote it myself.", by=other)
    holds.lift(again, "They have signed this too.", by=make.member("Editor in chief"))
    assert not Hold.objects.open().exists()


def test_a_legal_hold_is_not_lifted_over_a_text_that_is_not_the_latest():
    story, editor = make.story(), make.member("Editor")
    first, read = make.hold(story, by=editor), story.revisions.current().get()
    changed(story, by=editor)

    with pytest.raises(Refused, match="newer revision"):
        holds.lift(first, "They have signed.", by=editor, cleared=read)
    holds.lift(first, "They have signed.", by=editor)

    assert first.cleared.number == 2


def test_a_killed_story_is_let_go_by_whoever_may_hold():
    made = make.hold(kind=HoldKind.KILLED, by=make.member("Editor"))

    holds.lift(made, "It lives.", by=make.member("Editor"))

    assert (made.cleared, Hold.objects.open().count()) == (None, 0)

"""Words of a story are bound to claims, excused, moved, and stay where they are."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.actions.stories import passages
from partnerships.errors import FourEyes, NotWaiting, Refused, Stale
from partnerships.models import Binding, Entry, Passage, Waiver
from partnerships.vocabulary import Act, BindingBasis
from tests import factories as make

pytestmark = pytest.mark.django_db


def places(revision):
    """The words that are marked in the revision, each with whether it is found there."""
    return {
        placement.passage.exact: placement.start is not None
        and revision.text[placement.start : placement.end] == placement.passage.exact
        for placement in revision.placements.select_related("passage")
    }


def acts(story_act):
    return Entry.objects.filter(act=story_act).count()


def test_words_lean_on_a_claim():
    story, claim, reporter = make.story(), make.claim(), make.member("Reporter")
    revision = story.revisions.get()

    bound = passages.bind(
        revision, *make.span(revision, "$13 billion"), claim, by=reporter, at=make.NOON
    )

    assert (bound.passage.exact, bound.claim) == ("$13 billion", claim)
    assert bound.basis == BindingBasis.STATEMENT
    assert (bound.bound_by, bound.bound_at) == (reporter, make.NOON)
    assert places(revision) == {"$13 billion": True}
    entry = Entry.objects.get(act=Act.BOUND)
    assert (entry.key, entry.by, entry.claim) == (str(bound.uid), reporter, claim)


def test_the_words_around_are_kept_with_them():
    passage = make.binding().passage

    assert passage.prefix.endswith("Microsoft invested ")
    assert passage.suffix.startswith(" in OpenAI.")


def test_the_same_words_lean_on_several_claims():
    story = make.story()

    first, second = make.binding(story), make.binding(story)

    assert first.passage == second.passage
    assert Passage.objects.live().get().bindings.count() == 2


def test_words_whose_dates_are_meant_from_another_day_are_marked_apart():
    story = make.story()

    first = make.binding(story)
    second = make.binding(story, anchor=date(2023, 1, 23))

    assert (first.passage.anchor, second.passage.anchor) == (None, date(2023, 1, 23))


def test_words_do_not_lean_twice_on_one_claim():
    story, claim = make.story(), make.claim()
    make.binding(story, claim_=claim)

    with pytest.raises(Refused, match="These words are bound to this claim already."):
        make.binding(story, claim_=claim)

    assert acts(Act.BOUND) == 1


def test_space_at_the_ends_is_not_marked():
    bound = make.binding(words=" $13 billion ")

    assert bound.passage.exact == "$13 billion"


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (5, 5, "These words begin or end outside the text."),
        (-1, 5, "These words begin or end outside the text."),
        (0, 10_000, "These words begin or end outside the text."),
        (5, 6, "Mark the words that you mean."),
    ],
)
def test_what_is_no_words_is_not_marked(start, end, sentence):
    revision = make.story(headline="Story of it").revisions.get()

    with pytest.raises(ValidationError) as caught:
        passages.bind(revision, start, end, make.claim(), by=make.member("Reporter"))

    assert caught.value.message_dict == {"end": [sentence]}
    assert not Passage.objects.exists()


def test_context_is_given_by_other_words_of_the_story():
    story = make.story()
    revision = story.revisions.get()

    bound = make.binding(story, context=make.span(revision, "October 2024"))

    assert bound.context.exact == "October 2024"
    assert places(revision) == {"$13 billion": True, "October 2024": True}


def test_what_gives_context_is_carried_too():
    story = make.story()
    make.binding(story, context=make.span(story.revisions.get(), "October 2024"))

    later = make.revised(story, make.TEXT.replace("Microsoft", "In short, Microsoft"))

    assert places(later) == {"$13 billion": True, "October 2024": True}


def test_a_claim_that_one_may_not_see_is_not_bound():
    by = make.editor(None, "bind_story", "view_story")

    with pytest.raises(PermissionDenied):
        make.binding(by=by)

    assert not Binding.objects.exists()


def test_of_an_older_revision_the_words_are_carried_to_the_latest():
    story, by = make.story(), make.member("Reporter")
    first = story.revisions.get()
    later = make.revised(story, make.TEXT.replace("Microsoft", "In short, Microsoft"))

    bound = passages.bind(first, *make.span(first, "$13 billion"), make.claim(), by=by)

    placement = bound.passage.placements.get()
    assert placement.revision == later
    assert (placement.start, placement.end) == make.span(later, "$13 billion")


def test_words_that_were_changed_meanwhile_are_not_bound():
    story, by = make.story(), make.member("Reporter")
    first = story.revisions.get()
    make.revised(story, make.TEXT.replace("$13", "$10"))

    with pytest.raises(Stale, match="mark them in revision 2"):
        passages.bind(first, *make.span(first, "$13 billion"), make.claim(), by=by)

    assert not Binding.objects.exists()


def test_words_are_taken_off_a_claim_once():
    bound, by = make.binding(), make.member("Reporter")

    passages.unbind(bound, by=by, at=make.NOON)
    with pytest.raises(NotWaiting):
        passages.unbind(bound, by=by)

    assert (bound.ended_by, bound.ended_at) == (by, make.NOON)
    assert not Passage.objects.live().exists()
    assert acts(Act.UNBOUND) == 1


def test_words_are_bound_again_after_they_were_taken_off():
    story, claim = make.story(), make.claim()
    passages.unbind(make.binding(story, claim_=claim), by=make.member("Reporter"))

    make.binding(story, claim_=claim)

    assert Binding.objects.open().count() == 1


def test_words_are_excused_for_a_reason():
    story, checker = make.story(), make.member("Fact-checker")

    made = make.waiver(story, by=checker, reason="It is a date. ", excuses=("b", "a", "b"))

    assert (made.reason, made.waived_by, made.excuses) == ("It is a date.", checker, ["a", "b"])
    assert Entry.objects.get(act=Act.WAIVED).why == "It is a date."


def test_without_a_reason_nothing_is_excused():
    with pytest.raises(ValidationError) as caught:
        make.waiver(reason=" ")

    assert caught.value.message_dict == {"reason": ["This field cannot be blank."]}
    assert not Passage.objects.exists()


@pytest.mark.parametrize("reason", ["ok", "x", "Fine.", "..."])
def test_a_reason_for_a_waiver_says_something(reason):
    with pytest.raises(ValidationError, match="Say it in a sentence"):
        make.waiver(reason=reason)


def test_a_verdict_that_lapsed_is_not_waived_away():
    with pytest.raises(ValidationError, match="A verdict that lapsed is not excused"):
        make.waiver(excuses=["negation", "lapsed"])


def test_a_missing_second_name_is_not_waived_away():
    with pytest.raises(ValidationError, match="A missing second name is not excused"):
        make.waiver(excuses=["wrong", "not_seconded"])


def test_somebody_else_puts_a_second_name_to_a_waiver():
    waiver, editor = make.waiver(excuses=["wrong"]), make.member("Editor")

    passages.second(waiver, by=editor, at=make.NOON)

    waiver.refresh_from_db()
    assert (waiver.seconded_by, waiver.seconded_at) == (editor, make.NOON)
    assert Entry.objects.get(act=Act.SECONDED).by == editor


def test_nobody_seconds_their_own_waiver():
    checker = make.member("Fact-checker")
    waiver = make.waiver(by=checker, excuses=["wrong"])

    with pytest.raises(FourEyes, match="you waived this yourself"):
        passages.second(waiver, by=checker)

    assert Waiver.objects.get().seconded_by is None


@pytest.mark.parametrize("first", [passages.second, passages.unwaive])
def test_what_was_seconded_or_taken_back_is_not_seconded(first):
    waiver = make.waiver(excuses=["wrong"])
    first(waiver, by=make.member("Editor"))

    with pytest.raises(NotWaiting, match="has its second name already, or was taken back"):
        passages.second(waiver, by=make.member("Editor"))

    assert acts(Act.SECONDED) == (first is passages.second)


def test_a_waiver_that_is_moved_asks_for_its_second_name_again():
    story = make.story()
    waiver = make.waiver(story, "$13 billion", excuses=["wrong"])
    passages.second(waiver, by=make.member("Editor"))
    later = make.revised(story, make.TEXT.replace("$13", "about $13,0"))

    there = passages.move(
        waiver.passage, later, *make.span(later, "$13,0 billion"), by=make.member("Editor")
    )

    assert there.waivers.open().get().seconded_by is None


def test_a_waiver_is_taken_back_once():
    made, by = make.waiver(), make.member("Fact-checker")

    passages.unwaive(made, by=by)
    with pytest.raises(NotWaiting):
        passages.unwaive(made, by=by)

    assert acts(Act.UNWAIVED) == 1


def test_words_that_were_changed_are_asked_for_again():
    story = make.story()
    bound = make.binding(story)

    later = make.revised(story, make.TEXT.replace("$13", "$10"))

    assert Passage.objects.orphaned_in(later).get() == bound.passage
    assert not Passage.objects.placed_in(later).exists()


def test_an_orphan_stays_one_when_its_words_come_back():
    story = make.story()
    make.binding(story)
    make.revised(story, make.TEXT.replace("$13", "$10"))

    later = make.revised(story, make.TEXT)

    assert places(later) == {"$13 billion": False}


def test_an_orphan_is_moved_with_all_that_leans_on_it():
    story, editor = make.story(), make.member("Editor")
    bound = make.binding(story)
    make.binding(story, words="$157 billion", context=bound.passage)
    make.waiver(story, words="$13 billion", excuses=["uncovered"])
    later = make.revised(story, make.TEXT.replace("$13", "about $13,0"))

    there = passages.move(
        bound.passage, later, *make.span(later, "$13,0 billion"), by=editor, at=make.NOON
    )

    assert not Passage.objects.live().filter(pk=bound.passage_id).exists()
    moved = there.bindings.open().get()
    assert (moved.claim, moved.bound_by) == (bound.claim, editor)
    assert there.waivers.open().get().excuses == ["uncovered"]
    assert there.gives_context_to.open().get().passage.exact == "$157 billion"
    assert acts(Act.UNBOUND) == 2
    assert acts(Act.UNWAIVED) == 1
    assert not Passage.objects.orphaned_in(later).exists()


def test_on_what_nothing_leans_there_is_nothing_to_move():
    story = make.story()
    passage, revision = make.passage(story), story.revisions.get()

    with pytest.raises(NotWaiting):
        passages.move(passage, revision, *make.span(revision, "OpenAI"), by=make.member("Reporter"))


def test_a_waiver_is_not_moved_by_those_who_may_not_waive():
    story = make.story()
    made, revision = make.waiver(story), story.revisions.get()

    with pytest.raises(PermissionDenied):
        passages.move(
            made.passage, revision, *make.span(revision, "OpenAI"), by=make.member("Reporter")
        )

    assert Waiver.objects.open().get() == made


@pytest.mark.parametrize(
    ("act", "group"),
    [
        (lambda by: make.binding(by=by), "Reader"),
        (lambda by: passages.unbind(make.binding(), by=by), "Reader"),
        (lambda by: make.waiver(by=by), "Reporter"),
        (lambda by: passages.unwaive(make.waiver(), by=by), "Reporter"),
        (lambda by: passages.second(make.waiver(), by=by), "Reporter"),
    ],
)
def test_only_those_who_may_do_so(act, group):
    with pytest.raises(PermissionDenied):
        act(make.member(group))


def test_a_mark_stands_within_one_paragraph():
    revision = make.story("One.\n\nTwo.").revisions.get()

    with pytest.raises(ValidationError, match="Mark words of one paragraph"):
        passages.bind(
            revision,
            *make.span(revision, "One.\n\nTwo"),
            make.claim(),
            by=make.member("Reporter"),
        )

"""What PostgreSQL refuses of manuscripts, whatever the door."""

from contextlib import contextmanager
from datetime import timedelta

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from partnerships.models import Binding, Hold, Passage, Placement, Revision, Story, Waiver
from partnerships.vocabulary import HoldKind
from tests import factories as make

pytestmark = pytest.mark.django_db

NO_RIGHT = "42501"
BLANK = "\u00a0 "


@pytest.fixture
def eve(db):
    return make.member("Editor")


@pytest.fixture
def kept_by():
    """A block that the law refuses, or the application's rights before it."""

    @contextmanager
    def block(law):
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            yield
        said = caught.value.__cause__
        assert said.diag.constraint_name == law or said.sqlstate == NO_RIGHT

    return block


def added(model, by, **fields):
    with pghistory.context(user=by.pk):
        return model.objects.create(**fields)


def a_revision(by, story=None, **fields):
    about = story or make.story()
    given = {"story": about, "number": about.revisions.count() + 1, "headline": "The story"}
    given |= {"body": "It was so.", "dateline": make.NOON.date()}
    given |= {"written_by": by, "written_at": timezone.now()}
    return added(Revision, by, **given | fields)


def a_passage(by, story=None, **fields):
    given = {"story": story or make.story(), "exact": "$13 billion"}
    return added(Passage, by, **given | {"made_by": by, "made_at": timezone.now()} | fields)


def a_binding(by, **fields):
    passage = fields.pop("passage", None) or make.binding().passage
    given = {"passage": passage, "claim": make.claim(), "bound_by": by}
    return added(Binding, by, **given | {"bound_at": timezone.now()} | fields)


def a_waiver(by, **fields):
    given = {"passage": make.binding().passage, "reason": "So it is.", "waived_by": by}
    return added(Waiver, by, **given | {"waived_at": timezone.now()} | fields)


def a_hold(by, **fields):
    given = {"story": make.story(), "kind": HoldKind.LEGAL, "reason": "The lawyers read it."}
    return added(Hold, by, **given | {"held_by": by, "held_at": timezone.now()} | fields)


def placed(passage, start, end, revision=None):
    there = revision or passage.story.revisions.latest().get()
    return Placement.objects.create(passage=passage, revision=there, start=start, end=end)


@pytest.mark.parametrize(
    ("law", "made", "fields"),
    [
        ("revision_has_a_headline", a_revision, {"headline": BLANK}),
        ("revision_has_a_text", a_revision, {"body": BLANK}),
        ("passage_has_words", a_passage, {"exact": BLANK}),
        ("binding_leaning_is_known", a_binding, {"leaning": "rumour"}),
        ("binding_end_is_whole", a_binding, {"ended_at": make.NOON}),
        ("waiver_has_a_reason", a_waiver, {"reason": BLANK}),
        ("waiver_end_is_whole", a_waiver, {"ended_at": make.NOON}),
        ("hold_kind_is_known", a_hold, {"kind": "doubt"}),
        ("hold_has_a_reason", a_hold, {"reason": BLANK}),
        ("hold_ends_by_itself_if_an_embargo", a_hold, {"kind": "embargo"}),
        ("hold_ends_by_itself_if_an_embargo", a_hold, {"until": make.NOON}),
        ("hold_end_is_whole", a_hold, {"ended_at": make.NOON}),
    ],
)
def test_what_is_not_whole_is_refused(law, made, fields, refused, eve):
    with refused(law):
        made(eve, **fields)


def test_a_story_has_a_slug_for_addresses(refused, eve):
    given = {"slug": "Not A Slug", "collection": make.collection()}

    with refused("story_slug_is_a_slug"):
        added(Story, eve, **given, made_by=eve, made_at=make.NOON)


def test_of_two_revisions_of_one_number_there_is_one(refused, eve):
    story = make.story()

    with refused("revision_is_numbered_once"):
        a_revision(eve, story, number=1)


def test_no_revision_is_left_out(refused, eve):
    with refused("revision_follows_the_last"):
        a_revision(eve, number=3)


@pytest.mark.parametrize(
    ("law", "made", "name"),
    [
        ("revision_is_written_in_person", a_revision, "written_by"),
        ("passage_is_made_in_person", a_passage, "made_by"),
        ("binding_is_bound_in_person", a_binding, "bound_by"),
        ("waiver_is_waived_in_person", a_waiver, "waived_by"),
        ("hold_is_held_in_person", a_hold, "held_by"),
    ],
)
def test_nobody_does_this_in_another_name(law, made, name, refused, eve):
    with refused(law):
        made(eve, **{name: make.member("Editor")})


def test_nobody_starts_a_story_in_another_name(refused, eve):
    other = make.member("Editor")

    with refused("story_is_made_in_person"):
        added(Story, eve, slug="s", collection=make.collection(), made_by=other, made_at=make.NOON)


@pytest.mark.parametrize(
    ("law", "made"),
    [
        ("binding_is_ended_in_person", make.binding),
        ("waiver_is_ended_in_person", make.waiver),
        ("hold_is_ended_in_person", make.hold),
    ],
)
def test_nobody_ends_it_in_another_name(law, made, refused, eve):
    row = made()
    why = {"ended_why": "So it is."} if law.startswith("hold") else {}

    with refused(law), pghistory.context(user=eve.pk):
        type(row).objects.filter(pk=row.pk).update(
            ended_by=make.member("Editor"), ended_at=timezone.now(), **why
        )


@pytest.mark.parametrize(
    ("law", "made", "assignment"),
    [
        ("binding_is_not_rewritten", make.binding, "leaning = 'correction'"),
        ("waiver_is_not_rewritten", make.waiver, "reason = 'Another one.'"),
        ("hold_is_not_rewritten", make.hold, "reason = 'Another one.'"),
    ],
)
def test_it_is_ended_and_never_rewritten(law, made, assignment, refused, change):
    row = made()

    with refused(law):
        change(row, assignment)


@pytest.mark.parametrize(
    ("law", "made"),
    [
        ("binding_is_not_rewritten", make.binding),
        ("waiver_is_not_rewritten", make.waiver),
        ("hold_is_not_rewritten", make.hold),
    ],
)
def test_it_is_never_taken_away(law, made, refused):
    row = made()

    with refused(law), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


@pytest.mark.parametrize(
    ("law", "made"),
    [
        ("binding_keeps_its_key", make.binding),
        ("waiver_keeps_its_key", make.waiver),
        ("hold_keeps_its_key", make.hold),
        ("story_keeps_its_key", make.story),
    ],
)
def test_a_row_keeps_its_key(law, made, refused, change):
    row = made()

    with refused(law):
        change(row, "id = id + 1000")


@pytest.mark.parametrize(
    ("law", "made", "assignment"),
    [
        ("revision_is_kept_as_it_is", lambda: make.story().revisions.get(), "body = 'Other.'"),
        ("passage_is_kept_as_it_is", make.passage, "exact = 'Other words'"),
        ("placement_is_kept_as_it_is", lambda: make.passage().placements.get(), "start = 0"),
    ],
)
def test_what_was_written_stays_as_it_was(law, made, assignment, kept_by, change):
    row = made()

    with kept_by(law):
        change(row, assignment)


def test_words_are_bound_to_a_claim_once(refused, eve):
    binding = make.binding()

    with refused("passage_is_bound_to_a_claim_once"):
        a_binding(eve, passage=binding.passage, claim=binding.claim)


def test_a_story_is_held_once_for_a_cause(refused, eve):
    hold = make.hold()

    with refused("story_is_held_once_for_a_cause"):
        a_hold(eve, story=hold.story)


def test_the_context_stands_in_the_same_story(refused, eve):
    with refused("binding_context_is_in_its_story"):
        a_binding(eve, context=make.passage())


def test_a_place_has_a_beginning_and_an_end(refused, eve):
    passage = a_passage(eve)

    with refused("placement_is_whole"):
        placed(passage, None, 3)


def test_words_stand_once_in_a_revision(refused):
    passage = make.passage()
    place = passage.placements.get()

    with refused("passage_stands_once_in_a_revision"):
        placed(passage, place.start, place.end)


def test_words_are_placed_in_their_own_story(refused, eve):
    passage = a_passage(eve)

    with refused("placement_is_in_its_story"):
        placed(passage, 0, 11, make.story().revisions.get())


@pytest.mark.parametrize("place", [(0, 10_000), (5, 5)])
def test_words_are_placed_inside_the_text(place, refused, eve):
    passage = a_passage(eve)

    with refused("placement_is_inside_the_text"):
        placed(passage, *place)


def test_words_are_placed_where_they_stand(refused, eve):
    passage = a_passage(eve)

    with refused("placement_is_where_its_words_stand"):
        placed(passage, 0, 11)


def test_no_binding_falls_between_two_texts(refused, eve):
    story = make.binding().passage.story

    with refused("live_passages_have_their_place"):
        a_revision(eve, story)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("law", ["manuscript_looks_at_what_is_committed"])
def test_a_manuscript_changes_where_everybody_sees_it(law):
    eve, story = make.member("Editor"), make.story()

    with pytest.raises(DatabaseError) as caught, transaction.atomic():  # noqa: PT012
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        a_revision(eve, story)

    assert caught.value.__cause__.diag.constraint_name == law


def test_an_embargo_that_is_over_holds_nothing():
    hold = make.hold(kind=HoldKind.EMBARGO, until=timezone.now() + timedelta(hours=1))

    assert list(Hold.objects.in_force(timezone.now())) == [hold]
    assert not Hold.objects.in_force(hold.until).exists()

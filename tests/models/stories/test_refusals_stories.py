"""What PostgreSQL refuses of stories, their texts, and what is marked in them."""

from contextlib import contextmanager

import pghistory
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from partnerships.actions.stories import holds, passages
from partnerships.models import Binding, Hold, Passage, Placement, Revision, Story, Waiver
from partnerships.vocabulary import BindingBasis, HoldKind
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@contextmanager
def named(user=None):
    """A block in the name of somebody; the user."""
    user = user or make.editor()
    with pghistory.context(user=user.pk):
        yield user


def story(**fields):
    with named() as user:
        given = {"slug": "a-story", "collection": make.collection(), "made_by": user}
        return Story.objects.create(**given | {"made_at": NOON} | fields)


def revision(of=None, **fields):
    of = of or story()
    with named() as user:
        given = {"story": of, "number": 1, "headline": "Head", "body": "The text.", "by": user}
        given |= {"dateline": NOON.date(), "written_at": NOON} | fields
        return Revision.objects.create(written_by=given.pop("by"), **given)


def passage(of=None, exact="text", **fields):
    of = of or story()
    with named() as user:
        given = {"story": of, "exact": exact, "made_by": user, "made_at": NOON}
        return Passage.objects.create(**given | fields)


def binding(about=None, **fields):
    about = about or make.passage()
    with named() as user:
        given = {"passage": about, "claim": make.claim(), "bound_by": user}
        return Binding.objects.create(**given | {"bound_at": NOON} | fields)


def waiver(about=None, **fields):
    about = about or make.passage()
    with named() as user:
        given = {"passage": about, "reason": "Known.", "waived_by": user}
        return Waiver.objects.create(**given | {"waived_at": NOON} | fields)


def hold(of=None, **fields):
    of = of or story()
    with named() as user:
        given = {"story": of, "kind": HoldKind.LEGAL, "reason": "Why.", "held_by": user}
        return Hold.objects.create(**given | {"held_at": NOON} | fields)


def placement(of=None, text=None, start=12, end=16):
    text = text or revision()
    of = of or passage(text.story, text.text[start:end] if end else "text")
    return Placement.objects.create(passage=of, revision=text, start=start, end=end)


MADE = [
    ("story_slug_is_a_slug", story, {"slug": "A Story"}),
    ("revision_has_a_headline", revision, {"headline": "\u200b"}),
    ("revision_has_a_text", revision, {"body": " \n"}),
    ("revision_follows_the_last", revision, {"number": 2}),
    ("revision_follows_the_last", revision, {"number": 0}),
    ("passage_has_words", passage, {"exact": " "}),
    ("binding_basis_is_known", binding, {"basis": "reasons"}),
    ("binding_end_is_whole", binding, {"ended_at": NOON}),
    ("waiver_has_a_reason", waiver, {"reason": "\u00a0"}),
    ("waiver_end_is_whole", waiver, {"ended_at": NOON}),
    ("waiver_second_is_whole", waiver, {"seconded_at": NOON}),
    ("hold_kind_is_known", hold, {"kind": "asleep"}),
    ("hold_has_a_reason", hold, {"reason": ""}),
    ("hold_ends_by_itself_if_an_embargo", hold, {"kind": HoldKind.EMBARGO}),
    ("hold_ends_by_itself_if_an_embargo", hold, {"until": NOON}),
    ("hold_end_is_whole", hold, {"ended_at": NOON}),
]


@pytest.mark.parametrize(("law", "made", "fields"), MADE)
def test_it_is_not_made_so(law, made, fields, refused):
    with refused(law):
        made(**fields)


IN_PERSON = [
    ("story_is_made_in_person", story, "made_by"),
    ("revision_is_written_in_person", revision, "by"),
    ("passage_is_made_in_person", passage, "made_by"),
    ("binding_is_bound_in_person", binding, "bound_by"),
    ("waiver_is_waived_in_person", waiver, "waived_by"),
    ("hold_is_held_in_person", hold, "held_by"),
]


@pytest.mark.parametrize(("law", "made", "by"), IN_PERSON)
def test_nobody_does_it_in_another_name(law, made, by, refused):
    with refused(law):
        made(**{by: make.editor()})


@pytest.mark.parametrize(("law", "made", "by"), IN_PERSON)
def test_it_is_done_in_ones_own_name(law, made, by):
    assert made().pk


ENDED_IN_PERSON = [
    ("binding_is_ended_in_person", make.binding),
    ("waiver_is_ended_in_person", make.waiver),
    ("hold_is_ended_in_person", make.hold),
]


@pytest.mark.parametrize(("law", "made"), ENDED_IN_PERSON)
def test_nobody_ends_it_in_another_name(law, made, refused):
    row, other = made(), make.editor()
    end = {"ended_by": other, "ended_at": NOON}
    end |= {"ended_why": "Done."} if isinstance(row, Hold) else {}

    with refused(law), named():
        type(row).objects.filter(pk=row.pk).update(**end)


def test_nobody_seconds_a_waiver_in_another_name(refused):
    row, other = make.waiver(excuses=["wrong"]), make.editor()

    with refused("waiver_is_seconded_in_person"), named():
        Waiver.objects.filter(pk=row.pk).update(seconded_by=other, seconded_at=NOON)


def test_nobody_seconds_what_they_waived_themselves(refused):
    row = make.waiver(excuses=["wrong"])

    with refused("waiver_is_seconded_by_another"), named(row.waived_by):
        Waiver.objects.filter(pk=row.pk).update(seconded_by=row.waived_by, seconded_at=NOON)


@pytest.mark.parametrize(
    "assignments",
    [
        "seconded_by_id = NULL, seconded_at = NULL",
        "seconded_at = now()",
        "excuses = '{wrong,legal}'",
    ],
)
def test_a_second_name_is_for_ever(assignments, refused, change):
    row = make.waiver(excuses=["wrong"])
    passages.second(row, by=make.member("Editor"))

    with refused("waiver_is_not_rewritten"):
        change(row, assignments)


def test_what_was_taken_back_gets_no_second_name(refused):
    row = ended(lambda: make.waiver(excuses=["wrong"]))

    with refused("waiver_is_not_rewritten"), named() as user:
        Waiver.objects.filter(pk=row.pk).update(seconded_by=user, seconded_at=NOON)


def ended(made):
    row, by = made(), make.member("Editor")
    match row:
        case Binding():
            return passages.unbind(row, by=by)
        case Waiver():
            return passages.unwaive(row, by=by)
    return holds.lift(row, "Done.", by=row.held_by)


REWRITTEN = [
    ("binding_is_not_rewritten", make.binding, "claim_id = claim_id + 1"),
    ("binding_is_not_rewritten", make.binding, "passage_id = passage_id + 1"),
    ("binding_is_not_rewritten", make.binding, "basis = 'correction'"),
    ("binding_is_not_rewritten", make.binding, "context_id = passage_id"),
    ("binding_is_not_rewritten", make.binding, "bound_by_id = declared_actor()"),
    ("binding_is_not_rewritten", make.binding, "bound_at = now()"),
    ("binding_is_not_rewritten", make.binding, "uid = gen_random_uuid()"),
    ("waiver_is_not_rewritten", make.waiver, "passage_id = passage_id + 1"),
    ("waiver_is_not_rewritten", make.waiver, "excuses = '{uncovered}'"),
    ("waiver_is_not_rewritten", make.waiver, "reason = 'Another.'"),
    ("waiver_is_not_rewritten", make.waiver, "waived_by_id = declared_actor()"),
    ("waiver_is_not_rewritten", make.waiver, "waived_at = now()"),
    ("hold_is_not_rewritten", make.hold, "reason = 'Another.'"),
    ("hold_is_not_rewritten", make.hold, "kind = 'killed'"),
    ("hold_is_not_rewritten", make.hold, "held_by_id = declared_actor()"),
]


@pytest.mark.parametrize(("law", "made", "assignments"), REWRITTEN)
def test_what_is_done_is_not_rewritten(law, made, assignments, refused, change):
    row = made()

    with refused(law), named():
        change(row, assignments)


ENDS = [
    ("binding_is_not_rewritten", make.binding, "ended_at = NULL, ended_by_id = NULL"),
    ("binding_is_not_rewritten", make.binding, "ended_at = now()"),
    ("waiver_is_not_rewritten", make.waiver, "ended_at = NULL, ended_by_id = NULL"),
    ("hold_is_not_rewritten", make.hold, "ended_at = NULL, ended_by_id = NULL, ended_why = ''"),
    ("hold_is_not_rewritten", make.hold, "ended_why = 'Another.'"),
]


@pytest.mark.parametrize(("law", "made", "assignments"), ENDS)
def test_an_end_is_for_ever(law, made, assignments, refused, change):
    row = ended(made)

    with refused(law):
        change(row, assignments)


@pytest.mark.parametrize(
    ("law", "made"),
    [
        ("binding_is_not_rewritten", make.binding),
        ("waiver_is_not_rewritten", make.waiver),
        ("hold_is_not_rewritten", make.hold),
    ],
)
def test_it_is_ended_and_never_taken_away(law, made, refused):
    row = made()

    with refused(law), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


KEPT = [
    (
        "revision_is_kept_as_it_is",
        "revision",
        "story_id, number, headline, standfirst, body, byline, dateline, why, written_by_id,"
        " written_at, uid",
        "1, 1, 'Head', '', 'Text', '', now(), '', 1, now(), gen_random_uuid()",
    ),
    (
        "passage_is_kept_as_it_is",
        "passage",
        "story_id, exact, prefix, suffix, made_by_id, made_at, uid",
        "1, 'text', '', '', 1, now(), gen_random_uuid()",
    ),
    ("placement_is_kept_as_it_is", "placement", "passage_id, revision_id", "1, 1"),
]


@pytest.mark.parametrize(("law", "noun", "columns", "values"), KEPT)
@pytest.mark.parametrize("sentence", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_not_even_the_owner_changes_a_text_or_what_is_marked(
    law, noun, columns, values, sentence, owner
):
    table = f"partnerships_{noun}"
    for about, done in (("revision", "written"), ("passage", "made")):
        named_there = f"{about}_is_{done}_in_person"
        owner.execute(f"ALTER TABLE partnerships_{about} DISABLE TRIGGER {named_there}")
    owner.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})")

    with pytest.raises(IntegrityError) as caught:
        owner.execute(sentence.format(table))

    assert caught.value.__cause__.diag.constraint_name == law


@pytest.mark.parametrize("noun", ["revision", "passage", "placement"])
@pytest.mark.parametrize("sentence", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_application_may_only_add(noun, sentence, as_application):
    with pytest.raises(ProgrammingError) as caught, as_application() as cursor:
        cursor.execute(sentence.format(f"partnerships_{noun}"))

    assert caught.value.__cause__.sqlstate == "42501"  # insufficient privilege


def test_a_revision_is_numbered_once(refused):
    first = revision()

    with refused("revision_is_numbered_once"):
        revision(first.story)


def test_a_story_is_held_once_for_a_cause(refused):
    first = hold()

    with refused("story_is_held_once_for_a_cause"):
        hold(first.story)


def test_words_are_bound_to_a_claim_once(refused):
    first = make.binding()

    with refused("passage_is_bound_to_a_claim_once"):
        binding(first.passage, claim=first.claim)


def test_words_have_one_place_in_a_revision(refused):
    first = placement()

    with refused("passage_stands_once_in_a_revision"):
        placement(first.passage, first.revision)


def test_a_place_has_a_beginning_and_an_end(refused):
    text = revision()

    with refused("placement_is_whole"):
        placement(passage(text.story), text, None, 16)


@pytest.mark.parametrize(("start", "end"), [(12, 18), (12, 12), (16, 12), (20, 24)])
def test_words_stand_inside_the_text(start, end, refused):
    text = revision()  # "Head\n\n\n\nThe text.": 17 letters
    marked = passage(text.story, "text")

    with refused("placement_is_inside_the_text"):
        placement(marked, text, start, end)


@pytest.mark.parametrize(("start", "end"), [(8, 11), (11, 15), (12, 15)])
def test_words_stand_where_they_are_said_to(start, end, refused):
    text = revision()
    marked = passage(text.story, "text")

    with refused("placement_is_where_its_words_stand"):
        placement(marked, text, start, end)


def test_places_count_letters_and_not_bytes():
    text = revision(body="“Élan” 🙂 and text.")
    start = text.text.index("text")

    assert placement(passage(text.story, "text"), text, start, start + 4).pk


def test_words_are_placed_in_their_own_story(refused):
    text, other = revision(), passage(story(slug="another"))

    with refused("placement_is_in_its_story"):
        placement(other, text, 12, 16)
    with refused("placement_is_in_its_story"):
        placement(other, text, None, None)


def test_context_is_given_by_the_same_story(refused):
    other = make.passage(make.story())

    with refused("binding_context_is_in_its_story"):
        binding(context=other)


UNPLACED = [
    lambda marked: binding(marked),
    lambda marked: waiver(marked),
    lambda marked: binding(make.passage(marked.story, "$157 billion"), context=marked),
]


@pytest.mark.parametrize("attach", UNPLACED)
def test_nothing_leans_on_words_without_a_place(attach, refused):
    marked = passage(make.story(), "no such words")

    with refused("live_passages_have_their_place"):
        attach(marked)


@pytest.mark.parametrize("attach", [make.binding, make.waiver])
def test_a_revision_forgets_no_words(attach, refused):
    text = make.story()
    attach(text)

    with refused("live_passages_have_their_place"):
        revision(text, number=2)


def test_a_revision_may_ask_for_words_again():
    text = make.story()
    bound = make.binding(text)

    with transaction.atomic():
        later = revision(text, number=2)
        Placement.objects.create(passage=bound.passage, revision=later)

    assert Passage.objects.orphaned_in(later).get() == bound.passage


def test_words_that_nothing_leans_on_need_no_place(settle):
    text = make.story()
    passages.unbind(make.binding(text), by=make.member("Reporter"))

    revision(text, number=2)
    settle()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_nobody_writes_on_what_is_past(level, refused):
    text = make.story()
    with connection.cursor() as cursor:
        cursor.execute(f"SET default_transaction_isolation TO '{level}'")
    try:
        with refused("manuscript_looks_at_what_is_committed"):
            revision(text, number=2)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET default_transaction_isolation")


def test_a_refusal_reaches_the_desk_as_a_sentence():
    with pytest.raises(IntegrityError, match="never rewritten or taken away"), transaction.atomic():
        Waiver.objects.filter(pk=make.waiver().pk).update(reason="Another.")


def test_an_end_is_given_once_by_whoever_is_there():
    row = make.binding()

    with named() as user:
        Binding.objects.filter(pk=row.pk).update(ended_by=user, ended_at=timezone.now())

    row.refresh_from_db()
    assert (row.ended_by, row.basis) == (user, BindingBasis.STATEMENT)

"""What PostgreSQL refuses of editions, corrections and open items, whatever the door."""

from datetime import timedelta

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from partnerships.actions.claims import verdicts
from partnerships.actions.stories import holds, passages
from partnerships.models import (
    Correction,
    Edition,
    EditionDependency,
    OpenItem,
    Story,
    Verdict,
)
from partnerships.vocabulary import Decision, HoldKind, Severity
from tests import factories as make
from tests.shared import made_once

pytestmark = pytest.mark.django_db
LATER = timezone.now() + timedelta(days=1)


def put_out(story, by=None, **fields):
    """An edition put into the table by hand."""
    by = by or make.member("Editor")
    revision = story.revisions.current().get()
    given = {"number": story.editions.count() + 1, "revision": revision, "published_by": by}
    given |= {"content": {"text": revision.text}, "published_at": timezone.now()} | fields
    with pghistory.context(user=by.pk):
        return Edition.objects.create(story=story, **given)


def correct(edition, by=None, **fields):
    """A correction put into the table by hand."""
    by = by or make.member("Editor")
    given = {"severity": Severity.CORRECTION, "was_wrong": "It said $13 billion."}
    given |= {"is_right": "It was $10 billion.", "asked_by": "A reader", "written_by": by}
    given |= {"wrong_since": make.NOON, "written_at": timezone.now()} | fields
    with pghistory.context(user=by.pk):
        return Correction.objects.create(edition=edition, **given)


def corrected(story):
    """A second edition, put into the tables by hand, and its correction."""
    with transaction.atomic():
        edition = put_out(story)
        return correct(edition)


def open_item():
    verdict = make.readable()
    make.edition(make.printable(claim_=verdict.claim))
    verdicts.withdraw_verdict(verdict, "It was not so.", by=make.member("Editor"))
    return OpenItem.objects.latest("pk")


def decide(item, by, **fields):
    given = {"outcome": Decision.STANDS, "reason": "It does.", "decided_at": timezone.now()}
    with pghistory.context(user=by.pk):
        OpenItem.objects.filter(pk=item.pk).update(**given | {"decided_by": by} | fields)


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker):
    """A story that may go out, one that is out, and what was changed under a third."""
    yield from made_once(
        django_db_blocker, lambda: (make.printable().pk, make.edition().pk, open_item().pk)
    )


@pytest.fixture
def story(shared, db):
    return Story.objects.get(pk=shared[0])


@pytest.fixture
def edition(shared, db):
    return Edition.objects.get(pk=shared[1])


@pytest.fixture
def item(shared, db):
    return OpenItem.objects.get(pk=shared[2])


# Editions


@pytest.mark.parametrize(
    ("law", "fields"),
    [
        ("edition_content_has_names", {"content": []}),
        ("edition_says_what_its_revision_says", {"content": {"text": "Something else."}}),
        ("edition_sha256_is_a_hash", {"sha256": "A" * 64}),
        ("edition_is_sealed_by_its_content", {"sha256": "0" * 64}),
        ("edition_follows_the_one_before", {"number": 2}),
        ("edition_follows_the_one_before", {"number": 0}),
    ],
)
def test_an_edition_is_refused(law, fields, story, refused):
    with refused(law):
        put_out(story, **fields)


def test_an_edition_is_numbered_once(edition, refused):
    with refused("edition_is_numbered_once"):
        put_out(edition.story, number=1)


def test_it_is_sealed_by_the_hash_of_its_content(story):
    edition = put_out(story)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sha256 = encode(sha256(convert_to(content::text, 'UTF8')), 'hex')"
            " FROM partnerships_edition WHERE id = %s",
            [edition.pk],
        )
        assert cursor.fetchone() == (True,)


def test_it_is_of_the_latest_revision(story, refused):
    first = story.revisions.get()
    make.revised(story, make.TEXT + " It is more now.")

    with refused("edition_is_of_the_latest_revision"):
        put_out(story, revision=first, content={"text": first.text})


def test_it_is_of_a_revision_of_its_story(story, refused):
    revision = make.printable().revisions.get()

    with refused("edition_is_of_the_latest_revision"):
        put_out(story, revision=revision, content={"text": revision.text})


def test_nobody_publishes_in_another_name(story, refused):
    editor = make.member("Editor")

    with refused("edition_is_published_in_person"), pghistory.context(user=editor.pk):
        Edition.objects.create(
            story=story,
            number=1,
            revision=story.revisions.get(),
            content={"text": story.revisions.get().text},
            published_by=make.member("Editor"),
            published_at=timezone.now(),
        )


@pytest.mark.parametrize(
    "hold", [{"kind": HoldKind.LEGAL}, {"kind": HoldKind.KILLED}, {"kind": HoldKind.EMBARGO}]
)
def test_a_story_that_is_held_does_not_go_out(hold, story, refused):
    until = LATER if hold["kind"] == HoldKind.EMBARGO else None
    held = make.hold(story, until=until, **hold)

    with refused("edition_is_of_no_held_story"):
        put_out(story)
    with refused("edition_is_of_no_held_story"):
        put_out(story, published_at=make.NOON)

    holds.lift(held, "It may go out.", by=held.held_by)
    assert put_out(story).number == 1


def test_a_story_of_which_a_comment_is_open_does_not_go_out(story, refused, change):
    said = make.word_comment(story)

    with refused("edition_leaves_no_comment_open"):
        put_out(story)

    change(said, "resolved_at = now(), resolved_by_id = written_by_id")
    assert put_out(story).number == 1


def test_an_embargo_is_not_got_round_by_a_later_date(story, refused):
    make.hold(story, HoldKind.EMBARGO, until=LATER)

    with refused("edition_is_of_no_held_story"):
        put_out(story, published_at=LATER + timedelta(days=1))


@pytest.mark.parametrize("state", ["unchecked", "waiting", "lapsed", "withdrawn", "replaced"])
def test_every_claim_that_it_leans_on_stands(state, refused):
    made = {
        "unchecked": make.checked,
        "waiting": lambda: make.proposed().claim,
        "lapsed": lambda: make.signed().claim,
        "withdrawn": lambda: make.signed().claim,
        "replaced": lambda: make.proposed(make.signed().claim).claim,
    }
    claim = made[state]()
    story = make.printable(claim_=claim)
    if state == "lapsed":
        type(claim).objects.filter(pk=claim.pk).update(statement="Something else.")
    if state == "withdrawn":
        verdict = Verdict.objects.get(claim=claim)
        verdicts.withdraw_verdict(verdict, "It was not so.", by=make.member("Editor"))

    with refused("edition_leans_on_verdicts_that_stand"):
        put_out(story)


def test_what_is_bound_no_longer_does_not_count():
    story = make.printable(claim_=make.checked())
    binding = make.binding_of(story)
    by = make.member("Reporter")
    with pghistory.context(user=by.pk):
        type(binding).objects.filter(pk=binding.pk).update(ended_by=by, ended_at=timezone.now())

    assert put_out(story).number == 1


@pytest.mark.parametrize("marked", ["bound", "excused"])
def test_no_words_that_were_checked_are_left_behind(marked, story, refused):
    if marked == "excused":
        make.waiver(story)
    gone = "$13 billion" if marked == "bound" else "October 2024"
    make.revised(story, make.TEXT.replace(gone, "something"))

    with refused("edition_leaves_no_words_behind"):
        put_out(story)


def test_no_story_goes_out_on_a_waiver_without_its_second_name(story, refused):
    waiver = make.waiver(story, excuses=["not_asked"])

    with refused("edition_rests_on_seconded_waivers"):
        put_out(story)
    passages.second(waiver, by=make.member("Editor"))

    assert put_out(story).number == 1


def test_what_is_out_changes_only_with_a_correction(edition, refused):
    with refused("later_edition_has_its_correction"):
        put_out(edition.story)


KEPT = [
    ("edition_is_kept_as_it_is", "partnerships_edition"),
    ("correction_is_kept_as_it_is", "partnerships_correction"),
    ("edition_dependency_is_kept_as_it_is", "partnerships_editiondependency"),
    ("openitem_history_is_kept_as_it_is", "partnerships_openitemhistory"),
]


@pytest.mark.parametrize(("law", "table"), KEPT)
def test_nothing_of_it_is_taken_away(law, table, edition, item):
    corrected(edition.story)
    decide(item, make.member("Editor"))

    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")

    said = caught.value.__cause__
    assert said.diag.constraint_name == law or said.sqlstate == "42501"  # no right to


def test_an_edition_dependency_is_written_once(edition, refused):
    dependency = edition.dependencies.first()

    with refused("edition_dependency_is_written_once"):
        EditionDependency.objects.create(
            edition=dependency.edition,
            passage=dependency.passage,
            claim=dependency.claim,
            noun=dependency.noun,
            record=dependency.record,
        )


# Corrections


@pytest.mark.parametrize(
    ("law", "fields"),
    [
        ("correction_severity_is_known", {"severity": "oops"}),
        ("correction_says_what_was_wrong", {"was_wrong": "\u00a0"}),
        ("correction_says_what_is_right", {"is_right": " "}),
        ("correction_says_who_asked", {"asked_by": ""}),
        ("correction_comes_after_the_mistake", {"wrong_since": LATER}),
    ],
)
def test_a_correction_is_refused(law, fields, edition, refused):
    with refused(law):
        correct(put_out(edition.story), **fields)


def test_the_first_edition_has_no_correction(edition, refused):
    with refused("correction_comes_with_a_later_edition"):
        correct(edition)


def test_nobody_corrects_in_another_name(edition, refused):
    with refused("correction_is_written_in_person"):
        correct(put_out(edition.story), written_by=make.member("Editor"))


# Open items


@pytest.mark.parametrize(
    ("law", "assignment"),
    [
        ("open_item_cause_is_known", "cause = 'boredom'"),
        ("open_item_decision_is_whole", "outcome = 'stands'"),
        ("open_item_decision_is_whole", "reason = 'It does.'"),
    ],
)
def test_an_open_item_is_refused(law, assignment, item, refused, change):
    with refused(law):
        change(item, assignment)


def test_an_outcome_is_of_the_list(item, refused):
    with refused("open_item_outcome_is_known"):
        decide(item, make.member("Editor"), outcome="ignored")


def test_what_was_corrected_names_the_correction(item, refused):
    with refused("open_item_corrected_by_a_correction"):
        decide(item, make.member("Editor"), outcome=Decision.CORRECTED)


def test_a_cause_is_open_once(item, refused):
    values = {
        field.attname: getattr(item, field.attname)
        for field in item._meta.concrete_fields
        if field.name not in ("id", "uid")
    }

    with refused("open_item_is_open_once_for_a_cause"):
        OpenItem.objects.create(**values)


@pytest.mark.parametrize(
    "assignment",
    [
        "cause = 'claim'",
        "noun = 'amount'",
        "record = record + 1",
        "was = '{}'",
        """became = '{"state": "stands"}'""",
        "opened_at = now() + interval '1 day'",
        "opened_by_id = NULL",
    ],
)
def test_what_was_changed_is_told_as_it_was(assignment, item, refused, change):
    with refused("open_item_is_not_rewritten"):
        change(item, assignment)


def test_an_open_item_keeps_its_key(item, refused, change):
    with refused("openitem_keeps_its_key"):
        change(item, "id = id + 1000")


def test_an_open_item_is_never_taken_away(item, refused):
    with refused("open_item_is_kept"):
        item.delete()


def test_a_decision_is_made_once(item, refused):
    editor = make.member("Editor")
    decide(item, editor)

    with refused("open_item_is_decided_once"):
        decide(item, editor, reason="It does not.")


def test_nobody_decides_in_another_name(item, refused):
    with refused("open_item_is_decided_in_person"):
        decide(item, make.member("Editor"), decided_by=make.member("Editor"))


@pytest.mark.parametrize("which", ["another story's", "an earlier one"])
def test_an_item_is_settled_by_a_later_edition_of_its_story(which, edition, item, refused):
    correction = corrected(edition.story)
    if which == "an earlier one":
        claim = make.binding_of(correction.edition.story).claim
        dependency = edition.dependencies.get(noun="verdict")
        EditionDependency.objects.create(
            edition=correction.edition,
            passage=dependency.passage,
            claim=claim,
            noun="verdict",
            record=dependency.record,
        )
        verdicts.withdraw_verdict(claim.verdicts.get(), "It was not so.", by=make.member("Editor"))
        item = OpenItem.objects.get(edition=correction.edition)

    with refused("open_item_is_settled_by_a_later_edition"):
        decide(item, make.member("Editor"), outcome=Decision.CORRECTED, correction=correction)

"""Two records become one by two people, and nothing leads to the one that went."""

import pghistory
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import CASCADE
from pghistory.models import Event as History

from partnerships.actions.entities.merges import confirm_merge, propose_merge
from partnerships.models import DealParty, Merge, Party
from partnerships.rules.entities.merges import ways_to_parties
from partnerships.vocabulary import Scheme
from tests import factories as make

ASKED = "(SELECT id FROM partnerships_merge WHERE act = 'proposed')"
DONE = "(SELECT id FROM partnerships_merge WHERE act = 'confirmed')"
MERGED = "UPDATE partnerships_party SET merged_into_id = {kept} WHERE id = {gone}"
APART = "UPDATE partnerships_party SET merged_into_id = NULL WHERE id = {gone}"


@pytest.fixture
def world(db):
    """Two editors, a company that is recorded twice, and a person."""
    return {
        "ann": make.member("Editor", name="ann").pk,
        "ben": make.member("Editor", name="ben").pk,
        "kept": make.company("OpenAI").pk,
        "gone": make.company("Open AI").pk,
        "hidden": make.company("Unheard of", released_at=None).pk,
        "sam": make.person("Sam").pk,
    }


def run(sentence, world, as_whom=None):
    """Run SQL in which rows are named in braces, in the name of one of the editors."""
    who = {"user": world[as_whom]} if as_whom else {}
    with pghistory.context(**who), connection.cursor() as cursor:
        cursor.execute(sentence.format(**world))


def note(who, act="proposed", into="{kept}", answers="NULL", undoes="NULL", **also):
    """The sentence in which somebody proposes, confirms or turns down."""
    values = {"merged": "{gone}", "why": "'One address.'", "moved": "'[]'"} | also
    return (
        "INSERT INTO partnerships_merge"
        " (uid, act, merged_id, into_id, answers_id, undoes_id, why, moved, by_id, at)"
        f" VALUES (gen_random_uuid(), '{act}', {values['merged']}, {into}, {answers}, {undoes},"
        f" {values['why']}, {values['moved']}, {who}, '2020-01-01')"
    )


@pytest.mark.parametrize(
    ("law", "as_whom", "sentence"),
    [
        ("merge_is_in_ones_own_name", "ann", note("{ben}")),
        ("merge_is_in_ones_own_name", None, note("{ben}")),
        ("merge_is_of_one_kind", "ann", note("{ann}", into="{sam}")),
        ("merge_is_of_two_records", "ann", note("{ann}", into="{gone}")),
        ("merge_tells_readers_no_name", "ann", note("{ann}", into="{hidden}")),
        ("merge_tells_readers_no_name", "ann", note("{ann}", merged="{hidden}")),
        ("merge_has_a_reason", "ann", note("{ann}", why="' '")),
        ("merge_act_is_known", "ann", note("{ann}", act="meant")),
        ("merge_moved_is_a_list", "ann", note("{ann}", moved="'{{}}'")),
        ("merge_moves_when_confirmed", "ann", note("{ann}", moved="'[1]'")),
        ("merge_is_answered_when_proposed", "ann", note("{ann}", act="confirmed")),
        ("merge_that_is_undone_is_in_force", "ann", note("{ann}", undoes=ASKED)),
    ],
)
def test_what_is_proposed_is_whole(law, as_whom, sentence, world, refused):
    run(note("{ben}", merged="{kept}", into="{gone}"), world, "ben")

    with refused(law):
        run(sentence, world, as_whom)


@pytest.mark.parametrize(
    ("law", "as_whom", "sentence"),
    [
        ("merge_is_confirmed_by_a_second", "ann", note("{ann}", "confirmed", answers=ASKED)),
        ("merge_is_in_ones_own_name", "ann", note("{ben}", "confirmed", answers=ASKED)),
        (
            "merge_answers_what_was_proposed",
            "ben",
            note("{ben}", "confirmed", merged="{kept}", into="{gone}", answers=ASKED),
        ),
        (
            "merge_answers_what_was_proposed",
            "ben",
            note("{ben}", "refused", undoes=ASKED, answers=ASKED),
        ),
    ],
)
def test_what_was_proposed_is_confirmed_by_a_second(law, as_whom, sentence, world, refused):
    run(note("{ann}"), world, "ann")

    with refused(law):
        run(sentence, world, as_whom)


@pytest.mark.parametrize("scheme", ["lei", "cik", "wikidata"])
def test_two_numbers_of_a_register_that_gives_one_are_two_parties(scheme, world, refused):
    numbers = {
        "lei": ("5493006MHB84DD0ZWV18", "529900T8BM49AURSDO55"),
        "cik": ("0000789019", "0001652044"),
        "wikidata": ("Q1", "Q2"),
    }
    for whose, number in zip(("kept", "gone"), numbers[scheme], strict=True):
        make.identifier(Party.objects.get(pk=world[whose]), Scheme(scheme), number)
    run(note("{ann}"), world, "ann")

    with refused("merge_is_not_of_two_numbers"):
        run(note("{ben}", "confirmed", answers=ASKED), world, "ben")


@pytest.mark.parametrize(
    "sentence", ["UPDATE partnerships_merge SET moved = '[1]'", "DELETE FROM partnerships_merge"]
)
def test_not_even_the_owner_rewrites_who_merged_what(sentence, world, refused):
    run(note("{ann}"), world, "ann")

    with refused("merge_is_kept_as_it_is"):
        make.by_owner(sentence)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("as_whom", [None, "ann"])
def test_nobody_merges_alone(as_whom, world, refused):
    run(note("{ann}"), world, "ann")

    with refused("party_is_merged_by_two"):
        run(MERGED, world, as_whom)


@pytest.mark.django_db(transaction=True)
def test_two_who_are_declared_merge_and_what_they_did_is_not_undone_by_one(world, refused):
    run(note("{ann}"), world, "ann")
    with transaction.atomic():
        run(note("{ben}", "confirmed", answers=ASKED), world, "ben")
        run(MERGED, world, "ben")

    with refused("party_is_merged_by_two"):
        run(APART, world, "ben")
    run(note("{ben}", undoes=DONE), world, "ben")
    asked = Merge.objects.waiting().get().pk
    with transaction.atomic():
        run(note("{ann}", "confirmed", answers=asked, undoes=DONE), world, "ann")
        run(APART, world, "ann")
    with refused("merge_that_is_undone_is_in_force"):
        run(
            note(
                "{ben}",
                undoes=f"(SELECT undoes_id FROM partnerships_merge WHERE answers_id = {asked})",
            ),
            world,
            "ben",
        )
    with refused("party_is_merged_by_two"):
        run(MERGED, world, "ben")


def test_what_is_merged_is_not_merged_again(world, refused):
    Party.objects.filter(pk=world["gone"]).update(merged_into=world["kept"])

    with refused("merge_is_of_records_that_stand"):
        run(note("{ann}"), world, "ann")


def test_nothing_new_leads_to_a_record_that_is_merged(world, refused):
    Party.objects.filter(pk=world["gone"]).update(merged_into=world["kept"])

    with refused("merged_party_is_led_to_by_nothing"):
        make.deal(Party.objects.get(pk=world["gone"]))


def test_nothing_is_led_back_to_a_record_that_is_merged(world, refused, change):
    made = make.deal(Party.objects.get(pk=world["kept"]))
    Party.objects.filter(pk=world["gone"]).update(merged_into=world["kept"])

    with refused("merged_party_is_led_to_by_nothing"):
        change(DealParty.objects.get(deal=made), "party_id = %s", world["gone"])


def test_a_record_is_merged_with_all_that_leads_to_it(world, refused):
    make.deal(Party.objects.get(pk=world["gone"]))

    with refused("merged_party_is_led_to_by_nothing"):
        run(MERGED, world)


def test_every_key_that_leads_to_a_party_is_looked_at():
    """A new key is either guarded by the triggers, which the merge goes by as well, or part of the
    party's own record, of which rules/entities/merges.py says what becomes."""
    own = {
        model.__name__
        for model in apps.get_app_config("partnerships").get_models()
        if not (issubclass(model, History) or model._meta.proxy)
        for key in model._meta.concrete_fields
        if key.is_relation
        and key.related_model._meta.concrete_model is Party
        and getattr(key, "db_constraint", False)
        and key.remote_field.on_delete is CASCADE
    }

    assert own == {"PartyName", "Identifier", "FactSource"}


@pytest.mark.django_db
def test_the_database_guards_every_key_that_leads_to_a_party():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgtype & 4 > 0,"
            " unnest(string_to_array(encode(tgargs, 'escape'), '\\000'))"
            " FROM pg_trigger WHERE tgfoid = 'refuse_what_leads_to_merged'::regproc"
        )
        guarded = {row for row in cursor.fetchall() if row[2]}

    assert guarded == {
        (model._meta.db_table, is_insert, key.column)
        for model, key in ways_to_parties()
        for is_insert in (True, False)
    }


@pytest.mark.django_db(transaction=True)
def test_what_comes_while_two_are_merged_waits_and_is_refused_or_taken_along(world, meanwhile):
    gone, kept = (Party.objects.get(pk=world[name]) for name in ("gone", "kept"))
    editors = [make.editor(is_superuser=True) for _ in range(2)]
    asked = propose_merge(gone, kept, by=editors[0], why="One address.")

    with transaction.atomic():
        made = make.deal(gone, make.company())
        done = meanwhile(lambda: confirm_merge(asked, by=editors[1]))

    done.result()
    assert DealParty.objects.filter(deal=made, party=kept).exists()

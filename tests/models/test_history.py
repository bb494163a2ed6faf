"""Every change of a row leaves its before and after in the history, whatever the door."""

import pghistory
import pytest
from django.db import connection
from pghistory.models import Context

from partnerships.models import Claim, Party, Source
from partnerships.models.claims.citations import Citation
from tests.factories import (
    citation,
    claim,
    collection,
    company,
    deal,
    deal_party,
    editor,
    source,
    term,
)

pytestmark = pytest.mark.django_db


def told(model, pk, *fields):
    """What the history tells of a row: each change, and the fields as they were after it."""
    rows = model.history.rel.related_model.objects.filter(pgh_obj=pk).order_by("pgh_id")
    return list(rows.values_list("pgh_label", *fields))


def test_a_row_that_is_made_and_saved_leaves_both_states():
    openai = company("OpenAI LP")

    openai.name = "OpenAI Group PBC"
    openai.save()

    assert told(Party, openai.pk, "name") == [
        ("insert", "OpenAI LP"),
        ("update", "OpenAI Group PBC"),
    ]


def test_an_update_of_many_rows_leaves_both_states_of_each():
    parties = [company("OpenAI"), company("Microsoft")]

    Party.objects.update(country="US")

    for party in parties:
        assert told(Party, party.pk, "country") == [("insert", ""), ("update", "US")]


def test_rows_made_and_changed_in_bulk_leave_both_states():
    first = company("OpenAI")
    one, two = Party.objects.bulk_create(
        Party(slug=slug, kind="company", name=slug, collection=first.collection)
        for slug in ["one", "two"]
    )
    one.country, two.country = "US", "GB"

    Party.objects.bulk_update([one, two], ["country"])

    assert told(Party, one.pk, "country") == [("insert", ""), ("update", "US")]
    assert told(Party, two.pk, "country") == [("insert", ""), ("update", "GB")]


def test_raw_sql_leaves_both_states():
    openai = company("OpenAI")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnerships_party SET country = 'US'")
        cursor.execute("DELETE FROM partnerships_party WHERE id = %s", [openai.pk])

    assert told(Party, openai.pk, "country") == [("insert", ""), ("update", "US"), ("delete", "US")]


def test_a_row_that_goes_with_another_leaves_what_it_was():
    said = claim()
    cited = citation(said, quote="$10 billion")
    claim_pk, citation_pk = said.pk, cited.pk

    said.delete()

    assert told(Claim, claim_pk)[-1] == ("delete",)
    assert told(Citation, citation_pk, "quote") == [
        ("insert", "$10 billion"),
        ("delete", "$10 billion"),
    ]


def test_a_save_that_changes_nothing_leaves_nothing():
    openai = company("OpenAI")
    before = told(Party, openai.pk)

    openai.save()
    Party.objects.update(name="OpenAI")

    assert told(Party, openai.pk) == before


def test_an_update_of_many_leaves_history_of_those_that_changed():
    american, british = company("OpenAI", country="US"), company("DeepMind", country="GB")

    Party.objects.update(country="US")

    assert told(Party, american.pk) == [("insert",)]
    assert told(Party, british.pk) == [("insert",), ("update",)]


def test_an_origin_that_postgresql_finds_is_in_the_history():
    report, copy = source(), source()

    Source.objects.filter(pk=copy.pk).update(derives_from=report)

    assert told(Source, copy.pk, "origin")[-1] == ("update", report.pk)


def test_an_upsert_leaves_both_states():
    openai = company("OpenAI")

    Party.objects.bulk_create(
        [
            Party(
                slug="openai", kind="company", name="OpenAI", country="US", collection=collection()
            )
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["country"],
    )

    assert told(Party, openai.pk, "country") == [("insert", ""), ("update", "US")]


def test_history_says_who_changed_what_by_which_door_and_why():
    openai, ann = company("OpenAI"), editor("ann")

    with pghistory.context(user=ann.pk, door="admin", why="Renamed in October."):
        openai.name = "OpenAI Group PBC"
        openai.save()

    change = openai.history.latest("pgh_id")
    assert change.pgh_context.metadata == {
        "user": ann.pk,
        "door": "admin",
        "why": "Renamed in October.",
    }


def test_changes_of_one_act_share_a_context():
    with pghistory.context(user=1, door="admin"):
        round_ = deal()
        deal_party(round_)
        term(round_)

    assert Context.objects.count() == 1


def test_a_change_that_nobody_owns_up_to_has_no_context():
    openai = company("OpenAI")

    assert openai.history.get().pgh_context is None


def test_a_save_and_its_history_are_one_query(django_assert_num_queries):
    openai = company("OpenAI")
    openai.country = "US"

    with django_assert_num_queries(1), pghistory.context(user=1):
        openai.save()

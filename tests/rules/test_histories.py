"""The history of one record and its rows."""

import pghistory
import pytest
from django.db import transaction

from partnerships.models import Citation, ClaimParty, Valuation
from partnerships.rules import histories
from partnerships.vocabulary import Confidentiality
from tests import factories as make

pytestmark = pytest.mark.django_db

PARTS = [(Citation, "claim")]

# The history's clock is that of the transaction: what is to differ in time needs its own.
a_moment_each = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chief(db):
    return make.editor("ann", is_superuser=True, first_name="Ann", last_name="Able")


@pytest.fixture
def cleo(db):
    """Somebody who may see all but confidential sources."""
    return make.editor("cleo", "view_claim", "view_source", "view_citation")


def told(acts):
    """Every difference of every act, the newest act first."""
    return [
        (row.done, row.noun, each.label, each.before, each.after)
        for act in acts
        for row in act.rows
        for each in row.differences
    ]


def labels(acts):
    return {label for _, _, label, _, _ in told(acts)}


def test_a_change_is_told_before_and_after(chief):
    claim = make.claim("First words.")
    with pghistory.context(user=chief.pk, door="api", why="A typing error"):
        claim.statement = "Better words."
        claim.save()

    act = histories.record_history(claim, PARTS, chief).acts[0]

    assert (act.who, act.door, act.why) == ("Ann Able", "api", "A typing error")
    assert told([act]) == [("changed", "claim", "Statement", "First words.", "Better words.")]


@a_moment_each
def test_a_row_that_was_taken_away_is_told_with_what_it_said(chief):
    claim = make.claim()
    citation = make.citation(claim, make.source(outlet="The Paper", title="Ties"), says="So.")
    citation.delete()

    removed = histories.record_history(claim, PARTS, chief).acts[0]

    assert ("removed", "citation", "Source", "The Paper, Ties", "") in told([removed])
    assert ("removed", "citation", "Says", "So.", "") in told([removed])


@a_moment_each
def test_what_one_did_at_one_time_is_one_act(chief):
    claim = make.claim()
    with pghistory.context(user=chief.pk):
        claim.note = "A note."
        claim.save()
        make.citation(claim)

    newest = histories.record_history(claim, PARTS, chief).acts[0]

    assert {(row.done, row.noun) for row in newest.rows} == {
        ("changed", "claim"),
        ("added", "citation"),
    }


def test_a_save_that_changes_nothing_is_no_act(chief):
    claim = make.claim()
    claim.save()

    assert len(histories.record_history(claim, PARTS, chief).acts) == 1


def test_citations_of_a_confidential_source_are_told_to_source_keepers_alone(chief, cleo):
    claim = make.claim()
    secret = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    make.citation(claim, secret, says="So.")

    assert any("So." in line for line in told(histories.record_history(claim, PARTS, chief).acts))
    assert not any(
        "So." in line for line in told(histories.record_history(claim, PARTS, cleo).acts)
    )


def test_that_a_source_retells_a_confidential_one_is_told_to_source_keepers_alone(chief, cleo):
    secret = make.source(outlet="The Whisperer", confidentiality=Confidentiality.CONFIDENTIAL)
    retelling = make.source()
    retelling.derives_from = secret
    retelling.save()

    assert "Derives from" in labels(histories.record_history(retelling, [], chief).acts)
    assert "Derives from" not in labels(histories.record_history(retelling, [], cleo).acts)


def test_who_is_hidden_is_in_no_history_of_what_they_are_linked_to(chief, cleo):
    claim = make.claim()
    with pghistory.context(user=chief.pk):
        claim.parties.add(make.company("Canary", released_at=None))
    parts = [(ClaimParty, "claim")]

    assert [
        line for line in told(histories.record_history(claim, parts, chief).acts) if "Party" in line
    ]
    assert not [
        line for line in told(histories.record_history(claim, parts, cleo).acts) if "Party" in line
    ]


def test_a_hidden_part_of_what_is_released_is_in_no_history(chief):
    dora = make.editor("dora", "view_deal", "view_valuation")
    deal = make.released_deal()
    make.valuation(deal=deal, released_at=None)
    parts = [(Valuation, "deal")]

    assert "Basis" in labels(histories.record_history(deal, parts, chief).acts)
    assert "Basis" not in labels(histories.record_history(deal, parts, dora).acts)


@a_moment_each
def test_the_last_act_does_not_tell_of_what_one_may_not_know(chief, cleo):
    claim = make.claim()
    secret = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    with pghistory.context(user=chief.pk):
        make.citation(claim, secret)

    assert histories.latest_act(claim, PARTS, chief).who == "Ann Able"
    assert histories.latest_act(claim, PARTS, cleo).who == ""


def test_a_long_history_costs_no_more_queries_than_a_short_one(chief, django_assert_num_queries):
    claim = make.claim()
    for _ in range(10):
        make.citation(claim)

    with django_assert_num_queries(4):
        histories.record_history(claim, PARTS, chief)


@pytest.fixture
def long_life(monkeypatch):
    """A claim that had four layers, one after the other, of which two changes are told at once."""
    monkeypatch.setattr(histories, "MOST", 2)
    claim = make.claim(layer="1")
    for layer in "234":
        claim.layer = layer
        claim.save()
    return claim


def layers(history):
    return [
        (each.before, each.after)
        for act in history.acts
        for row in act.rows
        for each in row.differences
        if each.label == "Layer"
    ]


def test_what_was_done_at_one_moment_is_on_one_page(chief, monkeypatch):
    monkeypatch.setattr(histories, "MOST", 3)
    claim = make.claim()
    for number in range(3):
        make.citation(claim, says=f"Words {number}")

    history = histories.record_history(claim, PARTS, chief)

    told = sum(len(act.rows) for act in history.acts)
    events = sum(rows.count() for rows in histories._histories(claim, PARTS))
    assert (told, told + history.untold) == (3, events)  # all of it was one transaction's


@a_moment_each
def test_nothing_is_lost_between_two_pages_where_two_rows_have_one_moment(chief, monkeypatch):
    monkeypatch.setattr(histories, "MOST", 2)
    with transaction.atomic():
        claim = make.claim()
        make.citation(claim, says="First")
    make.citation(claim, says="Second")

    latest = histories.record_history(claim, PARTS, chief)
    earlier = histories.record_history(claim, PARTS, chief, latest.earlier)

    told = [len(act.rows) for page in (latest, earlier) for act in page.acts]
    assert (sum(told), latest.untold, earlier.untold) == (3, 0, 0)


@a_moment_each
def test_of_a_long_life_the_latest_is_told_and_what_stood_before_it(long_life, chief):
    assert layers(histories.record_history(long_life, [], chief)) == [("3", "4"), ("2", "3")]


@a_moment_each
def test_what_is_earlier_is_told_from_its_moment_on(long_life, chief):
    latest = histories.record_history(long_life, [], chief)
    earlier = histories.record_history(long_life, [], chief, latest.earlier)

    assert layers(earlier) == [("1", "2"), ("", "1")]
    assert earlier.earlier is None

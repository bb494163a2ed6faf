"""A verdict lapses when anything it covers changes, through whatever door, and else never."""

from copy import deepcopy

import pghistory
import pytest

from partnerships.models import Verdict
from partnerships.rules.claims import authorship
from partnerships.vocabulary import State
from tests import factories as make
from tests.covered_edits import AUTHORLESS, EDITS, Bulk, Save, Sql, case, signed_case
from tests.shared import made_once

pytestmark = pytest.mark.django_db

DOORS = [Save(), Bulk(), Sql()]
EACH_DOOR = pytest.mark.parametrize("door", DOORS, ids=lambda door: type(door).__name__)
EACH_EDIT = pytest.mark.parametrize("edit", EDITS, ids=str)


@pytest.fixture(scope="module")
def shared_unsigned(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, case)


@pytest.fixture(scope="module")
def shared_signed(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, signed_case)


@pytest.fixture
def unsigned(shared_unsigned, db):
    """A case that nobody has judged yet."""
    return deepcopy(shared_unsigned)


@pytest.fixture
def before(shared_signed, db):
    """A case with a verdict that stands."""
    return deepcopy(shared_signed)


@EACH_DOOR
@EACH_EDIT
def test_what_an_edit_does_to_a_verdict_that_stands(door, edit, before, as_application):
    signed, actor = before.signed, make.member("Reporter")

    with as_application(), pghistory.context(user=actor.pk):
        edit.perform(door, before)
        after = Verdict.objects.get(pk=signed.pk)
        is_the_same = authorship.fingerprint(before.claim) == signed.fingerprint

    assert after.lapse == sorted(edit.lapse)
    assert after.state == (State.LAPSED if edit.lapse else State.STANDS)
    assert after.lapsed_by == (actor if edit.lapse else None)
    assert is_the_same == (not edit.lapse or edit.is_undone)


@EACH_EDIT
def test_whoever_edits_what_is_covered_is_its_author(edit, unsigned, as_application):
    actor = make.member("Reporter")

    with as_application(), pghistory.context(user=actor.pk):
        edit.perform(Sql(), unsigned)
        wrote = authorship.claim_authorships(unsigned.claim).filter(author=actor).exists()

    assert wrote == (bool(edit.lapse) and edit.name not in AUTHORLESS)


def test_a_proposal_lapses_as_a_signed_verdict_does(unsigned):
    waiting = make.proposed(unsigned.claim)

    with pghistory.context(user=make.member("Reporter").pk):
        Bulk().change(unsigned.claim, date="2024-04-19")

    waiting.refresh_from_db()
    assert waiting.state == State.LAPSED


def test_what_changes_after_a_lapse_is_added_to_its_reasons(before):
    signed, first, second = before.signed, make.member("Reporter"), make.member("Reporter")

    with pghistory.context(user=first.pk):
        Bulk().change(before.claim, date="2024-04-19")
    with pghistory.context(user=second.pk):
        Bulk().change(before.citation, stance="refutes")

    signed.refresh_from_db()
    assert signed.lapse == ["citation_changed", "date_changed"]
    assert signed.lapsed_by == first


def test_a_change_by_nobody_named_lapses_a_verdict_too(before, as_application):
    signed = before.signed

    with as_application() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_metadata', '', true)")
        Sql().change(before.claim, date="2024-04-19")
        signed.refresh_from_db()

    assert (signed.state, signed.lapsed_by) == (State.LAPSED, None)


def test_one_statement_that_edits_many_claims_lapses_each():
    signed = [make.signed() for _ in range(3)]
    spared = make.signed()

    with pghistory.context(user=make.member("Reporter").pk):
        type(spared.claim).objects.exclude(pk=spared.claim_id).update(date="2024")

    states = [Verdict.objects.get(pk=verdict.pk).state for verdict in [*signed, spared]]
    assert states == [State.LAPSED] * 3 + [State.STANDS]


def test_an_earlier_verdict_does_not_lapse():
    claim = make.checked()
    earlier = make.signed(claim)
    make.proposed(claim)

    with pghistory.context(user=make.member("Reporter").pk):
        Bulk().change(claim, date="2024")

    earlier.refresh_from_db()
    assert earlier.lapsed_at is None

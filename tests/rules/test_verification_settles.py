"""What a digest of histories is made of changes no more: the true would else be called false."""

from contextlib import contextmanager

import pghistory
import pytest
from django.db import connection, transaction
from pghistory.models import Context

from partnerships.models import Party
from partnerships.rules import verification
from partnerships.rules.verification import digests_at_fault, history_digests, settled_until
from partnerships.text.heads import Head
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def at_work(*, as_owner):
    """A cursor of another session's open transaction, which is committed when the block ends."""
    apart = connection.copy()
    with apart.as_owner() if as_owner else contextmanager(lambda: (yield))():
        apart.set_autocommit(False)
        with apart.cursor() as cursor:
            yield cursor
        apart.commit()
        apart.close()


def head():
    """The head that a verification keeps now."""
    until = settled_until()
    return Head(until.isoformat(), 0, "", histories=history_digests(until))


@pytest.mark.parametrize("as_owner", [True, False], ids=["the owner's", "the application's"])
def test_what_another_session_has_not_committed_yet_is_in_no_digest(as_owner):
    make.company("OpenAI")
    with at_work(as_owner=as_owner) as cursor:
        cursor.execute("UPDATE partnerships_party SET country = 'US'")
        kept = head()

    assert Party.objects.get().history.count() == 2
    assert list(digests_at_fault([kept])) == []


def test_while_somebody_is_at_work_whom_the_desk_cannot_see_nothing_is_settled(monkeypatch):
    monkeypatch.setattr(
        verification, "UNDER_WAY", "SELECT 1, now() UNION ALL SELECT 2, NULL::timestamptz"
    )

    assert settled_until() is None


def test_what_a_context_learns_in_a_later_transaction_changes_no_digest():
    ann = make.editor("ann")
    with pghistory.context(door="worker"):
        openai = make.company("OpenAI")
        kept = head()
        with pghistory.context(user=ann.pk):
            Party.objects.update(country="US")
            Party.objects.update(place="San Francisco")

    assert list(digests_at_fault([kept])) == []
    told = [row.pgh_context.metadata for row in openai.history.order_by("pgh_id")]
    assert told == [{"door": "worker"}, *[{"door": "worker", "user": ann.pk}] * 2]


def test_what_a_context_learns_in_one_later_transaction_is_one_context():
    with pghistory.context(door="worker"):
        make.company("OpenAI")
        with pghistory.context(user=make.editor("ann").pk), transaction.atomic():
            Party.objects.update(country="US")
            Party.objects.update(place="San Francisco")

    assert Context.objects.filter(metadata__has_key="user").count() == 1

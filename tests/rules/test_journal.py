"""The journal is told as JSON lines, in its order, to whoever keeps it elsewhere."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.urls import reverse

from partnerships.actions import journal
from partnerships.management.commands import tell_journal
from partnerships.models import Entry
from partnerships.vocabulary import Act
from tests import factories as make

pytestmark = pytest.mark.django_db


def told(**options):
    """The lines that the command tells, read as JSON."""
    said = StringIO()
    call_command("tell_journal", stdout=said, **options)
    return [json.loads(line) for line in said.getvalue().splitlines()]


@pytest.fixture
def entries():
    """Three entries: what somebody did to a claim, what the desk did, what is about no claim."""
    claim, ann = make.claim(reference="S1"), make.editor("ann")
    source = make.source()
    return [
        journal.record(Act.COMMENTED, claim, by=ann, at=make.NOON, why="Is it “so”?"),
        journal.record(Act.RECHECKED, source, by=None, at=make.NOON),
        journal.record(Act.CHANGED, source, by=ann, at=make.NOON),
    ]


def test_each_entry_is_a_line_in_the_order_of_the_journal(entries):
    lines = told()

    assert [line["entry"] for line in lines] == [each.pk for each in entries]
    assert lines[0] == lines[0] | {
        "act": "commented",
        "noun": "claim",
        "claim": "S1",
        "by": "ann",
        "at": make.NOON.isoformat().replace("+00:00", "Z"),
        "why": "Is it “so”?",
        "request": None,
    }
    assert (lines[1]["by"], lines[1]["claim"]) == (None, None)


def test_who_has_some_is_told_the_others_alone(entries):
    assert [line["entry"] for line in told(after=entries[1].pk)] == [entries[2].pk]
    assert told(after=entries[2].pk) == []


def test_many_are_told_in_parts_and_none_twice(entries, monkeypatch):
    monkeypatch.setattr(tell_journal, "BATCH", 2)

    assert [line["entry"] for line in told()] == [each.pk for each in entries]


def test_an_entry_says_by_which_request_it_came(client):
    claim = make.claim()
    client.force_login(make.editor("ann", is_superuser=True))
    page = reverse("admin:partnerships_comment_post", args=[claim.pk])

    answer = client.post(page, {"text": "Which April?"})

    assert told()[-1]["request"] == answer["X-Request-ID"]


def test_who_follows_is_told_what_comes_and_nothing_twice_after_an_outage(entries, monkeypatch):
    tell, waits = tell_journal.Command.tell, []

    def away(self):
        error = OperationalError()
        error.is_outage = True
        raise error

    def wait(seconds):
        waits.append(seconds)
        monkeypatch.setattr(tell_journal.Command, "tell", away if len(waits) == 1 else tell)
        if len(waits) == 2:
            journal.record(Act.CHANGED, make.source(), by=None, at=make.NOON)
        if len(waits) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(tell_journal.connection, "close", lambda: None)  # the test needs it still
    monkeypatch.setattr(tell_journal.time, "sleep", wait)
    lines = told(follow=True, stderr=StringIO())

    assert [line["entry"] for line in lines] == [*Entry.objects.values_list("pk", flat=True)]
    assert len(lines) == 4


def test_a_number_that_no_entry_has_is_refused():
    with pytest.raises(CommandError, match="numbered from 1 on"):
        told(after=-1)

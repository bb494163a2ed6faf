"""Eight write at once and one follows: no change is lost, and none has the number of another."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection, connections, transaction

from partnerships.models import Claim, Party
from tests import factories as make
from tests.volume import tries

from .test_changes import Follower, listed

WRITERS = 8
CHANGES = 10_000


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
def test_who_follows_while_eight_write_has_what_the_lists_have():
    claims = [make.claim(released_at=make.NOON) for _ in range(WRITERS)]
    parties = [make.company() for _ in range(WRITERS)]
    each, follower = tries(CHANGES) // WRITERS, Follower()

    def write(writer):
        chance = Random(writer)
        try:
            for number in range(each):
                with transaction.atomic():
                    claim = Claim.objects.filter(pk=chance.choice(claims).pk)
                    match chance.randrange(4):
                        case 0:
                            claim.update(statement=f"Statement {writer}.{number}.")
                        case 1:
                            claim.update(released_at=chance.choice([None, make.NOON]))
                        case 2:
                            party = Party.objects.filter(pk=chance.choice(parties).pk)
                            party.update(name=f"Name {writer}.{number}")
                        case 3:
                            make.claim(f"New {writer}.{number}.", released_at=make.NOON)
                    if chance.random() < 0.1:  # somebody is long at work
                        connection.cursor().execute("SELECT pg_sleep(0.01)")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as writers:
        at_work = [writers.submit(write, writer) for writer in range(WRITERS)]
        while not all(each.done() for each in at_work):
            follower.follow()
        for done in at_work:
            done.result()
    follower.follow()

    assert follower.kept == listed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM partnerships_change ORDER BY number")
        numbers = [number for (number,) in cursor.fetchall()]
    assert numbers == [*range(1, len(numbers) + 1)]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_committed_after_a_later_one_is_told_after_it(aside):
    early, late = make.company("Early"), make.company("Late")
    follower = Follower()
    follower.follow()

    with transaction.atomic():
        Party.objects.filter(pk=early.pk).update(name="Early anew")
        aside(lambda: Party.objects.filter(pk=late.pk).update(name="Late anew"))
        told_meanwhile = aside(follower.follow)
    told_after = follower.follow()

    assert told_meanwhile == [("companies", late.slug, "changed")]
    assert told_after == [("companies", early.slug, "changed")]


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_is_not_told(aside):
    company = make.company("Name")
    follower = Follower()
    follower.follow()

    with transaction.atomic():
        Party.objects.filter(pk=company.pk).update(name="Another")
        transaction.set_rollback(True)

    assert follower.follow() == []

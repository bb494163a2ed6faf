"""Rows that the tests of a file share: made once, and given back by each as they were."""

from django.db import connection, transaction

# Headers of an answer that are new each time, whatever is told.
OF_ONE_REQUEST = {"Date", "RateLimit", "X-Request-ID"}


def made_once(blocker, make):
    """For a fixture of the module to yield from: what `make` makes, in a transaction around those
    of the tests. No test of the file may commit, and each wants a copy of the records, which it
    may change."""
    with blocker.unblock(), transaction.atomic():
        made = make()
        with connection.cursor() as cursor:  # what waits for the end is asked now, not by each test
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield made
        transaction.set_rollback(True)

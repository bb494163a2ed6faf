"""How long does anybody wait to sign while somebody else is long at work?

Eight writers add entries to the journal, each in a transaction and on a connection of its own,
first by themselves, then while a long table comes in whose entry was written before its rows, in
the same run. Prints the median and the longest wait of both. Writes to the desk's own database: run
it on one of its own (DATA_DIR), which it leaves with some entries more.
"""

import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import _desk
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from partnerships.actions.journal import record
from partnerships.models import Claim, Collection

WRITERS, EACH = 8, int(os.environ.get("BENCH_EACH", 40))
ROWS = int(os.environ.get("BENCH_ROWS", 20_000))


def sign(claim, user):
    """The seconds that it takes somebody to lock a claim and tell of an act on it."""
    begun = time.perf_counter()
    with transaction.atomic():
        Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
        record("changed", claim, by=user, at=timezone.now())
    return time.perf_counter() - begun


def writer(claim, user):
    try:
        connection.ensure_connection()
        return [sign(claim, user) for _ in range(EACH)]
    finally:
        connection.close()


def long_at_work(claim, user, collection, begun, done):
    """A transaction that has written its entry, and writes rows until the others are through."""
    try:
        with transaction.atomic():
            record("changed", claim, by=user, at=timezone.now())
            written = 0
            while written < ROWS or not done.is_set():
                _desk.claims(
                    collection, [f"So it is, no. {n}." for n in range(500)], f"W{written}-"
                )
                written += 500
                begun.set()
                if written >= 10 * ROWS:
                    break
            transaction.set_rollback(True)
        return written
    finally:
        connection.close()


def waits(threads, claims, user):
    taken = [each for one in threads.map(lambda claim: writer(claim, user), claims) for each in one]
    return statistics.median(taken) * 1e3, max(taken) * 1e3


def main():
    user, _ = get_user_model().objects.get_or_create(username="benchmark-waits")
    collection, _ = Collection.objects.get_or_create(slug="benchmark", name="Benchmark")
    claims = list(Claim.objects.filter(collection=collection)[: WRITERS + 1])
    if len(claims) <= WRITERS:
        claims += _desk.claims(
            collection, ["So it is."] * (WRITERS + 1), f"{time.time_ns()}-"[-12:]
        )
        claims = claims[: WRITERS + 1]
    begun, done = Event(), Event()
    with ThreadPoolExecutor(WRITERS + 1) as threads:
        waits(threads, claims[1:], user)  # connections are made
        median, longest = waits(threads, claims[1:], user)
        table = threads.submit(long_at_work, claims[0], user, collection, begun, done)
        begun.wait()
        beside, longest_beside = waits(threads, claims[1:], user)
        was_open = not table.done()
        done.set()
        written = table.result()
    print(f"{WRITERS} writers, {EACH} entries each; the table was open to their end: {was_open}")
    print(f"by themselves: median {median:.1f} ms, longest {longest:.1f} ms")
    print(f"beside {written:,} rows: median {beside:.1f} ms, longest {longest_beside:.1f} ms")
    print(f"longest beside / median by themselves: {longest_beside / median:.1f}")


if __name__ == "__main__":
    main()

"""How long does anybody wait to sign while somebody else is long at work?

Eight writers add entries to the journal, each in a transaction and on a connection of its own,
first by themselves, then while a long table comes in whose entry was written before its rows, in
the same run. Prints the median and the longest wait of both. Writes to the desk's own database: run
it on one of its own (DATA_DIR), which it leaves with some entries more.
"""

import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from subprocess import PIPE, Popen
from threading import Thread

import _desk
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from partnerships.actions.journal import record
from partnerships.models import Claim, Collection

WRITERS, EACH = 8, int(os.environ.get("BENCH_EACH", 40))


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


def long_at_work():
    """A process of its own, as a worker is: a transaction that has written its entry, and writes
    rows until its standard input ends. Prints how many."""
    collection, user, claims = desk()
    others = Thread(target=sys.stdin.read, daemon=True)
    others.start()
    with transaction.atomic():
        record("changed", claims[0], by=user, at=timezone.now())
        written = 0
        while others.is_alive():
            said = [f"So it is, no. {n}." for n in range(500)]
            _desk.claims(collection, said, f"W{written}-")
            written += len(said)
            if written == 500:
                print("begun", flush=True)
        transaction.set_rollback(True)
    print(written)


def desk():
    """The collection, somebody, and a claim for each writer and for the table."""
    user, _ = get_user_model().objects.get_or_create(username="benchmark-waits")
    collection, _ = Collection.objects.get_or_create(slug="benchmark_waits", name="Benchmark")
    claims = list(Claim.objects.filter(collection=collection).order_by("pk")[: WRITERS + 1])
    if len(claims) <= WRITERS:
        claims = _desk.claims(collection, ["So it is."] * (WRITERS + 1), f"{time.time_ns()}-"[-12:])
    return collection, user, claims


def waits(threads, claims, user):
    taken = [each for one in threads.map(lambda claim: writer(claim, user), claims) for each in one]
    return statistics.median(taken) * 1e3, max(taken) * 1e3


def main():
    _, user, claims = desk()
    with ThreadPoolExecutor(WRITERS) as threads:
        waits(threads, claims[1:], user)  # connections are made
        median, longest = waits(threads, claims[1:], user)
        command = [sys.executable, __file__, "table"]
        with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as table:
            table.stdout.readline()
            beside, longest_beside = waits(threads, claims[1:], user)
            written, _ = table.communicate("")
    print(f"{WRITERS} writers, {EACH} entries each")
    print(f"by themselves: median {median:.1f} ms, longest {longest:.1f} ms")
    print(f"beside {int(written):,} rows that came in until their end: "
          f"median {beside:.1f} ms, longest {longest_beside:.1f} ms")  # fmt: skip
    print(f"longest beside / median by themselves: {longest_beside / median:.1f}")


if __name__ == "__main__":
    long_at_work() if sys.argv[1:] else main()

"""What does the history cost a save? The same writes with its triggers and without; the ratio.

Runs on the desk's own database, as its owner, in one transaction that is undone.
"""

import os
import statistics
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from partnerships.models import Collection, Party  # noqa: E402

ROWS = 5000
SAVES = 500
ROUNDS = 5


def switched(state):
    """Switch the triggers that write the history of parties on or off: ENABLE or DISABLE."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks due is not altered
        for act in ["insert", "update", "delete"]:
            cursor.execute(f"ALTER TABLE partnerships_party {state} TRIGGER party_{act}_is_kept")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def parties(collection, word):
    return [
        Party(
            slug=f"{word}-{number}", kind="company", name=f"{word} {number}", collection=collection
        )
        for number in range(ROWS)
    ]


def save_one_by_one(collection):
    for number, party in enumerate(Party.objects.filter(collection=collection)[:SAVES]):
        party.place = f"Place {number} {time.perf_counter()}"
        party.save()


def update_many(collection):
    Party.objects.filter(collection=collection).update(note=f"Looked at {time.perf_counter()}.")


def create_many(collection):
    Party.objects.bulk_create(parties(collection, f"party-{time.perf_counter_ns()}"))


ACTS = {
    f"save(), {SAVES} rows one by one": (save_one_by_one, SAVES),
    f"update(), {ROWS} rows": (update_many, ROWS),
    f"bulk_create(), {ROWS} rows": (create_many, ROWS),
}


def seconds(act, collection):
    with transaction.atomic():
        begun = time.perf_counter()
        act(collection)
        taken = time.perf_counter() - begun
        transaction.set_rollback(True)
    return taken


def main():
    with connection.as_owner(), transaction.atomic():
        collection = Collection.objects.create(slug="benchmark", name="Benchmark")
        Party.objects.bulk_create(parties(collection, "known"))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE partnerships_party")
        taken = {name: ([], []) for name in ACTS}
        for _ in range(ROUNDS):  # by turns, so that a busy moment falls on both
            for without, state in enumerate(["ENABLE", "DISABLE"]):
                switched(state)
                for name, (act, _) in ACTS.items():
                    taken[name][without].append(seconds(act, collection))
        transaction.set_rollback(True)

    version = connection.pg_version
    print(f"PostgreSQL {version // 10000}, Django {django.__version__}, median of {ROUNDS} rounds")
    for name, (_, rows) in ACTS.items():
        kept, bare = (statistics.median(times) / rows * 1e6 for times in taken[name])
        print(f"{name}: {kept:.0f} µs a row with history, {bare:.0f} without: {kept / bare:.2f} x")


if __name__ == "__main__":
    main()

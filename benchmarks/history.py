"""What does the history cost a save? The same writes with its triggers and without; the ratio.

Runs on the desk's own database, as its owner, in one transaction that is undone.
"""

import time

import _desk

from partnerships.models import Party

ROWS = 5000
SAVES = 500
TRIGGERS = [("party", f"party_{act}_is_kept") for act in ("insert", "update", "delete")]


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


def main():
    with _desk.undone():
        collection = _desk.collection()
        Party.objects.bulk_create(parties(collection, "known"))
        _desk.analyze()
        taken = _desk.with_and_without(TRIGGERS, ACTS, collection)

    _desk.print_versions("median")
    _desk.print_ratios(taken, ACTS, "history")


if __name__ == "__main__":
    main()

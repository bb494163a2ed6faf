"""How long does a table take to be looked through, and to come in?

Claims, each about two parties, as an editor's worker reads them. CPU seconds of this process and of
the server's. On the desk's own database, as its owner, in one transaction that is undone.
"""

import os
import time

import _desk
from copies_in import cpu
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from tablib import Dataset

from partnerships.admin.resources import ClaimTable
from partnerships.models import Party

ROWS = int(os.environ.get("BENCH_ROWS", 10_000))
COLUMNS = ["collection", "reference", "statement", "kind", "date", "parties"]


def table(collection, parties):
    rows = Dataset(headers=COLUMNS)
    rows.notes = []
    for n in range(ROWS):
        two = f"{parties[n % len(parties)].slug}; {parties[(n + 7) % len(parties)].slug}"
        said = f"In case {n} the company said so of its partner."
        rows.append([collection.slug, f"T{n}", said, "fact", "2024-03-19", two])
    return rows


def measure(name, dataset, user, *, is_preview):
    with transaction.atomic(), connection.cursor() as cursor:
        begun = time.process_time(), cpu(cursor), time.perf_counter()
        result = ClaimTable(user).import_data(
            dataset, dry_run=is_preview, user=user, rollback_on_validation_errors=True
        )
        here, there = time.process_time() - begun[0], cpu(cursor) - begun[1]
        waited = time.perf_counter() - begun[2]
        transaction.set_rollback(True)
    assert result.totals["new"] == ROWS, result.totals
    print(
        f"{name}, {ROWS:,} rows: {here:.1f} CPU s here, {there:.1f} in the server, "
        f"{(here + there) / ROWS * 1e3:.2f} ms a row; {waited:.0f} s on the clock"
    )


def main():
    with _desk.undone():
        collection = _desk.collection()
        parties = Party.objects.bulk_create(
            Party(slug=f"benchmark-{n}", kind="company", name=f"No. {n}", collection=collection)
            for n in range(500)
        )
        user = get_user_model().objects.create_superuser("benchmark-editor")
        dataset = table(collection, parties)
        measure("preview", dataset, user, is_preview=True)
        measure("import", dataset, user, is_preview=False)


if __name__ == "__main__":
    main()

"""What do the laws, the history and the computed columns cost a row that is written in bulk?

The same claims, and the same sources, by COPY into the desk's own tables; into those without their
triggers; and into bare tables of the same columns, without keys, indexes or checks. CPU seconds of
the server's process, by turns. On the desk's own database, as its owner, in one transaction that is
undone.
"""

import os
import statistics
from pathlib import Path

import _desk
from django.db import connection, transaction

from partnerships.models import Claim, Source

ROWS = int(os.environ.get("BENCH_ROWS", 10_000))
WORDS = "the company said that its partner would pay for a share of what is computed in".split()
DAYS = ["2024-03-19", "2023-11-17", "2024-03", "2019", "2023-23", "2024-02-29", ""]


def claim_rows(collection):
    for n in range(ROWS):
        said = " ".join(WORDS[(n * k) % len(WORDS)] for k in range(1, 15))
        yield {
            "collection_id": collection.pk, "reference": f"B{n}", "kind": "fact",
            "statement": f"In case {n} {said}.", "date": DAYS[n % len(DAYS)],
            "date_as_worded": DAYS[n % len(DAYS)],
        }  # fmt: skip


def source_rows(collection):
    for n in range(ROWS):
        yield {
            "collection_id": collection.pk, "slug": f"benchmark-{n}", "outlet": f"Outlet {n % 90}",
            "title": f"Report {n}", "kind": "reporting", "tier": "B", "seen": "page",
            "published": DAYS[n % len(DAYS)],
        }  # fmt: skip


def copy(model, table, rows):
    """COPY the rows, with each other column as Django would leave it."""
    fields = [
        field for field in model._meta.concrete_fields if not field.generated and field.name != "id"
    ]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        begun = cpu(cursor)
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as sink:
            for row in rows:
                sink.write_row([row.get(field.attname, field.get_default()) for field in fields])
        return cpu(cursor) - begun


def cpu(cursor):
    """The CPU seconds that this connection's server process has taken until now."""
    told = Path(f"/proc/{cursor.connection.info.backend_pid}/schedstat").read_text()
    return int(told.split()[0]) / 1e9


def measure(model, rows, collection):
    table = model._meta.db_table
    bare = f"bare_{table}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {bare} AS SELECT * FROM {table} WHERE false")
    ways = {"laws and history": (table, True), "without triggers": (table, False),
            "bare of everything": (bare, True)}  # fmt: skip
    taken = {way: [] for way in ways}
    for _ in range(_desk.ROUNDS):
        for way, (into, has_triggers) in ways.items():
            with transaction.atomic(), connection.cursor() as cursor:
                if not has_triggers:
                    cursor.execute(f"ALTER TABLE {into} DISABLE TRIGGER USER")
                taken[way].append(copy(model, into, rows(collection)))
                transaction.set_rollback(True)
    full = statistics.median(taken["laws and history"])
    for way, seconds in taken.items():
        spent = statistics.median(seconds)
        print(
            f"{model._meta.verbose_name_plural}, {way}: {spent / ROWS * 1e6:.0f} µs a row, "
            f"{ROWS / spent:,.0f} rows a CPU second; {spent / full:.2f} of all"
        )


def main():
    with _desk.undone():
        collection = _desk.collection()
        _desk.print_versions("median")
        measure(Claim, claim_rows, collection)
        measure(Source, source_rows, collection)


if __name__ == "__main__":
    main()

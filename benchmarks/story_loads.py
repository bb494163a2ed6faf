"""How much faster does load_story write a story than Django's loaddata writes the same files?

A story of BENCH_TOLD claims (200 unless given), made and dumped on a desk that has nothing else,
and taken back before it is loaded in either way; each load is undone.
"""

import os
import tempfile
import time
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import _big
import _rows
from _measure import told

TOLD = int(os.environ.get("BENCH_TOLD") or 200)
SLUG = "told"
ROUNDS = 1


@contextmanager
def small_story():
    """A block in which `_rows` makes a story of TOLD claims, with as many of the rest as it has."""
    sizes = {"PARTIES": TOLD // 5, "SOURCES": TOLD, "DEALS": TOLD // 10, "CHUNK": TOLD}
    before = {name: getattr(_rows, name) for name in sizes}
    vars(_rows).update(sizes)
    try:
        yield
    finally:
        vars(_rows).update(before)


def dumped(folder):
    """Write the files of a story; how many rows there are of it."""
    import _desk
    from django.core.management import call_command
    from django.db import connection

    from partnerships.models import Collection

    with _desk.undone(), small_story():
        collection = Collection.objects.create(slug=SLUG, name="Told").pk
        rows = [*_rows.base_rows(collection), *_rows.claim_rows(collection, 0)]
        connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
        with _big.writing(connection.connection):
            for each in rows:
                _big.copy_in(connection.connection, each)
        call_command("dump_story", SLUG, output=str(folder), stdout=StringIO())
    return sum(len(each.rows) for each in rows)


def cost(desk, command, *words, **options):
    """The CPU seconds of a command that writes, with the checks that wait for the end."""
    import _desk
    from django.core.management import call_command
    from django.db import connection

    with _desk.undone():
        begun = time.process_time() + desk.worked()
        call_command(command, *words, verbosity=0, stdout=StringIO(), **options)
        connection.check_constraints()
        return time.process_time() + desk.worked() - begun


def main():
    desk = _big.Desk(None)
    os.environ.update(desk.environment)
    with tempfile.TemporaryDirectory() as folder:
        rows = dumped(Path(folder))
        fixtures = sorted(map(str, Path(folder).glob("[0-9]*.json")))
        ways = {
            "loaddata": lambda: cost(desk, "loaddata", *fixtures),
            "load_story": lambda: cost(desk, "load_story", SLUG, folder=folder),
        }
        spent = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                spent[name].append(way())
    print(f"A story of {TOLD:,} claims, {rows:,} rows; load_story at least 10 times as fast")
    for name, costs in spent.items():
        best = min(costs)
        faster = min(spent["loaddata"]) / best
        told(name, best, size=f"{rows / best:,.0f} rows a CPU s, {faster:.2f} times as fast")


if __name__ == "__main__":
    main()

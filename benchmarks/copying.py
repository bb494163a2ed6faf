"""What do laws and history cost COPY? Claims into the desk's tables, and into tables bare of them.

Bare of laws and history has the same columns, checks and indexes, and no trigger or key to another
table; bare of everything has columns alone. In a transaction that is undone, with the checks done
that wait for its end.
"""

from contextlib import suppress
from statistics import median

import _big
import _rows
from psycopg import Rollback

ROUNDS = 2
BARE_OF = {
    "laws and history": "CREATE TABLE {target} (LIKE {table} INCLUDING ALL)",
    "everything": "CREATE TABLE {target} AS SELECT {columns} FROM {table} WITH NO DATA",
}


def spent_on(desk, connection, rows):
    """CPU seconds to copy the rows: into their table, then into each that is bare of something."""
    table = f"partnerships_{rows.table}"
    spent = []
    for number, make in enumerate(["", *BARE_OF.values()]):
        target = f"bare_{rows.table}_{number}" if make else table
        if make:
            names = {"target": target, "table": table, "columns": rows.columns}
            connection.execute(make.format(**names))
        begun = desk.worked()
        _big.copy_in(connection, rows, target)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        spent.append(desk.worked() - begun)
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
    return spent


def main():
    desk = _big.Desk()
    spent, counts = {}, {}
    with desk.connect("newsroom_owner") as connection:
        for number in range(ROUNDS):
            start = desk.claims + number * _rows.CHUNK
            with suppress(Rollback), _big.writing(connection):
                for rows in _rows.claim_rows(_big.a_collection(connection), start):
                    counts[rows.table] = len(rows.rows)
                    spent.setdefault(rows.table, []).append(spent_on(desk, connection, rows))
                raise Rollback
        connection.execute("VACUUM")
    print(f"COPY of {_rows.CHUNK:,} claims into {desk.claims:,}; the rate of that bare of it is 1")
    for table, rounds in spent.items():
        full, *bare = map(median, zip(*rounds, strict=True))
        beside = zip(BARE_OF, bare, strict=True)
        ratios = [f"{cost / full:.3f} of that bare of {name}" for name, cost in beside]
        print(f"{table:<11} {full / counts[table] * 1e6:7.0f} µs a row: {', '.join(ratios)}")
    print("claims: at least 0.9 and 0.25")


if __name__ == "__main__":
    main()

"""How much faster is a load of a story than Django's loaddata of the same rows?

A collection of claims, each about two parties and cited twice, written as a fixture and brought in
both ways, by turns. CPU seconds of this process and of the server's, together. On the desk's own
database, as its owner, in one transaction that is undone.
"""

import json
import os
import tempfile
import time
from pathlib import Path
from uuid import UUID

import _desk
from copies_in import DAYS, cpu
from django.core.management import call_command
from django.db import connection, transaction

from partnerships.actions.exchange import load
from partnerships.formats.fixtures import FILES

CLAIMS = int(os.environ.get("BENCH_ROWS", 300))
SLUG = "benchmark_load"


def told():
    """The rows of a story by their file's noun, as a fixture tells them."""
    parties, sources = [f"benchmark-{n}" for n in range(CLAIMS // 5)], CLAIMS // 2
    yield "collections", [{"slug": SLUG, "name": "A story of a benchmark"}]
    yield (
        "companies",
        [{"slug": slug, "kind": "company", "name": slug, "collection": [SLUG]} for slug in parties],
    )
    yield "sources", [
        {
            "slug": f"benchmark-{n}", "collection": [SLUG], "outlet": f"Outlet {n % 90}",
            "title": f"Report {n}", "kind": "reporting", "tier": "B", "seen": "page",
            "published": DAYS[n % len(DAYS)],
            **({"derives_from": [f"benchmark-{n - 1}"]} if n % 7 == 6 else {}),
        }
        for n in range(sources)
    ]  # fmt: skip
    yield "claims", [
        {
            "uid": str(UUID(int=n)), "collection": [SLUG], "reference": f"B{n}", "kind": "fact",
            "statement": f"In case {n} the company said that its partner would pay for a share.",
            "date": DAYS[n % len(DAYS)],
        }
        for n in range(CLAIMS)
    ]  # fmt: skip
    yield (
        "claim_parties",
        [
            {"claim": [SLUG, f"B{n}"], "party": [parties[(n * k) % len(parties)]]}
            for n in range(CLAIMS)
            for k in ((1, 3) if (n * 2) % len(parties) else (1,))
        ],
    )
    yield "citations", [
        {
            "uid": str(UUID(int=2 * n + k)), "collection": [SLUG], "claim": [SLUG, f"B{n}"],
            "source": [f"benchmark-{(n + 7 * k) % sources}"], "stance": "supports",
            "says": f"It says so of case {n}.",
        }
        for n in range(CLAIMS)
        for k in range(2)
    ]  # fmt: skip


def written(folder):
    """The files of the fixture, in their order, and how many rows they hold."""
    labels = {
        noun: (number, model._meta.label_lower) for number, (noun, model, _) in enumerate(FILES, 1)
    }
    paths, rows = [], 0
    for noun, fields in told():
        number, label = labels[noun]
        path = folder / f"{number:02}_{noun}.json"
        path.write_text(json.dumps([{"model": label, "fields": each} for each in fields]))
        paths.append(path)
        rows += len(fields)
    return paths, rows


def spent(act):
    """The CPU seconds that an act takes, here and in the server."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            begun = time.process_time() + cpu(cursor)
            act()
            seconds = time.process_time() + cpu(cursor) - begun
        transaction.set_rollback(True)
    return seconds


def main():
    with tempfile.TemporaryDirectory() as name, _desk.undone():
        folder = Path(name)
        paths, rows = written(folder)
        taken = {"load_story": [], "loaddata": []}
        for _ in range(2):
            taken["load_story"].append(spent(lambda: load(folder)))
            taken["loaddata"].append(spent(lambda: call_command("loaddata", *paths, verbosity=0)))
    _desk.print_versions("best")
    for way, seconds in taken.items():
        print(f"{way}: {rows:,} rows, {rows / min(seconds):,.0f} a CPU second")
    print(f"loaddata / load_story: {min(taken['loaddata']) / min(taken['load_story']):.1f} x")


if __name__ == "__main__":
    main()

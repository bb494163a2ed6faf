"""What the benchmarks stand on: Django with the desk's settings, and rows to measure with.

A script imports it before anything of Django's. The rows are bare ones, for thousands at a time:
not saved yet, and past the acts of the desk, which the tests' factories go through.
"""

import os
import statistics
import sys
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

import pghistory  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from partnerships.models import Claim, Collection, Snapshot, Source, Verdict  # noqa: E402

ROUNDS = 5


@contextmanager
def undone():
    """A block on the desk's own database, as its owner, whose writes are taken back at its end."""
    with connection.as_owner(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def analyze():
    """Let PostgreSQL count what was written, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def collection():
    return Collection.objects.create(slug="benchmark", name="Benchmark")


def source(collection, slug="benchmark", outlet="Outlet"):
    return Source(
        slug=slug, collection=collection, outlet=outlet, title="Report", kind="reporting",
        tier="B", seen="page",
    )  # fmt: skip


def pasted(source, text):
    """A copy of the source that somebody pasted."""
    return Snapshot(
        source=source, captured_at=timezone.now(), how="pasted", media_type="text/plain",
        sha256=sha256(text.encode()).hexdigest(), text=text,
    )  # fmt: skip


def claims(collection, statements, prefix="B"):
    """A claim for each statement, written to the database."""
    return Claim.objects.bulk_create(
        Claim(collection=collection, reference=f"{prefix}{n}", kind="fact", statement=said)
        for n, said in enumerate(statements)
    )


def sign(claims, proposer, signer):
    """A verdict on each claim, proposed by the one and signed by the other."""
    now = timezone.now()
    with pghistory.context(user=proposer.pk):
        verdicts = Verdict.objects.bulk_create(
            Verdict(claim=claim, finding="accurate", proposed_by=proposer, proposed_at=now)
            for claim in claims
        )
    with pghistory.context(user=signer.pk):
        Verdict.objects.filter(pk__in=[verdict.pk for verdict in verdicts]).update(
            countersigned_by=signer, countersigned_at=now
        )


def with_and_without(triggers, acts, collection):
    """The seconds that each act takes with the triggers and without them, by its name.

    `triggers` are pairs of table and name, `acts` by name a function and of how many rows it is.
    """
    taken = {name: ([], []) for name in acts}
    for _ in range(ROUNDS):  # by turns, so that a busy moment falls on both
        for without, state in enumerate(["ENABLE", "DISABLE"]):
            _switch(triggers, state)
            for name, (act, _) in acts.items():
                taken[name][without].append(_seconds(act, collection))
    return taken


def _switch(triggers, state):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks due is not altered
        for table, name in triggers:
            cursor.execute(f"ALTER TABLE partnerships_{table} {state} TRIGGER {name}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _seconds(act, collection):
    with transaction.atomic():
        begun = time.perf_counter()
        act(collection)
        taken = time.perf_counter() - begun
        transaction.set_rollback(True)
    return taken


def print_versions(how):
    version = connection.pg_version
    print(f"PostgreSQL {version // 10000}, Django {django.__version__}, {how} of {ROUNDS} rounds")


def print_ratios(taken, acts, what):
    """A line for each act: what a row costs with `what` and without, and the ratio."""
    for name, (_, rows) in acts.items():
        kept, bare = (statistics.median(times) / rows * 1e6 for times in taken[name])
        print(f"{name}: {kept:.0f} µs a row with {what}, {bare:.0f} without: {kept / bare:.2f} x")

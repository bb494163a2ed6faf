"""The migrations can be undone and done again, and leave what they found."""

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tests.catalogue import catalogue
from tests.volume import asked

NEWEST = 0 if asked else -4  # of the migrations, those that are undone one by one: all, or three


def migrate(name):
    executor = MigrationExecutor(connection)
    last = executor.loader.graph.leaf_nodes("partnerships")
    executor.migrate(last if name == "latest" else [("partnerships", name)])


@pytest.fixture
def undone(transactional_db):
    """A block of the owner's, in one transaction that is undone at its end."""
    with connection.as_owner(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.drill
@pytest.mark.usefixtures("undone")
def test_everything_is_undone_and_done_again():
    before = catalogue()

    migrate(None)
    without = catalogue()
    migrate("latest")

    assert not [row for row in without if "partnerships_" in row[1] or "edtf" in row[1]]
    assert catalogue() == before


@pytest.mark.usefixtures("undone")
def test_each_one_undone_alone_leaves_what_the_ones_before_it_made():
    graph = MigrationExecutor(connection).loader.graph
    (last,) = graph.leaf_nodes("partnerships")
    names = [name for app, name in graph.forwards_plan(last) if app == "partnerships"][NEWEST:]
    undone_to = {}
    for name in reversed(names[:-1]):
        migrate(name)
        undone_to[name] = catalogue()

    migrate(None if asked else names[0])
    unlike = {}
    for name in names[:-1]:
        migrate(name)
        unlike[name] = {row[:2] for row in set(undone_to[name]) ^ set(catalogue())}

    assert {name: rows for name, rows in unlike.items() if rows} == {}

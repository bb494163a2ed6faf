"""The migrations can be undone and done again, and leave what they found."""

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

CATALOGUE = """
SELECT 'table', relname, '' FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
UNION ALL SELECT 'column', attrelid::regclass::text, attname || format_type(atttypid, atttypmod)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT attisdropped
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, prosrc FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
ORDER BY 1, 2, 3
"""


def catalogue():
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE)
        return cursor.fetchall()


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


@pytest.mark.usefixtures("undone")
def test_everything_is_undone_and_done_again():
    before = catalogue()

    migrate(None)
    without = catalogue()
    migrate("latest")

    assert not [row for row in without if "partnerships_" in row[1] or "edtf" in row[1]]
    assert catalogue() == before

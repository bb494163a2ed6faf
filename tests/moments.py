"""Moments of the past, for tests of what was known when: a test is one transaction, whose rows have
one moment in their histories, so that the owner of the tables dates them anew."""

from datetime import UTC, datetime

from tests.factories import by_owner

EARLIER = "UPDATE django_migrations SET applied = applied - interval '10 years'"
# What refuses that a history is changed stands aside, for the owner alone and in here alone.
DATE = """
DO $do$ DECLARE
    kept regclass;
BEGIN
    FOR kept IN
        SELECT attrelid FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE attname = 'pgh_id' AND relkind = 'r'
    LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', kept);
        EXECUTE format(
            'UPDATE %s SET pgh_created_at = %L WHERE pgh_created_at = now()', kept, '{moment}'
        );
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', kept);
    END LOOP;
END $do$
"""


def day(number):
    """Noon of that day of January 2026, in UTC."""
    return datetime(2026, 1, number, 12, tzinfo=UTC)


def dated(moment):
    """Whatever the test has done since it last asked for this was done at that moment."""
    by_owner(DATE.format(moment=moment.isoformat()))


def begun_long_ago():
    """This database was made ten years before it was."""
    by_owner(EARLIER)

"""The two logins as the tests, the application and the owner meet them."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import NO_DB_ALIAS

from newsroom.postgres.base import DatabaseWrapper
from partnerships import checks


def append_only_tables(cursor):
    cursor.execute(
        "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger "
        "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'refuse_change'"
    )
    return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db
def test_the_application_only_adds_to_append_only_tables(as_application):
    with as_application() as cursor:
        tables = append_only_tables(cursor)
        cursor.execute(
            "SELECT name, right_ FROM unnest(%s::text[]) AS name, "
            "unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS right_ "
            "WHERE has_table_privilege(name, right_)",
            [tables],
        )
        rights = set(cursor.fetchall())

    assert tables
    assert rights == {(table, right) for table in tables for right in ("SELECT", "INSERT")}


@pytest.mark.django_db
def test_the_application_empties_no_table(as_application):
    with as_application() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute("TRUNCATE auth_group CASCADE")


@pytest.mark.django_db
def test_the_application_writes_no_migration(as_application):
    with as_application() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute("DELETE FROM django_migrations")


@pytest.mark.django_db
def test_the_owner_does_not_come_into_a_transaction():
    if not connection.has_two_logins:
        pytest.skip("one login for both")

    with pytest.raises(transaction.TransactionManagementError), connection.as_owner():
        pass


@pytest.mark.django_db(transaction=True)
def test_the_owner_comes_for_a_block_and_goes():
    if not connection.has_two_logins:
        pytest.skip("one login for both")

    def who():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            return cursor.fetchone()[0]

    before = who()
    with connection.as_owner():
        owner = who()

    assert before == who() == connection.application_role
    assert owner != before


@pytest.mark.django_db
def test_this_database_is_fit_for_the_desk():
    faults = checks.postgresql_is_fit(None, databases=["default"])

    warned = [] if connection.has_two_logins else ["partnerships.W001"]
    assert [fault.id for fault in faults] == warned


@pytest.mark.django_db
def test_a_missing_extension_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "EXTENSIONS", ["no_such_thing"])

    faults = checks.postgresql_is_fit(None, databases=["default"])

    assert "partnerships.E003" in [fault.id for fault in faults]


@pytest.mark.django_db
def test_an_old_server_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "OLDEST", 99)

    faults = checks.postgresql_is_fit(None, databases=["default"])

    assert "partnerships.E001" in [fault.id for fault in faults]


@pytest.mark.django_db
def test_a_server_that_may_lose_rows_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "SAFEGUARDS", ["log_duration"])  # off everywhere

    faults = checks.postgresql_is_fit(None, databases=["default"])

    assert "partnerships.E002" in [fault.id for fault in faults]


def test_a_connection_to_no_database_is_the_owners():
    wrapper = DatabaseWrapper(connection.settings_dict, alias=NO_DB_ALIAS)

    assert wrapper.pool is None

"""The two logins as the tests, the application and the owner meet them."""

import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import NO_DB_ALIAS

from newsroom.postgres import creation
from newsroom.postgres.base import DatabaseWrapper
from partnerships import checks
from tests.newsroom.desk import ROOT, environment


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

    histories = {table for table in tables if table.endswith(("history", "accountchange"))}
    assert histories
    assert rights == {(table, "SELECT") for table in tables} | {
        (table, "INSERT") for table in tables if table not in histories
    }


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
    ours = {"partnerships.W003", "partnerships.E002"}  # how large it is, and what a power cut costs
    assert [fault.id for fault in faults if fault.id not in ours] == warned


@pytest.mark.django_db
@pytest.mark.parametrize(("sorting", "is_told"), [("4MB", True), ("16MB", False)])
def test_a_server_of_others_that_was_left_at_its_smallest_is_told(monkeypatch, sorting, is_told):
    monkeypatch.setitem(connection.settings_dict, "SERVER", None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [sorting])

    faults = checks.postgresql_is_fit(None, databases=["default"])

    told = [fault.msg for fault in faults if fault.id == "partnerships.W003"]
    assert ("work_mem 4MB" in " ".join(told)) == is_told


@pytest.mark.django_db
def test_our_own_server_is_not_told_how_large_to_be(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "SERVER", "somewhere")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '4MB'")

    faults = checks.postgresql_is_fit(None, databases=["default"])

    assert "partnerships.W003" not in [fault.id for fault in faults]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ([], []),
        (["*"], []),
        (["Source keeper"], []),
        (["Source Keeper", "Editor"], ["“Source Keeper”"]),
    ],
)
def test_a_role_that_is_misspelt_asks_nobody_for_a_code_and_is_refused(settings, roles, told):
    settings.SECOND_FACTOR_FOR = roles

    faults = checks.roles_of_second_factors_are_there(None, databases=["default"])

    assert [fault.msg.partition(" names ")[2].partition(", ")[0] for fault in faults] == told
    assert ["Editor in chief" in fault.hint for fault in faults] == [True] * len(told)


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


@pytest.mark.parametrize(
    "file",
    [
        *("migrations/0004_all_laws.sql", "migrations/0005_history.py", "laws/verdicts.sql"),
        *("vocabulary/claims.py", "models/base.py"),
    ],
)
def test_a_file_that_changed_leads_to_another_template(file, tmp_path, monkeypatch):
    app = apps.get_app_config("partnerships")
    for folder in creation.SHAPING:
        shutil.copytree(Path(app.path, folder), tmp_path / folder)
    monkeypatch.setattr(app, "path", tmp_path)
    before = creation.what_shapes_a_database(connection)
    (tmp_path / "models" / "cache.pyc").touch()
    assert creation.what_shapes_a_database(connection) == before

    text = (tmp_path / file).read_text()
    (tmp_path / file).write_text(text.replace("e", "E", 1))

    assert creation.what_shapes_a_database(connection) != before


def test_another_login_leads_to_another_template(monkeypatch):
    before = creation.what_shapes_a_database(connection)

    monkeypatch.setitem(connection.settings_dict, "USER", "somebody_else")

    assert creation.what_shapes_a_database(connection) != before


@pytest.fixture
def apart(django_db_setup, django_db_blocker, monkeypatch):
    """A connection that has templates of its own, which nobody migrates, and a cursor beside it."""
    name = f"apart_{uuid4().hex[:8]}"
    wrapper = DatabaseWrapper(connection.settings_dict | {"NAME": name}, alias=name)
    monkeypatch.setattr(creation, "call_command", lambda *_, **__: None)
    with django_db_blocker.unblock(), wrapper._nodb_cursor() as cursor:
        yield wrapper, cursor
        for database in templates_of(wrapper, cursor):
            cursor.execute(f'DROP DATABASE "{database}"')


def templates_of(wrapper, cursor):
    family = f"template_{wrapper.settings_dict['NAME']}_"
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [family])
    return [name for (name,) in cursor.fetchall()]


def test_a_template_is_made_once_and_goes_when_there_is_another(apart, monkeypatch):
    wrapper, cursor = apart
    migrated = []
    monkeypatch.setattr(creation, "call_command", lambda *words, **_: migrated.append(words))
    for shape in ["old", "old", "new"]:
        monkeypatch.setattr(creation, "what_shapes_a_database", lambda _, shape=shape: shape)
        template = wrapper.creation._template(cursor)

    assert template.endswith("_new")
    assert templates_of(wrapper, cursor) == [template]
    assert migrated == [("migrate",), ("migrate",)]


def test_a_template_whose_making_was_cut_short_is_made_anew(apart, monkeypatch):
    wrapper, cursor = apart

    def fail(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(creation, "call_command", fail)
        with pytest.raises(KeyboardInterrupt):
            wrapper.creation._template(cursor)
    assert templates_of(wrapper, cursor)[0].endswith("_draft")

    template = wrapper.creation._template(cursor)

    assert templates_of(wrapper, cursor) == [template]


def shown_to(whom):
    """How long PostgreSQL works and waits for the connections of a process of that kind."""
    login = deepcopy(connection.settings_dict)
    login["OPTIONS"].pop("pool", None)
    apart = DatabaseWrapper(login, "default")
    apart.limit_as(whom)
    try:
        with apart.cursor() as cursor:
            return [
                cursor.execute(f"SHOW {name}_timeout").fetchone()[0]
                for name in ("statement", "lock", "idle_in_transaction_session")
            ]
    finally:
        apart.close()


@pytest.mark.django_db
def test_a_request_is_not_worked_at_for_as_long_as_what_a_worker_does():
    assert shown_to("web") == ["10s", "5s", "2min"]
    assert shown_to("worker") == ["10min", "1min", "10min"]


@pytest.mark.django_db
def test_a_command_may_take_as_long_as_it_takes():
    statement, lock, idle = shown_to("command")

    assert (statement, idle) == ("0", "0")
    assert lock in {"0", "2min"}  # the second is what the tests' own server gives everybody


@pytest.mark.django_db
def test_the_owner_is_not_hurried():
    if not connection.has_two_logins:
        pytest.skip("one login for both")
    login = deepcopy(connection.settings_dict)
    login["OPTIONS"].pop("pool", None)
    apart = DatabaseWrapper(login, "default")
    apart.limit_as("web")

    with apart.as_owner(), apart.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_what_gunicorn_serves_is_limited_as_the_web_is(tmp_path):
    ask = "import newsroom.wsgi as w; print(w.connection.settings_dict['LIMITED_AS'])"

    told = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT,
        env=environment(DATA_DIR=tmp_path),
        capture_output=True,
        text=True,
    )

    assert told.stdout == "web\n", told.stderr

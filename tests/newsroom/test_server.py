"""Our own server: there as long as somebody uses it, whatever happens to whom."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from newsroom.postgres import place, server
from newsroom.postgres.grants import grant
from newsroom.postgres.keeper import APPLICATION, OWNER
from tests.newsroom.desk import ROOT, environment, eventually, processes_of

# Says which server it is on, then waits for a line before it asks again.
USER = """
import itertools, sys
from pathlib import Path
import psycopg
from newsroom.postgres.server import login
from partnerships.management.memory import keep_memory_within
keep_memory_within(1900)
for line in itertools.chain([""], sys.stdin):
    address = login(Path(sys.argv[1]), "newsroom")
    with psycopg.connect(**address, dbname="newsroom") as connection:
        began = connection.execute("SELECT pg_postmaster_start_time()::text").fetchone()
    print(began[0], flush=True)  # outside: the server may be killed as soon as this is read
"""


class User:
    """A process that uses the server of `folder`."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, folder],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.server = self.process.stdout.readline()

    def server_now(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def leave(self):
        self.end(lambda: self.process.stdin.close())

    def be_killed(self):
        self.end(self.process.kill)

    def end(self, how):
        with self.process:
            how()


@pytest.fixture
def user(server_folder):
    """Makes users, and sees them off."""
    users = []

    def make():
        users.append(User(server_folder))
        return users[-1]

    yield make
    for each in users:
        if each.process.returncode is None:
            each.be_killed()
    assert eventually(lambda: not processes_of(server_folder))


@pytest.fixture
def login(server_folder):
    """Connects to the shared server under one of its logins."""
    connections = []

    def connect(role):
        connections.append(
            psycopg.connect(**server.login(server_folder, role), dbname="newsroom", autocommit=True)
        )
        return connections[-1]

    yield connect
    for connection in connections:
        connection.close()
    server.leave(server_folder)


def server_of(folder):
    """The process that is PostgreSQL."""
    return json.loads((place.place(folder).folder / "listens").read_text())["pid"]


def keeper_of(folder):
    """The process that is the parent of PostgreSQL."""
    with open(f"/proc/{server_of(folder)}/stat") as file:
        return int(file.read().rpartition(")")[2].split()[1])


def test_two_processes_share_one_server(user):
    first, second = user(), user()

    assert first.server
    assert first.server == second.server


def test_the_last_to_leave_sees_the_server_gone(user, server_folder):
    first, second = user(), user()

    first.leave()
    still_there = processes_of(server_folder)
    second.leave()

    assert still_there
    assert not processes_of(server_folder)


def test_a_user_that_is_killed_leaves_no_server(user, server_folder):
    user().be_killed()

    assert eventually(lambda: not processes_of(server_folder))


def test_a_keeper_that_is_killed_takes_the_server_along(user, server_folder):
    someone = user()

    os.kill(keeper_of(server_folder), signal.SIGKILL)
    someone.be_killed()

    assert eventually(lambda: not processes_of(server_folder))


def test_the_desk_goes_on_when_its_keeper_is_killed(user, server_folder):
    someone = user()
    keeper, server = keeper_of(server_folder), server_of(server_folder)

    os.kill(keeper, signal.SIGKILL)
    # The server ends after its keeper; whoever asked in between would be cut off with it.
    assert eventually(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in (keeper, server)))
    now = someone.server_now()

    assert now
    assert now != someone.server


def test_a_number_left_from_before_a_power_cut_does_not_stop_the_start(user, server_folder):
    user().leave()
    ours = place.place(server_folder).folder / "data/postmaster.pid"
    ours.write_text(f"{os.getpid()}\n{ours.parent}\n")

    assert user().server


def test_its_size_follows_from_the_machine_unless_somebody_says_otherwise(server_folder):
    told = {"work_mem": "7MB", "listen_addresses": "*"}
    try:
        address = server.login(server_folder, OWNER, told)
        with psycopg.connect(**address, dbname="newsroom") as connection:
            names = ["work_mem", "random_page_cost", "jit", "listen_addresses"]
            shown = [connection.execute(f"SHOW {name}").fetchone()[0] for name in names]
    finally:
        server.leave(server_folder)

    assert shown == ["7MB", "1.1", "off", ""]  # how it listens is not to be said


def test_the_ceiling_of_memory_of_who_starts_it_is_not_its_own(user, server_folder):
    user()

    limits = [
        line
        for pid in processes_of(server_folder)
        for line in Path(f"/proc/{pid}/limits").read_text().splitlines()
        if "data size" in line
    ]
    ceilings = [line.split()[3:5] for line in limits]

    assert ["1992294400", "unlimited"] in ceilings  # of who uses it
    assert ceilings.count(["unlimited", "unlimited"]) >= 2  # of the keeper, and of PostgreSQL


def test_nobody_logs_in_without_the_password(login, server_folder):
    login(APPLICATION)
    address = server.login(server_folder, APPLICATION) | {"password": "guess", "dbname": "newsroom"}

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**address)


def test_passwords_are_kept_as_scram_and_out_of_sight(login, server_folder):
    login(OWNER)
    here = place.place(server_folder).folder

    rules = (here / "data/pg_hba.conf").read_text().splitlines()

    methods = {rule.split()[-1] for rule in rules if rule and not rule.startswith("#")}
    assert methods == {"scram-sha-256"}
    assert (here / "logins").stat().st_mode & 0o077 == 0


def test_neither_login_is_a_superuser(login):
    rows = login(OWNER).execute(
        "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles "
        "WHERE rolname = ANY(%s) ORDER BY rolname",
        [[APPLICATION, OWNER]],
    )

    assert rows.fetchall() == [(APPLICATION, False, False, False), (OWNER, False, False, True)]


@pytest.fixture
def tables(login):
    """Two tables of the owner's, one of them append-only, with the application's rights set."""
    owner = login(OWNER)
    with owner.transaction():
        owner.execute("CREATE TABLE claim (id int)")
        owner.execute("CREATE TABLE entry (id int)")
        owner.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$"
        )
        owner.execute(
            "CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE ON entry "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        grant(owner.cursor(), APPLICATION)
    yield
    owner.execute("DROP TABLE claim, entry")
    owner.execute("DROP FUNCTION refuse_change()")


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO claim VALUES (1)",
        "UPDATE claim SET id = 2",
        "DELETE FROM claim",
        "INSERT INTO entry VALUES (1)",
        "SELECT * FROM entry",
    ],
)
def test_the_application_may(login, statement):
    login(APPLICATION).execute(statement)


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE claim",
        "TRUNCATE entry",
        "UPDATE entry SET id = 2",
        "DELETE FROM entry",
        "ALTER TABLE entry DISABLE TRIGGER entry_is_append_only",
        "DROP TRIGGER entry_is_append_only ON entry",
        "DROP TABLE claim",
        "CREATE TABLE other (id int)",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS ''",
        "SET session_replication_role = replica",
        sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)),
    ],
)
def test_the_application_may_not(login, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        login(APPLICATION).execute(statement)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a system user made for PostgreSQL")
def test_root_keeps_the_data_where_its_user_can_reach_it(tmp_path):
    tmp_path.chmod(0o700)

    here = place.place(tmp_path / "postgres")

    note = (tmp_path / "postgres" / place.NOTE).read_text().strip()
    assert str(here.folder) == note
    assert here.folder.parent == place.HOME
    assert place.place(tmp_path / "postgres") == here
    here.folder.rmdir()


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(server.Unreachable, match="cannot be kept in .*Not a directory.*DATA_DIR"):
        server.login(tmp_path / "file/postgres", APPLICATION)

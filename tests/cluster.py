"""A primary and its standbys, of PostgreSQL's own, on this machine: made as docs/operate.md says,
by its very commands.
"""

import json
import shlex
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager

import psycopg
from django.db import connection, connections

from newsroom.postgres import dumps
from newsroom.postgres.base import DatabaseWrapper
from newsroom.postgres.keeper import APPLICATION, DATABASE, OWNER, SUPERUSER, Keeper
from newsroom.postgres.place import place
from tests.newsroom.desk import eventually
from tests.operating import documented

# Small, and written to the disk when that likes: what is killed here are processes.
SETTINGS = {
    **{"shared_buffers": "32MB", "max_connections": "60", "jit": "off"},
    **{"fsync": "off", "autovacuum": "off", "log_min_messages": "fatal"},
    "wal_receiver_status_interval": "1s",
}
PASSWORD = "of-the-standby"


class Node(Keeper):
    """One server of several, which ends with the tests."""

    logins = None  # of a standby they are the primary's

    def __init__(self, folder, **settings):
        folder.mkdir()
        here = place(folder)
        super().__init__(here.folder, here.binaries, here.account, SETTINGS | settings)
        self.sockets = self.private_folder(tempfile.mkdtemp(prefix="newsroom-", dir="/tmp"))
        self.give(self.folder)

    def run(self, program, *arguments, says=""):
        hurried = {
            "initdb": ["--no-sync", "--no-data-checksums"],  # by which reading would write, too
            "pg_basebackup": ["--no-sync"],
        }
        return super().run(program, *arguments, *hurried.get(program, []), says=says)

    def start(self):
        options = [word for pair in self.settings.items() for word in ("-c", "=".join(pair))]
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                [self.binaries / "bin/postgres", "-D", self.data, "-k", self.sockets, *options],
                **{"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log},
                **self.as_the_account(signal.SIGQUIT),
            )
        assert eventually(self.answers), self.log.read_text()

    def answers(self):
        assert self.process.poll() is None, self.log.read_text()
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return lines[7].strip() in {"ready", "standby"}
        except (FileNotFoundError, IndexError):
            return False

    def be_killed(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        """Stop at once: nobody will need what is in it."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()
        shutil.rmtree(self.sockets, ignore_errors=True)


class Cluster:
    """The servers and how one logs into them."""

    def __init__(self, folder, **settings):
        self.folder, self.nodes = folder, {}
        self.primary = self.alone("primary", **settings)
        self.logins = self.primary.logins

    def alone(self, name, **settings):
        """A server with logins of its own, and nothing in it."""
        node = self.nodes[name] = Node(self.folder / name, **settings)
        node.create()
        node.logins = json.loads((node.folder / "logins").read_text())
        node.start()
        return node

    def fill(self):
        """Give the primary the tables of the tests' database, and what migrations put there."""
        apart = connection.copy()
        with apart.as_owner(), apart.cursor() as cursor:
            params = apart._owners_params()
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            with (
                dumps.dumping(params, cursor.fetchone()[0]) as dump,
                dumps.filling(self.params(self.primary, OWNER), with_rights=True) as filled,
            ):
                filled.write(dump.read())
        apart.close()

    def standing(self):
        """The servers that nobody has killed."""
        return [node for node in self.nodes.values() if node.process.poll() is None]

    def params(self, node, role=APPLICATION, database=DATABASE):
        login = {"host": str(node.sockets), "port": "5432", "dbname": database}
        return login | {"user": role, "password": (node.logins or self.logins)[role]}

    def urls(self, node, database=DATABASE):
        """The environment of a desk that has this database."""
        logins = {
            "DATABASE_URL": self.params(node, APPLICATION),
            "DATABASE_OWNER_URL": self.params(node, OWNER),
        }
        return {
            name: f"postgres://{login['user']}:{login['password']}@/{login['host']}/{database}"
            for name, login in logins.items()
        }

    def tell(self, node, *sentences, database=DATABASE):
        """What a server's superuser is answered to the last of the sentences."""
        login = self.params(node, SUPERUSER, database)
        with psycopg.connect(**login, autocommit=True) as superuser:
            for sentence in sentences:
                told = superuser.execute(sentence)
            return told.fetchone()[0] if told.description else None

    def standby(self, name, **settings):
        """Another server, made of the primary by the documented commands, and started."""
        node = self.nodes[name] = Node(self.folder / name, **settings)
        [command] = documented("pg_basebackup ")
        self.run(command, node, name=name)
        node.start()
        return node

    def run(self, command, node, name="standby_1"):
        """A command of docs/operate.md, for this server instead of its example."""
        program, *words = shlex.split(self.here(command, node, name))
        node.run(program, *words)

    def here(self, command, node=None, name="standby_1"):
        """What docs/operate.md says, with the places and names of these servers."""
        places = {
            "db.example.org": str(self.primary.sockets),
            "/srv/standby": str((node or self.primary).data),
            "standby_1": name,
            "...": PASSWORD,
        }
        for place_, ours in places.items():
            command = command.replace(place_, ours)
        return command

    def tell_documented(self, node, word, **where):
        """Have a server do what docs/operate.md says with the word in it."""
        return self.tell(node, *map(self.here, documented(word)), **where)

    def database(self, node):
        """The server as Django's settings would name it."""
        login = self.params(node)
        told = {"NAME": DATABASE, "USER": APPLICATION, "PASSWORD": login["password"]}
        return told | {"HOST": login["host"], "PORT": "5432", "OPTIONS": {}}

    def as_the_desks(self, node):
        """A connection to the server, as the desk has one to its own."""
        told = connection.settings_dict | self.database(node)
        owner = {"OWNER": {"USER": OWNER, "PASSWORD": self.params(node, OWNER)["password"]}}
        kept = {name: each for name, each in told.items() if not name.startswith("SERVER")}
        return DatabaseWrapper(kept | owner, "default")

    @contextmanager
    def in_use(self, node=None):
        """A block in which this thread has the server, the primary, as its database."""
        before, ours = connections["default"], self.as_the_desks(node or self.primary)
        connections["default"] = ours
        try:
            yield
        finally:
            ours.close()
            connections["default"] = before

    def wait_for(self, node):
        """Until the standby has what the primary has now, what waited for a commit included."""
        commit = "SELECT pg_logical_emit_message(true, '', '')"
        told = self.tell(self.primary, commit, "SELECT pg_current_wal_flush_lsn()::text")
        asked = f"SELECT pg_last_wal_replay_lsn() >= '{told}'::pg_lsn"
        assert eventually(lambda: self.tell(node, asked))

    def end(self):
        for node in reversed(self.nodes.values()):
            node.end()

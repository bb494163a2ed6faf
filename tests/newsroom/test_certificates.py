"""The desk and a PostgreSQL of somebody else's know each other by certificates, and by no password.

Debian's server is asked, for ours speaks no TLS; as root it is installed where it is missing.
"""

import os
import pwd
import subprocess
import time
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from tests.newsroom.desk import free_port, manage, open_folder

pytestmark = pytest.mark.drill
KEEPS_NO_SERVER = Path("/etc/postgresql-common/createcluster.conf")
RULES = """
local   all all trust
hostssl all newsroom,newsroom_owner 127.0.0.1/32 cert
"""


@pytest.fixture(scope="module")
def binaries():
    """Where the programs of Debian's PostgreSQL are."""

    def found():
        known = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
        return max(known, key=lambda path: int(path.parent.name), default="")

    if not found() and os.geteuid() == 0:
        KEEPS_NO_SERVER.parent.mkdir(exist_ok=True)
        KEEPS_NO_SERVER.write_text("create_main_cluster = false\n")
        subprocess.run(["apt-get", "install", "-y", "-qq", "postgresql"], check=True)
    assert found(), "Debian's PostgreSQL is not here: apt-get install postgresql."
    return found()


class Server:
    """A PostgreSQL that speaks TLS and lets in who has a certificate of its authority."""

    def __init__(self, folder, binaries):
        self.folder, self.binaries, self.port = folder, binaries, free_port()
        self.account = {"user": "postgres"} if os.geteuid() == 0 else {}
        self.name = self.account.get("user") or pwd.getpwuid(os.geteuid()).pw_name
        self.own(folder)
        self.openssl("req", "-x509", "-nodes", "-days", "1", "-subj", "/CN=the authority", "ca")
        for name in ("localhost", "newsroom", "newsroom_owner"):
            self.certify(name)

    def own(self, path):
        if self.account:
            about = pwd.getpwnam("postgres")
            os.chown(path, about.pw_uid, about.pw_gid)

    def openssl(self, *words):
        *words, name = words
        made = [*("-keyout", self.folder / f"{name}.key"), *("-out", self.folder / f"{name}.crt")]
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        subprocess.run(["openssl", *words, *curve, *made], check=True, capture_output=True)

    def certify(self, name):
        authority = ["-CA", self.folder / "ca.crt", "-CAkey", self.folder / "ca.key"]
        named = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
        self.openssl("req", "-x509", "-nodes", "-days", "1", *named, *authority, name)
        (self.folder / f"{name}.key").chmod(0o600)

    def run(self, program, *words):
        subprocess.run(
            [self.binaries / program, *words], check=True, capture_output=True, **self.account
        )

    def begin(self):
        data = self.folder / "data"
        self.run("initdb", "--no-sync", "--username", "postgres", "-D", data)
        for kind in ("crt", "key"):
            self.own(self.folder / f"localhost.{kind}")
        (data / "pg_hba.conf").write_text(RULES)
        settings = {
            "ssl": "on",
            "ssl_ca_file": self.folder / "ca.crt",
            "ssl_cert_file": self.folder / "localhost.crt",
            "ssl_key_file": self.folder / "localhost.key",
            "unix_socket_directories": self.folder,
            "synchronous_commit": "off",
        }
        options = [word for pair in settings.items() for word in ("-c", f"{pair[0]}={pair[1]}")]
        self.process = subprocess.Popen(
            [self.binaries / "postgres", "-D", data, "-p", str(self.port), *options],
            stderr=subprocess.DEVNULL,
            **self.account,
        )
        for sentence in (
            "CREATE ROLE newsroom_owner LOGIN",
            "CREATE ROLE newsroom LOGIN",
            "CREATE DATABASE newsroom OWNER newsroom_owner TEMPLATE template0 ENCODING 'UTF8'",
        ):
            self.told(sentence)

    def told(self, sentence):
        place = {"host": str(self.folder), "port": self.port, "user": "postgres"}
        for _ in range(600):
            assert self.process.poll() is None
            try:
                with psycopg.connect(**place, dbname="postgres", autocommit=True) as superuser:
                    return superuser.execute(sentence)
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise AssertionError("PostgreSQL does not answer.")

    def url(self, login, certificate=None):
        files = {
            "sslrootcert": self.folder / "ca.crt",
            "sslcert": self.folder / f"{certificate or login}.crt",
            "sslkey": self.folder / f"{certificate or login}.key",
        }
        told = urlencode({"sslmode": "verify-full"} | files)
        return f"postgres://{login}@localhost:{self.port}/newsroom?{told}"

    def variables(self, **more):
        return {
            "DATABASE_URL": self.url("newsroom"),
            "DATABASE_OWNER_URL": self.url("newsroom_owner"),
            "DATA_DIR": self.folder / "desk",
        } | more


@pytest.fixture(scope="module")
def server(binaries):
    """Such a server, with the desk's tables in it."""
    with open_folder() as folder:
        server = Server(folder, binaries)
        server.begin()
        try:
            done = manage("migrate", "--verbosity", "0", **server.variables())
            assert done.returncode == 0, done.stderr
            yield server
        finally:
            server.process.terminate()
            server.process.wait()


def test_each_login_comes_in_by_a_certificate_of_its_own(server):
    done = manage("check", "--database", "default", **server.variables())
    asked = "from django.db import connection as c; c.ensure_connection();"
    told = "i = c.connection.info; print(i.user, i.password == '', c.connection.pgconn.ssl_in_use)"
    said = manage("shell", "--verbosity", "0", "-c", asked + told, **server.variables())

    assert done.returncode == 0, done.stderr
    assert said.stdout.split() == ["newsroom", "True", "True"]


def test_nobody_comes_in_with_anothers_certificate(server):
    others = server.url("newsroom", certificate="newsroom_owner")

    done = manage("check", "--database", "default", **server.variables(DATABASE_URL=others))

    assert done.returncode == 1
    assert "certificate authentication failed" in done.stderr


def test_a_backup_is_made_over_it_by_the_programs_of_the_server(server, binaries):
    place = server.folder / "backups"

    done = manage("back_up", place, **server.variables(POSTGRES_PROGRAMS=binaries))
    checked = manage("restore", place, "--check", **server.variables())

    assert done.returncode == 0, done.stderr
    assert checked.returncode == 0, checked.stderr


def test_a_backup_by_programs_that_speak_no_tls_says_what_to_name(server):
    done = manage("back_up", server.folder / "refused", **server.variables())

    assert done.returncode == 1
    assert "Name the folder of those that belong to your server" in done.stderr
    assert "Traceback" not in done.stderr

"""What every test may ask for."""

import gc
import os
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection, connections, transaction
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from newsroom.postgres import server
from newsroom.postgres.grants import grant
from newsroom.postgres.keeper import SUPERUSER
from newsroom.postgres.operations import DatabaseOperations
from partnerships.actions.sources import captures
from partnerships.text.files.file_reader import read_file_here
from tests import factories as make
from tests.http_server import serving
from tests.markup import markup_faults
from tests.volume import IS_FULL, parted, tries

pytest.register_assert_rewrite("tests.covered_edits")  # what its checks compared is shown

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

# How long an example takes says how busy the machine is, and nothing of what is tested.
hypothesis_settings.register_profile(
    "newsroom",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=tries(100),
    derandomize=not IS_FULL,
)
hypothesis_settings.load_profile("newsroom")

# Playwright's loop runs in the thread of the test, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


# A power cut costs the tests nothing, and what they write need not be on the disk: databases are
# made and dropped beside others that write, and each waits until all of that is.
HASTE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
# What waits for a lock that nobody gives back would wait for ever: it fails, and says for which.
# A test that sets limits of its own has those.
PATIENCE = {"lock_timeout": "2min"}


def pytest_configure(config):
    given = connections["default"].settings_dict
    if given.get("SERVER"):  # one of the tests' own, beside the desk's, which must lose nothing
        given["SERVER"] = settings.DATA_DIR / "tests" / "postgres"
        given["SERVER_SETTINGS"] = given["SERVER_SETTINGS"] | HASTE | PATIENCE
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": plain}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick


DJANGOS_OWN = "admin/auth/user/change_password.html"  # which has a paragraph in a paragraph


@pytest.fixture(scope="session", autouse=True)
def _pages_are_html():
    """Every page that the tests ask a client for is HTML: looked at once for each set of templates
    of which it is made, which costs ten milliseconds."""
    seen, asked = set(), Client.request

    def request(self, **environment):
        answer = asked(self, **environment)
        made_of = frozenset(each.name for each in getattr(answer, "templates", ()) if each.name)
        is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
        if is_page and made_of and made_of not in seen and DJANGOS_OWN not in made_of:
            seen.add(made_of)
            faults = list(markup_faults(answer.content.decode()))
            assert not faults, f"{answer.request['PATH_INFO']} is no HTML: {faults}"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", request)
        yield


# What migrations have put there, and tests that commit leave as it was.
ROLES = {"auth_group", "auth_group_permissions", "auth_permission", "django_content_type"}
# What triggers keep of other tables and forget when those are emptied; no model has these.
STORED = [
    *("partnerships_claimdocument", "partnerships_outdateddocument"),
    *("partnerships_change", "partnerships_told", "partnerships_untold"),
    # What was asked of workers, who are none in tests: the next test would count it as its own.
    *("procrastinate_events", "procrastinate_periodic_defers", "procrastinate_jobs"),
]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """The database of the tests. After a test that commits only the tables in which it wrote are
    emptied: to empty a hundred that are empty takes PostgreSQL as long as the test itself. What
    follows a migration (permissions, kinds of records) is there still, and not made again."""
    sql_flush = DatabaseOperations.sql_flush

    def empty(self, style, tables, *, allow_cascade=False, **options):
        written = _with_rows([name for name in tables if name not in ROLES])
        if self.connection.settings_dict.get("SERVER"):
            return [f'DELETE FROM "{name}"' for name in [*written, *(STORED if written else [])]]
        return sql_flush(self, style, written, allow_cascade=True, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", empty)
        if connection.settings_dict.get("SERVER"):
            patch.setattr(DatabaseOperations, "execute_sql_flush", _execute_past_the_laws)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_: None)
        yield


def _execute_past_the_laws(self, sentences):
    """On a server of our own its superuser deletes the rows, whom no trigger sees: of a table that
    is emptied by TRUNCATE, and of all that refer to it, each index is a new file."""
    if not sentences:
        return
    login = server.login(self.connection.settings_dict["SERVER"], SUPERUSER)
    name = self.connection.settings_dict["NAME"]
    with psycopg.connect(dbname=name, **login) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute("; ".join(sentences))


def _with_rows(tables):
    asked = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor]


@pytest.fixture(autouse=True)
def _counts_of_nobody():
    """Every test begins without a question asked: the throttles count in the cache."""
    cache.clear()


@pytest.fixture(autouse=True)
def media(settings, tmp_path_factory):
    """Where a test keeps files: a folder of its own, which is made when something is kept."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media" / uuid4().hex
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def reads_here(monkeypatch):
    """What is kept is read in the process of the tests: one of its own, which the desk starts for
    each file, is half a second. Tests in a browser override this, and read as the desk does."""
    apart = captures.read_file
    monkeypatch.setattr(captures, "read_file", read_file_here)
    return apart


@pytest.fixture
def reads_apart(reads_here, monkeypatch):
    """What is kept is read as the desk does."""
    monkeypatch.setattr(captures, "read_file", reads_here)


# Whole files go to one worker, as their fixtures want it. These go together, for what they share
# is dear to make, and first, for they take longest: at the end one worker would wait for another.
TOGETHER = [
    *("tests/newsroom/test_open_desk.py", "tests/newsroom/test_lasting_desk.py"),
    *("tests/browser/", "tests/story/"),
]
# Then those that take longest of the others, in .ci/run minutes each: one of them begun last would
# keep one worker at work while the others have nothing left.
LONG = [
    *("tests/test_odd_addresses.py", "tests/test_bounds.py", "tests/models/test_migrations.py"),
    *("tests/architecture/test_patterns.py", "tests/test_desk_worlds.py"),
    *("tests/test_two_worlds.py", "tests/api/test_plans.py"),
]


class ByPlace(LoadScopeScheduling):
    """Gives a worker all tests of a file, or of a folder that stays together.

    xdist's own word for that, the mark `xdist_group`, is not heard: under pytest 9 the tests of a
    group that xdist 3.8 makes are dealt to both workers.
    """

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        return next((place for place in TOGETHER if file.startswith(place)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByPlace(config, log)


def _turn(item):
    """When a test's file has its turn: the lower, the sooner."""
    first = [item.nodeid.startswith(tuple(places)) for places in (TOGETHER, LONG)]
    return first.index(True) if any(first) else len(first)


def pytest_sessionstart(session):
    plugins = session.config.pluginmanager
    if terminal := plugins.get_plugin("terminalreporter"):  # a worker has none
        plugins.register(FailuresAtOnce(terminal))


class FailuresAtOnce:
    """Says of each failure where it is as it happens: a run that is ended from without never comes
    to its summary."""

    def __init__(self, terminal):
        self.terminal = terminal

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.terminal.ensure_newline()
            self.terminal.write_line(f"{report.when} of {report.nodeid} failed:")
            self.terminal.write_line(report.longreprtext[-2000:])


LEFT = pytest.StashKey()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    named = {Path(config.invocation_params.dir, each.partition("::")[0]) for each in config.args}
    items[:], left = parted(items, named)
    config.hook.pytest_deselected(items=left)
    config.stash[LEFT] = Counter(item.nodeid.partition("::")[0] for item in left)
    items.sort(key=_turn)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """What a worker of xdist left out, all have: they collect the same."""
    if left := getattr(node, "workeroutput", {}).get("left"):
        node.config.stash[LEFT] = Counter(left)


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = dict(session.config.stash.get(LEFT, {}))


def pytest_terminal_summary(terminalreporter, config):
    if left := config.stash.get(LEFT, {}):
        terminalreporter.section(f"left to .ci/run, or make test VOLUME=part: {left.total()} tests")
        for file, number in sorted(left.items()):
            terminalreporter.write_line(f"{number:4} of {file}")


def pytest_collection_finish():
    """What is loaded by now stays to the end: Python would look through it for garbage again and
    again, which is a seventh of what the tests take."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture
def read_only(db):
    """A block in which PostgreSQL refuses every write: rules look, they never touch."""

    @contextmanager
    def block():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
            yield
            # A savepoint that is released leaves the rest of the test read-only; this does not.
            transaction.set_rollback(True)

    return block


@pytest.fixture
def admin_user(db):
    """In place of pytest-django's, whose way to give all rights a law refuses."""
    return make.editor("admin", is_superuser=True, password="password")


@pytest.fixture
def as_application(db):
    """A block, undone at its end, with a cursor that has the application's rights and no more."""

    @contextmanager
    def block():
        with transaction.atomic(), connection.cursor() as cursor:
            if not connection.has_two_logins:
                role = f"application_of_{connection.settings_dict['NAME']}"
                cursor.execute(f'CREATE ROLE "{role}"')
                grant(cursor, role)
                cursor.execute(f'SET LOCAL ROLE "{role}"')
            yield cursor
            transaction.set_rollback(True)

    return block


@pytest.fixture
def site(settings):
    """A web server on loopback, from which the desk may fetch; a test changes its pages."""
    settings.CAPTURE_ALLOWS = ["127.0.0.1/32"]
    with serving() as site:
        yield site


@pytest.fixture
def aside(transactional_db):
    """A function that calls another in a thread of its own: from the first test with a browser on,
    Playwright has a loop in the thread of the tests, and asyncio allows no second one there."""

    def call(function):
        def do():
            try:
                return function()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(do).result()

    return call


@pytest.fixture
def worker(aside):
    """A function that has a worker do what waits."""
    return lambda: aside(lambda: call_command("run_worker", once=True, verbosity=0))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Playwright with the system's Chromium, which as root has no sandbox."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return browser_type_launch_args | {"executable_path": found, "args": sandbox}

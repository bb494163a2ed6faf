"""What every test may ask for."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction

from newsroom.postgres.grants import grant
from tests.pages import serving

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

# Playwright's loop runs in the thread of the test, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_configure(config):
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": plain}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick


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

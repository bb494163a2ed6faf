"""What every test may ask for."""

import os
import shutil
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection, transaction

from newsroom.postgres.grants import grant

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


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Playwright with the system's Chromium, which as root has no sandbox."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return browser_type_launch_args | {"executable_path": found, "args": sandbox}

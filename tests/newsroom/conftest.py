"""Folders for desks and servers of the tests' own."""

import pytest

from tests.newsroom.desk import open_folder


@pytest.fixture
def new_folder():
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def server_folder():
    """A folder with a database that its tests share: making one takes a while."""
    with open_folder() as folder:
        yield folder

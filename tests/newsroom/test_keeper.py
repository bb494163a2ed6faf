"""What a keeper and its PostgreSQL get of our environment, and what is left when they fail."""

import os
import sys

import pytest

from newsroom.postgres import place, server
from newsroom.postgres.errors import Unreachable
from tests.interpreters import picky


@pytest.fixture
def here(tmp_path):
    """A place whose initdb only tells its environment, and fails."""
    initdb = tmp_path / "programs/bin/initdb"
    initdb.parent.mkdir(parents=True)
    initdb.write_text("#!/bin/sh\nenv >&2\nexit 1\n")
    initdb.chmod(0o755)
    (tmp_path / "postgres").mkdir()
    return place.Place(tmp_path / "postgres", tmp_path / "programs", None)


def test_a_database_that_cannot_be_made_leaves_no_draft(here):
    with pytest.raises(Unreachable, match="initdb failed"):
        server._start(here)

    assert list(here.folder.glob("draft-*")) == []


def test_postgresql_finds_its_libraries_and_no_secrets(here, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/libraries", prepend=os.pathsep)
    monkeypatch.setenv("SECRET_KEY", "hush")

    with pytest.raises(Unreachable) as told:
        server._start(here)

    assert "LD_LIBRARY_PATH=/opt/libraries" in str(told.value)
    assert "hush" not in str(told.value)


def test_a_keeper_starts_with_a_python_that_needs_libraries(here, tmp_path, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "libraries", prepend=os.pathsep)
    monkeypatch.setattr(sys, "executable", picky(tmp_path))

    with pytest.raises(Unreachable, match="initdb failed"):
        server._start(here)


def test_a_keeper_has_none_of_our_secrets(here, tmp_path, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "libraries", prepend=os.pathsep)
    monkeypatch.setenv("SECRET_KEY", "hush")
    monkeypatch.setenv("DATABASE_URL", "postgres://desk:hush@localhost/desk")
    monkeypatch.setattr(sys, "executable", picky(tmp_path, f"env > {tmp_path}/environment"))

    with pytest.raises(Unreachable):
        server._start(here)

    assert "hush" not in (tmp_path / "environment").read_text()


def test_a_python_that_does_not_start_says_why(here, tmp_path, monkeypatch):
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    monkeypatch.setattr(sys, "executable", picky(tmp_path))

    with pytest.raises(Unreachable, match="did not start.*loading shared libraries"):
        server._start(here)


def test_a_python_that_is_gone_is_said_in_one_sentence(here, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))

    with pytest.raises(Unreachable, match="keeper .* did not start: No such file"):
        server._start(here)

"""What others wrote comes as it was looked at, and none of it is there for the tests alone."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.txt", "requirements-mcp.txt", "requirements-s3.txt", "requirements-dev.txt"]
OF_TESTS = {"pytest", "playwright", "hypothesis", "schemathesis", "ruff", "mypy", "coverage"}


def locked(name):
    """The libraries of a lock: each with its release and how many hashes it may have."""
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    for entry in entries:
        if not entry.startswith(("#", "--")):
            release = re.match(r"([\w.-]+)==([\w.]+)", entry)
            yield (*(release.groups() if release else (entry, "")), entry.count("--hash=sha256:"))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_is_one_release_known_by_its_hashes(lock):
    found = list(locked(lock))

    assert len(found) > 50
    assert [name for name, release, hashes in found if not (release and hashes)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_place_of_its_own(lock):
    assert re.findall(r"https?://|--(?:extra-)?index-url|git\+", (ROOT / lock).read_text()) == []


def test_a_desk_that_runs_has_nothing_of_the_tests():
    for lock in LOCKS[:-1]:
        assert {name for name, *_ in locked(lock)} & OF_TESTS == set()
    assert {name for name, *_ in locked("requirements-dev.txt")} & OF_TESTS != set()


def test_no_code_of_the_desk_knows_the_tests():
    code = [path for place in ("newsroom", "partnerships") for path in (ROOT / place).rglob("*.py")]

    assert code
    known = re.compile(r"^\s*(?:from|import) (?:tests|pytest|hypothesis|playwright)\b", re.M)
    assert [path.name for path in code if known.search(path.read_text())] == []

"""What the shorter runs try, and what they leave to the longer ones."""

from pathlib import Path

import pytest

from tests import volume

WALKED, OTHER = Path("tests/test_walked.py"), Path("tests/test_other.py")


class Case:
    """A test as pytest collects it, with marks."""

    def __init__(self, path, name, *marks):
        self.path, self.nodeid, self.marks = path, f"{path}::{name}", marks

    def get_closest_marker(self, name):
        return name if name in self.marks else None


@pytest.fixture
def shortest(monkeypatch):
    monkeypatch.setattr(volume, "asked", "")


WALK = [Case(WALKED, f"test_a_walk[{number}]", "walk") for number in range(10)]
DRILL = Case(OTHER, "test_a_drill", "drill")
PLAIN = Case(OTHER, "test_plain")


@pytest.mark.usefixtures("shortest")
def test_of_a_walk_some_cases_are_tried_and_of_a_drill_none():
    run, left = volume.parted([*WALK, DRILL, PLAIN], set())

    assert len(set(run) & set(WALK)) in (2, 3)
    assert PLAIN in run
    assert DRILL in left
    assert {*run, *left} == {*WALK, DRILL, PLAIN}


@pytest.mark.usefixtures("shortest")
@pytest.mark.parametrize("cases", range(1, 10))
def test_however_few_cases_a_walk_has_one_is_tried(cases):
    run, _ = volume.parted(WALK[:cases], set())

    assert run


@pytest.mark.usefixtures("shortest")
def test_whoever_names_a_file_runs_all_of_it():
    run, left = volume.parted([*WALK, DRILL, PLAIN], {WALKED})

    assert {*WALK} < {*run}
    assert left == [DRILL]


@pytest.mark.parametrize("longer", ["part", "full"])
def test_the_longer_runs_leave_nothing(longer, monkeypatch):
    monkeypatch.setattr(volume, "asked", longer)

    assert volume.parted([*WALK, DRILL, PLAIN], set()) == ([*WALK, DRILL, PLAIN], [])

"""No pattern of ours takes longer than its text grows: each is met with each kind of character."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.patterns import grows_faster
from tests.volume import IS_FULL, asked

PROGRAM = Path(__file__).with_name("patterns.py")
BOUND = 3_000 if IS_FULL else 300  # seconds of the processor; some 10 are needed, 300 for all
MEGABYTE = 1_000_000 if IS_FULL else 0  # of blanks, letters, digits, marks: in the full volume
STEP = 1 if asked else 4  # each pattern, or one of so many


@pytest.mark.drill
def test_no_pattern_is_worse_than_linear():
    done = subprocess.run(
        [sys.executable, PROGRAM, *map(str, (BOUND, MEGABYTE, STEP))],
        cwd=PROGRAM.parents[2],
        env={"PYTHONPATH": ".", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    *told, last = done.stdout.splitlines()

    assert [line for line in told if "worse than linear" in line] == []
    assert last == "all", f"{last} took too long. {done.stderr[-500:]}"
    assert len(told) > 150 / STEP


@pytest.mark.drill
def test_a_pattern_that_is_worse_is_found():
    searched = frozenset({"sub"})

    assert grows_faster(re.compile(r"[ ]+$", re.M), searched, " ")
    assert not grows_faster(re.compile(r"(?<! )[ ]++$", re.M), searched, " ")

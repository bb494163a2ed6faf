"""No pattern of ours takes longer than its text grows: each is met with a megabyte of each kind.

The bound is the processor's time, some hundred times what a pattern needs that reads each
character once: so it holds on slow machines, and what is quadratic takes hours.
"""

import subprocess
import sys
from pathlib import Path

from tests.volume import IS_FULL

PROGRAM = Path(__file__).with_name("patterns.py")
SIZE = 1_000_000 if IS_FULL else 60_000
SECONDS = 300 if IS_FULL else 20  # of the processor, for one pattern and all texts
WITHIN = "import re; re.compile(r'\\s*x')"


def told(program, *arguments):
    done = subprocess.run(
        [sys.executable, program, *map(str, arguments)],
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": ".", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    return done.stdout.split("\n"), done.stderr


def test_no_pattern_is_worse_than_linear():
    names, complaint = told(PROGRAM, 0, SIZE, SECONDS)

    assert names[-2:] == ["all", ""], f"{names[-2:]} took too long. {complaint[-500:]}"
    assert len(names) > 150

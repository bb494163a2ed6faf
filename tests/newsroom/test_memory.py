"""A process of the desk takes so much memory and no more, and what asks for more is told so."""

import subprocess
import sys

from tests.newsroom.desk import ROOT

TAKE = """
import sys
from partnerships.management.memory import keep_memory_within
keep_memory_within(int(sys.argv[1]))
try:
    taken = bytearray(600 << 20)
except MemoryError:
    print("refused")
else:
    print("taken")
"""


def taking(megabytes):
    """What becomes of 600 MB under that ceiling."""
    done = subprocess.run(
        [sys.executable, "-c", TAKE, str(megabytes)], cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_what_is_above_the_ceiling_is_refused():
    assert taking(300) == "refused"


def test_what_is_below_it_is_given():
    assert taking(2000) == "taken"


def test_without_a_ceiling_there_is_none():
    assert taking(0) == "taken"

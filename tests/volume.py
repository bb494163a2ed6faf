"""How much is tried of what chance decides: a sample, the same each time, a part, or all of it.

`make test` tries a twentieth, and a fourth of the long lists that are walked (odd values, pages in
a browser), which finds what is plainly broken. `.ci/run` asks for NEWSROOM_VOLUME=part: a third,
and the whole lists, in some ten minutes. `make test VOLUME=full` tries all: random texts from new
seeds, every interleaving of the races, 5,000 answers of two worlds, a megabyte of each kind of
character.

Two marks say of a test that `make test` leaves some of it to `.ci/run`: of the cases of a `walk` it
tries a fourth, of a `drill` (what is killed, given back, undone, or done step by step in a browser
or another process) none. Whoever names the file runs all of it. The last lines of a run say how
many tests of which files were left.
"""

import os
from collections import defaultdict
from zlib import crc32

OF = {"": 20, "part": 3, "full": 1}  # one of so many is tried
asked = os.environ.get("NEWSROOM_VOLUME", "")
if asked not in OF:
    raise ValueError(f"NEWSROOM_VOLUME is part, full or nothing, not {asked}.")
IS_FULL = asked == "full"
FEWEST = 1
SHARES = 4


def tries(full):
    """How many to try, of `full` in all."""
    return min(full, max(FEWEST, full // OF[asked]))


def share(values, turn):
    """Those of the list to try in that turn: all, or a fourth of them, the next time the next."""
    return values if asked else values[turn % SHARES :: SHARES]


def several(full):
    """How many rows a list has that must cost what a short one does: a query too many for each row
    shows with few of them as well."""
    return full if asked else min(full, 4)


def parted(items, named):
    """The tests to run, and those that this run leaves out: none of the files that were named."""
    walks, left = defaultdict(list), set()
    for item in items:
        if asked or item.path in named:
            continue
        if item.get_closest_marker("drill"):
            left.add(item)
        elif item.get_closest_marker("walk"):
            walks[item.nodeid.partition("[")[0]].append(item)
    for walk, cases in walks.items():
        turn = crc32(walk.encode()) % min(SHARES, len(cases))  # not all begin with their first
        left.update(set(cases).difference(share(cases, turn)))
    return [item for item in items if item not in left], [*filter(left.__contains__, items)]

"""How much is tried of what chance decides: a sample, the same each time, a part, or all of it.

`make test` tries a twentieth, and a fourth of the long lists that are walked (odd values, pages in
a browser, patterns), which finds what is plainly broken. `.ci/run` asks for NEWSROOM_VOLUME=part: a
third, and the whole lists, in some ten minutes. `make test VOLUME=full` tries all: random texts
from new seeds, every interleaving of the races, 5,000 answers of two worlds, a megabyte of each
kind of character.
"""

import os

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

"""How much is tried of what chance decides: a sample, the same each time, or all of it.

NEWSROOM_VOLUME=full, or `make test VOLUME=full`, tries all: random texts from new seeds, and every
interleaving of the races. Without it a tenth is tried, of odd values a fourth for each field, which
finds what is plainly broken.
"""

import os

WORDS = {"": False, "full": True}
asked = os.environ.get("NEWSROOM_VOLUME", "")
if asked not in WORDS:
    raise ValueError(f"NEWSROOM_VOLUME is full or nothing, not {asked}.")
IS_FULL = WORDS[asked]
FEWEST = 2
SHARES = 4


def tries(full):
    """How many to try, of `full` in all."""
    return full if IS_FULL else min(full, max(FEWEST, full // 10))


def share(values, turn):
    """Those of the values to try in that turn: all, or a fourth of them, the next time the next."""
    return values if IS_FULL else values[turn % SHARES :: SHARES]

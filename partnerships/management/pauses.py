"""How long to wait before something that ended by itself is started again."""

import time

SHORTEST, LONGEST = 1, 60  # seconds


def growing_pauses():
    """Seconds to wait before each start: twice as long each time, a minute at most; from the
    beginning again after what was started has lasted for longer than that."""
    pause = SHORTEST
    while True:
        began = time.monotonic()
        yield pause
        lasted = time.monotonic() - began - pause
        pause = SHORTEST if lasted > LONGEST else min(2 * pause, LONGEST)

"""How long to wait before something that ended by itself is started again, and how often what is at
work says so.
"""

import time

SHORTEST, LONGEST = 1, 60  # seconds
HEARTBEAT = 3  # seconds between two signs of life of a worker


def growing_pauses():
    """Seconds to wait before each start: twice as long each time, a minute at most; from the
    beginning again after what was started has lasted for longer than that."""
    pause = SHORTEST
    while True:
        began = time.monotonic()
        yield pause
        lasted = time.monotonic() - began - pause
        pause = SHORTEST if lasted > LONGEST else min(2 * pause, LONGEST)

"""Races: acts that begin at one moment, each on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

PATIENCE = 180  # seconds for which one waits for another before the test fails; machines are slow


def at_one_moment(act, over):
    """What `act` gives for each of `over`, in their order."""
    start = Barrier(len(over), timeout=PATIENCE)

    def run(each):
        start.wait()
        try:
            return act(each)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(over)) as threads:
        return list(threads.map(run, over))

"""How long do eight people wait who sign while a table comes in, against when none does?

The one figure that is taken by the clock: waiting is what it is about. Both halves run one after
the other in the same run; the longest wait with the import is told in medians of those without.
"""

import json
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import _big
import tables

ROWS = int(os.environ.get("BENCH_ROWS") or 1_000)
EACH = 5  # signatures of each person, in each half
TRIES = 20
JSON = {"content_type": "application/json"}
OPINION = {"finding": "opinion"}


def proposed(served, editor, number):
    """The addresses of so many new claims, each with a verdict that waits for a signature."""
    tables.brought_in(served, served.logged_in("writer"), number)
    with served.desk.connect() as connection:
        found = connection.execute(
            "SELECT uid FROM partnerships_claim ORDER BY id DESC LIMIT %s", [number]
        ).fetchall()
    claims = [f"/api/v1/claims/{uid}/" for (uid,) in found]
    for claim in claims:
        judged(served, claim, "verdict/", OPINION, editor)
    return claims


def judged(served, claim, act, said, token):
    """Do this to a claim, as it is seen at that moment; how long the answer took, by the clock."""
    for _ in range(TRIES):
        seen = {"if_match": served.ask(claim, **token).headers["ETag"]}
        begun = time.perf_counter()
        answer = served.ask(claim + act, "POST", json.dumps(said), **JSON, **seen, **token)
        taken = time.perf_counter() - begun
        if answer.status != 412:  # something else came between
            break
    assert answer.status in (200, 201), answer.body
    return taken


def waits(served, signers, claims):
    """How long each of the signatures took, by the clock; eight at a time."""

    def sign(turn):
        token, mine = turn
        return [judged(served, claim, "verdict/countersign/", {}, token) for claim in mine]

    shares = [claims[number :: len(signers)] for number in range(len(signers))]
    with ThreadPoolExecutor(len(signers)) as people:
        return [
            wait for taken in people.map(sign, zip(signers, shares, strict=True)) for wait in taken
        ]


def main():
    desk = _big.Desk(0)
    with desk.serving(threads=12) as served:
        signers = [served.with_token(name) for name in _big.SIGNERS]
        claims = proposed(served, served.with_token("editor"), len(signers) * (1 + 2 * EACH))
        eight = len(signers)
        turns = [claims[place : place + eight] for place in range(0, len(claims), eight)]
        waits(served, signers, turns.pop())  # once, so that all is warm
        alone = [wait for _ in range(EACH) for wait in waits(served, signers, turns.pop())]
        writer = served.logged_in("writer")
        coming = threading.Thread(target=tables.brought_in, args=(served, writer, ROWS))
        coming.start()
        beside = []
        while turns and coming.is_alive():
            beside += waits(served, signers, turns.pop())
        coming.join()
    print(f"Signing, by the clock: alone a median of {median(alone) * 1000:.0f} ms")
    longest = max(beside)
    print(
        f"while {ROWS:,} rows come in: the longest of {len(beside)} waits {longest * 1000:.0f} ms, "
        f"{longest / median(alone):.1f} medians (at most 5)"
    )


if __name__ == "__main__":
    main()

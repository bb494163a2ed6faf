"""What does an answer cost of what was known at a moment, beside the same of what is known now?

Each is asked in turns, some times; the least counts, of both processes, so that what else the
machine does weighs little.
"""

from datetime import UTC, datetime
from urllib.parse import urlencode

import _big
import _rows

TIMES = 5
PARTY = _rows.slug(7)
PATHS = [
    "claims/?page_size=50",
    f"claims/?party={PARTY}&page_size=50",
    "claims/?origins=1&page_size=50",
    "claims/?finding=null&page_size=50",
    "claims/?ordering=-date&page_size=50",
    "claims/?search=agreement&page_size=50",
    "citations/?page_size=50",
    "sources/?page_size=50",
    "deals/?page_size=50",
    f"companies/{PARTY}/",
]


def main():
    desk = _big.Desk(_big.FEW)
    then = urlencode({"known_at": datetime.now(UTC).isoformat()})
    with desk.serving() as served:

        def cost(path):
            answer = served.ask(f"/api/v1/{path}")
            assert answer.status == 200, answer.body
            return answer.worked * 1000

        row = f"claims/{first_claim(served)}/"
        print(f"CPU ms of an answer among {desk.claims:,} claims")
        print(f"{'':<44}{'now':>8}{'then':>8}")
        for path in [*PATHS, row]:
            past = f"{path}{'&' if '?' in path else '?'}{then}"
            now_cost, then_cost = (min(cost(each) for _ in range(TIMES)) for each in (path, past))
            print(f"{path[:42]:<44}{now_cost:8.0f}{then_cost:8.0f}")


def first_claim(served):
    """The id of some claim."""
    body = served.ask("/api/v1/claims/?page_size=1&fields=id").body
    return body.decode().partition('"id":"')[2].partition('"')[0]


if __name__ == "__main__":
    main()

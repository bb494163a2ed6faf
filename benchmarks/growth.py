"""What do many claims cost? The same questions to a desk of ten thousand claims and to a large one.

Asked in turns of the two, which differ in the number of claims alone: their parties, sources and
deals are the same.
"""

import json

import _big
import _rows
from _measure import interleaved, told

WORDS = [_rows.words()[0][place] for place in (40, 320, 1280)]
SIZE = "page_size=100"


def questions(served):
    """What is asked, by its name: a path for each number."""
    root = "/api/v1/claims/"
    some = json.loads(served.ask(f"{root}?page_size=3").body)["results"]
    return {
        "list": lambda n: f"{root}?{SIZE}",
        "list, newest first": lambda n: f"{root}?{SIZE}&ordering=-date",
        "hub party": lambda n: f"{root}?{SIZE}&party={_rows.slug(0)}",
        "hub party, newest first": lambda n: f"{root}?{SIZE}&party={_rows.slug(0)}&ordering=-date",
        "search": lambda n: f"{root}?{SIZE}&search={WORDS[n % len(WORDS)]}",
        "one claim": lambda n: f"{root}{some[n % len(some)]['id']}/",
    }


def asking(served, path_of):
    def ask(number):
        answer = served.ask(path_of(number))
        assert answer.status == 200, answer.body
        return answer

    return ask


def main():
    few, many = _big.Desk(_big.FEW), _big.Desk()
    with few.serving() as small, many.serving() as large:
        asked = {
            (name, served): asking(served, path_of)
            for served in (small, large)
            for name, path_of in questions(served).items()
        }
        costs = interleaved(asked, times=len(WORDS), rounds=3)
    print(f"API, {many.claims:,} claims against {few.claims:,}, which is 1; at most 1.3 each")
    for (name, served), cost in costs.items():
        if served is large:
            told(name, cost, costs[name, small])


if __name__ == "__main__":
    main()

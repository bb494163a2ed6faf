"""How long does the desk work for an answer of the one box, over questions that people type?

Names whole, begun and misspelt, words, sums, numbers, domains, and what nothing has; asked by a
reader and by an editor. The least of three times counts of a question.
"""

from random import Random
from statistics import median
from urllib.parse import urlencode

import _big
import _rows

TIMES, NAMES = 3, 8
OTHERS = ["13bn", "$4 billion", "Q2283", "5493000IBP32UQZ0KL24", "example.org", "outlet", "zzyzx"]
DOORS = {"reader": "/search/box/", "editor": "/admin/search/box/"}


def questions():
    """What is typed: the same each time."""
    random = Random(20241023)
    for number in random.sample(range(_rows.PARTIES), NAMES):
        name = _rows.name_of(number)
        place = random.randrange(1, len(name) - 1)
        yield from (name, name[:4], name[:place] + name[place + 1 :])
        yield name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    vocabulary, _ = _rows.words()
    yield from (vocabulary[rank] for rank in (0, 10, 100, 1_000))
    yield from OTHERS


def main():
    desk = _big.Desk()
    with desk.serving() as served:
        for who, door in DOORS.items():
            cookies = served.logged_in("editor") if who == "editor" else {}
            costs = {}
            for words in questions():
                answers = [
                    served.ask(f"{door}?{urlencode({'q': words})}", **cookies) for _ in range(TIMES)
                ]
                assert {answer.status for answer in answers} == {200}, answers[0].body
                costs[words] = min(answer.worked for answer in answers) * 1000
            dearest = max(costs, key=costs.get)
            print(
                f"{who}, {len(costs)} questions among {desk.claims:,} claims: p50"
                f" {median(costs.values()):.0f} ms, most {costs[dearest]:.0f} ms ({dearest})"
                " of processor (at most 50)"
            )


if __name__ == "__main__":
    main()

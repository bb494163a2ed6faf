"""What do the desk's own pages cost an editor: CPU seconds, queries, bytes?"""

import re
import sys
from html import unescape

import _big
import _rows
from _measure import interleaved, sized, told

CLAIMS = "/admin/partnerships/claim/"
MOST = "at most 300 ms, 8 queries"
WORD = _rows.words()[0][80]


def pages(served, headers):
    """The addresses by what they show; that of an order is the one that the list leads to."""
    listed = served.ask(CLAIMS, **headers).body.decode()
    order = re.search(
        r'column-(?:support|origins|outlets).*?href="\?([^"]*\bo=[^"]*)"', listed, re.S
    )
    if order is None:
        sys.exit("The list of claims leads to no order by support.")
    return {
        "home": "/admin/",
        "claims": CLAIMS,
        "claims, filtered": f"{CLAIMS}?kind__exact=figure",
        "claims, searched": f"{CLAIMS}?q={WORD}",
        "claims, page 200": f"{CLAIMS}?p=200",
        "claims, by support": f"{CLAIMS}?{unescape(order[1])}",
    }


def main():
    desk = _big.Desk()
    with desk.serving() as served:
        headers = served.logged_in()

        def asking(path):
            def ask(number):
                answer = served.ask(path, **headers)
                assert answer.status == 200, (path, answer.status)
                return answer

            return ask

        found = pages(served, headers)
        costs = interleaved({name: asking(path) for name, path in found.items()}, 1, 3)
        print(f"The desk with {desk.claims:,} claims, as an editor sees it; {MOST}")
        for name, cost in costs.items():
            answer = served.ask(found[name], x_count="1", **headers)
            told(name, cost, size=f"{answer.queries} queries, {sized(answer.body)}")
        print(f"most memory {served.memory() >> 20} MB")


if __name__ == "__main__":
    main()

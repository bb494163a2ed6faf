"""What does a page of 100 claims cost through the API, beside the least that it could cost?

The same JSON, asked for in turns of three servers on the same tables: the product, one of bare
WSGI, psycopg and orjson, and REST framework as anybody would use it. The first two must say the
same before anything is measured. A bare server of more than 20 ms a page would be no measure.
"""

import json
import sys

import _big
import _rows
from _measure import interleaved, sized, told

# Parties with more claims than a page holds, none of them in a great part of all; some more than
# once where there are few claims.
PARTIES = [_rows.slug(number) for number in range(5, 15)]
SLOWEST = 0.020  # CPU seconds of a bare page
BARE, STOCK = "bare psycopg and orjson", "stock REST framework"
HERE = "the product, to anybody"


def product_page(served, headers):
    def ask(number):
        party = PARTIES[number % len(PARTIES)]
        return served.ask(f"/api/v1/claims/?party={party}&page_size=100", **headers)

    return ask


def unchanged_page(served):
    """The same page, asked for by somebody who has it already."""
    tags = [product_page(served, {})(number).headers["ETag"] for number in range(len(PARTIES))]

    def ask(number):
        tag = tags[number % len(PARTIES)]
        answer = product_page(served, {"if_none_match": tag})(number)
        assert answer.status == 304, answer.status
        return answer

    return ask


def check_sameness(product, bare):
    """End here unless the product and the bare server give the same page for every party."""
    for number, party in enumerate(PARTIES):
        one, other = (
            json.loads(ask(number).body.replace(host, b"HERE"))
            for ask, host in (product, bare)
        )  # fmt: skip
        one["next"] = None  # signed by the product; the bare server gives none
        if one != other:
            for mine, theirs in zip(one["results"], other["results"], strict=True):
                for name in mine:
                    if mine[name] != theirs.get(name):
                        print(f"{party}: {name} is {mine[name]} and {theirs.get(name)}")
            sys.exit("The bare server does not say what the product says: mend it first.")


def main():
    desk = _big.Desk()
    with (
        desk.serving() as served,
        desk.serving("_bare") as bare,
        desk.serving("_stock", DJANGO_SETTINGS_MODULE="_stock_settings") as stock,
    ):
        asked = {
            BARE: lambda n: bare.ask(f"/?party={PARTIES[n % len(PARTIES)]}"),
            STOCK: lambda n: stock.ask(f"/api/claims/?parties__slug={PARTIES[n % len(PARTIES)]}"),
            HERE: product_page(served, {}),
            "  with a token, of no right": product_page(served, served.with_token("reader")),
            "  with a token, of an editor": product_page(served, served.with_token("editor")),
            "  304, to whoever has it": unchanged_page(served),
        }
        hosts = [f"127.0.0.1:{each.port}".encode() for each in (served, bare)]
        check_sameness((asked[HERE], hosts[0]), (asked[BARE], hosts[1]))
        assert len(json.loads(asked[STOCK](0).body)["results"]) == 100
        sizes = {name: sized(ask(0).body) for name, ask in asked.items()}
        costs = interleaved(asked, times=5, rounds=3)

        print(f"A page of 100 claims with 200 citations, of {desk.claims:,}; bare is 1")
        aims = ["", "", "at most 1.3", "at most 2.2", "", "at most 0.1 of the page"]
        for (name, cost), aim in zip(costs.items(), aims, strict=True):
            told(name, cost, costs[BARE], sizes[name], aim)
        queries = asked[HERE](0), product_page(served, {"x_count": "1"})(0)
        page = costs[HERE]
        print(f"304 against the page: {costs['  304, to whoever has it'] / page:.2f}")
        print(f"queries of the page: {queries[1].queries}; most memory {served.memory() >> 20} MB")
        if costs[BARE] > SLOWEST:
            print("THE BARE SERVER TAKES MORE THAN 20 ms A PAGE: as a measure it does not count.")


if __name__ == "__main__":
    main()

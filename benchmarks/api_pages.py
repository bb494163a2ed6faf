"""What a page of 100 claims with its citations costs through the API, against values() dicts.

Prints the CPU time of each, the ratio, the size of the data, and the versions. Makes its rows in
a transaction of its own and takes them back: any database will do.
"""

import json
import sys
import time
from statistics import median

import _desk  # noqa: F401  # sets Django up
import django
from django.db import connection, transaction
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from partnerships.models import Citation, Claim, Deal
from tests import factories as make

CLAIMS, CITATIONS, ROUNDS = 400, 3, 15


def rows():
    """Released claims of a collection, each about two companies, with citations."""
    collection = make.collection("benchmark")
    companies = [make.company(f"Benchmark company {number}") for number in range(10)]
    sources = [make.source(released_at=make.NOON, collection=collection) for _ in range(50)]
    for number in range(CLAIMS):
        claim = make.claim(
            "A sentence of some length about what one company agreed with another.",
            reference=f"B{number:04}",
            collection=collection,
            date="2024-03-19",
            released_at=make.NOON,
        )
        claim.parties.add(companies[number % 10], companies[(number + 1) % 10])
        for place in range(CITATIONS):
            source = sources[(number + place) % 50]
            make.citation(claim, source, collection=collection, locator="2nd paragraph")


def by_api(client=APIClient()):  # noqa: B008
    page = client.get("/api/v1/claims/?collection=benchmark&page_size=100", HTTP_HOST="localhost")
    return page.content


def by_values():
    """The same rows as plain dicts, put together by hand: what the API is measured against."""
    claims = list(Claim.objects.filter(collection__slug="benchmark").values()[:100])
    keys = [claim["id"] for claim in claims]
    for claim in claims:
        claim |= {"citations": [], "parties": [], "deals": []}
    by_key = {claim["id"]: claim for claim in claims}
    for citation in Citation.objects.filter(claim__in=keys).values(
        "claim_id", "uid", "reference", "stance", "quote", "translation", "locator", "says",
        "answer",
        "source__slug", "source__outlet", "source__title", "source__url", "source__published",
        "source__tier", "source__seen", "source__origin_note", "source__origin__slug",
        "source__origin__outlet", "source__origin__title",
    ):  # fmt: skip
        by_key[citation["claim_id"]]["citations"].append(citation)
    for party in Claim.parties.through.objects.filter(claim__in=keys).values(
        "claim_id", "party__slug", "party__name", "party__kind"
    ):
        by_key[party["claim_id"]]["parties"].append(party)
    for deal in Deal.objects.filter(spoken_of__claim__in=keys).values("slug", "title", "kinds"):
        claims[0]["deals"].append(deal)
    return json.dumps(claims, default=str).encode()


def cost(page):
    """The median CPU time of this process for a page, in milliseconds."""
    page()
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        page()
        times.append(1000 * (time.process_time() - began))
    return median(times)


def main():
    api_settings.DEFAULT_THROTTLE_CLASSES.clear()
    with transaction.atomic():
        rows()
        size = len(by_api())
        api, values = cost(by_api), cost(by_values)
        transaction.set_rollback(True)
    print(
        f"page of 100 claims with {100 * CITATIONS} citations, of {CLAIMS} claims: {size:,} bytes"
    )
    print(f"through the API   {api:7.1f} ms of CPU")
    print(f"values() and json {values:7.1f} ms of CPU")
    print(f"ratio             {api / values:7.1f}")
    version = connection.pg_version
    print(f"Python {sys.version.split()[0]}, Django {django.__version__}, PostgreSQL {version}")


if __name__ == "__main__":
    main()

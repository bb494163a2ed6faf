"""What a page of claims costs at least: one that WSGI, psycopg and orjson make of the same tables.

The same JSON as GET /api/v1/claims/?party=... gives to somebody without a login, but for the
addresses of the pages before and after. It reads what `_rows.py` makes, and knows of nothing else:
what there is no row of is written as the empty list or the null that it comes to.
"""

import os
import sys
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from threading import local
from urllib.parse import parse_qs

import orjson
import psycopg

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsroom.postgres import server

MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
COUNTED = 10_000
SIZE = 100
# As the product lists them: a hub of 180,000 claims would be sorted.
OF_THE_PARTY = """
    FROM partnerships_claimlisting listing
    WHERE released_at IS NOT NULL
        AND party_id = (SELECT id FROM partnerships_party WHERE slug = %s)
"""
COUNT = f"SELECT count(*) FROM (SELECT 1 {OF_THE_PARTY} LIMIT {COUNTED + 1}) counted"
CLAIMS = f"""
    SELECT id, claim.uid, claim.reference, statement, kind, layer, section, attributed_to,
        date_words, date_as_worded, date, claim.earliest, latest, as_of,
        value_qualifier, value_low::text, value_high::text, value_unit, link_anchor,
        claim.released_at,
        (SELECT slug FROM partnerships_collection WHERE id = claim.collection_id)
    FROM (
        SELECT claim_id {OF_THE_PARTY} ORDER BY collection_id, reference LIMIT {SIZE}
    ) listed
    JOIN partnerships_claim claim ON claim.id = claim_id
    ORDER BY claim.collection_id, claim.reference
"""
CITATIONS = """
    SELECT claim_id, citation.uid, reference, stance, quote, translation, locator, citation.says,
        answer, copy.uid, position, source.slug, source.outlet, source.title, source.url,
        source.published_words, source.published, source.earliest, source.latest, source.kind,
        source.tier, source.seen, source.origin_note, source.id,
        origin.slug, origin.outlet, origin.title, origin.id
    FROM partnerships_citation citation
    JOIN partnerships_source source ON source.id = source_id AND source.released_at IS NOT NULL
    LEFT JOIN partnerships_source origin
        ON origin.id = source.origin_id AND origin.released_at IS NOT NULL
    LEFT JOIN partnerships_snapshot copy ON copy.id = snapshot_id
    WHERE claim_id = ANY(%s) ORDER BY claim_id, reference, citation.id
"""
# Where the first report is hidden, the one after it that is not: asked for the few it is so of.
ORIGINS = """
    WITH RECURSIVE chain (source, id, above, height) AS (
        SELECT id, id, derives_from_id, 0 FROM partnerships_source WHERE id = ANY(%s)
        UNION ALL
        SELECT source, next.id, next.derives_from_id, height + 1
        FROM partnerships_source next JOIN chain ON next.id = above
    )
    SELECT DISTINCT ON (source) source, slug, outlet, title, known.id
    FROM chain JOIN partnerships_source known ON known.id = chain.id AND released_at IS NOT NULL
    ORDER BY source, height DESC
"""
PARTIES = """
    SELECT claim_id, slug, kind, name FROM partnerships_claimparty
    JOIN partnerships_party party ON party.id = party_id
    WHERE claim_id = ANY(%s) ORDER BY name, party.id
"""
DEALS = """
    SELECT claim_id, slug, reference, title, kinds FROM partnerships_claimdeal
    JOIN partnerships_deal deal ON deal.id = deal_id
    WHERE claim_id = ANY(%s) AND released_at IS NOT NULL ORDER BY deal.start, slug
"""
NONE_OF = [  # asked all the same, as whoever does not know the rows has to
    f"SELECT {columns} FROM partnerships_{table} WHERE claim_id = ANY(%s)"
    for table, columns in [
        ("claimevent", "claim_id, event_id"),
        ("search", "claim_id, uid, place, sought, searched_on"),
        ("verdict", "claim_id, uid, finding, reasons, correction, as_of, proposed_at"),
    ]
]
_of_thread = local()


def application(environ, start_response):
    root = f"http://{environ['HTTP_HOST']}/api/v1/"
    (party,) = parse_qs(environ["QUERY_STRING"])["party"]
    body = orjson.dumps(page(root, party), option=orjson.OPT_UTC_Z)
    length = str(len(body))
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", length)])
    return [body]


def page(root, party):
    """The first page of the claims about a party."""
    ask = _cursor().execute
    (count,) = ask(COUNT, [party]).fetchone()
    rows = ask(CLAIMS, [party]).fetchall()
    keys = [row[0] for row in rows]
    parties: dict = {key: [] for key in keys}
    for key, slug, kind, name in ask(PARTIES, [keys]):
        noun = "people" if kind == "person" else "companies"
        parties[key].append(
            {"id": slug, "url": f"{root}{noun}/{slug}/", "kind": kind, "name": name}
        )
    deals: dict = {key: [] for key in keys}
    for key, slug, reference, title, kinds in ask(DEALS, [keys]):
        url = f"{root}deals/{slug}/"
        deals[key].append(
            {"id": slug, "url": url, "reference": reference, "title": title, "kinds": kinds}
        )
    citations: dict = {key: [] for key in keys}
    outlets: dict = {key: set() for key in keys}
    origins: dict = {key: set() for key in keys}
    found = ask(CITATIONS, [keys]).fetchall()
    hidden = [row[23] for row in found if row[27] is None]
    known = {source: origin for source, *origin in ask(ORIGINS, [hidden])} if hidden else {}
    for row in found:
        if row[27] is None:
            row = (*row[:24], *known[row[23]])
        citations[row[0]].append(_citation(root, row))
        if row[3] == "supports":
            outlets[row[0]].add(row[23])
            origins[row[0]].add(row[27])
    for none in NONE_OF:
        assert not ask(none, [keys]).fetchall()
    claims = []
    for row in rows:
        key = row[0]
        support = {"outlets": len(outlets[key]), "origins": len(origins[key])}
        claims.append(_claim(root, row, parties[key], deals[key], citations[key], support))
    count = count if count <= COUNTED else None
    return {"count": count, "next": None, "previous": None, "results": claims}


def _claim(root, row, parties, deals, citations, support):
    _, uid, reference, statement, kind, layer, section, attributed_to, *rest = row
    words, as_worded, edtf, earliest, latest, as_of, qualifier, low, high, unit, *rest = rest
    anchor, released_at, collection = rest
    when = _date(words, edtf, earliest, latest)
    if when or as_worded:
        when = {"as_worded": as_worded, **(when or {})}
    return {
        "id": uid, "url": f"{root}claims/{uid}/", "reference": reference, "collection": collection,
        "statement": statement, "kind": kind, "layer": layer, "section": section,
        "attributed_to": attributed_to, "appears_in": None, "date": when, "as_of": as_of,
        "value": _value(qualifier, low, high, unit), "parties": parties, "deals": deals,
        "events": [], "citations": citations, "support": support, "finding": None,
        "correction": None, "verdict": None, "searches": [], "link_anchor": anchor, "note": None,
        "good_until": None, "is_adverse": None, "is_blind": None, "released_at": released_at,
    }  # fmt: skip


def _citation(root, row):
    (
        _, uid, reference, stance, quote, translation, locator, says, answer, copy, position,
        slug, outlet, title, url, words, edtf, earliest, latest, kind, tier, seen, origin_note,
        _, origin, origin_outlet, origin_title, _,
    ) = row  # fmt: skip
    return {
        "id": uid, "url": f"{root}citations/{uid}/", "reference": reference, "stance": stance,
        "quote": quote, "translation": translation, "locator": locator, "says": says,
        "answer": answer, "snapshot": copy, "position": position, "rechecked": None,
        "source": {
            "id": slug, "api_url": f"{root}sources/{slug}/", "slug": slug, "outlet": outlet,
            "title": title, "url": url, "published": _date(words, edtf, earliest, latest),
            "kind": kind, "tier": tier, "seen": seen,
            "origin": {"id": origin, "outlet": origin_outlet, "title": origin_title},
            "origin_note": origin_note,
        },
    }  # fmt: skip


def _date(words, edtf, earliest, latest):
    if not words and not edtf:
        return None
    said = _said(edtf)
    return {"words": words, "edtf": edtf, "earliest": earliest, "latest": latest, "text": said}


@lru_cache(20_000)
def _said(edtf):
    year, *rest = edtf.split("-")
    months = [MONTHS[int(month) - 1] for month in rest[:1]]
    return " ".join([*(str(int(day)) for day in rest[1:]), *months, year])


def _value(qualifier, low, high, unit):
    if not qualifier and low is None:
        return None
    low, high = _plain(low), _plain(high)
    said = f"${int(low):,}"
    return {"qualifier": qualifier, "low": low, "high": high, "unit": unit, "text": said}


def _plain(number):
    return number.rstrip("0").rstrip(".") if "." in number else number


def _cursor():
    """The thread's own, which prepares each query the first time and reads it in binary."""
    if not hasattr(_of_thread, "cursor"):
        login = {"dbname": "newsroom", "autocommit": True, "prepare_threshold": 0, **_login()}
        _of_thread.cursor = psycopg.connect(**login).cursor(binary=True)
    return _of_thread.cursor


@cache
def _login():
    return server.login(Path(os.environ["DATA_DIR"]) / "postgres", "newsroom")

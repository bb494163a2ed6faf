"""No value of a field takes the server down, whatever it is: it is kept or refused."""

import json
from itertools import count

import pytest
from rest_framework.throttling import SimpleRateThrottle

from tests import factories as make
from tests.volume import share

ODD = [
    *(None, True, 1e308, "", "\x00", "\ud800", "💥", "a" * 3000, "2024-13-45", [None], [{}]),
    *({"id": {}}, {"a\x00": 1}, {"edtf": [], "low": "1e999", "qualifier": []}),
    {"edtf": "9999~/..", "low": -(10**19), "high": 1, "unit": "x" * 30},
]


@pytest.fixture
def drafts(db, monkeypatch):
    """What may be sent to each address, by method and address."""
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)
    claim = make.checked()
    citation = claim.citations.get()
    collection, path = claim.collection.slug, f"claims/{claim.uid}/"
    report = {"outlet": "O", "title": "T", "kind": "reporting", "tier": "B", "seen": "page"}
    cited = {"source": citation.source.slug, "stance": "context", "says": "So."}
    return {
        ("patch", path): {},
        ("patch", f"citations/{citation.uid}/"): {},
        ("patch", f"sources/{citation.source.slug}/"): {},
        ("post", "claims/"): {"collection": collection, "statement": "So.", "kind": "fact"},
        ("post", "sources/"): report | {"collection": collection},
        ("post", "citations/"): cited | {"claim": str(claim.uid)},
        ("post", "searches/"): {"claim": str(claim.uid), "place": "Here", "sought": "It"},
        ("post", f"{path}verdict/"): {"finding": "accurate"},
        ("post", f"{path}verdict/withdraw/"): {"why": "So."},
        ("post", f"{path}verdict/countersign/"): {},
    }


def fields(schema, method, path):
    """The names of what may be sent there, as the schema has them."""
    noun, public_id, rest = f"{path}//".split("/", 2)
    template = f"/api/v1/{noun}/" + (f"{{id}}/{rest.strip('/')}/" if public_id else "")
    operation = schema["paths"][template.replace("//", "/")][method]
    content = operation["requestBody"]["content"]["application/json"]
    name = content["schema"]["$ref"].rpartition("/")[2]
    return schema["components"]["schemas"][name]["properties"]


def test_odd_values_are_kept_or_refused(api, drafts):
    api.force_authenticate(make.member("Editor in chief", "Source keeper"))
    schema = api.get("/api/v1/schema/", headers={"Accept": "application/json"}).json()
    told, turns = set(), count()

    for (method, path), draft in drafts.items():
        row = "/".join(path.split("/")[:2]) + "/"
        tag = api.get(f"/api/v1/{row}").get("ETag")
        for name in share([*fields(schema, method, path)], 0):
            for value in share(ODD, next(turns)):
                body = json.dumps(draft | {name: value})
                answer = getattr(api, method)(
                    f"/api/v1/{path}",
                    body,
                    content_type="application/json",
                    headers={"If-Match": tag},
                )
                told.add(answer.status_code)
                if answer.status_code < 300:
                    tag = answer["ETag"]
                assert answer.status_code < 500, (method, path, body[:200])

    assert told == {200, 201, 409, 422}

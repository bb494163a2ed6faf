"""What is not public is not there: in no list, row, count, filter, order or search."""

import json

import pytest

from tests import factories as make

NOUNS = [
    "companies", "people", "roles", "stakes", "partnerships", "deals",
    "terms", "valuations", "events", "sources", "citations", "claims", "searches", "stories",
]  # fmt: skip


def released(thing, **fields):
    return thing(**{"released_at": make.NOON} | fields)


def ids(page):
    return [row["id"] for row in page["results"]]


@pytest.fixture
def desk():
    """Somebody who may see all the desk has, but no confidential source."""
    return make.editor(
        "desk", "view_claim", "view_deal", "view_party", "view_source", "view_citation", "view_term"
    )


@pytest.fixture
def keeper():
    """Somebody who may see confidential sources too."""
    return make.editor("keeper", "view_claim", "view_source", "view_confidential_source")


def test_a_draft_claim_is_not_there(ask, desk):
    draft = make.claim(reference="S28")

    assert ids(ask("claims/")) == []
    ask("claims/S28/", status=404)
    ask(f"claims/{draft.uid}/", status=404)
    assert ids(ask("claims/", by=desk)) == [str(draft.uid)]


def test_the_citations_of_a_draft_are_not_there(ask, desk):
    citation = make.citation(make.claim(), released(make.source))

    assert ids(ask("citations/")) == []
    ask(f"citations/{citation.uid}/", status=404)
    assert ids(ask("citations/", by=desk)) == [str(citation.uid)]


def test_what_was_searched_for_a_draft_is_not_there(ask, desk):
    search = make.claim().searches.create(place="Here", sought="It", searched_on="2024-01-01")

    assert ids(ask("searches/")) == []
    ask(f"searches/{search.uid}/", status=404)
    assert ids(ask("searches/", by=desk)) == [str(search.uid)]


def test_an_unreleased_deal_is_nowhere(ask):
    microsoft, openai = make.company("Microsoft"), make.company("OpenAI")
    tie = make.partnership(microsoft, openai)
    hidden = make.deal(microsoft, openai, title="Hidden lease", partnership=tie)
    make.term(hidden, "The hidden cloud.")
    make.amount(hidden)
    make.valuation(openai, deal=hidden)
    shown = make.released_deal(amends=hidden, partnership=tie)
    claim = released(make.claim)
    claim.deals.add(hidden)
    make.fact(deal=hidden, source=released(make.source))

    everything = json.dumps([ask(f"{noun}/") for noun in NOUNS])
    then = json.dumps(ask(f"partnerships/{tie.slug}/", as_of="2024-10-23"))

    assert "idden" not in everything + then
    assert "valuations" in then
    assert ids(ask("deals/")) == [shown.slug]
    assert ids(ask("terms/")) == ids(ask("valuations/")) == []
    ask("claims/", deal=hidden.slug, status=400)
    assert ids(ask("claims/", partnership=tie.slug)) == []
    ask(f"deals/{hidden.slug}/", status=404)


def test_a_person_recorded_a_minute_ago_is_nowhere(ask, client, desk):
    company = make.company("Microsoft")
    whom = make.person("Robin Canary", released_at=None)
    make.role(whom, company, title="Canary officer", released_at=None)
    claim = released(make.claim)
    make.fact(party=whom, claim=claim)

    everything = json.dumps([ask(f"{noun}/") for noun in NOUNS])
    pages = [client.get(page).text for page in ["/", "/companies/microsoft/"]]

    assert "anary" not in everything + "".join(pages)
    assert ask("people/", search="canary")["count"] == 0
    ask("companies/", person=whom.slug, status=400)
    assert ask(f"people/{whom.slug}/", status=404) == ask("people/nobody/", status=404)
    unknown = client.get("/people/nobody/")
    assert client.get(f"/people/{whom.slug}/").content == unknown.content
    assert unknown.status_code == 404
    assert ids(ask("people/", by=desk)) == [whom.slug]


def test_nobody_writes_of_whom_they_may_not_know(send):
    whom = make.person(released_at=None)
    author = make.editor(None, "view_claim", "add_claim")
    draft = {"statement": "It is so.", "kind": "fact", "collection": whom.collection.slug}

    told = [
        send("post", "claims/", draft | {"parties": [slug]}, by=author, status=422).content
        for slug in (whom.slug, "nobody")
    ]

    assert told[0] == told[1]
    known = make.editor(None, "view_claim", "view_party", "add_claim")
    send("post", "claims/", draft | {"parties": [whom.slug]}, by=known, status=201)


def test_a_confidential_source_is_nowhere(ask, desk, keeper):
    secret = make.source(slug="secret", outlet="Deep throat", confidentiality="confidential")
    copy = released(make.source, slug="copy", derives_from=secret)
    claim = released(make.claim)
    make.citation(claim, secret, says="The secret meeting.")
    make.citation(claim, copy)
    role = make.role()
    make.fact(role=role, source=secret)

    for reader in (None, desk):
        everything = json.dumps([ask(f"{noun}/", by=reader) for noun in NOUNS])
        assert "secret" not in everything
        assert "Deep throat" not in everything
        ask("sources/secret/", by=reader, status=404)
    assert "secret" in ids(ask("sources/", by=keeper))


def test_support_does_not_count_what_the_reader_may_not_know_of(ask, desk, keeper):
    secret = make.source(confidentiality="confidential")
    draft, shown = make.source(), released(make.source)
    claim = released(make.claim)
    for source in [secret, draft, shown]:
        make.citation(claim, source)

    def support(reader):
        (row,) = ask("claims/", by=reader)["results"]
        return row["support"]["outlets"]

    assert [support(None), support(desk), support(keeper)] == [1, 2, 3]
    assert ask("claims/", origins=1)["count"] == 1
    assert ask("claims/", origins=2)["count"] == 0


def test_a_hidden_origin_gives_its_place_to_the_report_after_it(ask, keeper):
    secret = make.source(slug="secret", confidentiality="confidential")
    first = released(make.source, slug="first", derives_from=secret)
    second = released(make.source, slug="second", derives_from=first)
    other = released(make.source, slug="other", derives_from=secret)
    claim = released(make.claim)
    for source in [first, second, other]:
        make.citation(claim, source)

    def origins(reader):
        rows = ask("sources/", by=reader)["results"]
        return {row["id"]: row["origin"]["id"] for row in rows if row["id"] != "secret"}

    assert origins(None) == {"first": "first", "second": "first", "other": "other"}
    assert set(origins(keeper).values()) == {"secret"}
    assert ask("claims/")["results"][0]["support"] == {"outlets": 3, "origins": 2}
    assert ask("claims/", by=keeper)["results"][0]["support"] == {"outlets": 3, "origins": 1}
    assert ids(ask("sources/", origin="first", ordering="outlet")) == ["first", "second"]


@pytest.mark.parametrize("noun", ["claims", "sources", "citations"])
def test_asking_for_a_hidden_source_is_asking_for_one_that_is_not_there(ask, noun):
    secret = make.source(slug="secret", confidentiality="confidential")
    copy = released(make.source, derives_from=secret)
    make.citation(released(make.claim), copy)
    make.citation(released(make.claim), secret)

    hidden, absent = (
        json.dumps(ask(f"{noun}/", status=400, origin=word)) for word in ("secret", "absent")
    )

    assert hidden.replace("secret", "absent") == absent


def test_no_search_finds_what_is_hidden(ask):
    make.claim("The secret lease.")
    make.source(outlet="Secret Herald")

    assert ask("claims/", search="secret")["count"] == 0
    assert ask("sources/", search="secret")["count"] == 0


def test_filters_on_citations_do_not_see_hidden_ones(ask):
    claim = released(make.claim)
    make.citation(claim, make.source(slug="draft", tier="D"), stance="refutes")

    for parameters in [{"tier": "D"}, {"stance": "refutes"}]:
        assert ask("claims/", **parameters)["count"] == 0
    ask("claims/", status=400, source="draft")


def test_a_fact_is_not_backed_by_a_draft_claim(ask, desk):
    role = make.role()
    make.fact(role=role, claim=make.claim("A draft."))

    assert ask(f"roles/{role.uid}/")["sources"] == []
    (backing,) = ask(f"roles/{role.uid}/", by=desk)["sources"]
    assert backing["claim"]["statement"] == "A draft."

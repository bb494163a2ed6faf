"""The lists of one party's claims and citations hold what the records say, whatever changes them.

What is listed is compared with what the records themselves give after each of many changes.
"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from partnerships.actions.putting_away import bring_back, put_away
from partnerships.models import (
    Citation,
    CitationListing,
    Claim,
    ClaimListing,
    ClaimParty,
    Source,
)
from partnerships.models.claims.listings import DESK, EVERYBODY, KEEPERS
from partnerships.vocabulary import Confidentiality
from tests import factories as make

pytestmark = pytest.mark.django_db


def claims_by_their_records():
    return {
        (about.party_id, about.claim_id): (
            about.claim.collection_id,
            about.claim.reference,
            about.claim.uid,
            about.claim.earliest,
            about.claim.released_at,
        )
        for about in ClaimParty.objects.select_related("claim")
    }


def claims_as_listed():
    return {
        (row.party_id, row.claim_id): (
            row.collection_id,
            row.reference,
            row.uid,
            row.earliest,
            row.released_at,
        )
        for row in ClaimListing.objects.all()
    }


def audience(citation):
    if citation.source.confidentiality == Confidentiality.CONFIDENTIAL:
        return KEEPERS
    is_out = citation.claim.released_at and citation.source.released_at
    return EVERYBODY if is_out else DESK


def citations_by_their_records():
    return {
        (about.party_id, citation.pk): (
            citation.collection_id,
            citation.reference,
            citation.uid,
            audience(citation),
        )
        for about in ClaimParty.objects.all()
        for citation in Citation.objects.filter(claim=about.claim_id).select_related(
            "claim", "source"
        )
    }


def citations_as_listed():
    return {
        (row.party_id, row.citation_id): (
            row.collection_id,
            row.reference,
            row.uid,
            row.audience,
        )
        for row in CitationListing.objects.all()
    }


@pytest.fixture
def records(db):
    """Two parties, two claims about them, and what is cited for these: released and not."""
    first, second = make.company(), make.company()
    out = make.claim(released_at=make.NOON, date="2024-03", reference="S1")
    draft = make.claim(released_at=None, date="", reference="S2")
    report, hidden = make.source(released_at=make.NOON), make.source(released_at=None)
    for claim, party in [(out, first), (out, second), (draft, first)]:
        ClaimParty.objects.create(claim=claim, party=party)
    cited = make.citation(out, report, reference="S1-1")
    make.citation(out, hidden, locator="Page 2")
    make.citation(draft, report, locator="Page 3")
    return first, second, out, draft, report, hidden, cited


CHANGES = {
    "a party more": lambda first, second, out, draft, *_: ClaimParty.objects.create(
        claim=draft, party=second
    ),
    "a party less": lambda first, second, out, *_: out.about_parties.get(party=second).delete(),
    "another party": lambda first, second, out, draft, *_: draft.about_parties.update(party=second),
    "all parties of another claim": lambda first, second, out, draft, *_: ClaimParty.objects.filter(
        party=second
    ).update(claim=draft),
    "another reference": lambda *rows: Claim.objects.filter(pk=rows[2].pk).update(reference="S9"),
    "another date": lambda *rows: Claim.objects.filter(pk=rows[2].pk).update(date="2025"),
    "another collection": lambda *rows: Claim.objects.filter(pk=rows[2].pk).update(
        collection=make.collection("another_story")
    ),
    "all claims are taken back": lambda *rows: Claim.objects.update(released_at=None),
    "all claims are released": lambda *rows: Claim.objects.update(released_at=make.NOON),
    "a source is released": lambda *rows: Source.objects.update(released_at=make.NOON),
    "a source is taken back": lambda *rows: Source.objects.update(released_at=None),
    "a source is confidential": lambda *rows: Source.objects.filter(pk=rows[5].pk).update(
        confidentiality=Confidentiality.CONFIDENTIAL
    ),
    "a citation more": lambda first, second, out, draft, report, hidden, cited: make.citation(
        draft, hidden
    ),
    "a citation less": lambda *rows: rows[6].delete(),
    "a citation of another claim": lambda *rows: Citation.objects.filter(pk=rows[6].pk).update(
        claim=rows[3]
    ),
    "a citation of another source": lambda *rows: Citation.objects.filter(pk=rows[6].pk).update(
        source=rows[5]
    ),
    "a citation's reference": lambda *rows: Citation.objects.filter(pk=rows[6].pk).update(
        reference="S9-9"
    ),
    "a citation's collection": lambda *rows: Citation.objects.filter(pk=rows[6].pk).update(
        collection=make.collection("another_story")
    ),
    "a claim is gone": lambda *rows: rows[3].delete(),
    "a note": lambda *rows: Claim.objects.update(note="Ask again."),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_lists_of_a_party_hold_what_the_records_say(records, change):
    assert claims_as_listed() == claims_by_their_records() != {}
    assert citations_as_listed() == citations_by_their_records() != {}

    CHANGES[change](*records)

    assert claims_as_listed() == claims_by_their_records()
    assert citations_as_listed() == citations_by_their_records()


def test_what_is_put_away_is_listed_nowhere_until_it_comes_back(records):
    first, _, out, *_ = records
    by = make.editor(None, is_superuser=True)
    before = claims_as_listed(), citations_as_listed()

    put_away(out, by=by, why="It stands twice.")
    away = {claim for _, claim in claims_as_listed()}, CitationListing.objects.filter(party=first)
    cited = {row.citation.claim_id for row in away[1].select_related("citation")}
    bring_back(out, by=by)

    assert out.pk not in away[0]
    assert out.pk not in cited
    assert (claims_as_listed(), citations_as_listed()) == before


def test_what_is_loaded_at_once_is_listed_at_once(records):
    first = records[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO partnerships_claim (uid, collection_id, reference, layer, section,"
            " statement, kind, attributed_to, date_words, date_as_worded, date, value_qualifier,"
            " value_unit, link_anchor, note, is_adverse, is_blind)"
            " SELECT gen_random_uuid(), %s, 'L' || n, '', '', 'It is so.', 'fact', '', '', '',"
            " '2024', '', '', '', '', false, false FROM generate_series(1, 50) AS n",
            [make.collection().pk],
        )
        cursor.execute(
            "INSERT INTO partnerships_claimparty (claim_id, party_id)"
            " SELECT id, %s FROM partnerships_claim WHERE reference LIKE 'L%%'",
            [first.pk],
        )

    assert len(claims_as_listed()) == 53
    assert claims_as_listed() == claims_by_their_records()


READERS = {
    "anybody": lambda: AnonymousUser(),
    "an editor": lambda: make.member("Editor"),
    "a source keeper": lambda: make.member("Editor", "Source keeper"),
    "who may see claims alone": lambda: make.editor(None, "view_claim"),
    "who may see sources alone": lambda: make.editor(None, "view_source"),
}


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_is_listed_the_claims_and_citations_that_they_may_know_of(reader):
    hub, user = make.company(), READERS[reader]()
    for released_at in (None, make.NOON):
        sources = [
            make.source(),
            make.source(released_at=make.NOON),
            make.source(confidentiality=Confidentiality.CONFIDENTIAL),
        ]
        for source in sources:
            claim = make.claim(released_at=released_at)
            claim.parties.add(hub)
            make.citation(claim, source)

    for listing, model, name in (
        (ClaimListing, Claim, "claim"),
        (CitationListing, Citation, "citation"),
    ):
        listed = listing.objects.filter(party=hub).visible_to(user)
        known = model.objects.visible_to(user).values_list("pk", flat=True)
        assert sorted(listed.values_list(name, flat=True)) == sorted(known)

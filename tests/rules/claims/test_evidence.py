"""What a checker would ask of a claim."""

from datetime import date

import pytest

from partnerships.models import ClaimParty
from partnerships.rules.claims.evidence import doubts
from partnerships.vocabulary import Confidentiality, Seen, Stance
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(db):
    return make.editor(is_superuser=True)


def codes(claim, user):
    return {doubt.code for doubt in doubts(claim, user)}


def backed(claim=None, number=2, **fields):
    """A claim that so many independent sources support."""
    claim = claim or make.claim(**fields)
    for _ in range(number):
        make.citation(claim)
    return claim


def test_a_claim_on_two_origins_raises_no_doubt(chief):
    assert doubts(backed(), chief) == []


def test_a_claim_without_a_citation_is_doubted(chief):
    assert codes(make.claim(), chief) == {"uncited"}


def test_a_claim_that_nothing_supports_is_doubted(chief):
    claim = make.claim()
    make.citation(claim, stance=Stance.CONTEXT)

    assert codes(claim, chief) == {"unsupported"}


def test_three_outlets_that_repeat_one_report_are_one_origin(chief):
    claim, first = make.claim(), make.source()
    for source in [first, make.source(derives_from=first), make.source(derives_from=first)]:
        make.citation(claim, source)

    (doubt,) = doubts(claim, chief)

    assert str(doubt).startswith("3 outlets, 1 origin")


def test_a_hidden_report_behind_two_sources_shows_in_no_doubt():
    reporter = make.editor("reporter", "view_claim", "view_source")
    hidden = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    claim = make.claim()
    for source in [make.source(derives_from=hidden), make.source(derives_from=hidden)]:
        make.citation(claim, source)

    assert doubts(claim, reporter) == []


@pytest.mark.parametrize("outlet", ["OpenAI", "openai (blog)", "OpenAI and Microsoft", "Open AI"])
def test_a_party_that_speaks_for_itself_is_doubted(outlet, chief):
    openai = make.company("OpenAI")
    make.party_name(openai, "Open AI")
    claim = backed()
    ClaimParty.objects.create(claim=claim, party=openai)
    make.citation(claim, make.source(outlet=outlet, title="Our partnership"))

    (doubt,) = doubts(claim, chief)

    assert doubt.code == "own_statement"
    assert "“Our partnership”" in str(doubt)


def test_an_outlet_that_relays_somebody_is_not_the_party(chief):
    claim = backed()
    ClaimParty.objects.create(claim=claim, party=make.company("Bloomberg"))
    make.citation(claim, make.source(outlet="Bloomberg via BNN"))

    assert doubts(claim, chief) == []


def test_a_source_that_nobody_has_read_is_doubted(chief):
    claim = backed()
    make.citation(claim, make.source(seen=Seen.NOT_SEEN))

    assert codes(claim, chief) == {"not_seen"}


def test_a_refutation_is_doubted_until_it_is_answered(chief):
    claim = backed()
    citation = make.citation(claim, stance=Stance.REFUTES)
    before = codes(claim, chief)
    citation.answer = "It speaks of another round."
    citation.save()

    assert (before, codes(claim, chief)) == ({"unanswered"}, set())


def test_a_source_published_after_the_day_of_the_claim_is_doubted(chief):
    claim = backed(as_of=date(2024, 10, 23))
    make.citation(claim, make.source(published="2024-10-23"))
    make.citation(claim, make.source(outlet="The Paper", title="Late", published="2025-01"))

    (doubt,) = doubts(claim, chief)

    assert str(doubt) == (
        "The Paper, Late was published January 2025, after 23 October 2024, "
        "the day for which the claim is to be true."
    )


def test_a_weekday_that_does_not_fit_its_date_is_doubted(chief):
    claim = backed(statement="It was signed on Monday, 15 May 2026.")
    make.citation(claim, quote="We met on Friday, 15 May 2026.", says="")
    make.citation(claim, make.source(outlet="The Paper"), says="Sunday, 15 May 2026.")

    assert [str(doubt) for doubt in doubts(claim, chief)] == [
        "In the claim: 15 May 2026 was a Friday, not a Monday.",
        "In The Paper: 15 May 2026 was a Friday, not a Sunday.",
    ]


def test_a_confidential_source_shows_in_no_doubt_of_those_who_may_not_see_it(chief):
    claim = make.claim()
    secret = make.source(
        outlet="The Whisperer", confidentiality=Confidentiality.CONFIDENTIAL, seen=Seen.NOT_SEEN
    )
    make.citation(claim, secret)
    cleo = make.editor("cleo", "view_claim", "view_source", "view_citation")

    assert codes(claim, cleo) == {"uncited"}
    assert codes(claim, chief) == {"one_origin", "not_seen"}


def test_doubts_cost_three_queries_however_many_citations(chief, django_assert_num_queries):
    claim = backed(number=10)
    ClaimParty.objects.create(claim=claim, party=make.company())

    with django_assert_num_queries(3):
        doubts(claim, chief)


def test_doubting_changes_nothing(chief, read_only):
    claim = backed(number=1)

    with read_only():
        doubts(claim, chief)

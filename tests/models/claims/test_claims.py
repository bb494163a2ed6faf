"""How well claims are supported: by outlets, and by independent reports."""

import pytest

from partnerships.models import Claim, ClaimParty
from partnerships.vocabulary import Clearance, Confidentiality, Stance
from tests.factories import NOON, citation, claim, company, source

pytestmark = pytest.mark.django_db


def support(*sources):
    """A claim that each of the sources supports."""
    said = claim()
    for each in sources:
        citation(said, each)
    return said


def counted(clearance=Clearance.KEEPER):
    found = Claim.objects.with_support(clearance).get()
    return found.outlets, found.origins


def test_a_claim_without_citations_has_no_support():
    claim()

    assert counted() == (0, 0)


def test_copies_of_one_report_count_once():
    report = source()
    copy = source(derives_from=report)
    support(report, copy, source(derives_from=copy))

    assert counted() == (3, 1)


def test_copies_count_once_where_their_report_is_not_cited():
    report = source()
    support(source(derives_from=report), source(derives_from=report))

    assert counted() == (2, 1)


def test_independent_reports_count_each():
    support(source(), source())

    assert counted() == (2, 2)


def test_a_source_that_is_cited_twice_is_one_outlet():
    report = source()
    citation(support(report), report, locator="paragraph 9")

    assert counted() == (1, 1)


@pytest.mark.parametrize("stance", [Stance.QUALIFIES, Stance.REFUTES, Stance.CONTEXT])
def test_only_support_is_counted(stance):
    citation(claim(), stance=stance)

    assert counted() == (0, 0)


def test_claims_on_one_origin_are_those_whose_outlets_all_retell_one_report():
    report = source()
    on_one = support(report, source(derives_from=report))
    support(report, source())
    claim()

    assert list(Claim.objects.on_one_origin(Clearance.KEEPER)) == [on_one]


def test_what_a_reader_may_not_know_of_is_not_counted():
    support(source(released_at=NOON), source(confidentiality=Confidentiality.CONFIDENTIAL))

    assert counted(Clearance.PUBLIC) == (1, 1)


def test_a_hidden_origin_does_not_show_in_what_is_counted():
    hidden = source(confidentiality=Confidentiality.CONFIDENTIAL)
    one, two = (source(derives_from=hidden, released_at=NOON) for _ in range(2))
    support(one, two)

    assert counted(Clearance.PUBLIC) == (2, 2)
    assert counted() == (2, 1)


def test_copies_of_a_report_that_retells_a_hidden_one_count_once():
    hidden = source(confidentiality=Confidentiality.CONFIDENTIAL)
    report = source(derives_from=hidden, released_at=NOON)
    support(report, source(derives_from=report, released_at=NOON))

    assert counted(Clearance.PUBLIC) == (2, 1)


def test_a_list_of_claims_with_their_support_is_one_query(django_assert_num_queries):
    for _ in range(3):
        support(source())

    with django_assert_num_queries(1):
        assert [found.origins for found in Claim.objects.with_support(Clearance.KEEPER)] == [
            1,
            1,
            1,
        ]


def test_cited_and_uncited_claims_are_all_claims():
    cited = citation(claim(), stance=Stance.CONTEXT).claim
    bare = claim()

    assert list(Claim.objects.cited()) == [cited]
    assert list(Claim.objects.uncited()) == [bare]


def test_claims_about_two_parties_are_about_both():
    microsoft, openai = company("Microsoft"), company("OpenAI")
    both, one = claim(), claim()
    for party in [microsoft, openai]:
        ClaimParty.objects.create(claim=both, party=party)
    ClaimParty.objects.create(claim=one, party=microsoft)

    assert list(Claim.objects.about(microsoft, openai)) == [both]

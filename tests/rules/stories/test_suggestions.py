"""Which claims are suggested for words, and how."""

import pytest

from partnerships.models import ClaimParty, PartyName
from partnerships.rules.stories.suggestions import Suggester
from partnerships.vocabulary import BindingBasis, Finding, NameKind, Stance
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve():
    return make.member("Editor")


def offered(words, eve):
    return [one.claim for one in Suggester(make.collection(), eve).like(words)]


def test_the_claim_that_has_the_sum_comes_before_one_of_the_same_words(eve):
    other = make.claim("The price of the quay is high and was paid.")
    right = make.claim("They gave $11.9bn.")

    assert offered("The price of the quay was 11.9 billion dollars.", eve)[0] in (right, other)
    assert offered("It cost 11.9 billion dollars.", eve) == [right]


def test_a_party_is_found_by_any_of_its_names(eve):
    quayside = make.company("Quayside")
    PartyName.objects.create(party=quayside, text="Old Pier Works", kind=NameKind.FORMER)
    claim = make.claim("The lease ended.")
    ClaimParty.objects.create(claim=claim, party=quayside)
    make.claim("The weather was fine.")

    assert offered("Old Pier Works sold ships.", eve) == [claim]


def test_what_was_found_is_looked_through_too(eve):
    claim = make.signed(make.checked(statement="The lease ended."), reasons="A crane fell.").claim
    make.claim("The weather was fine.")

    assert offered("Somebody saw a crane.", eve) == [claim]


def test_of_a_claim_with_a_correction_that_is_suggested(eve):
    claim = make.checked(statement="The quay was sold.")
    make.citation(claim, stance=Stance.QUALIFIES)
    make.signed(claim, Finding.IMPRECISE, correction="The quay was leased.", reasons="So it is.")

    (found,) = Suggester(make.collection(), eve).like("The quay was sold.")

    assert (found.basis, found.words) == (BindingBasis.CORRECTION, "The quay was leased.")


def test_a_claim_is_found_by_its_reference(eve):
    claim = make.claim(reference="S77")
    make.claim("The lease ended.")

    assert offered("S77", eve) == [claim]


def test_what_has_next_to_nothing_in_common_is_not_suggested(eve):
    make.claim("The lease of the quay ended in May.")

    assert (
        offered("Farmers brought cattle down the valley; the quay was far, said nobody.", eve) == []
    )


def test_a_name_that_is_not_known_to_who_asks_finds_nothing(eve):
    hidden = make.company("Hidden Pier", released_at=None)
    claim = make.claim("The lease ended.")
    ClaimParty.objects.create(claim=claim, party=hidden)
    reader = make.editor(None, "view_claim")

    assert offered("Hidden Pier sold ships.", reader) == []


def test_a_hundred_passages_cost_the_queries_of_one(eve, django_assert_num_queries):
    ClaimParty.objects.create(claim=make.claim("The lease ended."), party=make.company())
    eve.has_perm("partnerships.view_source")
    collection = make.collection()

    with django_assert_num_queries(4):
        suggester = Suggester(collection, eve)
        for _ in range(100):
            suggester.like("The lease ended.")

"""Who did what to whom by a manuscript, and by the claims and records under its words."""

import pytest

from partnerships.models import ClaimDeal, ClaimParty
from partnerships.rules.stories.publishing import Gate
from partnerships.vocabulary import BindingBasis, DealRole, Finding, SourceKind, Stance
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve():
    return make.member("Editor")


@pytest.fixture
def harbour():
    return make.company("Harbour")


@pytest.fixture
def quayside():
    return make.company("Quayside")


def told(sentence, claim, eve, **fields):
    """What the gate has against the sentence, which leans on the claim: codes with their places."""
    story = make.story(headline="A story", standfirst="", body=sentence)
    make.binding(story, sentence, claim, **fields)
    return [
        (one.code, one.words, one.text)
        for one in Gate(story.revisions.get(), eve).blocking
        if one.code in ("contradicts", "uncorrected")
    ]


def claim_of(statement, *parties, deal=None, **fields):
    fields = {"reasons": "The letter shows it."} | fields
    claim = make.checked(statement=statement)
    if fields.get("finding"):
        make.citation(claim, stance=Stance.QUALIFIES)
    claim = make.signed(claim, **fields).claim
    for party in parties:
        ClaimParty.objects.create(claim=claim, party=party)
    if deal:
        ClaimDeal.objects.create(claim=claim, deal=deal)
    return claim


def test_both_readings_stand_side_by_side_at_the_words(eve, harbour, quayside):
    claim = claim_of("Harbour pays Quayside.", harbour, quayside)

    ((code, words, text),) = told("In May, Quayside pays Harbour.", claim, eve)

    assert (code, words) == ("contradicts", "Quayside pays Harbour")
    assert text == (
        f"read as: Quayside pays Harbour; {claim.reference} says: Harbour pays Quayside."
    )


def test_one_exchange_is_told_once(eve, harbour, quayside):
    claim = claim_of("Harbour pays Quayside a share of its revenue.", harbour, quayside)

    assert len(told("Quayside pays Harbour a share of its revenue.", claim, eve)) == 1


def test_what_was_found_says_as_much_as_the_statement(eve, harbour, quayside):
    claim = claim_of("It raised $5m.", harbour, reasons="At a valuation of $90m.")

    assert [code for code, *_ in told("Harbour raised $90m.", claim, eve)] == ["contradicts"]


def test_the_record_of_a_deal_says_who_gives_whom(eve, harbour, quayside):
    deal = make.deal()
    make.deal_party(deal, harbour, role=DealRole.INVESTOR)
    make.deal_party(deal, quayside, role=DealRole.INVESTEE)
    claim = claim_of("A deal was signed.", harbour, quayside, deal=deal)

    ((code, _, text),) = told("Quayside invested in Harbour.", claim, eve)

    assert code == "contradicts"
    assert f"the record of a deal of {claim.reference} says: Harbour invests in Quayside" in text
    assert told("Harbour invested in Quayside.", claim, eve) == []


def test_a_value_on_record_was_never_raised(eve, quayside):
    deal = make.deal()
    make.valuation(quayside, 90, deal=deal)
    claim = claim_of("The round closed at $90bn.", quayside, deal=deal)

    assert [code for code, *_ in told("Quayside raised $90 billion.", claim, eve)] == [
        "contradicts"
    ]


def test_words_that_lean_on_a_correction_may_not_say_what_it_corrects(eve):
    claim = claim_of(
        "The quay was sold for good.",
        finding=Finding.IMPRECISE,
        correction="The quay was leased for a year.",
    )

    ((code, words, _),) = told("The quay was sold.", claim, eve, basis=BindingBasis.CORRECTION)

    assert (code, words) == ("uncorrected", "sold")
    assert told("The quay was leased.", claim, eve, basis=BindingBasis.CORRECTION) == []


def test_a_statement_that_is_imprecise_says_still_who_does_it_to_whom(eve, harbour, quayside):
    claim = claim_of(
        "Harbour pays Quayside at once.",
        harbour,
        quayside,
        finding=Finding.IMPRECISE,
        correction="The rent is due to Quayside year by year.",
    )
    basis = {"basis": BindingBasis.CORRECTION}

    codes = [code for code, *_ in told("Quayside pays Harbour year by year.", claim, eve, **basis)]

    assert "contradicts" in codes
    assert told("The rent of Harbour is due year by year.", claim, eve, **basis) == []


def heard(sentence, claim, eve, code):
    """Whether each objection of a code to the sentence blocks, and at which words it is."""
    story = make.story(headline="A story", standfirst="", body=sentence)
    make.binding(story, sentence, claim)
    return [
        (one.words, one.blocks)
        for one in Gate(story.revisions.get(), eve).objections
        if one.code == code
    ]


def test_nobody_is_named_as_telling_what_no_claim_says_that_they_tell(eve, harbour, quayside):
    claim = claim_of("The lease of the quay by Harbour ended.", harbour, quayside)
    told = claim_of("Harbour said that the lease of the quay ended.", harbour)

    sentence = "The lease ended, Harbour said."

    assert heard(sentence, claim, eve, "attribution") == [("Harbour said", True)]
    assert heard(sentence, told, eve, "attribution") == []


def test_who_is_cited_may_be_named_as_telling_it(eve, harbour):
    claim = make.checked(statement="The lease of the quay by Harbour ended.")
    make.citation(claim, make.source(outlet="Harbour"))
    signed = make.signed(claim, reasons="The letter shows it.").claim
    ClaimParty.objects.create(claim=signed, party=harbour)

    assert heard("The lease ended, Harbour said.", signed, eve, "attribution") == []


def test_to_be_less_sure_than_the_claims_warns_at_the_word(eve):
    sure, unsure = claim_of("The quay was sold."), claim_of("The quay was possibly sold.")

    assert heard("The quay was perhaps sold.", sure, eve, "less_sure") == [("perhaps", False)]
    assert heard("The quay was perhaps sold.", unsure, eve, "less_sure") == []


def test_a_hedge_of_something_else_makes_nothing_less_sure(eve):
    claim = claim_of("The quay was sold; the ferry may be painted.")

    assert heard("The quay may be sold.", claim, eve, "less_sure") == [("may", False)]


def test_what_only_the_press_says_warns_where_the_sentence_does_not_say_so(eve):
    claim = claim_of("The quay was sold.")
    documented = make.checked(statement="The quay was sold.")
    make.citation(documented, make.source(kind=SourceKind.FILING))
    documented = make.signed(documented, reasons="The letter shows it.").claim
    sentence = "The quay was sold."

    assert heard(sentence, claim, eve, "attribution") == [(sentence, False)]
    assert heard("The quay was sold, a paper reported.", claim, eve, "attribution") == []
    assert heard(sentence, documented, eve, "attribution") == []


def test_records_cost_the_same_for_one_sentence_and_for_ten(
    eve, harbour, quayside, django_assert_num_queries
):
    deal = make.deal()
    make.deal_party(deal, harbour, role=DealRole.INVESTOR)
    body = " ".join(f"In sentence {number} Harbour paid Quayside." for number in range(10))
    one, many = make.story(body), make.story(body)
    claims = [claim_of(f"Harbour paid {n} people.", harbour, deal=deal) for n in range(10)]
    make.binding(one, "sentence 0", claims[0])
    for number, claim in enumerate(claims):
        make.binding(many, f"sentence {number} ", claim)
    eve.has_perm("partnerships.view_source")

    for story in (one, many):
        with django_assert_num_queries(20):
            assert Gate(story.revisions.get(), eve).objections

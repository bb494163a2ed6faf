"""Whether words of a manuscript say what a claim says, token by token."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.models import Citation, Claim, Source, Verdict
from partnerships.rules.stories.agreement import agrees, left_out, token_disagreement
from partnerships.rules.stories.manuscripts import Ground
from partnerships.rules.stories.said import said_by
from partnerships.text import assertions
from partnerships.text.tokens import tokens
from partnerships.vocabulary import BindingBasis, ClaimKind, Finding, Qualifier, TokenKind
from tests.text.assertions.reader import read

DAY = date(2024, 10, 23)
SAMPLES = json.loads(Path(__file__, "../../../sample_dates.json").resolve().read_text())["claims"]
GATE = Path(__file__).parents[2] / "faults" / "gate_figures.json"
NAMES = {"Microsoft": {1}, "OpenAI": {2}, "Oracle": {3}}


def said(
    statement, *, finding=None, correction="", reasons="", parties=(), quotes=(), cited=(), **fields
):
    """What a claim says to words that lean on its statement, or on its correction."""
    claim = Claim(**({"reference": "S1", "kind": ClaimKind.FIGURE, "as_of": DAY} | fields))
    claim.statement, claim.finding = statement, finding
    claim.current = Verdict(finding=finding, correction=correction, reasons=reasons)
    ground = Ground(
        claim,
        parties=set(parties),
        citations=[*cited, *(Citation(quote=quote) for quote in quotes)],
    )
    basis = BindingBasis.CORRECTION if correction else BindingBasis.STATEMENT
    return said_by(ground, basis, names=NAMES, anchor=DAY)


def value(qualifier, low, high, unit):
    given = {"value_low": low, "value_high": high}
    sums = {name: None if sum is None else Decimal(sum) for name, sum in given.items()}
    return {"value_qualifier": qualifier, "value_unit": unit} | sums


def found(text, kind=None):
    return [one for one in tokens(text, names=NAMES, anchor=DAY) if kind in (None, one.kind)]


def uncovered(text, claim):
    of = {one.token.start: one for one in assertions.read(text, found(text)).qualified}
    return [token.words for token in found(text) if not agrees(token, claim, of.get(token.start))]


def codes(text, claim):
    """What the claim has against tokens that it does not cover, and what is left out of it."""
    against = [
        token_disagreement(token, claim) for token in found(text) if not agrees(token, claim)
    ]
    return [one.code for one in [*filter(None, against), *left_out(claim, found(text))]]


TEN = "The deal is worth $10 billion."
SAME = [
    ("It paid $10 billion.", TEN),
    ("It paid 10 billion dollars.", TEN),
    ("It paid ten billion dollars.", TEN),
    ("It paid $10bn.", TEN),
    ("It paid about $10 billion.", TEN),
    ("It paid roughly 10 billion dollars.", "It is worth about $10bn."),
    ("It paid up to €11.9bn.", "It pays up to 11.9 billion euros."),
    ("Its total is 13 billion.", "It committed $13 billion."),
    ("It holds 27 percent.", "It holds 27 % of it."),
    ("It holds a fifth.", "It gets 20 % of revenue."),
    ("It has 10,000 GPUs.", "A system of 10,000 GPUs runs."),
    ("It has ten thousand GPUs.", "A system of 10,000 GPUs runs."),
]


@pytest.mark.parametrize(("text", "statement"), SAME)
def test_one_figure_in_other_words_agrees(text, statement):
    assert uncovered(text, said(statement)) == []


OTHER = [
    ("It paid $13 billion.", TEN, "figure"),
    ("It paid €10 billion.", TEN, "currency"),
    ("It paid $10 million.", TEN, "figure"),
    ("It paid up to $10 billion.", TEN, "hedge"),
    ("It paid at least $10 billion.", TEN, "hedge"),
    ("It paid $10 billion.", "It is worth about $10 billion.", "hedge"),
    ("It paid $10 billion.", "It is worth up to $10 billion.", "hedge"),
    ("It holds 28 percent.", "It holds 27 % of it.", "figure"),
    ("It has 100,000 GPUs.", "A system of 10,000 GPUs runs.", "figure"),
]


@pytest.mark.parametrize(("text", "statement", "code"), OTHER)
def test_another_figure_or_one_more_surely_told_is_an_objection(text, statement, code):
    assert codes(text, said(statement)) == [code]


def test_the_same_number_of_something_else_does_not_agree():
    claim = said("A system of 10,000 GPUs runs.", kind=ClaimKind.FACT)

    assert uncovered("It has 10,000 people.", claim) == ["10,000"]


def test_a_figure_agrees_with_the_value_of_the_claim():
    claim = said("It is worth a lot.", **value(Qualifier.UP_TO, None, 10**10, "USD"))

    assert uncovered("It paid up to $10 billion.", claim) == []
    assert codes("It paid $10 billion.", claim) == ["hedge"]


def test_the_value_says_nothing_to_words_that_lean_on_the_correction():
    fields = value(Qualifier.EXACT, 10**10, 10**10, "USD")
    claim = said(TEN, correction="Roughly $10bn, it is said.", finding=Finding.IMPRECISE, **fields)

    assert uncovered("It paid $10 billion.", claim) == ["$10 billion"]
    assert uncovered("It paid roughly 10 billion dollars.", claim) == []


@given(
    mine=st.integers(1, 10**13),
    theirs=st.integers(1, 10**13),
    same=st.booleans(),
)
def test_a_figure_agrees_with_itself_alone(mine, theirs, same):
    theirs = mine if same else theirs
    claim = said(f"It is worth ${theirs:,}.")

    (token,) = found(f"It paid {mine} dollars.", TokenKind.MONEY)

    assert agrees(token, claim) is (mine == theirs)


DATES = [  # the words, the date the claim holds, whether they agree, whether they contradict
    ("On 19 March 2024 it did.", "2024-03-19", True, False),
    ("In March 2024 it did.", "2024-03-19", True, False),
    ("In March it did.", "2024-03-19", True, False),
    ("Last year it did.", "2023-23", True, False),
    ("On Tuesday, 19 March 2024, it did.", "2024-03-19", True, False),
    ("On 19 March 2024 it did.", "2024-03", False, False),
    ("In 2023 it did.", "2019-07-22/2024-10-23", False, False),
    ("In July 2019 it did.", "2019-07-22/..", True, False),
    ("In April it did.", "2024-03-19", False, True),
    ("On 20 March 2024 it did.", "2024-03-19", False, True),
    ("In April it did.", "2023-04", False, True),
]


@pytest.mark.parametrize(("text", "held", "agreeing", "contradicting"), DATES)
def test_a_date_agrees_contradicts_or_cannot_be_told(text, held, agreeing, contradicting):
    claim = said("It did.", kind=ClaimKind.DATE, date=held)

    (token,) = found(text, TokenKind.DATE)

    assert agrees(token, claim) is agreeing
    assert bool(token_disagreement(token, claim)) is contradicting


@pytest.mark.parametrize("case", SAMPLES, ids=lambda case: case["manuscript"])
def test_a_date_passes_as_what_was_told_and_no_more_precisely(case):
    claim = said(case["claim"], kind=ClaimKind.FACT)

    faults = [one for one in found(case["manuscript"], TokenKind.DATE) if one.value.fault]
    wrong = [*faults, *uncovered(case["manuscript"], claim)]

    assert bool(wrong) is (case["expect"] == "objects")


PARTS = [
    ("In July 2024 it did.", "2024-07/2024-09", "in the third quarter", False),
    ("In July 2024 it did.", "2024-07/2024-09", "", False),
    ("On 1 July 2024 it did.", "2024-07-01/2024-09-30", "", False),
    ("On 16 October 2024 it did.", "2024-10-14/2024-10-20", "last week", False),
    ("On 14 October 2024 it did.", "2024-10-14/2024-10-20", "last week", False),
    ("On 17 October it did.", "2024-10-17/2024-10-19", "17 to 19 October", True),
    ("On 17 October it did.", "2024-10-17/2024-10-19", "17 or 18 or 19 October", False),
    ("In the third quarter it did.", "2024-07/2024-09", "", True),
]


@pytest.mark.parametrize(("text", "held", "words", "agreeing"), PARTS)
def test_the_ends_of_a_part_were_not_told(text, held, words, agreeing):
    fields = {"date": held, "date_as_worded": held if words else "", "date_words": words}

    assert (uncovered(text, said("It did.", kind=ClaimKind.DATE, **fields)) == []) is agreeing


def test_a_date_that_the_words_of_the_text_gave_agrees_with_the_statement_alone():
    fields = {"kind": ClaimKind.DATE, "date": "2024-03-19", "date_as_worded": "2024-04"}
    right = {"correction": "It was on 19 March 2024.", "finding": Finding.WRONG}

    assert uncovered("In April it did.", said("It did in April.", **fields)) == []
    assert uncovered("In April it did.", said("It did in April.", **fields, **right)) == ["April"]


def test_what_was_found_covers_as_much_as_the_statement():
    found_so = "Five years, with $350m of shares, on 3 May 2024; never disclosed by Quayside."
    claim = said("It is worth $10 billion.", finding=Finding.ACCURATE, reasons=found_so)
    text = "Quayside gave $350m in May 2024 over five years, never disclosed."

    assert uncovered(text, claim) == []
    assert uncovered("It gave $351m in June 2024.", claim) == ["$351m", "June 2024"]


def test_reasons_make_nothing_surer_than_the_words_of_the_claim_are():
    claim = said("It is worth about $10bn.", finding=Finding.ACCURATE, reasons="A paper: $10bn.")

    assert uncovered("It is worth $10 billion.", claim) == ["$10 billion"]


def test_what_reasons_name_only_as_wrong_covers_nothing():
    reasons = "Some sites assert $22m without a document."
    claim = said("It filed a draft.", finding=Finding.ACCURATE, reasons=reasons)

    assert uncovered("It gave $22m.", claim) == ["$22m"]


def test_a_denial_agrees_with_one_of_the_same_thing():
    claim = said("The sum was not disclosed; the licence was renewed.")
    (denial,) = read("The sum was never disclosed.").qualified
    (other,) = read("The licence was not renewed.").qualified
    (token,) = found("It does not.", TokenKind.NEGATION)

    assert agrees(token, claim, denial)
    assert not agrees(token, claim, other)


OTHERWISE = [
    ("The two companies agreed.", "Microsoft and OpenAI agreed.", []),
    ("The two companies agreed.", "Microsoft agreed.", ["two"]),
    ("The three companies agreed.", "Microsoft and OpenAI agreed.", ["three"]),
    ("They agreed that day.", "They agreed the same day.", []),
    ("They agreed that day.", "They agreed.", ["that day"]),
    ("They agreed on a Monday.", "They agreed on 5 May 2025.", []),
    ("They agreed on a Tuesday.", "They agreed on 5 May 2025.", ["Tuesday"]),
    ("The British regulator agreed.", "The UK regulator agreed.", []),
    ("The American regulator agreed.", "The UK regulator agreed.", ["American"]),
    ("It pays over five years.", "It pays for five years.", []),
    ("It pays over six years.", "It pays for five years.", ["over six years"]),
    ("It is the only cloud.", "It has the exclusive right.", []),
    ("It is the best cloud.", "It has the exclusive right.", ["best"]),
]


@pytest.mark.parametrize(("text", "statement", "left"), OTHERWISE)
def test_what_is_said_in_other_words_is_covered(text, statement, left):
    assert uncovered(text, said(statement)) == left


def test_one_newspaper_is_the_one_by_which_it_is_reported():
    text = "One newspaper reported it."

    assert uncovered(text, said("It did.", finding=Finding.REPORTED)) == []
    assert uncovered(text, said("It did.")) == ["One"]


def test_a_name_agrees_where_the_claim_is_about_its_party_or_has_it():
    claim = said("The exception let OpenAI buy computing from Azure.", parties=[1])

    assert uncovered("Microsoft let OpenAI use Azure and Oracle.", claim) == ["Oracle"]


def test_of_an_acronym_one_or_several_agree():
    claim = said("A system of GPUs needs AGI.")

    assert uncovered("A GPU, GPUs and the AGI, AGIS", claim) == ["AGIS"]


def test_a_quotation_agrees_letter_for_letter_but_for_its_typography():
    claim = said("It said so.", quotes=["We're the “best” of partners, and will not invest."])

    proved = 'It was ‘the "best" of partners,’ it said.'
    altered = "It was “the worst of partners”, and “will invest”."

    assert all(agrees(token, claim) for token in found(proved, TokenKind.QUOTATION))
    assert not any(agrees(token, claim) for token in found(altered, TokenKind.QUOTATION))


ALONE = [
    ("It was the first to pay.", "It paid.", ["first"]),
    ("It was the first to pay.", "It was first to pay.", []),
    ("It is the largest.", "It is the first.", ["largest"]),
    ("It did not pay.", "It paid.", ["not"]),
    ("It never paid.", "It has not paid.", []),
    ("It reportedly paid, a paper said.", "It paid.", []),
]


@pytest.mark.parametrize(("text", "statement", "left"), ALONE)
def test_superlatives_and_negations_are_the_claim_s_or_uncovered(text, statement, left):
    assert uncovered(text, said(statement, kind=ClaimKind.FACT)) == left


LEFT_OUT = [
    ("It paid.", "It did not pay.", {}, ["negation"]),
    ("It has not paid.", "It did not pay.", {}, []),
    ("It paid.", "It reportedly paid.", {}, ["hedge"]),
    ("It paid, the paper reported.", "It reportedly paid.", {}, []),
    ("It is free to sell.", "It may sell.", {}, []),
    ("It might pay.", "It possibly pays.", {}, []),
    ("It paid.", "It paid.", {"finding": Finding.REPORTED}, ["attribution"]),
    ("It paid, the paper reported.", "It paid.", {"finding": Finding.REPORTED}, []),
    ("It paid.", "A paper says so.", {"kind": ClaimKind.ATTRIBUTION}, ["attribution"]),
    *(
        (text, "It paid.", {"finding": Finding.REPORTED}, [])
        for text in [
            "Reporting by the Post has it so.",
            "According to filings, it paid.",
            "The fund values the port at $5m.",
            "The mayor described it so.",
            "The loss was put at $5m.",
            "The mayor confirmed it.",
            "Filings show that it paid.",
        ]
    ),
    ("It paid about $10 billion.", "It paid about $10 billion.", {}, []),
]


@pytest.mark.parametrize(("text", "statement", "fields", "expected"), LEFT_OUT)
def test_what_the_sentence_must_not_leave_out(text, statement, fields, expected):
    claim = said(statement, **({"kind": ClaimKind.FACT} | fields))

    assert [one.code for one in left_out(claim, found(text))] == expected


def test_who_published_what_a_claim_cites_may_be_named():
    post = Source(pk=1, outlet="The Wexcombe Post", origin_note="Harbour Wire")
    cited = Citation(source=post)
    cited.origin_outlet = "Quay Gazette"
    text = "It paid, The Wexcombe Post said after Harbour Wire and Quay Gazette."

    assert uncovered(text, said("It paid.", cited=[cited])) == []
    assert "Wexcombe Post" in " ".join(uncovered(text, said("It paid.")))


def test_what_speaks_against_words_is_told_in_a_sentence():
    claim = said(TEN)

    (token,) = found("It paid $13 billion.", TokenKind.MONEY)

    told = token_disagreement(token, claim).text
    assert told == "the claim says $10 billion, and not “$13 billion”."


def test_what_the_gate_lets_through_of_figures_is_what_the_claim_says():
    cases = json.loads(GATE.read_text())

    let_through = {(one["claim"], one["manuscript"]): passes(one) for one in cases}
    expected = {(one["claim"], one["manuscript"]): one["expect"] == "passes" for one in cases}
    assert let_through == expected


def passes(case):
    """Whether the manuscript's words may lean on the claim with no objection."""
    claim = said(case["claim"], kind=ClaimKind.FACT)
    return not uncovered(case["manuscript"], claim) and not codes(case["manuscript"], claim)

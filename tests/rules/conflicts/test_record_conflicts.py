"""What the record holds of one thing that cannot all be so."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.models import Claim
from partnerships.rules.conflicts.record_conflicts import record_conflicts
from partnerships.vocabulary import (
    AmountBasis,
    ClaimKind,
    Finding,
    Measure,
    Qualifier,
    Rank,
    ValuationBasis,
)
from tests import factories as make

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def told(user=None, **asked):
    """Each conflict: its kind, what it is of, and what each side says and how it stands."""
    return [
        (one.kind, one.thing, [(side.says, side.standing) for side in one.sides])
        for one in record_conflicts(user or make.editor(is_superuser=True), 100, **asked)
    ]


def figure(deal, billions, **fields):
    """A claim that gives a sum of one deal."""
    much = None if billions is None else Decimal(billions) * 10**9
    fields = {"value_low": much, "value_high": much, "value_unit": "USD"} | fields
    fields.setdefault("value_qualifier", Qualifier.EXACT)
    claim = make.claim(kind=ClaimKind.FIGURE, **fields)
    claim.deals.add(deal)
    return claim


def test_words_that_give_another_day_than_the_desk_holds_are_a_conflict():
    claim = make.claim(
        date_words="in April", date_as_worded="2024-04", date="2024-03-19", reference="S28"
    )
    make.claim(date_as_worded="2024-03", date="2024-03-19")
    make.claim(date_as_worded="2024", date="")

    assert told() == [
        (
            "dates",
            str(claim),
            [("the text: April 2024 (“in April”)", "open"), ("the desk: 19 March 2024", "open")],
        )
    ]


def test_what_two_people_found_wrong_is_held_no_longer_and_says_what_is_right():
    claim = make.checked(date_as_worded="2024-04", date="2024-03-19")
    make.signed(claim, finding=Finding.WRONG, correction="On 19 March.", reasons="So they say.")

    [conflict] = record_conflicts(make.editor(is_superuser=True), 10)
    text, desk = conflict.sides

    assert (text.standing, text.why) == ("deprecated", "On 19 March.")
    assert desk.standing == "signed"


@pytest.mark.parametrize(
    "given",
    [
        {"billions": 10},
        {"billions": 13, "value_qualifier": Qualifier.UP_TO, "value_low": None},
        {"billions": 9, "value_qualifier": Qualifier.AT_LEAST, "value_high": None},
        {"billions": 11, "value_qualifier": Qualifier.ABOUT},
        {"billions": None, "value_qualifier": Qualifier.UNDISCLOSED},
        {"billions": 157, "value_unit": "GPUs"},
    ],
)
def test_a_figure_that_could_be_the_sum_of_the_deal_is_no_conflict(given):
    deal = make.deal()
    make.amount(deal, 10)
    figure(deal, **given)

    assert told() == []


def test_a_figure_that_no_sum_of_its_deal_could_be_is_a_conflict():
    deal = make.deal(title="The round")
    make.amount(deal, 10)
    figure(deal, 13)

    [(kind, thing, sides)] = told()

    assert (kind, thing) == ("values", "The round")
    assert [says.partition(" (")[0] for says, _ in sides] == ["$13 billion", "$10 billion"]


def test_a_figure_that_is_what_the_company_was_worth_in_the_deal_is_no_conflict():
    deal = make.deal()
    make.amount(deal, Decimal("6.6"))
    make.valuation(billions=157, deal=deal)
    figure(deal, 157)

    assert told() == []


def test_a_figure_of_several_deals_is_held_against_none_of_them():
    first, second = make.deal(), make.deal()
    make.amount(first, 1)
    make.amount(second, 2)
    figure(first, 3).deals.add(second)

    assert told() == []


def test_two_sums_of_one_sense_that_have_nothing_in_common_are_a_conflict():
    deal = make.deal()
    make.amount(deal, 10, basis=AmountBasis.REPORTED)
    make.amount(deal, 13, basis=AmountBasis.FILED)

    [(kind, _, sides)] = told()

    assert kind == "values"
    assert sides == [
        ("$10 billion (total, reported)", "open"),
        ("$13 billion (total, filed)", "open"),
    ]


def test_a_sum_that_is_no_longer_held_says_why():
    deal = make.deal()
    make.amount(deal, 13)
    make.amount(deal, 10, rank=Rank.DEPRECATED, deprecated_reason="An early report.")

    [conflict] = record_conflicts(make.editor(is_superuser=True), 10)

    assert [(side.standing, side.why) for side in conflict.sides] == [
        ("open", ""),
        ("deprecated", "An early report."),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"billions": 11, "qualifier": Qualifier.ABOUT},
        {"billions": 13, "measure": Measure.COMMITTED},
        {"billions": 13, "basis": AmountBasis.PLANNED},
        {"billions": 13, "currency": "EUR"},
        {"billions": 13, "date": "2026-03"},
    ],
)
def test_sums_that_may_be_of_something_else_are_no_conflict(other):
    deal = make.deal()
    make.amount(deal, 10, date="2026-02-27")
    make.amount(deal, **other)

    assert told() == []


def test_what_a_company_was_worth_on_one_day_in_one_sense_is_one_figure():
    openai = make.company()
    make.valuation(openai, 157, date="2024-10-02", basis=ValuationBasis.POST_MONEY)
    make.valuation(openai, 150, date="2024-10-02", basis=ValuationBasis.PRE_MONEY)
    make.valuation(openai, 300, date="2025", basis=ValuationBasis.POST_MONEY)
    before = told()
    make.valuation(openai, 160, date="2024-10-02", basis=ValuationBasis.POST_MONEY)

    assert before == []
    assert [kind for kind, *_ in told()] == ["values"]


def test_two_accounts_of_what_a_company_was_worth_in_one_deal_may_be_of_days_that_overlap():
    openai, deal = make.company(), make.deal()
    of_one_sense = {"company": openai, "basis": ValuationBasis.POST_MONEY}
    make.valuation(billions=157, date="2024-10-02", deal=deal, **of_one_sense)
    make.valuation(billions=160, date="2024-10", **of_one_sense)
    before = told()
    make.valuation(billions=160, date="2024-10", deal=deal, **of_one_sense)

    assert before == []
    assert [kind for kind, *_ in told()] == ["values"]


def test_a_date_of_an_event_that_a_claim_gives_otherwise_is_a_conflict():
    event = make.event(title="The hiring", date="2024-03-19")
    claim = make.claim(kind=ClaimKind.DATE, date="2024-04")
    claim.events.add(event)
    fits = make.claim(kind=ClaimKind.DATE, date="2024-03")
    fits.events.add(event)

    assert told() == [
        ("dates", "The hiring", [("April 2024", "open"), ("19 March 2024", "open")]),
    ]


def test_two_accounts_of_a_post_that_begin_on_other_days_are_a_conflict():
    altman, openai = make.person(), make.company()
    same = {"title": "Chief executive", "post": "chief-executive", "end": "2023-11-17"}
    make.role(altman, openai, start="2019-03", **same)
    make.role(altman, openai, start="2020", **same)
    make.role(altman, openai, start="2015", title="Co-chair", end="2023-11-17")

    [(kind, _, sides)] = told()

    assert kind == "posts"
    assert [says for says, _ in sides] == [
        "since March 2019, until 17 November 2023",
        "since 2020, until 17 November 2023",
    ]


def test_shares_of_more_than_the_whole_on_one_day_are_a_conflict():
    openai = make.company("OpenAI")
    held = {"start": "2020-01-01", "end": "2021-01-01", "qualifier": Qualifier.EXACT}
    make.stake(make.company("Microsoft"), openai, percent_min=60, percent_max=60, **held)
    make.stake(make.company("SoftBank"), openai, percent_min=30, percent_max=30, **held)
    before = told()
    late = held | {"start": "2020-06-01"}
    make.stake(make.company("Thrive"), openai, percent_min=8, percent_max=8, **late)
    make.stake(make.company("Khosla"), openai, percent_min=3, percent_max=3, **late)

    [(kind, thing, sides)] = told()

    assert before == []
    assert (kind, thing.startswith("OpenAI")) == ("shares", True)
    assert [says.rpartition(": ")[2] for says, _ in sides] == ["60 %", "30 %", "8 %", "3 %"]


def test_a_claim_that_backs_a_record_and_gives_something_else_is_a_conflict():
    valuation = make.valuation(billions=157, date="2024-10-02")
    much = {"value_low": 86 * 10**9, "value_high": 86 * 10**9, "value_unit": "USD"}
    claim = make.claim(kind=ClaimKind.FIGURE, value_qualifier=Qualifier.EXACT, **much)
    make.fact(valuation=valuation, claim=claim)
    early = make.claim(kind=ClaimKind.DATE, date="2024-02")
    make.fact("date", valuation=valuation, claim=early)

    assert [
        (kind, [says.partition(" (")[0] for says, _ in sides]) for kind, _, sides in told()
    ] == [
        ("values", ["$86 billion", "$157 billion"]),
        ("dates", ["February 2024", "2 October 2024"]),
    ]


def test_conflicts_come_in_parts_and_are_narrowed():
    deal, other = make.deal(), make.deal()
    for each in (deal, other):
        make.amount(each, 10)
        make.amount(each, 13)
    make.claim(date_as_worded="2024-04", date="2024-03-19")
    user = make.editor(is_superuser=True)
    whole = told(user)

    parts = [record_conflicts(user, 1, after) for after in range(4)]

    assert [one.thing for part in parts for one in part] == [thing for _, thing, _ in whole]
    assert [len(part) for part in parts] == [1, 1, 1, 0]
    assert [one.thing for one in record_conflicts(user, 2, 1)] == [str(deal), str(other)]
    assert [kind for kind, *_ in told(user, kinds=["values"])] == ["values", "values"]
    assert [thing for _, thing, _ in told(user, deals=[deal.pk])] == [str(deal)]
    assert told(user, parties=[]) == []


def test_what_is_hidden_is_in_no_conflict_and_hides_none():
    deal = make.released_deal()
    make.amount(deal, 10)
    figure(deal, 13)  # not released
    out = figure(deal, 14, released_at=make.NOON)
    hidden = make.deal()
    out.deals.add(hidden)  # to the public it is about one deal all the same

    [conflict] = record_conflicts(ANYBODY, 10)

    assert [side.says for side in conflict.sides][0] == "$14 billion"
    assert Claim.objects.count() == 2
